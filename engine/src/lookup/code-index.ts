/**
 * An index over plain codes, by their positions: for code decks and for everybody without rates.
 */

import { codeKey, orderCodes } from './code-order.js';
import { fillPrefixIndex } from './fill-prefix-index.js';
import {
  CODE_DIGITS_MAX,
  entryLength,
  entryValue,
  headDigitsFor,
  NO_ENTRY,
  type PrefixIndex,
  rangeDigitsFor,
} from './prefix-index.js';

/** Numbers that take a step together; their places fit the first cache. */
const STAGE = 64;

/** Numbers of a block, `stride` bytes each, digits 0 to 9. */
export interface NumberBlock {
  readonly digits: Uint8Array;
  readonly stride: number;
  readonly lengths: Uint8Array;
}

export class CodeIndex {
  readonly #index: PrefixIndex;
  readonly #parents: Uint32Array;
  readonly #positions: Uint32Array;
  readonly #heads = new Int32Array(STAGE);
  readonly #tails = new Int32Array(STAGE);
  #opened = 0;

  /** Indexes distinct codes. */
  constructor(codes: readonly string[]) {
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
    this.#index = index;
    this.#parents = parents;
    this.#positions = Uint32Array.from(order, (at) => short[at]!);
  }

  /** Bytes of the lookup structure; the caller's order of the codes is not part of it. */
  get byteLength(): number {
    return this.#index.byteLength + this.#parents.byteLength;
  }

  /** Position of the longest code that is a prefix of the number, or -1. */
  lookup(digits: Uint8Array, length: number): number {
    if (this.#index.hasLongCodes) {
      const found = this.#index.longest(digits, length, CODE_DIGITS_MAX + 1);
      if (found >= 0) return this.#index.longValue(found);
    }
    return this.#positionOf(this.#index.deepest(digits, length), length);
  }

  /** {@link lookup} for many numbers at once, several times as fast; answers into `positions`. */
  lookupMany(numbers: NumberBlock, count: number, positions: Int32Array): void {
    const { digits, stride, lengths } = numbers;
    const index = this.#index;
    const heads = this.#heads;
    const tails = this.#tails;
    for (let from = 0; from < count; from += STAGE) {
      const size = Math.min(STAGE, count - from);
      for (let i = 0; i < size; i += 1) {
        const start = (from + i) * stride;
        heads[i] = index.placeHead(digits, start, lengths[from + i]!);
        tails[i] = index.placeTail(digits, start, lengths[from + i]!);
      }
      let opened = 0;
      for (let i = 0; i < size; i += 1) opened ^= index.open(heads[i]!);
      // Kept, so that the reads are not taken for useless.
      this.#opened = opened;
      for (let i = 0; i < size; i += 1) {
        const entry = index.entryAt(heads[i]!, tails[i]!);
        positions[from + i] = this.#positionOf(entry, lengths[from + i]!);
      }
    }
    if (index.hasLongCodes) this.#lookupLong(numbers, count, positions);
  }

  #lookupLong(
    { digits, stride, lengths }: NumberBlock,
    count: number,
    positions: Int32Array,
  ): void {
    for (let i = 0; i < count; i += 1) {
      const number = digits.subarray(i * stride, i * stride + lengths[i]!);
      const found = this.#index.longest(number, lengths[i]!, CODE_DIGITS_MAX + 1);
      if (found >= 0) positions[i] = this.#index.longValue(found);
    }
  }

  #positionOf(deepest: number, length: number): number {
    let entry = deepest;
    while (entry !== NO_ENTRY && entryLength(entry) > length) {
      entry = this.#parents[entryValue(entry)]!;
    }
    return entry === NO_ENTRY ? -1 : this.#positions[entryValue(entry)]!;
  }

  /** What the last staged reading saw; means nothing. */
  get opened(): number {
    return this.#opened;
  }
}
