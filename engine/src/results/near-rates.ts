/**
 * What comes nearest to an event that no rate fits, so that its reader knows what to mend: rates
 * whose code fits and that ask for something else, and the codes that share most of the number's
 * leading digits, if these are more. Asked by explanations alone.
 */

import { codesNear } from '../compiled/codes-near.js';
import type { Section } from '../compiled/section.js';
import type { CompiledTable, PriceSource, SourceEntry } from '../compiled/table.js';
import type { NearRate } from '../event/event.js';
import { type PreparedEvent, readDigits } from '../event/prepared-event.js';
import { failedCheck, REASONS } from '../pricing/miss.js';
import { takesPart } from '../pricing/selection.js';
import { askedOfEvent } from './asked-of-event.js';
import { instantText } from './results.js';

/** Of each kind: those whose code fits, and those whose code is near. */
const NEAREST_MAX = 5;

type Reason = NearRate['reason'];

/** Later is nearer, after the length of the code. */
const NEARNESS: readonly Reason[] = ['service', ...REASONS];

/** Fitting codes first, the longest first; then near codes, the shortest first. */
export function nearestRates(source: PriceSource, event: PreparedEvent): NearRate[] {
  const search = new Search(event);
  for (const entry of source.groups.flat()) {
    for (let table: CompiledTable | null = entry.table; table !== null; table = table.parent) {
      search.look(entry, table);
    }
  }
  return search.found;
}

class Search {
  readonly #event: PreparedEvent;
  readonly #fitting: NearRate[] = [];
  #near: NearRate[] = [];

  constructor(event: PreparedEvent) {
    this.#event = event;
  }

  get found(): NearRate[] {
    const fitting = this.#fitting.sort(
      (a, b) =>
        b.code.length - a.code.length ||
        nearness(b) - nearness(a) ||
        compareTexts(textOf(a), textOf(b)),
    );
    const near = this.#near.sort(
      (a, b) =>
        a.code.length - b.code.length ||
        compareTexts(a.code, b.code) ||
        compareTexts(textOf(a), textOf(b)),
    );
    const fits = fitting[0]?.code.length ?? 0;
    const nearer = this.#sharedMost > fits ? near : [];
    return [...firstOf(fitting, textOf), ...firstOf(nearer, ({ code }) => code)];
  }

  look(entry: SourceEntry, table: CompiledTable): void {
    const { service, atMs } = this.#event;
    for (const section of Object.values(table.sections)) {
      this.#lookAtFitting(table, section, (holder, identity) =>
        this.#miss(entry, holder, identity),
      );
    }
    const stashed = table.stashed[service];
    if (stashed !== undefined) {
      this.#lookAtFitting(table, stashed, () => ({ reason: 'stashed' }));
    }
    const section = table.sections[service];
    if (section !== undefined && takesPart(entry, atMs)) this.#lookNear(table, section);
  }

  /** Why the event has no price by an identity; null: it is of no use to know. */
  #miss(entry: SourceEntry, section: Section, identity: number): Miss | null {
    const event = this.#event;
    const reason = failedCheck(section, identity, event, event.atMs);
    if (section.service !== event.service) return reason === null ? { reason: 'service' } : null;
    if (reason !== null) return { reason };
    return takesPart(entry, event.atMs)
      ? null
      : { reason: 'time_profile', timeProfile: entry.timing!.name };
  }

  #lookAtFitting(
    table: CompiledTable,
    within: Section,
    missOf: (section: Section, identity: number) => Miss | null,
  ): void {
    const event = this.#event;
    within.eachCode(event, (section, firstRow, sharedDigits) => {
      const code = readDigits(event.to, sharedDigits);
      for (let row = firstRow; row >= 0; row = section.rows.nextIdentity(row)) {
        const miss = missOf(section, row);
        if (miss === null) continue;
        const shown = { ...nearRate(table, section, row, event.atMs), code, sharedDigits };
        this.#fitting.push({ ...shown, ...miss });
      }
      return true;
    });
  }

  #lookNear(table: CompiledTable, within: Section): void {
    const { atMs } = this.#event;
    for (const near of codesNear(within, this.#event, atMs)) {
      const { section, code, identities, sharedDigits } = near;
      if (sharedDigits < this.#sharedMost) continue;
      if (sharedDigits > this.#sharedMost) this.#near = [];
      for (const identity of identities) {
        const rate = nearRate(table, section, identity, atMs);
        this.#near.push({ ...rate, code, sharedDigits, reason: 'no_code' });
      }
    }
  }

  get #sharedMost(): number {
    return this.#near[0]?.sharedDigits ?? 0;
  }
}

type Miss = Pick<NearRate, 'reason'> & Partial<Pick<NearRate, 'timeProfile'>>;

const nearness = ({ reason }: NearRate): number => NEARNESS.indexOf(reason);

const textOf = (rate: NearRate): string => JSON.stringify(rate);

const compareTexts = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

/** The first few of different keys: entries of a plan share tables, rates of a table codes. */
function firstOf(rates: readonly NearRate[], keyOf: (rate: NearRate) => string): NearRate[] {
  const seen = new Map<string, NearRate>();
  for (const rate of rates) {
    const key = keyOf(rate);
    if (!seen.has(key)) seen.set(key, rate);
    if (seen.size === NEAREST_MAX) break;
  }
  return [...seen.values()];
}

/** The version that began last, or the first that will. */
function shownVersion({ rows }: Section, identity: number, atMs: number): number {
  let row = identity;
  while (rows.effectiveFrom(row) > atMs && rows.hasOlder(row)) row += 1;
  return row;
}

function nearRate(
  table: CompiledTable,
  section: Section,
  identity: number,
  atMs: number,
): Omit<NearRate, 'code' | 'sharedDigits' | 'reason'> {
  const { rows } = section;
  const row = shownVersion(section, identity, atMs);
  return {
    rateTable: table.name,
    codeName: section.names.text(rows.name(row)),
    service: section.service,
    ...askedOfEvent(section, row),
    effectiveFrom: instantText(rows.effectiveFrom(row)),
    effectiveTo: instantText(rows.effectiveTo(row)),
    blocked: rows.isBlocked(row),
  };
}
