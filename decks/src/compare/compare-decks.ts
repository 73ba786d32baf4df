/**
 * Compares two decks as they stand at one instant: what is new, dearer, cheaper, closed, blocked,
 * for each code and for each destination. Prices are compared code by code and, where codes nest,
 * with the code that priced the same numbers before. Every rate of both decks is accounted for.
 */

import type { Rate } from '@ratedeck/engine';
import { coveringRate, coverOf, effectOf, percentOf, type RateLookup } from './code-cover.js';
import type {
  ChangeKind,
  CodeCover,
  CompareOptions,
  CoverEffect,
  DeckComparison,
  DestinationComparison,
  RateComparison,
} from './deck-comparison.js';
import { createDestinationTally, emptyCounts } from './destination-tally.js';
import { createInstantReader, indexRates, isClosure, type RateVersions } from './rate-index.js';
import { compareTerms } from './rate-terms.js';

type SettledKind = Exclude<ChangeKind, 'pending'>;

const kindOfEffect: Readonly<Record<CoverEffect, SettledKind>> = {
  dearer: 'increased',
  cheaper: 'decreased',
  same: 'unchanged',
  mixed: 'changed',
  blocked: 'blocked',
  opened: 'new',
};

/** `next` null: the code is closed. At least one of the two is a rate. */
function kindOf(old: Rate | null, next: Rate | null): SettledKind {
  if (next === null) return 'closed';
  if (old === null) return next.blocked === true ? 'blocked' : 'new';
  return kindOfEffect[effectOf(old, next)];
}

function termsOf(old: Rate | null, next: Rate | null): readonly string[] {
  if (old === null || next === null || isClosure(next)) return [];
  if (old.blocked === true || next.blocked === true) return [];
  return compareTerms(old, next).fields;
}

function emptyCoverCounts(): Record<CoverEffect, number> {
  return { dearer: 0, cheaper: 0, same: 0, mixed: 0, blocked: 0, opened: 0 };
}

/** One comparison under way: both decks indexed, rows collected. */
class Comparison {
  readonly #old: ReadonlyMap<string, RateVersions>;
  readonly #next: ReadonlyMap<string, RateVersions>;
  readonly #isFull: boolean;
  readonly #nameOf: (code: string) => string | null;
  readonly #coverBefore: (rate: Rate) => Rate | null;
  readonly #coverAfter: (rate: Rate) => Rate | null;
  readonly #tally = createDestinationTally();
  readonly rows: RateComparison[] = [];
  readonly counts = emptyCounts();
  readonly newCovered = emptyCoverCounts();
  readonly closedCovered = emptyCoverCounts();
  oldCompared = 0;
  nextCompared = 0;

  constructor(old: readonly Rate[], next: readonly Rate[], atMs: number, options: CompareOptions) {
    const read = createInstantReader();
    const oldIndex = indexRates(old, atMs, read);
    const nextIndex = indexRates(next, atMs, read);
    this.#old = oldIndex.versions;
    this.#next = nextIndex.versions;
    this.#isFull = options.full ?? true;
    this.#nameOf = options.nameOf ?? (() => null);
    const before: RateLookup = (identity) => this.#old.get(identity)?.current ?? null;
    this.#coverBefore = (rate) => coveringRate(rate, oldIndex, before);
    // Where a partial deck says nothing, the old one goes on.
    const after: RateLookup = (identity) => this.#rateAfter(identity);
    const lengths = new Set([...oldIndex.codeLengths, ...nextIndex.codeLengths]);
    const afterIndex = { versions: this.#next, codeLengths: lengths };
    this.#coverAfter = (rate) => coveringRate(rate, afterIndex, after);
  }

  #rateAfter(identity: string): Rate | null {
    const versions = this.#next.get(identity);
    if (versions === undefined) {
      return this.#isFull ? null : (this.#old.get(identity)?.current ?? null);
    }
    if (versions.current !== null || versions.ended !== null) return versions.current;
    return this.#old.get(identity)?.current ?? null;
  }

