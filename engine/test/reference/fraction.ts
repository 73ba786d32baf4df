/**
 * Exact fractions over BigInt: the only numbers the reference rater holds money in.
 *
 * Invariants: the denominator is positive and the fraction is reduced, so equal values are equal
 * field by field. No speed is aimed at.
 */

import type { RoundingMode } from '../../src/values/scalars.js';

export interface Fraction {
  readonly num: bigint;
  readonly den: bigint;
}

export const ZERO: Fraction = { num: 0n, den: 1n };
export const ONE: Fraction = { num: 1n, den: 1n };

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a;
  let y = b < 0n ? -b : b;
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

export function fraction(num: bigint, den = 1n): Fraction {
  if (den === 0n) throw new RangeError('a fraction needs a denominator other than 0');
  const divisor = greatestCommonDivisor(num, den) * (den < 0n ? -1n : 1n);
  return { num: num / divisor, den: den / divisor };
}

/** `"0.0137"` is 137/10000; anything but plain decimal text is refused. */
export function parseDecimal(text: string): Fraction {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (match === null) throw new RangeError(`not a decimal: ${JSON.stringify(text)}`);
  const decimals = match[3] ?? '';
  const digits = BigInt(`${match[2]}${decimals}`);
  return fraction(match[1] === '-' ? -digits : digits, 10n ** BigInt(decimals.length));
}

export function add(a: Fraction, b: Fraction): Fraction {
  return fraction(a.num * b.den + b.num * a.den, a.den * b.den);
}

export function subtract(a: Fraction, b: Fraction): Fraction {
  return fraction(a.num * b.den - b.num * a.den, a.den * b.den);
}

export function multiply(a: Fraction, b: Fraction): Fraction {
  return fraction(a.num * b.num, a.den * b.den);
}

export function divide(a: Fraction, b: Fraction): Fraction {
  return fraction(a.num * b.den, a.den * b.num);
}

export function compare(a: Fraction, b: Fraction): -1 | 0 | 1 {
  const left = a.num * b.den;
  const right = b.num * a.den;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Rounds to whole units of `10 ** -decimals`; `up` is away from zero, `down` towards it. */
export function round(value: Fraction, decimals: number, mode: RoundingMode): Fraction {
  const scale = 10n ** BigInt(decimals);
  const negative = value.num < 0n;
  const scaled = (negative ? -value.num : value.num) * scale;
  const whole = scaled / value.den;
  const rest = scaled % value.den;
  const twice = rest * 2n;
  let up = false;
  if (rest !== 0n) {
    if (mode === 'up') up = true;
    else if (mode === 'half-up') up = twice >= value.den;
    else if (mode === 'half-even') {
      up = twice > value.den || (twice === value.den && whole % 2n === 1n);
    }
  }
  const magnitude = whole + (up ? 1n : 0n);
  return fraction(negative ? -magnitude : magnitude, scale);
}

/** The shortest plain decimal; a value without a finite one (1/3) is a broken invariant. */
export function toDecimal(value: Fraction): string {
  let decimals = 0;
  let scale = 1n;
  while ((value.num * scale) % value.den !== 0n) {
    decimals += 1;
    scale *= 10n;
    if (decimals > 400) throw new RangeError(`${value.num}/${value.den} is no finite decimal`);
  }
  const scaled = (value.num * scale) / value.den;
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(decimals + 1, '0');
  const sign = scaled < 0n ? '-' : '';
  if (decimals === 0) return `${sign}${digits}`;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
