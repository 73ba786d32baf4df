/**
 * The charge under every terms of a table, as small integers over one denominator: charging is a
 * division, two multiplications and a rounding. Where a product could pass the safe integers, or
 * where tiers make it a sum of several prices, the same formula runs on BigInt fractions
 * (`charge-parts.ts`); nothing is ever lost.
 */

import { allocate } from '../lookup/shared-memory.js';
import {
  divideRoundedSafe,
  greatestCommonDivisor,
  MONEY_SCALE,
  powerOfTen,
} from '../values/money.js';
import type { RoundingMode } from '../values/scalars.js';
import {
  billedVolumeOf,
  type Charged,
  countIntervals,
  partsOf,
  roundTotal,
  setAmount,
  totalOf,
} from './charge-parts.js';
import type { Terms, TermsList } from './terms.js';

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
      for (let number = 0; number < terms.count; number += 1) this.#fill(number);
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