  run(): void {
    for (const [identity, versions] of this.#next) this.#compareVersions(identity, versions);
    if (!this.#isFull) return;
    for (const [identity, { current }] of this.#old) {
      if (current !== null && !this.#next.has(identity)) this.#add(current, null);
    }
  }

  #compareVersions(identity: string, versions: RateVersions): void {
    const old = this.#old.get(identity)?.current ?? null;
    const { current, ended, future } = versions;
    if (current !== null) this.#add(old, current);
    else if (ended !== null && old !== null) this.#add(old, null, ended);
    if (future === null) return;
    let before = current ?? (ended === null ? old : null);
    for (const rate of future) {
      const after = isClosure(rate) ? null : rate;
      // Nothing ends where nothing was.
      if (before !== null || after !== null) this.#addPending(before, after, rate);
      before = after;
    }
    // An old rate that goes on until then is not closed: it is compared with what replaces it.
    if (old !== null && current === null && ended === null) this.oldCompared += 1;
  }

  #name(old: Rate | null, next: Rate | null): string {
    const code = (next ?? old!).code;
    return (next?.name || old?.name || this.#nameOf(code)) ?? '';
  }

  #cover(old: Rate | null, next: Rate | null): CodeCover | null {
    if (old === null && next !== null) {
      const covering = this.#coverBefore(next);
      return covering === null ? null : coverOf(next.code, covering, covering, next);
    }
    if (old !== null && next === null) {
      const covering = this.#coverAfter(old);
      return covering === null ? null : coverOf(old.code, covering, old, covering);
    }
    return null;
  }

  #add(old: Rate | null, next: Rate | null, ending: Rate | null = null): void {
    const kind = kindOf(old, next);
    const cover = this.#cover(old, next);
    if (cover !== null) {
      const counts = kind === 'closed' ? this.closedCovered : this.newCovered;
      counts[cover.effect] += 1;
    }
    const ended = next ?? ending;
    if (old !== null) this.oldCompared += 1;
    if (ended !== null) this.nextCompared += 1;
    const { code } = ended ?? old!;
    const name = this.#name(old, ended);
    const percent = percentOf(old, next);
    const terms = termsOf(old, next);
    this.#push({ kind, code, name, old, next: ended, percent, terms, becomes: null, cover });
  }

  #addPending(old: Rate | null, next: Rate | null, rate: Rate): void {
    this.#push({
      kind: 'pending',
      code: rate.code,
      name: this.#name(old, rate),
      old,
      next: rate,
      percent: percentOf(old, next),
      terms: termsOf(old, next),
      becomes: kindOf(old, next),
      cover: this.#cover(old, next),
    });
  }

  #push(row: RateComparison): void {
    this.counts[row.kind] += 1;
    this.rows.push(row);
    this.#tally.add(row);
  }

  destinations(): DestinationComparison[] {
    return this.#tally.destinations();
  }
}

/**
 * Compares two decks. The rates must be well formed, as conversion makes them.
 *
 * @example compareDecks([{ code: '44', price: '0.01' }], [{ code: '4477', price: '0.02' }], { at })
 * has a row `new` for 4477 with the cover `{ coveredBy: '44', effect: 'dearer', percent: '100.00' }`,
 * and a row `closed` for 44.
 */
export function compareDecks(
  old: readonly Rate[],
  next: readonly Rate[],
  options: CompareOptions,
): DeckComparison {
  const atMs = createInstantReader()(options.at);
  const comparison = new Comparison(old, next, atMs, options);
  comparison.run();
  const { rows, counts, newCovered, closedCovered, oldCompared, nextCompared } = comparison;
  const { pending } = counts;
  return {
    at: options.at,
    counts,
    newCovered,
    closedCovered,
    rows,
    destinations: comparison.destinations(),
    old: {
      rates: old.length,
      compared: oldCompared,
      pending: 0,
      notCompared: old.length - oldCompared,
    },
    next: {
      rates: next.length,
      compared: nextCompared,
      pending,
      notCompared: next.length - nextCompared - pending,
    },
  };
}
