/**
 * The prefix index: which code is the longest prefix of a number.
 *
 * Codes are cut into disjoint ranges of a number space. A direct table over the leading digits
 * leads to the few ranges that start under them, of which each holds nine more digits as one 32-bit
 * integer, side by side with its entry: two memory reads a lookup. An entry packs the caller's
 * value (28 bits) and the length of the code (4 bits); from an entry `parent` leads to the next
 * shorter code. The structure is filled once (`fill-prefix-index.ts`), then immutable, in one buffer
 * that threads can share.
 *
 * A lookup is three steps (`place`, `open`, `entryAt`), so that whoever has many numbers can take
 * each step for all of them before the next: then the memory reads of different numbers overlap,
 * where one number at a time waits for each. The last step has no branch that depends on what was
 * read.
 *
 * Codes longer than the space (11 to 15 digits, by the size of the table) stand in a sorted list
 * and are found by binary search, longest first; only numbers that are long enough pay for them.
 */

import { KEY_DIGITS } from './code-order.js';

/** No code. */
export const NO_ENTRY = 0xffff_ffff;
export const VALUE_LIMIT = 0x0fff_ffff;
export const TAIL_DIGITS = 9;
/** Numbers have at most 32 digits, so that no longer code can ever match. */
export const CODE_DIGITS_MAX = 32;

/** How the buffer of ranges begins; `fill-prefix-index.ts` writes what is read here. */
export const MAGIC = 0x52_44_50_31;
export const HEADER_WORDS = 4;
/** So many ranges are compared without a branch. */
const COMPARED = 4;

export const entryValue = (entry: number): number => entry & VALUE_LIMIT;
export const entryLength = (entry: number): number => entry >>> 28;

/** Leading digits of the direct table: about one slot a code, at most 4 MB. */
export function headDigitsFor(codeCount: number): number {
  if (codeCount < 200) return 2;
  if (codeCount < 2_000) return 3;
  if (codeCount < 20_000) return 4;
  return codeCount < 200_000 ? 5 : 6;
}

/** Longest code that has its place in the ranges; longer ones go into the list. */
export const rangeDigitsFor = (codeCount: number): number =>
  Math.min(KEY_DIGITS, headDigitsFor(codeCount) + TAIL_DIGITS);

export interface PrefixIndexParts {
  readonly ranges: ArrayBufferLike;
  readonly long: ArrayBufferLike;
}

export class PrefixIndex {
  readonly #parts: PrefixIndexParts;
  readonly #headDigits: number;
  readonly #heads: Uint32Array;
  readonly #ranges: Int32Array;
  readonly rangeCount: number;
  readonly longCount: number;
  readonly #longDigits: Uint8Array;
  readonly #longWords: Uint32Array;

  constructor(parts: PrefixIndexParts) {
    const header = new Uint32Array(parts.ranges, 0, HEADER_WORDS);
    if (header[0] !== MAGIC) throw new RangeError('not a prefix index of this version');
    const headDigits = header[1]!;
    const headCount = 10 ** headDigits + 1;
    this.#parts = parts;
    this.#headDigits = headDigits;
    this.#heads = new Uint32Array(parts.ranges, HEADER_WORDS * 4, headCount);
    this.#ranges = new Int32Array(parts.ranges, (HEADER_WORDS + headCount) * 4);
    this.longCount = header[2]!;
    this.rangeCount = header[3]!;
    this.#longWords = new Uint32Array(parts.long, 0, this.longCount * 2);
    this.#longDigits = new Uint8Array(parts.long, this.longCount * 8);
  }

  get parts(): PrefixIndexParts {
    return this.#parts;
  }

  get byteLength(): number {
    return this.#parts.ranges.byteLength + this.#parts.long.byteLength;
  }

  /** Whether there are codes that only {@link longest} finds. */
  get hasLongCodes(): boolean {
    return this.longCount > 0;
  }

  /**
   * Entry of the deepest code over the number padded with zeros, or NO_ENTRY. Its code may be
   * longer than the number: the caller goes on to parents until {@link entryLength} fits.
   *
   * @param digits 0 to 9 each, the number's first `length`
   */
  deepest(digits: Uint8Array, length: number): number {
    const head = this.placeHead(digits, 0, length);
    return this.entryAt(head, this.placeTail(digits, 0, length));
  }

  /** First step: the number's place in the direct table, from the digits at `start` on. */
  placeHead(digits: Uint8Array, start: number, length: number): number {
    const headDigits = this.#headDigits;
    const known = length < headDigits ? length : headDigits;
    let head = 0;
    for (let i = 0; i < known; i += 1) head = head * 10 + digits[start + i]!;
    for (let i = known; i < headDigits; i += 1) head *= 10;
    return head;
  }

