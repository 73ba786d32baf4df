/**
 * The charge (rating rules, section 4 and the `split` part of section 5), walked interval by
 * interval wherever prices may change inside an event.
 *
 * Volumes are BigInt thousandths, money is fractions; nothing is rounded before the end.
 */

import type { ChargeParameters, Rate, RateTable } from '../../src/book/book.js';
import type { DurationRounding, Service } from '../../src/values/scalars.js';
import {
  add,
  compare,
  divide,
  type Fraction,
  fraction,
  multiply,
  ONE,
  parseDecimal,
  round,
  subtract,
  ZERO,
} from './fraction.js';

interface TierTerms {
  readonly fromMilli: bigint;
  readonly price: Fraction;
  readonly intervalMilli: bigint;
}

/** The parameters of a rate with everything that it leaves out filled in. */
export interface Terms {
  readonly price: Fraction;
  readonly firstPrice: Fraction;
  readonly firstIntervalMilli: bigint;
  readonly nextIntervalMilli: bigint;
  readonly freeVolumeMilli: bigint;
  readonly setupFee: Fraction;
  readonly feeIsMinimum: boolean;
  readonly graceVolumeMilli: bigint;
  readonly graceIsExclusive: boolean;
  readonly surcharge: Fraction;
  readonly tiers: readonly TierTerms[];
  readonly maxCharge: Fraction | null;
  readonly unitMilli: bigint;
}

export interface Charge {
  readonly billedMilli: bigint;
  readonly total: Fraction;
}

export interface Amounts {
  readonly amount: Fraction;
  readonly net: Fraction;
  readonly tax: Fraction;
  readonly gross: Fraction;
}

/** Thousandths of a volume; null when it is no volume of the service. */
export function parseVolume(value: number | string, service: Service): bigint | null {
  const match = /^(\d+)(?:\.(\d+))?$/.exec(String(value));
  if (match === null) return null;
  const decimals = (match[2] ?? '').replace(/0+$/, '');
  if (decimals.length > (service === 'voice' ? 3 : 0)) return null;
  return BigInt(`${match[1]}${decimals.padEnd(3, '0')}`);
}

function milli(volume: number): bigint {
  const parsed = parseVolume(volume, 'voice');
  if (parsed === null) throw new RangeError(`not a volume: ${volume}`);
  return parsed;
}

const UNITS: Readonly<Record<Service, number>> = { voice: 60, sms: 1, data: 1_048_576 };

/** The unit of a table is that of its own service. */
function unitOf(table: RateTable, service: Service): bigint {
  const isOwn = service === (table.service ?? 'voice');
  return milli(isOwn && table.unit !== undefined ? table.unit : UNITS[service]);
}

export function resolveTerms(rate: Rate, table: RateTable, service: Service): Terms {
  const defaults: ChargeParameters = table.defaults ?? {};
  const given: ChargeParameters = rate;
  const price = given.price ?? defaults.price;
  const money = (text: string | undefined) => (text === undefined ? ZERO : parseDecimal(text));
  const nextInterval = given.nextInterval ?? defaults.nextInterval ?? 1;
  const nextIntervalMilli = milli(nextInterval);
  const maxCharge = given.maxCharge ?? defaults.maxCharge;
  const tiers = (given.tiers ?? defaults.tiers ?? []).map((tier) => ({
    fromMilli: milli(tier.from),
    price: parseDecimal(tier.price),
    intervalMilli: tier.interval === undefined ? nextIntervalMilli : milli(tier.interval),
  }));
  return {
    price: money(price),
    firstPrice: money(given.firstPrice ?? defaults.firstPrice ?? price),
    firstIntervalMilli: milli(given.firstInterval ?? defaults.firstInterval ?? nextInterval),
    nextIntervalMilli,
    freeVolumeMilli: milli(given.freeVolume ?? defaults.freeVolume ?? 0),
    setupFee: money(given.setupFee ?? defaults.setupFee),
    feeIsMinimum: (given.setupFeeMode ?? defaults.setupFeeMode) === 'minimum',
    graceVolumeMilli: milli(given.graceVolume ?? defaults.graceVolume ?? 0),
    graceIsExclusive: (given.graceMode ?? defaults.graceMode) === 'exclusive',
    surcharge: money(given.surcharge ?? defaults.surcharge),
    tiers,
    maxCharge: maxCharge === undefined ? null : parseDecimal(maxCharge),
    unitMilli: unitOf(table, service),
  };
}

