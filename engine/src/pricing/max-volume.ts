/**
 * How long an event may go on for a balance: the largest whole volume whose amount is not above it
 * (rating rules, section 6). Found from the formula; by bisection where the price depends on the
 * clock, on tiers or on a cap. Never second by second.
 */

import { type Fraction, isFree } from '../compiled/charge-parts.js';
import type { PriceSource } from '../compiled/table.js';
import type { Terms } from '../compiled/terms.js';
import type { PreparedEvent } from '../event/prepared-event.js';
import { type Decimal, MONEY_SCALE, powerOfTen } from '../values/money.js';
import type { RoundingMode } from '../values/scalars.js';
import { SERVICE_VOLUMES } from '../values/volume.js';
import { isSplit, type PricedLeg, priceLeg } from './priced-leg.js';

/**
 * Integer of `volume.ts`, a whole number of written units, at most `volumeMax` (the same integer,
 * its last part unit left out).
 * `leg` was priced before with any volume and came out rated.
 */
export function maxVolumeOf(
  source: PriceSource,
  event: PreparedEvent,
  leg: PricedLeg,
  balance: Decimal,
  volumeMax: number,
): number {
  const { selection, table } = leg;
  const section = selection.section!;
  const terms = section.termsOf(selection.row);
  const whole = 10 ** SERVICE_VOLUMES[event.service].decimals;
  const wholeMax = Math.floor(volumeMax / whole) * whole;
  if (balance.digits < 0n) return 0;
  const limit = largestAmount(balance, table.decimals);
  const simple = terms.tiers.length === 0 && terms.maxCharge === null;
  if (simple && !isSplit(source, table, event)) {
    const volume = volumeByFormula(terms, section.unit, limit, table.decimals, table.mode, whole);
    return Math.min(volume, wholeMax);
  }
  return volumeByBisection(source, event, leg, limit, wholeMax, whole);
}

/** The balance as the largest amount at the table's decimals that it pays for. */
const largestAmount = (balance: Decimal, decimals: number): bigint =>
  (balance.digits * powerOfTen(decimals)) / powerOfTen(balance.scale);

/** The largest total that rounds to at most `limit`, as a bound and whether the bound belongs. */
function totalBound(limit: bigint, mode: RoundingMode): { twice: bigint; belongs: boolean } {
  switch (mode) {
    case 'up':
      return { twice: 2n * limit, belongs: true };
    case 'down':
      return { twice: 2n * limit + 2n, belongs: false };
    case 'half-up':
      return { twice: 2n * limit + 1n, belongs: false };
    case 'half-even':
      return { twice: 2n * limit + 1n, belongs: limit % 2n === 0n };
  }
}

function volumeByFormula(
  terms: Terms,
  unit: number,
  limit: bigint,
  decimals: number,
  mode: RoundingMode,
  whole: number,
): number {
  const graceWhole = largestFree(terms, whole);
  const one = powerOfTen(MONEY_SCALE);
  const factor = (one + terms.surcharge) * powerOfTen(decimals);
  const denominator = BigInt(unit) * one * one;
  const first = terms.firstPrice * BigInt(terms.firstInterval) * factor;
  const next = terms.price * BigInt(terms.nextInterval) * factor;
  const fee = terms.setupFee * BigInt(unit) * factor;
  const { twice, belongs } = totalBound(limit, mode);
  const fits = ({ numerator }: Fraction): boolean =>
    belongs ? 2n * numerator <= twice * denominator : 2n * numerator < twice * denominator;
  const start = terms.feeMinimum ? first : first + fee;
  const least = terms.feeMinimum && fee > first ? fee : start;
  if (!fits({ numerator: least, denominator })) return graceWhole;
  if (next === 0n) return Number.POSITIVE_INFINITY;
  // 2 (start + n * next) against the bound, for the largest n.
  const room = twice * denominator - 2n * start;
  const count = belongs ? room / (2n * next) : (room - 1n) / (2n * next);
  const covered =
    BigInt(terms.firstInterval) + BigInt(terms.freeVolume) + count * BigInt(terms.nextInterval);
  const coveredWhole = Number((covered / BigInt(whole)) * BigInt(whole));
  return Math.max(coveredWhole, graceWhole);
}

/** The largest whole volume that grace makes free. */
function largestFree(terms: Terms, whole: number): number {
  const floor = Math.floor(terms.graceVolume / whole) * whole;
  return isFree(terms, floor) ? floor : floor - whole;
}

function volumeByBisection(
  source: PriceSource,
  event: PreparedEvent,
  leg: PricedLeg,
  limit: bigint,
  volumeMax: number,
  whole: number,
): number {
  const affordable = (units: number): boolean => {
    event.volume = units * whole;
    priceLeg(source, event, leg);
    return leg.outcome === 'rated' && (leg.wide ?? BigInt(leg.amount)) <= limit;
  };
  let low = 0;
  let high = Math.floor(volumeMax / whole);
  if (affordable(high)) return high * whole;
  // The charge never falls when the volume grows: `low` is affordable, `high` is not.
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (affordable(middle)) low = middle;
    else high = middle;
  }
  return low * whole;
}
