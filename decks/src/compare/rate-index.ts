/**
 * The rates of a deck at one instant: for each identity (service, code, source code, number length,
 * time profile, tag) the version in force, what ended it, and the versions still to come. Of
 * versions that begin at the same instant the last one counts, as in an import that keeps the last.
 */

import { parseInstant, type Rate, rateConditionKey } from '@ratedeck/engine';

export interface RateVersions {
  /** In force: it has a price, or is blocked. */
  current: Rate | null;
  /** What was in force last has ended, or is a closure. */
  ended: Rate | null;
  /** By their start. */
  future: Rate[] | null;
}

export interface RateIndex {
  readonly versions: ReadonlyMap<string, RateVersions>;
  /** Lengths that codes have. */
  readonly codeLengths: ReadonlySet<number>;
}

const separator = '\u001f';
/** Of rates that name none. */
const DECK_SERVICE = 'voice';

/**
 * What an identity is made of besides its code, as the engine spells it; nearly all rates are for
 * calls at any time to any number, which have a short one.
 */
export function groupOf(rate: Rate): string {
  const { sourceCode = '', numberLength, timeProfile = '', tag = '' } = rate;
  if (sourceCode === '' && numberLength === undefined && timeProfile === '' && tag === '') {
    return plainGroupOf(rate);
  }
  return rateConditionKey(rate, DECK_SERVICE) + separator;
}

/** Equal for versions of one rate, and for them only. */
export function rateIdentity(rate: Rate): string {
  return groupOf(rate) + rate.code;
}

/** The group of rates of the same service that ask for nothing but a code. */
export function plainGroupOf(rate: Rate): string {
  const { service = DECK_SERVICE } = rate;
  return service === DECK_SERVICE ? '' : service + separator;
}

/** A row that only says until when a code is sold. */
export function isClosure(rate: Rate): boolean {
  return rate.price === undefined && rate.blocked !== true && rate.effectiveTo !== undefined;
}

export type InstantReader = (text: string) => number;

export function createInstantReader(): InstantReader {
  const known = new Map<string, number>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const instantMs = parseInstant(text);
    if (instantMs === null) throw new RangeError(`not an instant: ${JSON.stringify(text)}`);
    known.set(text, instantMs);
    return instantMs;
  };
}

/** When the row begins to matter: a closure does so at its end. */
function startOf(rate: Rate, read: InstantReader): number {
  const from = isClosure(rate) ? rate.effectiveTo : rate.effectiveFrom;
  return from === undefined ? Number.NEGATIVE_INFINITY : read(from);
}

function isEnded(rate: Rate, atMs: number, read: InstantReader): boolean {
  return rate.effectiveTo !== undefined && read(rate.effectiveTo) <= atMs;
}

/** Keeps them by their start; a later row with the same start replaces. */
function addFuture(versions: RateVersions, rate: Rate, read: InstantReader): void {
  const startMs = startOf(rate, read);
  versions.future ??= [];
  const { future } = versions;
  let position = future.length;
  while (position > 0 && startOf(future[position - 1]!, read) > startMs) position -= 1;
  const repeats = position > 0 && startOf(future[position - 1]!, read) === startMs;
  if (repeats) future[position - 1] = rate;
  else future.splice(position, 0, rate);
}

/** Stashed rates, past versions and repeated ones take no part. */
export function indexRates(rates: readonly Rate[], atMs: number, read: InstantReader): RateIndex {
  const versions = new Map<string, RateVersions>();
  const codeLengths = new Set<number>();
  for (const rate of rates) {
    if (rate.stashed === true) continue;
    const identity = rateIdentity(rate);
    let found = versions.get(identity);
    if (found === undefined) {
      found = { current: null, ended: null, future: null };
      versions.set(identity, found);
      codeLengths.add(rate.code.length);
    }
    const startMs = startOf(rate, read);
    if (startMs > atMs) {
      addFuture(found, rate, read);
      continue;
    }
    const before = found.current ?? found.ended;
    if (before !== null && startOf(before, read) > startMs) continue;
    const ended = isEnded(rate, atMs, read);
    found.current = ended ? null : rate;
    found.ended = ended ? rate : null;
  }
  return { versions, codeLengths };
}
