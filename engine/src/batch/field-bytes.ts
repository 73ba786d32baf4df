/** Reads the fields of a call from bytes in their usual forms; anything else goes the long way. */

import { DAY_MS, daysFromDate, isRealDate } from '../values/instant.js';
import { NUMBER_DIGITS_MAX } from '../values/number-length.js';

const ZERO = 48;
const PLUS = 43;
const MINUS = 45;
const POINT = 46;
const COLON = 58;
const SPACE = 32;
const T = 84;
const Z = 90;

/** Two digits as a number, or a negative number. */
function pair(bytes: Uint8Array, at: number): number {
  const tens = bytes[at]! - ZERO;
  const ones = bytes[at + 1]! - ZERO;
  return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1000 : tens * 10 + ones;
}

/** Keeps the day of the last instant: the calls of a file come by the day. */
export class InstantReader {
  #year = -1;
  #month = -1;
  #day = -1;
  #dayMs = 0;

  /** Epoch ms of `YYYY-MM-DD?HH:MM:SS[.mmm][Z]` with `T` or a blank, NaN for any other form. */
  read(bytes: Uint8Array, start: number, end: number): number {
    let last = end;
    if (bytes[last - 1] === Z) last -= 1;
    const length = last - start;
    if (length !== 19 && length !== 23) return Number.NaN;
    if (bytes[start + 4] !== MINUS || bytes[start + 7] !== MINUS) return Number.NaN;
    const separator = bytes[start + 10];
    if (separator !== T && separator !== SPACE) return Number.NaN;
    if (bytes[start + 13] !== COLON || bytes[start + 16] !== COLON) return Number.NaN;
    const year = pair(bytes, start) * 100 + pair(bytes, start + 2);
    const month = pair(bytes, start + 5);
    const day = pair(bytes, start + 8);
    const hour = pair(bytes, start + 11);
    const minute = pair(bytes, start + 14);
    const second = pair(bytes, start + 17);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
      return Number.NaN;
    }
    let ms = 0;
    if (length === 23) {
      const tenth = bytes[start + 20]! - ZERO;
      ms = tenth * 100 + pair(bytes, start + 21);
      if (bytes[start + 19] !== POINT || tenth < 0 || tenth > 9 || ms < 0) return Number.NaN;
    }
    if (day !== this.#day || month !== this.#month || year !== this.#year) {
      if (year < 0 || !isRealDate(year, month, day)) return Number.NaN;
      this.#year = year;
      this.#month = month;
      this.#day = day;
      this.#dayMs = daysFromDate(year, month, day) * DAY_MS;
    }
    return this.#dayMs + (hour * 3600 + minute * 60 + second) * 1000 + ms;
  }
}

/**
 * A volume as the integer of `volume.ts`, or -1 for any other form. At most 12 digits before the
 * point, so that the integer is safe.
 */
export function readVolume(
  bytes: Uint8Array,
  start: number,
  end: number,
  decimals: number,
): number {
  let value = 0;
  let at = start;
  for (; at < end; at += 1) {
    const digit = bytes[at]! - ZERO;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
  }
  if (at === start || at - start > 12) return -1;
  let missing = decimals;
  if (at < end) {
    if (bytes[at] !== POINT || end - at < 2 || end - at - 1 > decimals) return -1;
    for (at += 1; at < end; at += 1) {
      const digit = bytes[at]! - ZERO;
      if (digit < 0 || digit > 9) return -1;
      value = value * 10 + digit;
      missing -= 1;
    }
  }
  for (; missing > 0; missing -= 1) value *= 10;
  return value;
}

/**
 * Digits of a number that stands there bare or behind one `+`; its length, or 0 for any other form.
 * Only for numbers without rules.
 */
export function readNumber(
  bytes: Uint8Array,
  start: number,
  end: number,
  digits: Uint8Array,
): number {
  const first = bytes[start] === PLUS ? start + 1 : start;
  const length = end - first;
  if (length < 1 || length > NUMBER_DIGITS_MAX) return 0;
  for (let i = 0; i < length; i += 1) {
    const digit = bytes[first + i]! - ZERO;
    if (digit < 0 || digit > 9) return 0;
    digits[i] = digit;
  }
  return length;
}