  /** First step: the nine digits behind those of the direct table. */
  placeTail(digits: Uint8Array, start: number, length: number): number {
    const headDigits = this.#headDigits;
    const end = headDigits + TAIL_DIGITS;
    const known = length < end ? length : end;
    let tail = 0;
    for (let i = headDigits; i < known; i += 1)
      tail = (Math.imul(tail, 10) + digits[start + i]!) | 0;
    for (let i = known < headDigits ? headDigits : known; i < end; i += 1)
      tail = Math.imul(tail, 10);
    return tail;
  }

  /**
   * Second step: reads the ranges that the last step will compare, the first and the last of them,
   * which may lie in different cache lines. The answer means nothing.
   */
  open(head: number): number {
    return this.#ranges[this.#heads[head]! * 2]! ^ this.#ranges[this.#heads[head + 1]! * 2 - 1]!;
  }

  /** Last step: the entry at a place of the space. */
  entryAt(head: number, tail: number): number {
    const ranges = this.#ranges;
    let low = this.#heads[head]!;
    let count = this.#heads[head + 1]! - low;
    const after = (tail + 1) | 0;
    while (count > COMPARED) {
      const half = count >>> 1;
      if (ranges[(low + half) * 2]! < after) {
        low += half + 1;
        count -= half + 1;
      } else count = half;
    }
    // Counts the ranges that begin before `after`; a mask leaves out those beyond `count`.
    const at = low * 2;
    const before =
      (((ranges[at]! - after) & -count) >>> 31) +
      (((ranges[at + 2]! - after) & (1 - count)) >>> 31) +
      (((ranges[at + 4]! - after) & (2 - count)) >>> 31) +
      (((ranges[at + 6]! - after) & (3 - count)) >>> 31);
    return ranges[at + before * 2 - 1]! >>> 0;
  }

  /**
   * Position in the list of the longest long code that is a prefix and shorter than `below` digits,
   * or -1. {@link longValue} and {@link longLength} tell about it.
   */
  longest(digits: Uint8Array, length: number, below: number): number {
    const shortest = this.#headDigits + TAIL_DIGITS;
    for (let size = Math.min(length, below - 1); size > shortest; size -= 1) {
      const found = this.#findLong(digits, size);
      if (found >= 0) return found;
    }
    return -1;
  }

  longValue(position: number): number {
    return this.#longWords[position * 2]!;
  }

  longLength(position: number): number {
    return this.#longWords[position * 2 + 1]!;
  }

  /** Digits of a long code. */
  longCode(position: number): string {
    const start = position * CODE_DIGITS_MAX;
    return this.#longDigits.subarray(start, start + this.longLength(position)).join('');
  }

  /** Position of the first long code that does not stand before the digits, `longCount` for none. */
  longFrom(digits: Uint8Array, size: number): number {
    let low = 0;
    let high = this.longCount;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#compareLong(middle, digits, size) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Entry of a range; ranges are for those who walk the codes in order. */
  rangeEntry(position: number): number {
    return this.#ranges[position * 2 + 1]! >>> 0;
  }

  /** The digits at which a range begins, zeros at the end included. */
  rangePlace(position: number): string {
    const head = lastNotAbove(this.#heads, position);
    const tail = this.#ranges[position * 2]!;
    const digits = String(head).padStart(this.#headDigits, '0');
    return digits + String(tail).padStart(TAIL_DIGITS, '0');
  }

  /** The range around the number padded with zeros. */
  rangeAround(digits: Uint8Array, length: number): number {
    const head = this.placeHead(digits, 0, length);
    const tail = this.placeTail(digits, 0, length);
    let low = this.#heads[head]!;
    let high = this.#heads[head + 1]!;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#ranges[middle * 2]! <= tail) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  #findLong(digits: Uint8Array, size: number): number {
    const found = this.longFrom(digits, size);
    return found < this.longCount && this.#compareLong(found, digits, size) === 0 ? found : -1;
  }

  #compareLong(position: number, digits: Uint8Array, size: number): number {
    const length = this.longLength(position);
    const start = position * CODE_DIGITS_MAX;
    for (let i = 0; i < Math.min(length, size); i += 1) {
      const difference = this.#longDigits[start + i]! - digits[i]!;
      if (difference !== 0) return difference;
    }
    return length - size;
  }
}

/** Index of the last value, of values in rising order, that is not above a limit. */
function lastNotAbove(values: Uint32Array, limit: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (values[middle]! <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}
