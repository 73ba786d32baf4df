/**
 * Money: decimal strings outside, scaled integers inside.
 *
 * A decimal is an integer and a count of decimals; arithmetic that must be exact beyond the safe
 * integers is done with BigInt. Nothing here ever holds an amount in binary floating point.
 */

import type { RoundingMode } from './scalars.js';

/** Decimals of every price, and of every amount at most. */
export const MONEY_SCALE = 10;

export interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/** Null when the text is no plain decimal (`1e3`, `.5`, `1,5` and blanks are none). */
export function parseDecimal(text: string): Decimal | null {
  const match = DECIMAL.exec(text);
  if (match === null) return null;
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  return { digits: BigInt(`${match[1]}${match[2]}${fraction}`), scale: fraction.length };
}

/** Like {@link parseDecimal} for a text that was checked before. */
export function decimalOf(text: string): Decimal {
  const decimal = parseDecimal(text);
  if (decimal === null) throw new RangeError(`not a decimal: ${JSON.stringify(text.slice(0, 40))}`);
  return decimal;
}

const POWERS: bigint[] = [1n];

export function powerOfTen(exponent: number): bigint {
  for (let i = POWERS.length; i <= exponent; i += 1) POWERS.push(POWERS[i - 1]! * 10n);
  return POWERS[exponent]!;
}

/** The integer that `decimal` is at a scale not below its own. */
export function digitsAtScale(decimal: Decimal, scale: number): bigint {
  return decimal.digits * powerOfTen(scale - decimal.scale);
}

/**
 * Canonical text of an integer at a scale: no trailing zeros, no point without decimals, no `-0`.
 *
 * @example formatScaled(47_950, 6) === '0.04795'
 */
export function formatScaled(value: bigint | number, scale: number): string {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && scale <= 15
    ? formatSafe(value, scale)
    : formatAny(value, scale);
}

function formatSafe(value: number, scale: number): string {
  const unit = 10 ** scale;
  let whole = Math.floor(value / unit);
  if (whole * unit > value) whole -= 1;
  let fraction = value - whole * unit;
  if (fraction === 0) return String(whole);
  let width = scale;
  for (; fraction % 10 === 0; fraction /= 10) width -= 1;
  return `${whole}.${String(fraction).padStart(width, '0')}`;
}

function formatAny(value: bigint | number, scale: number): string {
  const negative = value < 0;
  const text = String(negative ? -value : value).padStart(scale + 1, '0');
  const whole = text.slice(0, text.length - scale);
  const fraction = text.slice(text.length - scale).replace(/0+$/, '');
  const sign = negative ? '-' : '';
  return fraction === '' ? `${sign}${whole}` : `${sign}${whole}.${fraction}`;
}

export const formatDecimal = (decimal: Decimal): string =>
  formatScaled(decimal.digits, decimal.scale);

export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { digits: digitsAtScale(a, scale) + digitsAtScale(b, scale), scale };
}

export function subtractDecimals(a: Decimal, b: Decimal): Decimal {
  return addDecimals(a, { digits: -b.digits, scale: b.scale });
}

export function multiplyDecimals(a: Decimal, b: Decimal): Decimal {
  return { digits: a.digits * b.digits, scale: a.scale + b.scale };
}

export function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/**
 * numerator / denominator to the nearest integer that `mode` names; denominator > 0. `up` is away
 * from zero and `half-up` takes a half away from zero, so that a credit mirrors a debit.
 *
 * @example divideRounded(-5n, 2n, 'half-up') === -3n
 */
export function divideRounded(numerator: bigint, denominator: bigint, mode: RoundingMode): bigint {
  const negative = numerator < 0n;
  const magnitude = negative ? -numerator : numerator;
  let quotient = magnitude / denominator;
  const rest = magnitude - quotient * denominator;
  if (rest !== 0n && roundsAway(quotient % 2n === 1n, compare(rest * 2n, denominator), mode)) {
    quotient += 1n;
  }
  return negative ? -quotient : quotient;
}

/**
 * The same for safe integers, numerator >= 0. The quotient of two doubles may come out one too
 * large where it is next to an integer; the rest, which is exact, puts it right.
 */
export function divideRoundedSafe(
  numerator: number,
  denominator: number,
  mode: RoundingMode,
): number {
  let quotient = Math.floor(numerator / denominator);
  let rest = numerator - quotient * denominator;
  if (rest < 0) {
    quotient -= 1;
    rest += denominator;
  }
  if (rest === 0) return quotient;
  const half = rest - (denominator - rest);
  return roundsAway(quotient % 2 === 1, half, mode) ? quotient + 1 : quotient;
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** `half` is below, at or above zero as the rest is below, at or above one half. */
function roundsAway(quotientOdd: boolean, half: number, mode: RoundingMode): boolean {
  switch (mode) {
    case 'up':
      return true;
    case 'down':
      return false;
    case 'half-up':
      return half >= 0;
    case 'half-even':
      return half > 0 || (half === 0 && quotientOdd);
  }
}

/**
 * An exact fraction as text: a decimal where it has one, else `numerator/denominator` in lowest
 * terms.
 *
 * @example formatFraction(2n, 60n) === '1/30'
 */
export function formatFraction(numerator: bigint, denominator: bigint): string {
  const divisor = greatestCommonDivisor(numerator, denominator);
  const [top, bottom] = divisor === 0n ? [0n, 1n] : [numerator / divisor, denominator / divisor];
  let rest = bottom;
  let twos = 0;
  let fives = 0;
  for (; rest % 2n === 0n; rest /= 2n) twos += 1;
  for (; rest % 5n === 0n; rest /= 5n) fives += 1;
  if (rest !== 1n) return `${top}/${bottom}`;
  const scale = Math.max(twos, fives);
  return formatScaled((top * powerOfTen(scale)) / bottom, scale);
}
