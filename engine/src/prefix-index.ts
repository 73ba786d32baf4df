/**
 * The prefix index: which code is the longest prefix of a number.
 *
 * Codes are cut into disjoint ranges of a number space. A direct table over the leading digits leads
 * to the few ranges that start under them, of which each holds nine more digits as one 32-bit
 * integer, side by side with its entry: two memory reads a lookup. An entry packs the caller's value
 * (28 bits) and the length of the code (4 bits); from an entry `parent` leads to the next shorter
 * code. The structure is filled once, then immutable, in one buffer that threads can share.
 *
 * Codes longer than the space (11 to 15 digits, by the size of the table) stand in a sorted list and
 * are found by binary search, longest first; only numbers that are long enough pay for them.
 */

import { codeKey, KEY_DIGITS, orderCodes } from './code-order.js';
import { allocate } from './shared-memory.js';

/** No code. */
export const NO_ENTRY = 0xffff_ffff;
export const VALUE_LIMIT = 0x0fff_ffff;
const TAIL_DIGITS = 9;
const TAIL_SPACE = 10 ** TAIL_DIGITS;
/** Numbers have at most 32 digits, so that no longer code can ever match. */
const CODE_DIGITS_MAX = 32;

const MAGIC = 0x52_44_50_31;
const HEADER_WORDS = 4;

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
  readonly #ranges: Uint32Array;
  readonly #longCount: number;
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
    this.#ranges = new Uint32Array(parts.ranges, (HEADER_WORDS + headCount) * 4);
    this.#longCount = header[2]!;
    this.#longWords = new Uint32Array(parts.long, 0, this.#longCount * 2);
    this.#longDigits = new Uint8Array(parts.long, this.#longCount * 8);
  }

  get parts(): PrefixIndexParts {
    return this.#parts;
  }

  get byteLength(): number {
    return this.#parts.ranges.byteLength + this.#parts.long.byteLength;
  }

  /** Whether there are codes that only {@link longest} finds. */
  get hasLongCodes(): boolean {
    return this.#longCount > 0;
  }

  /**
   * Entry of the deepest code over the number padded with zeros, or NO_ENTRY. Its code may be longer
   * than the number: the caller goes on to parents until {@link entryLength} fits.
   *
   * @param digits 0 to 9 each, the number's first `length`
   */
  deepest(digits: Uint8Array, length: number): number {
    const headDigits = this.#headDigits;
    let head = 0;
    let tail = 0;
    if (length >= headDigits + TAIL_DIGITS) {
      for (let i = 0; i < headDigits; i++) head = head * 10 + digits[i]!;
      for (let i = headDigits; i < headDigits + TAIL_DIGITS; i++) tail = tail * 10 + digits[i]!;
    } else {
      for (let i = 0; i < headDigits; i++) head = head * 10 + (i < length ? digits[i]! : 0);
      for (let i = headDigits; i < headDigits + TAIL_DIGITS; i++) {
        tail = tail * 10 + (i < length ? digits[i]! : 0);
      }
    }
    return this.entryAt(head, tail);
  }

  /** The entry at a place of the space: `head` of the direct table, `tail` the nine digits after. */
  entryAt(head: number, tail: number): number {
    const ranges = this.#ranges;
    let low = this.#heads[head]!;
    let high = this.#heads[head + 1]!;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (ranges[middle * 2]! <= tail) low = middle + 1;
      else high = middle;
    }
    return ranges[low * 2 - 1]!;
  }

  /**
   * Position in the list of the longest long code that is a prefix and shorter than `below` digits,
   * or -1. {@link longValue} and {@link longLength} tell about it.
   */
  longest(digits: Uint8Array, length: number, below: number): number {
    const shortest = this.#headDigits + TAIL_DIGITS;
    for (let size = Math.min(length, below - 1); size > shortest; size--) {
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

  #findLong(digits: Uint8Array, size: number): number {
    let low = 0;
    let high = this.#longCount;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#compareLong(middle, digits, size) < 0) low = middle + 1;
      else high = middle;
    }
    return low < this.#longCount && this.#compareLong(low, digits, size) === 0 ? low : -1;
  }

  #compareLong(position: number, digits: Uint8Array, size: number): number {
    const length = this.longLength(position);
    const start = position * CODE_DIGITS_MAX;
    for (let i = 0; i < Math.min(length, size); i++) {
      const difference = this.#longDigits[start + i]! - digits[i]!;
      if (difference !== 0) return difference;
    }
    return length - size;
  }
}

export interface BuiltPrefixIndex {
  readonly index: PrefixIndex;
  /** For each code, in the order given: the entry of the next shorter code that is its prefix. */
  readonly parents: Uint32Array;
}

export interface OrderedCodes {
  /** Distinct codes in the order of `orderCodes`, none longer than `rangeDigitsFor(count)`. */
  readonly keys: Float64Array;
  readonly lengths: Uint8Array;
  /** Below 2^28, one for each code. */
  readonly values: Uint32Array;
  /** Codes that are longer, in any order, with their values. */
  readonly long: readonly { readonly code: string; readonly value: number }[];
  readonly headDigits: number;
}

