/**
 * Codes as numbers, and their order.
 *
 * The key of a code is its digits padded with zeros to 15: a safe integer below 10^15. In the order
 * of (key, length) a code stands directly before all codes that it is a prefix of.
 */

/** Digits of the number space that keys live in. */
export const KEY_DIGITS = 15;

const SCALES = Array.from({ length: KEY_DIGITS + 1 }, (_, i) => 10 ** (KEY_DIGITS - i));

/** What the last of `length` digits counts in a key: the size of the code's part of the space. */
export const keyScale = (length: number): number => SCALES[length]!;

/**
 * Key of a code of at most 15 digits.
 *
 * @example codeKey('44') === 440_000_000_000_000
 */
export function codeKey(code: string): number {
  let key = 0;
  for (let i = 0; i < code.length; i += 1) key = key * 10 + (code.charCodeAt(i) - 48);
  return key * SCALES[code.length]!;
}

/** Lengths stand below the keys: up to 63. */
const LENGTH_BITS = 6;
/** The counts of so many bits still fit the first caches. */
const PASS_BITS_MAX = 14;

/**
 * Positions of the codes in order of (key, length), equal ones in the order given. A radix sort
 * over the bits that there are: a table whose codes have ten digits at most takes three passes.
 */
export function orderCodes(keys: Float64Array, lengths: Uint8Array): Uint32Array {
  const count = keys.length;
  let digits = 0;
  for (let i = 0; i < count; i += 1) if (lengths[i]! > digits) digits = lengths[i]!;
  if (digits > KEY_DIGITS) digits = KEY_DIGITS;
  const bits = Math.ceil(digits * Math.log2(10)) + LENGTH_BITS;
  const passes = Math.ceil(bits / PASS_BITS_MAX);
  const passBits = Math.ceil(bits / passes);
  const { low, high } = splitKeys(keys, lengths, digits, 2 * passBits);
  let order: Uint32Array = new Uint32Array(count);
  for (let i = 0; i < count; i += 1) order[i] = i;
  let next: Uint32Array = new Uint32Array(count);
  const mask = (1 << passBits) - 1;
  for (let pass = 0; pass < passes; pass += 1) {
    const part = pass < 2 ? low : high;
    const shift = (pass & 1) * passBits;
    const starts = new Uint32Array(mask + 2);
    for (let i = 0; i < count; i += 1) starts[((part[i]! >>> shift) & mask) + 1]!++;
    for (let i = 0; i < mask; i += 1) starts[i + 1]! += starts[i]!;
    for (let i = 0; i < count; i += 1) {
      const at = order[i]!;
      next[starts[(part[at]! >>> shift) & mask]!++] = at;
    }
    [order, next] = [next, order];
  }
  return order;
}

interface SplitKeys {
  readonly low: Uint32Array;
  readonly high: Uint32Array;
}

/** The bits of (key, length), the zeros left out that every key ends with. */
function splitKeys(
  keys: Float64Array,
  lengths: Uint8Array,
  digits: number,
  lowBits: number,
): SplitKeys {
  const low = new Uint32Array(keys.length);
  const high = new Uint32Array(keys.length);
  const scale = SCALES[digits]!;
  const half = 2 ** (lowBits - LENGTH_BITS);
  for (let i = 0; i < keys.length; i += 1) {
    const key = keys[i]! / scale;
    const top = Math.floor(key / half);
    high[i] = top;
    low[i] = (key - top * half) * (1 << LENGTH_BITS) + lengths[i]!;
  }
  return { low, high };
}
