/**
 * Terms: the parameters of a charge, resolved and as integers.
 *
 * A table has thousands of rates but few different terms; each distinct set is kept once, in typed
 * arrays that threads share. Money stands at ten decimals, volumes as `volume.ts` has them. The
 * integers that pass the safe range (a price above 900,719) stand beside, as BigInt text.
 */

import type { ChargeParameters, Tier } from '../book/book.js';
import { CHARGE_PARAMETERS } from '../book/charge-parameters.js';
import { effectiveCharge } from '../book/effective-charge.js';
import { allocate } from '../lookup/shared-memory.js';
import { decimalOf, digitsAtScale, MONEY_SCALE } from '../values/money.js';
import type { Service } from '../values/scalars.js';
import { parseVolume } from '../values/volume.js';

export interface TermsTier {
  readonly from: number;
  readonly price: bigint;
  readonly interval: number;
}

/** One set of resolved parameters. */
export interface Terms {
  readonly price: bigint;
  readonly firstPrice: bigint;
  readonly setupFee: bigint;
  /** Fraction at ten decimals. */
  readonly surcharge: bigint;
  readonly maxCharge: bigint | null;
  readonly firstInterval: number;
  readonly nextInterval: number;
  readonly freeVolume: number;
  readonly graceVolume: number;
  readonly graceExclusive: boolean;
  readonly feeMinimum: boolean;
  readonly tiers: readonly TermsTier[];
}

const MONEYS_KEPT_MAX = 10_000;
const moneys = new Map<string, bigint>();

/** Prices come again and again. Holds results of a pure function only, so all books share it. */
function money(text: string): bigint {
  let digits = moneys.get(text);
  if (digits === undefined) {
    digits = digitsAtScale(decimalOf(text), MONEY_SCALE);
    if (moneys.size >= MONEYS_KEPT_MAX) moneys.clear();
    moneys.set(text, digits);
  }
  return digits;
}

function volume(value: number, service: Service): number {
  const parsed = parseVolume(value, service);
  if (parsed === null) throw new RangeError(`not a volume of ${service}: ${value}`);
  return parsed;
}

/** The charge that holds for a rate of a table, as integers; a blocked rate may have no price. */
export function resolveTerms(
  rate: ChargeParameters,
  defaults: ChargeParameters,
  service: Service,
): Terms {
  const charge = effectiveCharge(rate, defaults);
  const nextInterval = volume(charge.nextInterval, service);
  return {
    price: money(charge.price ?? '0'),
    firstPrice: money(charge.firstPrice ?? '0'),
    setupFee: money(charge.setupFee),
    surcharge: money(charge.surcharge),
    maxCharge: charge.maxCharge === null ? null : money(charge.maxCharge),
    firstInterval: volume(charge.firstInterval, service),
    nextInterval,
    freeVolume: volume(charge.freeVolume, service),
    graceVolume: volume(charge.graceVolume, service),
    graceExclusive: charge.graceMode === 'exclusive',
    feeMinimum: charge.setupFeeMode === 'minimum',
    tiers: (charge.tiers ?? []).map((tier) => resolveTier(tier, nextInterval, service)),
  };
}

function resolveTier(tier: Tier, nextInterval: number, service: Service): TermsTier {
  const interval = tier.interval === undefined ? nextInterval : volume(tier.interval, service);
  return { from: volume(tier.from, service), price: money(tier.price), interval };
}

/**
 * Numbers distinct sets of parameters as written: equal sets have one number. A set grows by one
 * value at a time, and each value knows where it leads from each set, so that no key text is made.
 */
export class ParameterSets {
  readonly #prices = new Map<string, number>();
  /** By parameter and value: the set that a set becomes with it. */
  readonly #steps = CHARGE_PARAMETERS.map(() => new Map<string | number, Map<number, number>>());
  #count = 0;

  /** 0 for no parameters at all; a set not seen before is numbered next after all seen. */
  number(rate: ChargeParameters): number {
    let set = rate.price === undefined ? 0 : this.#priceSet(rate.price);
    if (rate.firstInterval !== undefined) set = this.#join(2, set, rate.firstInterval);
    if (rate.nextInterval !== undefined) set = this.#join(3, set, rate.nextInterval);
    if (rate.firstPrice !== undefined) set = this.#join(1, set, rate.firstPrice);
    if (rate.freeVolume !== undefined) set = this.#join(4, set, rate.freeVolume);
    if (rate.setupFee !== undefined) set = this.#join(5, set, rate.setupFee);
    if (rate.setupFeeMode !== undefined) set = this.#join(6, set, rate.setupFeeMode);
    if (rate.graceVolume !== undefined) set = this.#join(7, set, rate.graceVolume);
    if (rate.graceMode !== undefined) set = this.#join(8, set, rate.graceMode);
    if (rate.surcharge !== undefined) set = this.#join(9, set, rate.surcharge);
    if (rate.tiers !== undefined) set = this.#join(10, set, JSON.stringify(rate.tiers));
    if (rate.maxCharge !== undefined) set = this.#join(11, set, rate.maxCharge);
    return set;
  }

