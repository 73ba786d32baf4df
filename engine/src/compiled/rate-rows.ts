/**
 * Rows: the versions of the rates of one section (a table's rates of one service), in one buffer.
 *
 * A row is 32 bytes, so that all that selection asks lies in one or two cache lines:
 *
 *     0  f64  effectiveFrom, epoch ms (-Infinity = always)
 *     8  f64  effectiveTo, epoch ms (Infinity = open)
 *     16 u32  entry of the next shorter code in the prefix index
 *     20 u32  number of the terms
 *     24 u32  number of the condition (28 bits) and flags (4 bits)
 *     28 u32  number of the name, 0 = none
 *
 * The rows of one code lie together: identities in the fixed order of selection, the versions of an
 * identity newest first. The prefix index leads to a code's first row.
 */

import { allocate } from '../lookup/shared-memory.js';

const STRIDE = 8;
const PARENT = 4;
const TERMS = 5;
const CONDITION_AND_FLAGS = 6;
const NAME = 7;
const FLAG_BITS = 4;
const FLAG_MASK = 15;

/** The next row is an older version of the same identity. */
export const OLDER_FOLLOWS = 1;
/** Behind this identity comes another one of the same code. */
export const IDENTITY_FOLLOWS = 2;
/** The fixed order leaves open whether this identity or the next comes first. */
export const TIES_WITH_NEXT = 4;
export const BLOCKED = 8;

export interface RowsParts {
  readonly rows: ArrayBufferLike;
  /** Position of each row's rate in the table's `rates`. */
  readonly rates: ArrayBufferLike;
  readonly count: number;
}

export class RateRows {
  readonly parts: RowsParts;
  readonly count: number;
  readonly #words: Uint32Array;
  readonly #instants: Float64Array;
  readonly #rates: Uint32Array;

  constructor(parts: RowsParts) {
    this.parts = parts;
    this.count = parts.count;
    this.#words = new Uint32Array(parts.rows);
    this.#instants = new Float64Array(parts.rows);
    this.#rates = new Uint32Array(parts.rates);
  }

  static allocate(count: number): RateRows {
    return new RateRows({
      rows: allocate(count * STRIDE * 4),
      rates: allocate(count * 4),
      count,
    });
  }

  get byteLength(): number {
    return this.parts.rows.byteLength + this.parts.rates.byteLength;
  }

  /** Reads the beginning of a row, {@link terms} its end. The answer means nothing. */
  open(row: number): number {
    return this.#words[row * STRIDE]!;
  }

  effectiveFrom(row: number): number {
    return this.#instants[row * (STRIDE / 2)]!;
  }

  effectiveTo(row: number): number {
    return this.#instants[row * (STRIDE / 2) + 1]!;
  }

  parent(row: number): number {
    return this.#words[row * STRIDE + PARENT]!;
  }

  terms(row: number): number {
    return this.#words[row * STRIDE + TERMS]!;
  }

  condition(row: number): number {
    return this.#words[row * STRIDE + CONDITION_AND_FLAGS]! >>> FLAG_BITS;
  }

  flags(row: number): number {
    return this.#words[row * STRIDE + CONDITION_AND_FLAGS]! & FLAG_MASK;
  }

  isBlocked(row: number): boolean {
    return (this.#words[row * STRIDE + CONDITION_AND_FLAGS]! & BLOCKED) !== 0;
  }

  /** Stands for a code that has lost its rates: a rate does not end when it begins. */
  isGone(row: number): boolean {
    return this.effectiveFrom(row) === this.effectiveTo(row);
  }

  rate(row: number): number {
    return this.#rates[row]!;
  }

  name(row: number): number {
    return this.#words[row * STRIDE + NAME]!;
  }

  setValidity(row: number, effectiveFrom: number, effectiveTo: number): void {
    this.#instants[row * (STRIDE / 2)] = effectiveFrom;
    this.#instants[row * (STRIDE / 2) + 1] = effectiveTo;
  }

  setContent(row: number, terms: number, condition: number, flags: number): void {
    this.#words[row * STRIDE + TERMS] = terms;
    this.#words[row * STRIDE + CONDITION_AND_FLAGS] = ((condition << FLAG_BITS) | flags) >>> 0;
  }

  setOrigin(row: number, rate: number, name: number): void {
    this.#rates[row] = rate;
    this.#words[row * STRIDE + NAME] = name;
  }

  setParent(row: number, entry: number): void {
    this.#words[row * STRIDE + PARENT] = entry;
  }

  /** Whether the next row is an older version of the same identity. */
  hasOlder(row: number): boolean {
    return (this.flags(row) & OLDER_FOLLOWS) !== 0;
  }

  /** The next row of the same code, version after version, identity after identity; else -1. */
  nextRow(row: number): number {
    return (this.flags(row) & (OLDER_FOLLOWS | IDENTITY_FOLLOWS)) === 0 ? -1 : row + 1;
  }

  /** First row of the identity after that of `row`, or -1. */
  nextIdentity(row: number): number {
    let at = row;
    while ((this.flags(at) & OLDER_FOLLOWS) !== 0) at += 1;
    return (this.flags(at) & IDENTITY_FOLLOWS) !== 0 ? at + 1 : -1;
  }

  /**
   * The version in force at an instant, from the identity's first row on, or -1: the one with the
   * latest effectiveFrom not after it, unless that one has ended. An older version does not come
   * back.
   */
  versionAt(identity: number, atMs: number): number {
    let row = identity;
    while (this.#instants[row * (STRIDE / 2)]! > atMs) {
      if ((this.#words[row * STRIDE + CONDITION_AND_FLAGS]! & OLDER_FOLLOWS) === 0) return -1;
      row += 1;
    }
    return atMs < this.#instants[row * (STRIDE / 2) + 1]! ? row : -1;
  }
}
