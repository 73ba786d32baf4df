/**
 * Codes as numbers, and their order.
 *
 * The key of a code is its digits padded with zeros to 15: a safe integer below 10^15. In the order
 * of (key, length) a code stands directly before all codes that it is a prefix of.
 */

/** Digits of the number space that keys live in. */
export const KEY_DIGITS = 15;

const SCALES = Array.from({ length: KEY_DIGITS + 1 }, (_, i) => 10 ** (KEY_DIGITS - i));

/**
 * Key of a code of at most 15 digits.
 *
 * @example codeKey('44') === 440_000_000_000_000
 */
export function codeKey(code: string): number {
  let key = 0;
  for (let i = 0; i < code.length; i++) key = key * 10 + (code.charCodeAt(i) - 48);
  return key * SCALES[code.length]!;
}

const RADIX_BITS = 13;
const RADIX = 1 << RADIX_BITS;
const KEY_PASSES = 4;
const LENGTHS = 64;

/**
 * Positions of the codes in order of (key, length), equal ones in the order given. A radix sort:
 * the keys are integers below 2^50, four passes of 13 bits, after one over the lengths.
 */
export function orderCodes(keys: Float64Array, lengths: Uint8Array): Uint32Array {
  const count = keys.length;
  let order: Uint32Array = new Uint32Array(count);
  let next: Uint32Array = new Uint32Array(count);
  const starts = new Uint32Array(RADIX + 1);
  for (let i = 0; i < count; i++) starts[lengths[i]! + 1]!++;
  for (let i = 0; i < LENGTHS; i++) starts[i + 1]! += starts[i]!;
  for (let i = 0; i < count; i++) order[starts[lengths[i]!]!++] = i;
  const low = new Uint32Array(count);
  const high = new Uint32Array(count);
  const half = 2 ** (2 * RADIX_BITS);
  for (let i = 0; i < count; i++) {
    const top = Math.floor(keys[i]! / half);
    high[i] = top;
    low[i] = keys[i]! - top * half;
  }
  for (let pass = 0; pass < KEY_PASSES; pass++) {
    const part = pass < 2 ? low : high;
    const shift = (pass & 1) * RADIX_BITS;
    starts.fill(0);
    for (let i = 0; i < count; i++) starts[((part[i]! >>> shift) & (RADIX - 1)) + 1]!++;
    for (let i = 0; i < RADIX; i++) starts[i + 1]! += starts[i]!;
    for (let i = 0; i < count; i++) {
      const at = order[i]!;
      const digit = (part[at]! >>> shift) & (RADIX - 1);
      next[starts[digit]!++] = at;
    }
    [order, next] = [next, order];
  }
  return order;
}