/** Fills the index. The codes' order is the caller's duty: it has sorted its rates by it. */
export function fillPrefixIndex(codes: OrderedCodes): BuiltPrefixIndex {
  const { keys, lengths, values, headDigits } = codes;
  const count = keys.length;
  const starts = new Float64Array(2 * count + 1);
  const entries = new Uint32Array(2 * count + 1);
  const parents = new Uint32Array(count);
  const openEntries: number[] = [NO_ENTRY];
  const openEnds: number[] = [Number.POSITIVE_INFINITY];
  let rangeCount = 0;
  const emit = (start: number, entry: number): void => {
    if (rangeCount > 0 && starts[rangeCount - 1] === start) rangeCount--;
    if (rangeCount > 0 && entries[rangeCount - 1] === entry) return;
    starts[rangeCount] = start;
    entries[rangeCount++] = entry;
  };
  const closeUpTo = (start: number): void => {
    while (openEnds[openEnds.length - 1]! <= start) {
      const end = openEnds.pop()!;
      openEntries.pop();
      emit(end, openEntries[openEntries.length - 1]!);
    }
  };
  emit(0, NO_ENTRY);
  for (let i = 0; i < count; i++) {
    const start = keys[i]!;
    const length = lengths[i]!;
    closeUpTo(start);
    parents[i] = openEntries[openEntries.length - 1]!;
    const entry = ((length << 28) | values[i]!) >>> 0;
    emit(start, entry);
    openEntries.push(entry);
    openEnds.push(start + 10 ** (KEY_DIGITS - length));
  }
  closeUpTo(10 ** KEY_DIGITS);
  const ranges = packRanges(starts, entries, rangeCount, headDigits, codes.long.length);
  return { index: new PrefixIndex({ ranges, long: packLongCodes(codes.long) }), parents };
}

function packRanges(
  starts: Float64Array,
  entries: Uint32Array,
  rangeCount: number,
  headDigits: number,
  longCount: number,
): ArrayBufferLike {
  const headCount = 10 ** headDigits;
  const buffer = allocate((HEADER_WORDS + headCount + 1 + rangeCount * 2) * 4);
  const words = new Uint32Array(buffer);
  words.set([MAGIC, headDigits, longCount, rangeCount]);
  const heads = words.subarray(HEADER_WORDS, HEADER_WORDS + headCount + 1);
  const ranges = words.subarray(HEADER_WORDS + headCount + 1);
  const unit = 10 ** (KEY_DIGITS - headDigits - TAIL_DIGITS);
  let head = 0;
  for (let i = 0; i < rangeCount; i++) {
    const place = starts[i]! / unit;
    const startHead = Math.floor(place / TAIL_SPACE);
    // The last closing may start behind the whole space, where no number looks.
    while (head <= startHead && head <= headCount) heads[head++] = i;
    ranges[i * 2] = place - startHead * TAIL_SPACE;
    ranges[i * 2 + 1] = entries[i]!;
  }
  while (head <= headCount) heads[head++] = rangeCount;
  return buffer;
}

function packLongCodes(long: OrderedCodes['long']): ArrayBufferLike {
  const sorted = long.toSorted((a, b) => (a.code < b.code ? -1 : 1));
  const buffer = allocate(sorted.length * (8 + CODE_DIGITS_MAX));
  const words = new Uint32Array(buffer, 0, sorted.length * 2);
  const digits = new Uint8Array(buffer, sorted.length * 8);
  sorted.forEach(({ code, value }, position) => {
    words[position * 2] = value;
    words[position * 2 + 1] = code.length;
    for (let i = 0; i < code.length; i++) {
      digits[position * CODE_DIGITS_MAX + i] = code.charCodeAt(i) - 48;
    }
  });
  return buffer;
}

/** An index over plain codes: the longest of them that is a prefix of a number. */
export interface CodeIndex {
  readonly byteLength: number;
  /** Position of the longest code among the codes given, or -1. */
  lookup(digits: Uint8Array, length: number): number;
}

/** Indexes distinct codes by their position; for code decks and for everybody without rates. */
export function indexCodes(codes: readonly string[]): CodeIndex {
  const headDigits = headDigitsFor(codes.length);
  const rangeDigits = rangeDigitsFor(codes.length);
  const short: number[] = [];
  const long: { code: string; value: number }[] = [];
  codes.forEach((code, value) => {
    if (code.length <= rangeDigits) short.push(value);
    else if (code.length <= CODE_DIGITS_MAX) long.push({ code, value });
  });
  const keys = Float64Array.from(short, (value) => codeKey(codes[value]!));
  const lengths = Uint8Array.from(short, (value) => codes[value]!.length);
  const order = orderCodes(keys, lengths);
  const { index, parents } = fillPrefixIndex({
    keys: Float64Array.from(order, (at) => keys[at]!),
    lengths: Uint8Array.from(order, (at) => lengths[at]!),
    values: Uint32Array.from(order, (_, position) => position),
    long,
    headDigits,
  });
  const positions = Uint32Array.from(order, (at) => short[at]!);
  return {
    byteLength: index.byteLength + parents.byteLength + positions.byteLength,
    lookup(digits, length) {
      if (index.hasLongCodes) {
        const found = index.longest(digits, length, CODE_DIGITS_MAX + 1);
        if (found >= 0) return index.longValue(found);
      }
      let entry = index.deepest(digits, length);
      while (entry !== NO_ENTRY && entryLength(entry) > length) entry = parents[entryValue(entry)]!;
      return entry === NO_ENTRY ? -1 : positions[entryValue(entry)]!;
    },
  };
}
