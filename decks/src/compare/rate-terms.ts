/**
 * What two rates ask for the same call, besides the price: which of their terms differ, and whether
 * the new ones are dearer, cheaper or both at once. A term that is left out counts as its default,
 * so `1/1` written out and nothing written are the same.
 */

import type { ChargeParameterName, Rate } from '@ratedeck/engine';
import { comparePrices } from './price-difference.js';

/** `mixed`: some terms are dearer and others cheaper, or it depends on the call. */
export type TermsDirection = 'same' | 'dearer' | 'cheaper' | 'mixed';

export interface TermsDifference {
  /** Names of the fields that differ. */
  readonly fields: readonly string[];
  readonly direction: TermsDirection;
}

/** Above zero: the new rate is dearer in this. `null`: it depends. */
type Difference = (old: Rate, next: Rate) => number | null;

const numberUp =
  (pick: (rate: Rate) => number): Difference =>
  (old, next) =>
    pick(next) - pick(old);

const decimalUp =
  (pick: (rate: Rate) => string): Difference =>
  (old, next) =>
    comparePrices(pick(next), pick(old));

const nextInterval = (rate: Rate): number => rate.nextInterval ?? 1;

function firstPriceDifference(old: Rate, next: Rate): number {
  // Without a first price of its own the first interval follows the price, which is told as such.
  if (old.firstPrice === undefined && next.firstPrice === undefined) return 0;
  const before = old.firstPrice ?? old.price ?? '0';
  return comparePrices(next.firstPrice ?? next.price ?? '0', before);
}

function maxChargeDifference(old: Rate, next: Rate): number {
  if (old.maxCharge === next.maxCharge) return 0;
  if (old.maxCharge === undefined) return -1;
  return next.maxCharge === undefined ? 1 : comparePrices(next.maxCharge, old.maxCharge);
}

function graceModeDifference(old: Rate, next: Rate): number {
  if ((old.graceVolume ?? 0) === 0 && (next.graceVolume ?? 0) === 0) return 0;
  const strictness = (rate: Rate): number => (rate.graceMode === 'exclusive' ? 1 : 0);
  return strictness(next) - strictness(old);
}

function setupFeeModeDifference(old: Rate, next: Rate): number | null {
  const mode = (rate: Rate): string => rate.setupFeeMode ?? 'add';
  if (mode(old) === mode(next)) return 0;
  const hasNoFee = (rate: Rate): boolean => comparePrices(rate.setupFee ?? '0', '0') === 0;
  return hasNoFee(old) || hasNoFee(next) ? 0 : null;
}

function tiersDifference(old: Rate, next: Rate): number | null {
  if (old.tiers === undefined && next.tiers === undefined) return 0;
  return JSON.stringify(old.tiers ?? []) === JSON.stringify(next.tiers ?? []) ? 0 : null;
}

/** Of each parameter but the price, which is compared by itself. */
const differences: Readonly<Record<Exclude<ChargeParameterName, 'price'>, Difference>> = {
  firstPrice: firstPriceDifference,
  firstInterval: numberUp((rate) => rate.firstInterval ?? nextInterval(rate)),
  nextInterval: numberUp(nextInterval),
  freeVolume: numberUp((rate) => -(rate.freeVolume ?? 0)),
  setupFee: decimalUp((rate) => rate.setupFee ?? '0'),
  setupFeeMode: setupFeeModeDifference,
  graceVolume: numberUp((rate) => -(rate.graceVolume ?? 0)),
  graceMode: graceModeDifference,
  surcharge: decimalUp((rate) => rate.surcharge ?? '0'),
  tiers: tiersDifference,
  maxCharge: maxChargeDifference,
};
const differenceEntries = Object.entries(differences);

const noDifference: TermsDifference = { fields: [], direction: 'same' };

export function compareTerms(old: Rate, next: Rate): TermsDifference {
  let fields: string[] | null = null;
  let isDearer = false;
  let isCheaper = false;
  for (const [field, difference] of differenceEntries) {
    const change = difference(old, next);
    if (change === 0) continue;
    fields ??= [];
    fields.push(field);
    if (change === null || change > 0) isDearer = true;
    if (change === null || change < 0) isCheaper = true;
  }
  if (fields === null) return noDifference;
  const direction = isDearer && isCheaper ? 'mixed' : isDearer ? 'dearer' : 'cheaper';
  return { fields, direction };
}