export function roundDuration(volumeMilli: bigint, mode: DurationRounding): bigint {
  const rest = volumeMilli % 1000n;
  if (mode === 'none' || rest === 0n) return volumeMilli;
  const down = volumeMilli - rest;
  if (mode === 'down') return down;
  if (mode === 'half-up') return rest >= 500n ? down + 1000n : down;
  return down + 1000n;
}

function costOf(price: Fraction, volumeMilli: bigint, terms: Terms): Fraction {
  return multiply(price, fraction(volumeMilli, terms.unitMilli));
}

/** Price and interval at a position: those of the last tier that begins at or before it. */
function stepAt(terms: Terms, positionMilli: bigint): { price: Fraction; intervalMilli: bigint } {
  let best: TierTerms | null = null;
  for (const tier of terms.tiers) {
    if (tier.fromMilli > positionMilli) continue;
    if (best === null || tier.fromMilli > best.fromMilli) best = tier;
  }
  return best ?? { price: terms.price, intervalMilli: terms.nextIntervalMilli };
}

function isFree(terms: Terms, volumeMilli: bigint): boolean {
  if (volumeMilli === 0n) return true;
  if (terms.graceVolumeMilli === 0n) return false;
  return terms.graceIsExclusive
    ? volumeMilli < terms.graceVolumeMilli
    : volumeMilli <= terms.graceVolumeMilli;
}

function finish(terms: Terms, charge: Fraction): Fraction {
  let total = charge;
  if (!terms.feeIsMinimum) total = add(total, terms.setupFee);
  else if (compare(total, terms.setupFee) < 0) total = terms.setupFee;
  if (terms.maxCharge !== null && compare(total, terms.maxCharge) > 0) total = terms.maxCharge;
  return multiply(total, add(ONE, terms.surcharge));
}

/**
 * The exact charge of a rounded volume. `termsAt` gives the terms of the interval that begins at a
 * position; left out, the terms at the start price the whole event.
 */
export function chargeOf(
  terms: Terms,
  volumeMilli: bigint,
  termsAt?: (positionMilli: bigint) => Terms,
): Charge {
  if (isFree(terms, volumeMilli)) return { billedMilli: 0n, total: ZERO };
  let charge = costOf(terms.firstPrice, terms.firstIntervalMilli, terms);
  let billedMilli = terms.firstIntervalMilli;
  const begin = terms.firstIntervalMilli + terms.freeVolumeMilli;
  if (termsAt === undefined && terms.tiers.length === 0) {
    const rest = volumeMilli - begin;
    if (rest > 0n) {
      const count = (rest + terms.nextIntervalMilli - 1n) / terms.nextIntervalMilli;
      const next = count * terms.nextIntervalMilli;
      charge = add(charge, costOf(terms.price, next, terms));
      billedMilli += next;
    }
  } else {
    for (let position = begin; position < volumeMilli; ) {
      const inForce = termsAt === undefined ? terms : termsAt(position);
      const step = stepAt(inForce, position);
      charge = add(charge, costOf(step.price, step.intervalMilli, inForce));
      billedMilli += step.intervalMilli;
      position += step.intervalMilli;
    }
  }
  return { billedMilli, total: finish(terms, charge) };
}

/** Rounds once and splits off the tax; all of it by the table that was assigned. */
export function amountsOf(total: Fraction, assigned: RateTable): Amounts {
  const decimals = assigned.rounding?.decimals ?? 6;
  const mode = assigned.rounding?.mode ?? 'half-up';
  const amount = round(total, decimals, mode);
  const taxShare = divide(parseDecimal(assigned.taxRate ?? '0'), fraction(100n));
  if (assigned.taxIncluded === true) {
    const net = round(divide(amount, add(ONE, taxShare)), decimals, mode);
    return { amount, net, tax: subtract(amount, net), gross: amount };
  }
  const tax = round(multiply(amount, taxShare), decimals, mode);
  return { amount, net: amount, tax, gross: add(amount, tax) };
}
