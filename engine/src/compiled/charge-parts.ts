/**
 * The charge of one event under one set of terms (rating rules, section 4).
 *
 * The formula is total = (first + n * next, fee, cap, surcharge), rounded once. `ChargeTable` holds
 * it for every terms of a table as small integers over one denominator: charging is a division, two
 * multiplications and a rounding. Where a product could pass the safe integers, or where tiers make
 * it a sum of several prices, the same formula runs on BigInt fractions; nothing is ever lost.
 */

import { allocate } from '../lookup/shared-memory.js';
import {
  divideRounded,
  divideRoundedSafe,
  greatestCommonDivisor,
  MONEY_SCALE,
  powerOfTen,
} from '../values/money.js';
import type { RoundingMode } from '../values/scalars.js';
import type { Terms, TermsList } from './terms.js';

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

/** Eight numbers are one cache line. */
const FIELDS = 8;
const [FIRST_CHARGE, NEXT_CHARGE, DENOMINATOR, FIRST, NEXT, FREE, FREE_UP_TO, KIND] = [
  0, 1, 2, 3, 4, 5, 6, 7,
] as const;
/** The sum of the intervals, an added fee among them, is the total. */
const KIND_PLAIN = 0;
/** A minimum or a cap bounds it. */
const KIND_BOUNDED = 1;
const KIND_EXACT = 2;
/** One bit below the safe integers, so that the check of a quotient stays exact. */
const SAFE_LIMIT = 2 ** 52;

/** The formula for each terms of a list, for one unit and one number of decimals. */
export class ChargeTable {
  readonly buffer: ArrayBufferLike;
  readonly #fields: Float64Array;
  /** Minimum and cap of each terms. */
  readonly #bounds: Float64Array;
  readonly #terms: TermsList;
  readonly #unit: number;
  readonly #decimals: number;

  constructor(terms: TermsList, unit: number, decimals: number, buffer?: ArrayBufferLike) {
    this.buffer = buffer ?? allocate(terms.count * (FIELDS + 2) * 8);
    this.#fields = new Float64Array(this.buffer, 0, terms.count * FIELDS);
    this.#bounds = new Float64Array(this.buffer, terms.count * FIELDS * 8);
    this.#terms = terms;
    this.#unit = unit;
    this.#decimals = decimals;
    if (buffer === undefined) {
      for (let number = 0; number < terms.count; number++) this.#fill(number);
    }
  }

  /** Reads both ends of what charging will need. The answer means nothing. */
  open(number: number): number {
    const at = number * FIELDS;
    return this.#fields[at]! + this.#fields[at + FIELDS - 1]!;
  }

  /** Charges `volume` (already rounded) under terms `number`. */
  charge(number: number, volume: number, mode: RoundingMode, charged: Charged): void {
    const fields = this.#fields;
    const at = number * FIELDS;
    charged.wide = null;
    if (volume <= fields[at + FREE_UP_TO]!) {
      charged.billedVolume = 0;
      charged.amount = 0;
      return;
    }
    const kind = fields[at + KIND]!;
    const first = fields[at + FIRST]!;
    const next = fields[at + NEXT]!;
    const count = countIntervals(volume - first - fields[at + FREE]!, next);
    let total = fields[at + FIRST_CHARGE]! + count * fields[at + NEXT_CHARGE]!;
    if (kind === KIND_BOUNDED) {
      total = Math.min(Math.max(total, this.#bounds[number * 2]!), this.#bounds[number * 2 + 1]!);
    }
    if (kind === KIND_EXACT || total > SAFE_LIMIT) {
      this.#chargeExact(number, volume, mode, charged);
      return;
    }
    charged.billedVolume = first + count * next;
    charged.amount = divideRoundedSafe(total, fields[at + DENOMINATOR]!, mode);
  }

  #chargeExact(number: number, volume: number, mode: RoundingMode, charged: Charged): void {
    const terms = this.#terms.get(number);
    const parts = partsOf(terms, this.#unit, volume);
    const amount = roundTotal(totalOf(parts, terms), this.#decimals, mode);
    setAmount(charged, amount, billedVolumeOf(parts));
  }

  #fill(number: number): void {
    const terms = this.#terms.get(number);
    const at = number * FIELDS;
    const fields = this.#fields;
    fields[at + FIRST] = terms.firstInterval;
    fields[at + NEXT] = terms.nextInterval;
    fields[at + FREE] = terms.freeVolume;
    fields[at + FREE_UP_TO] = Math.max(0, terms.graceVolume - (terms.graceExclusive ? 1 : 0));
    const formula = formulaOf(terms, this.#unit, this.#decimals);
    if (formula === null) {
      fields[at + KIND] = KIND_EXACT;
      return;
    }
    const isBounded = terms.feeMinimum || terms.maxCharge !== null;
    fields[at + KIND] = isBounded ? KIND_BOUNDED : KIND_PLAIN;
    fields[at + FIRST_CHARGE] = formula.first + (terms.feeMinimum ? 0 : formula.fee);
    fields[at + NEXT_CHARGE] = formula.next;
    fields[at + DENOMINATOR] = formula.denominator;
    this.#bounds[number * 2] = terms.feeMinimum ? formula.fee : 0;
    this.#bounds[number * 2 + 1] = formula.cap ?? Number.POSITIVE_INFINITY;
  }
}

interface Formula {
  readonly first: number;
  readonly next: number;
  readonly fee: number;
  readonly cap: number | null;
  readonly denominator: number;
}

/** Null where tiers or sizes ask for the exact way. */
function formulaOf(terms: Terms, unit: number, decimals: number): Formula | null {
  if (terms.tiers.length > 0) return null;
  const one = powerOfTen(MONEY_SCALE);
  const factor = one + terms.surcharge;
  const values = [
    terms.firstPrice * BigInt(terms.firstInterval) * factor,
    terms.price * BigInt(terms.nextInterval) * factor,
    terms.setupFee * BigInt(unit) * factor,
    (terms.maxCharge ?? 0n) * BigInt(unit) * factor,
    BigInt(unit) * one * powerOfTen(MONEY_SCALE - decimals),
  ];
  const divisor = values.reduce(greatestCommonDivisor);
  const [first, next, fee, cap, denominator] = values.map((value) => Number(value / divisor));
  if (Math.max(first!, next!, fee!, cap!, denominator!) > SAFE_LIMIT) return null;
  return {
    first: first!,
    next: next!,
    fee: fee!,
    cap: terms.maxCharge === null ? null : cap!,
    denominator: denominator!,
  };
}
