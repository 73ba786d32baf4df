/**
 * Rates of a deck that say the same or contradict each other: one identity (service, code, source
 * code, number length, time profile, tag), one date, one kind of change. Each is paired with the
 * first of its kind, so a code that stands n times makes n - 1 pairs.
 *
 * Most codes stand once; only those that come again are spelled out and looked up.
 */

import type { Rate } from '@ratedeck/engine';
import { comparePrices } from '../compare/price-difference.js';
import { groupOf } from '../compare/rate-index.js';
import { compareTerms } from '../compare/rate-terms.js';
import type { DeckRate } from '../deck/deck.js';

export interface RatePair {
  readonly first: DeckRate;
  readonly second: DeckRate;
  /** Fields of the rate that differ; none in a duplicate. */
  readonly fields: readonly string[];
}

export interface RatePairs {
  /** Number of different codes. */
  readonly codes: number;
  readonly duplicates: readonly RatePair[];
  readonly conflicts: readonly RatePair[];
}

const NO_FIELDS: readonly string[] = [];

export function findPairs(rates: readonly DeckRate[]): RatePairs {
  const firstOfCode = new Map<string, DeckRate>();
  const firstOfIdentity = new Map<string, DeckRate>();
  const duplicates: RatePair[] = [];
  const conflicts: RatePair[] = [];
  for (const second of rates) {
    const { code } = second.rate;
    const sameCode = firstOfCode.get(code);
    if (sameCode === undefined) {
      firstOfCode.set(code, second);
      continue;
    }
    const key = keyOf(second);
    let first = firstOfIdentity.get(key);
    if (first === undefined && keyOf(sameCode) === key) first = sameCode;
    if (first === undefined) {
      firstOfIdentity.set(key, second);
      continue;
    }
    const fields = differingFields(first, second);
    if (fields.length === 0) duplicates.push({ first, second, fields: NO_FIELDS });
    else conflicts.push({ first, second, fields });
  }
  return { codes: firstOfCode.size, duplicates, conflicts };
}

/** A closing and a new price of one date belong together and contradict nothing. */
function keyOf({ rate, change }: DeckRate): string {
  const stashed = rate.stashed === true ? 'stashed' : '';
  return [rate.code, change, stashed, rate.effectiveFrom ?? '', groupOf(rate)].join('\n');
}

function differingFields({ rate: a }: DeckRate, { rate: b }: DeckRate): readonly string[] {
  const isBlocked = a.blocked === true;
  if (isBlocked !== (b.blocked === true)) return ['blocked'];
  const fields: string[] = [];
  if (!isBlocked && priceDiffers(a, b)) fields.push('price');
  if (a.effectiveTo !== b.effectiveTo) fields.push('effectiveTo');
  const terms = isBlocked ? NO_FIELDS : compareTerms(a, b).fields;
  return terms.length === 0 ? fields : [...fields, ...terms];
}

function priceDiffers(a: Rate, b: Rate): boolean {
  if (a.price === b.price) return false;
  if (a.price === undefined || b.price === undefined) return true;
  return comparePrices(a.price, b.price) !== 0;
}
