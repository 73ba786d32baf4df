/**
 * What amounts are multiplied by: a decimal (`0.01`) or a fraction (`1/60`, for prices of an hour).
 * Products of both are exact; an amount that a fraction does not divide is rounded to ten decimals.
 */

import { multiplyMoney } from '@ratedeck/engine';

const DECIMALS = 10;

const partsOf = (scale: string): readonly [string, string] => {
  const [over = '1', under = '1'] = scale.split('/');
  return [over, under];
};

/** @example multiplyScales('0.01', '1/60') is '0.01/60' */
export function multiplyScales(a: string, b: string): string {
  const [aOver, aUnder] = partsOf(a);
  const [bOver, bUnder] = partsOf(b);
  const over = multiplyMoney(aOver, bOver);
  const under = multiplyMoney(aUnder, bUnder);
  return under === '1' ? over : `${over}/${under}`;
}

/** @example timesScale('1.20', '1/60') is '0.02' */
export function timesScale(amount: string, scale: string): string {
  const [over, under] = partsOf(scale);
  const product = multiplyMoney(amount, over);
  return under === '1' ? product : quotient(product, BigInt(under));
}

/** Half up at the tenth decimal; amounts are never below zero here. */
function quotient(amount: string, divisor: bigint): string {
  const [whole = '0', decimals = ''] = amount.split('.');
  const places = BigInt(Math.max(0, decimals.length - DECIMALS));
  const scaled = BigInt(whole + decimals) * 10n ** BigInt(Math.max(0, DECIMALS - decimals.length));
  const by = divisor * 10n ** places;
  const rounded = String((2n * scaled + by) / (2n * by)).padStart(DECIMALS + 1, '0');
  return multiplyMoney(`${rounded.slice(0, -DECIMALS)}.${rounded.slice(-DECIMALS)}`, '1');
}
