/**
 * Tax on an amount (rating rules, section 4). Gross is net + tax, so that the three agree to the
 * digit.
 */

import type { Charged } from '../compiled/charge-parts.js';
import type { TaxRule } from '../compiled/table.js';
import { divideRounded, divideRoundedSafe, powerOfTen } from '../values/money.js';
import type { RoundingMode } from '../values/scalars.js';

export interface Taxed {
  readonly net: bigint;
  readonly tax: bigint;
}

/** Amount and result are integers at the table's decimals. */
export function applyTax(amount: bigint, rule: TaxRule, mode: RoundingMode): Taxed {
  const hundred = 100n * powerOfTen(rule.rate.scale);
  if (rule.included) {
    const net = divideRounded(amount * hundred, hundred + rule.rate.digits, mode);
    return { net, tax: amount - net };
  }
  const tax = divideRounded(amount * rule.rate.digits, hundred, mode);
  return { net: amount, tax };
}

/** Net and tax of a safe amount without BigInt, or null where a product would not be safe. */
export function applyTaxSafe(
  charged: Charged,
  rule: TaxRule,
  mode: RoundingMode,
): { readonly net: number; readonly tax: number } | null {
  if (charged.wide !== null) return null;
  const { amount } = charged;
  const hundred = 100 * 10 ** rule.rate.scale;
  const rate = Number(rule.rate.digits);
  const factor = rule.included ? hundred : rate;
  if (amount * factor > 2 ** 52 || hundred + rate > 2 ** 52) return null;
  if (rule.included) {
    const net = divideRoundedSafe(amount * hundred, hundred + rate, mode);
    return { net, tax: amount - net };
  }
  return { net: amount, tax: divideRoundedSafe(amount * rate, hundred, mode) };
}
