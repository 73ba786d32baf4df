/**
 * The charge of one event under one set of terms (rating rules, section 4), the exact way.
 *
 * The formula is total = (first + n * next, fee, cap, surcharge), rounded once. Here it is parts,
 * each so many intervals at one price, and fractions of BigInt; `charge-table.ts` holds the same
 * for all terms of a table in a fast form, and comes here where that one could lose something.
 */

import { divideRounded, greatestCommonDivisor, MONEY_SCALE, powerOfTen } from '../values/money.js';
import type { RoundingMode } from '../values/scalars.js';
import type { Terms } from './terms.js';

/** An amount at the table's decimals; `wide` in its place where it passes the safe integers. */
export interface Charged {
  billedVolume: number;
  amount: number;
  wide: bigint | null;
}

export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** So many whole intervals at one price. */
export interface ChargePart {
  readonly kind: 'first' | 'next';
  readonly price: bigint;
  readonly interval: number;
  readonly count: number;
  /** Position inside the event at which the first of them begins. */
  readonly from: number;
  /** Volume that the price pays for. */
  readonly unit: number;
}

/**
 * Whole intervals that `rest` takes; exact for all safe integers.
 *
 * @example countIntervals(7, 6) === 2
 */
export function countIntervals(rest: number, interval: number): number {
  if (rest <= 0) return 0;
  const count = Math.floor(rest / interval);
  return count * interval < rest ? count + 1 : count;
}

/** Whether an event is short enough to be free: grace, and no volume at all. */
export function isFree(terms: Terms, volume: number): boolean {
  if (volume === 0) return true;
  if (terms.graceVolume === 0) return false;
  return terms.graceExclusive ? volume < terms.graceVolume : volume <= terms.graceVolume;
}

/** The first interval of an event that is not free. */
export function firstPart(terms: Terms, unit: number): ChargePart {
  const { firstPrice, firstInterval } = terms;
  return { kind: 'first', price: firstPrice, interval: firstInterval, count: 1, from: 0, unit };
}

/**
 * The next intervals that begin at `position` or later and before `end`: one part for each price.
 * An interval begins under the tier that holds at its beginning and is billed whole.
 */
export function nextParts(
  terms: Terms,
  unit: number,
  position: number,
  end: number,
): { readonly parts: ChargePart[]; readonly position: number } {
  const parts: ChargePart[] = [];
  let from = position;
  const steps = [{ from: 0, price: terms.price, interval: terms.nextInterval }, ...terms.tiers];
  steps.forEach(({ price, interval }, i) => {
    const until = Math.min(end, steps[i + 1]?.from ?? Number.POSITIVE_INFINITY);
    const count = countIntervals(until - from, interval);
    if (count === 0) return;
    parts.push({ kind: 'next', price, interval, count, from, unit });
    from += count * interval;
  });
  return { parts, position: from };
}

/** All parts of an event that is not free and is priced by one rate throughout. */
export function partsOf(terms: Terms, unit: number, volume: number): ChargePart[] {
  const next = nextParts(terms, unit, terms.firstInterval + terms.freeVolume, volume).parts;
  return terms.firstInterval > 0 ? [firstPart(terms, unit), ...next] : next;
}

export function billedVolumeOf(parts: readonly ChargePart[]): number {
  return parts.reduce((sum, part) => sum + part.count * part.interval, 0);
}

/** Exact sum of the parts, without fee. */
export function sumParts(parts: readonly ChargePart[]): Fraction {
  let numerator = 0n;
  let denominator = powerOfTen(MONEY_SCALE);
  for (const part of parts) {
    const unit = BigInt(part.unit);
    const scale = powerOfTen(MONEY_SCALE) * unit;
    const value = part.price * BigInt(part.interval) * BigInt(part.count);
    if (denominator === scale) {
      numerator += value;
      continue;
    }
    numerator = numerator * scale + value * denominator;
    denominator *= scale;
    const divisor = greatestCommonDivisor(numerator, denominator);
    numerator /= divisor;
    denominator /= divisor;
  }
  return { numerator, denominator };
}

const larger = (a: Fraction, b: Fraction): Fraction =>
  a.numerator * b.denominator >= b.numerator * a.denominator ? a : b;

const moneyFraction = (digits: bigint): Fraction => ({
  numerator: digits,
  denominator: powerOfTen(MONEY_SCALE),
});

export function addFee(charge: Fraction, terms: Terms): Fraction {
  const fee = moneyFraction(terms.setupFee);
  if (terms.feeMinimum) return larger(charge, fee);
  return {
    numerator: charge.numerator * fee.denominator + fee.numerator * charge.denominator,
    denominator: charge.denominator * fee.denominator,
  };
}

export function applyCap(charge: Fraction, terms: Terms): Fraction {
  if (terms.maxCharge === null) return charge;
  const cap = moneyFraction(terms.maxCharge);
  return larger(charge, cap) === charge ? cap : charge;
}

export function applySurcharge(charge: Fraction, terms: Terms): Fraction {
  if (terms.surcharge === 0n) return charge;
  const one = powerOfTen(MONEY_SCALE);
  return {
    numerator: charge.numerator * (one + terms.surcharge),
    denominator: charge.denominator * one,
  };
}

/** Fee, cap and surcharge over the sum of the intervals: the exact total before rounding. */
export function totalOf(parts: readonly ChargePart[], terms: Terms): Fraction {
  return applySurcharge(applyCap(addFee(sumParts(parts), terms), terms), terms);
}

/** The total at `decimals`, an integer. */
export function roundTotal(total: Fraction, decimals: number, mode: RoundingMode): bigint {
  return divideRounded(total.numerator * powerOfTen(decimals), total.denominator, mode);
}

export function setAmount(charged: Charged, amount: bigint, billedVolume: number): void {
  const number = Number(amount);
  const safe = Number.isSafeInteger(number);
  charged.billedVolume = billedVolume;
  charged.amount = safe ? number : 0;
  charged.wide = safe ? null : amount;
}
