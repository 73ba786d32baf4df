/**
 * Fills a prefix index: one walk over the codes in order cuts the number space into ranges, each with
 * the longest code that holds in it. How the index is laid out, and read, is in `prefix-index.ts`.
 */

import { KEY_DIGITS, keyScale } from './code-order.js';
import {
  CODE_DIGITS_MAX,
  HEADER_WORDS,
  MAGIC,
  NO_ENTRY,
  PrefixIndex,
  TAIL_DIGITS,
} from './prefix-index.js';
import { allocate } from './shared-memory.js';

const TAIL_SPACE = 10 ** TAIL_DIGITS;
/** Reading compares up to three ranges too many. */
const SPARE_WORDS = 8;

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
  const parents = new Uint32Array(count);
  const ranges = new RangeList(2 * count + 1);
  // Codes that are open at the place reached, each a prefix of the next.
  const openEntries = new Uint32Array(KEY_DIGITS + 2).fill(NO_ENTRY);
  const openEnds = new Float64Array(KEY_DIGITS + 2).fill(Number.POSITIVE_INFINITY);
  let depth = 0;
  ranges.add(0, NO_ENTRY);
  for (let i = 0; i < count; i += 1) {
    const start = keys[i]!;
    const length = lengths[i]!;
    for (; openEnds[depth]! <= start; depth -= 1)
      ranges.add(openEnds[depth]!, openEntries[depth - 1]!);
    parents[i] = openEntries[depth]!;
    const entry = ((length << 28) | values[i]!) >>> 0;
    ranges.add(start, entry);
    depth += 1;
    openEntries[depth] = entry;
    openEnds[depth] = start + keyScale(length);
  }
  for (; depth > 0; depth -= 1) ranges.add(openEnds[depth]!, openEntries[depth - 1]!);
  const packed = packRanges(ranges, headDigits, codes.long.length);
  return { index: new PrefixIndex({ ranges: packed, long: packLongCodes(codes.long) }), parents };
}

/** Ranges in rising order: of two that begin at one place the later counts, equal ones are one. */
class RangeList {
  readonly starts: Float64Array;
  readonly entries: Uint32Array;
  count = 0;

  constructor(countMax: number) {
    this.starts = new Float64Array(countMax);
    this.entries = new Uint32Array(countMax);
  }

  add(start: number, entry: number): void {
    let count = this.count;
    if (count > 0 && this.starts[count - 1] === start) count -= 1;
    if (count === 0 || this.entries[count - 1] !== entry) {
      this.starts[count] = start;
      this.entries[count++] = entry;
    }
    this.count = count;
  }
}

function packRanges(list: RangeList, headDigits: number, longCount: number): ArrayBufferLike {
  const { starts, entries, count: rangeCount } = list;
  const headCount = 10 ** headDigits;
  const buffer = allocate((HEADER_WORDS + headCount + 1 + rangeCount * 2 + SPARE_WORDS) * 4);
  const words = new Uint32Array(buffer);
  words.set([MAGIC, headDigits, longCount, rangeCount]);
  const heads = words.subarray(HEADER_WORDS, HEADER_WORDS + headCount + 1);
  const ranges = words.subarray(HEADER_WORDS + headCount + 1);
  const unit = 10 ** (KEY_DIGITS - headDigits - TAIL_DIGITS);
  let head = 0;
  for (let i = 0; i < rangeCount; i += 1) {
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
    for (let i = 0; i < code.length; i += 1) {
      digits[position * CODE_DIGITS_MAX + i] = code.charCodeAt(i) - 48;
    }
  });
  return buffer;
}
