/**
 * Arithmetic on money as people write it: decimal texts in, canonical decimal texts out (no zeros
 * at the end, no `-0`). Exact: nothing is rounded but by `roundMoney` and `divideMoney`, which say
 * how. Every function throws a `RangeError` for what is no plain decimal; ask `isDecimalText` of
 * text that was not checked before.
 */

import {
  addDecimals,
  decimalOf,
  digitsAtScale,
  divideRounded,
  formatDecimal,
  formatScaled,
  multiplyDecimals,
  parseDecimal,
  powerOfTen,
  subtractDecimals,
} from './money.js';
import type { DecimalString, RoundingMode } from './scalars.js';

/**
 * Whether a text is a plain decimal, below zero too.
 *
 * @example isDecimalText('-0.50') === true
 * @example isDecimalText('1e3') === false
 */
export function isDecimalText(text: string): boolean {
  return parseDecimal(text) !== null;
}

/** @example canonicalMoney('007.10') === '7.1' */
export function canonicalMoney(money: DecimalString): DecimalString {
  return formatDecimal(decimalOf(money));
}

/**
 * Negative when `a` is less, 0 when both are the same amount, positive when `a` is more.
 *
 * @example compareMoney('0.10', '0.1') === 0
 * @example compareMoney('9', '10') < 0
 */
export function compareMoney(a: DecimalString, b: DecimalString): number {
  if (a === b) return 0;
  const { digits } = subtractDecimals(decimalOf(a), decimalOf(b));
  return digits < 0n ? -1 : digits > 0n ? 1 : 0;
}

/**
 * Whether two prices are the same amount, however written; none (null, left out) is the same as
 * none only.
 *
 * @example isSameMoney('0.10', '0.1') === true
 * @example isSameMoney('0', null) === false
 */
export function isSameMoney(
  a: DecimalString | null | undefined,
  b: DecimalString | null | undefined,
): boolean {
  if (a === b) return true;
  const hasBoth = a !== null && a !== undefined && b !== null && b !== undefined;
  return hasBoth ? compareMoney(a, b) === 0 : (a ?? null) === (b ?? null);
}

/** @example addMoney('0.0137', '-0.01') === '0.0037' */
export function addMoney(a: DecimalString, b: DecimalString): DecimalString {
  return formatDecimal(addDecimals(decimalOf(a), decimalOf(b)));
}

/** @example subtractMoney('0.10', '0.25') === '-0.15' */
export function subtractMoney(a: DecimalString, b: DecimalString): DecimalString {
  return formatDecimal(subtractDecimals(decimalOf(a), decimalOf(b)));
}

/** @example multiplyMoney('0.0137', '1.2') === '0.01644' */
export function multiplyMoney(money: DecimalString, factor: DecimalString): DecimalString {
  return formatDecimal(multiplyDecimals(decimalOf(money), decimalOf(factor)));
}

/**
 * So many per cent of an amount.
 *
 * @example percentOf('0.0137', '10') === '0.00137'
 */
export function percentOf(money: DecimalString, percent: DecimalString): DecimalString {
  return multiplyMoney(multiplyMoney(money, percent), '0.01');
}

/**
 * An amount raised by so many per cent, lowered where they are below zero.
 *
 * @example raiseByPercent('0.10', '-2.5') === '0.0975'
 */
export function raiseByPercent(money: DecimalString, percent: DecimalString): DecimalString {
  return addMoney(money, percentOf(money, percent));
}

/**
 * An amount with so many decimals at most.
 *
 * @example roundMoney('0.125', 2, 'half-up') === '0.13'
 * @example roundMoney('0.125', 2, 'half-even') === '0.12'
 * @example roundMoney('-0.121', 2, 'up') === '-0.13'
 */
export function roundMoney(
  money: DecimalString,
  decimals: number,
  mode: RoundingMode,
): DecimalString {
  const { digits, scale } = decimalOf(money);
  if (scale <= decimals) return formatScaled(digits, scale);
  return formatScaled(divideRounded(digits, powerOfTen(scale - decimals), mode), decimals);
}

/**
 * A quotient, rounded; `divisor` must not be zero.
 *
 * @example divideMoney('1', '3', 4, 'half-up') === '0.3333'
 */
export function divideMoney(
  money: DecimalString,
  divisor: DecimalString,
  decimals: number,
  mode: RoundingMode,
): DecimalString {
  const [a, b] = [decimalOf(money), decimalOf(divisor)];
  if (b.digits === 0n) throw new RangeError('an amount cannot be divided by zero');
  const scale = Math.max(a.scale, b.scale);
  const sign = b.digits < 0n ? -1n : 1n;
  const numerator = sign * digitsAtScale(a, scale) * powerOfTen(decimals);
  return formatScaled(divideRounded(numerator, sign * digitsAtScale(b, scale), mode), decimals);
}

/**
 * By how many per cent an amount became another one; null from zero, where no number of them does.
 *
 * @example percentChange('0.10', '0.12', 1, 'half-up') === '20'
 * @example percentChange('0', '0.12', 1, 'half-up') === null
 */
export function percentChange(
  before: DecimalString,
  after: DecimalString,
  decimals: number,
  mode: RoundingMode,
): DecimalString | null {
  if (decimalOf(before).digits === 0n) return null;
  const difference = multiplyMoney(subtractMoney(after, before), '100');
  return divideMoney(difference, before, decimals, mode);
}