  #priceSet(price: string): number {
    let set = this.#prices.get(price);
    if (set === undefined) {
      set = ++this.#count;
      this.#prices.set(price, set);
    }
    return set;
  }

  #join(parameter: number, set: number, value: string | number): number {
    const steps = this.#steps[parameter]!;
    let step = steps.get(value);
    if (step === undefined) {
      step = new Map();
      steps.set(value, step);
    }
    let joined = step.get(set);
    if (joined === undefined) {
      joined = ++this.#count;
      step.set(set, joined);
    }
    return joined;
  }
}

const FIELDS = 12;
const [PRICE, FIRST_PRICE, FEE, SURCHARGE, CAP] = [0, 1, 2, 3, 4];
const [FIRST, NEXT, FREE, GRACE, FLAGS, TIERS, WIDE] = [5, 6, 7, 8, 9, 10, 11];
const NO_CAP = -1;
const EXCLUSIVE = 1;
const MINIMUM = 2;

export interface TermsParts {
  readonly fields: ArrayBufferLike;
  readonly tiers: readonly (readonly TermsTier[])[];
  readonly wide: readonly (readonly bigint[])[];
}

/** All terms of a table, by their number. */
export class TermsList {
  readonly parts: TermsParts;
  readonly #fields: Float64Array;

  constructor(parts: TermsParts) {
    this.parts = parts;
    this.#fields = new Float64Array(parts.fields);
  }

  static of(list: readonly Terms[]): TermsList {
    const buffer = allocate(list.length * FIELDS * 8);
    const fields = new Float64Array(buffer);
    const tiers: (readonly TermsTier[])[] = [];
    const wide: bigint[][] = [];
    list.forEach((terms, number) => {
      const at = number * FIELDS;
      const moneys = [terms.price, terms.firstPrice, terms.setupFee, terms.surcharge];
      const all = [...moneys, terms.maxCharge ?? BigInt(NO_CAP)];
      all.forEach((value, i) => {
        fields[at + i] = Number(value);
      });
      fields[at + FIRST!] = terms.firstInterval;
      fields[at + NEXT!] = terms.nextInterval;
      fields[at + FREE!] = terms.freeVolume;
      fields[at + GRACE!] = terms.graceVolume;
      fields[at + FLAGS!] =
        (terms.graceExclusive ? EXCLUSIVE : 0) | (terms.feeMinimum ? MINIMUM : 0);
      fields[at + TIERS!] = terms.tiers.length === 0 ? 0 : tiers.push(terms.tiers);
      const isWide = all.some((value) => value > BigInt(Number.MAX_SAFE_INTEGER));
      fields[at + WIDE!] = isWide ? wide.push(all) : 0;
    });
    return new TermsList({ fields: buffer, tiers, wide });
  }

  get count(): number {
    return this.#fields.length / FIELDS;
  }

  get byteLength(): number {
    return this.parts.fields.byteLength;
  }

  get(number: number): Terms {
    const fields = this.#fields;
    const at = number * FIELDS;
    const wide = fields[at + WIDE!]! === 0 ? null : this.parts.wide[fields[at + WIDE!]! - 1]!;
    const moneyAt = (field: number): bigint => wide?.[field] ?? BigInt(fields[at + field]!);
    const cap = moneyAt(CAP!);
    const flags = fields[at + FLAGS!]!;
    const tiersAt = fields[at + TIERS!]!;
    return {
      price: moneyAt(PRICE!),
      firstPrice: moneyAt(FIRST_PRICE!),
      setupFee: moneyAt(FEE!),
      surcharge: moneyAt(SURCHARGE!),
      maxCharge: cap === BigInt(NO_CAP) ? null : cap,
      firstInterval: fields[at + FIRST!]!,
      nextInterval: fields[at + NEXT!]!,
      freeVolume: fields[at + FREE!]!,
      graceVolume: fields[at + GRACE!]!,
      graceExclusive: (flags & EXCLUSIVE) !== 0,
      feeMinimum: (flags & MINIMUM) !== 0,
      tiers: tiersAt === 0 ? [] : this.parts.tiers[tiersAt - 1]!,
    };
  }
}
