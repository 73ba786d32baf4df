/**
 * Which other code prices a code's numbers: the longest shorter one. It looks among rates that ask
 * for the same (caller, time, length, tag) first and then among those that ask for nothing else, so
 * that a new peak rate of a code is measured against the plain rate that it takes calls from.
 */

import type { Rate } from '@ratedeck/engine';
import type { CodeCover, CoverEffect } from './deck-comparison.js';
import { comparePrices, percentChange } from './price-difference.js';
import { groupOf, plainGroupOf, type RateIndex } from './rate-index.js';
import { compareTerms } from './rate-terms.js';

/** The rate that an identity has on one side of the comparison. */
export type RateLookup = (identity: string) => Rate | null;

function longestIn(
  group: string,
  code: string,
  lengthMax: number,
  index: RateIndex,
  find: RateLookup,
): Rate | null {
  for (let length = lengthMax; length >= 0; length -= 1) {
    if (!index.codeLengths.has(length)) continue;
    const rate = find(group + code.slice(0, length));
    if (rate !== null) return rate;
  }
  return null;
}

/** The rate that prices numbers of `rate`'s code when `rate` itself is not there. */
export function coveringRate(rate: Rate, index: RateIndex, find: RateLookup): Rate | null {
  const { code } = rate;
  const group = groupOf(rate);
  const plainGroup = plainGroupOf(rate);
  const own = longestIn(group, code, code.length - 1, index, find);
  if (group === plainGroup) return own;
  const plain = longestIn(plainGroup, code, code.length, index, find);
  if (own === null || plain === null) return own ?? plain;
  return plain.code.length > own.code.length ? plain : own;
}

/** What it means for calls to go from one rate to another. */
export function effectOf(old: Rate, next: Rate): CoverEffect {
  if (next.blocked === true) return old.blocked === true ? 'same' : 'blocked';
  if (old.blocked === true) return 'opened';
  const order = comparePrices(old.price ?? '0', next.price ?? '0');
  if (order !== 0) return order < 0 ? 'dearer' : 'cheaper';
  return compareTerms(old, next).direction;
}

export function priceOf(rate: Rate | null): string | null {
  return rate === null || rate.blocked === true ? null : (rate.price ?? null);
}

export function percentOf(old: Rate | null, next: Rate | null): string | null {
  const before = priceOf(old);
  const after = priceOf(next);
  return before === null || after === null ? null : percentChange(before, after);
}

/**
 * `covering` is the rate of the shorter code: it is `old` for a new code, `next` for a closed one.
 */
export function coverOf(code: string, covering: Rate, old: Rate, next: Rate): CodeCover {
  return {
    code,
    coveredBy: covering.code,
    oldPrice: priceOf(old),
    newPrice: priceOf(next),
    effect: effectOf(old, next),
    percent: percentOf(old, next),
  };
}
