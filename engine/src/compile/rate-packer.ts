/**
 * Packs rates that stand in rows of CSV (RFC 4180): takes the code out of each row as digits, and
 * asks for the meaning of the rest only where it has not seen the same bytes before. What is not
 * plain (a code that is not digits, a row that its reader does not take, a quote that stays open)
 * is not judged here: the packer says so, and the rows have to be read another way.
 */

import { KEY_DIGITS, keyScale } from '../lookup/code-order.js';
import { CODE_DIGITS_MAX } from '../lookup/prefix-index.js';
import { type ByteSpan, ByteStrings } from './byte-strings.js';
import type { PackedRates, RateContent } from './packed-rates.js';

export interface RateRowFormat {
  /** One ASCII character. */
  readonly delimiter: string;
  /** Position of the column of codes, from 0. */
  readonly codeColumn: number;
  /**
   * The rate of a row whose code cell is empty; null where the row is not plain. The bytes are all
   * before the line feed, quotes and a carriage return included, and are lent for the call only.
   */
  readonly readContent: (row: Uint8Array) => RateContent | null;
}

const NOT_PLAIN = -1;
const PARTIAL = -2;
const LF = 10;
const CR = 13;
const QUOTE = 34;
const ZERO = 48;
const HASH_START = 0x811c9dc5 | 0;
const HASH_FACTOR = 0x01000193;
const CAPACITY_FIRST = 1 << 16;

export class RatePacker {
  readonly #delimiter: number;
  readonly #codeColumn: number;
  readonly #readContent: RateRowFormat['readContent'];
  readonly #rows = new ByteStrings();
  readonly #contents: RateContent[] = [];
  readonly #long = new Map<number, string>();
  /** The row's bytes without its code. */
  readonly #rest: ByteSpan = {
    bytes: new Uint8Array(0),
    start: 0,
    end: 0,
    nextStart: 0,
    nextEnd: 0,
  };
  #keys = new Float64Array(CAPACITY_FIRST);
  #lengths = new Uint8Array(CAPACITY_FIRST);
  #contentOf = new Uint32Array(CAPACITY_FIRST);
  #count = 0;
  #isPlain = true;
  // Of the row that is read.
  #key = 0;
  #length = 0;
  #hash = 0;

  constructor(format: RateRowFormat) {
    this.#delimiter = format.delimiter.charCodeAt(0);
    this.#codeColumn = format.codeColumn;
    this.#readContent = format.readContent;
  }

  /**
   * Takes the whole rows at the beginning of `bytes`, all of them when these are the last; blank
   * lines are passed over. Answers how many bytes it took: the rest belongs in front of the next
   * ones. Once it answers null, something was not plain, and the packer is of no more use.
   */
  add(bytes: Uint8Array, isLast: boolean): number | null {
    if (!this.#isPlain) return null;
    // Without its line feed a carriage return may be content or not.
    let next = isLast && bytes[bytes.length - 1] === CR ? NOT_PLAIN : 0;
    let taken = 0;
    this.#rest.bytes = bytes;
    while (next >= 0 && next < bytes.length) {
      taken = next;
      next = this.#addRow(bytes, taken, isLast);
    }
    this.#isPlain = next !== NOT_PLAIN;
    if (!this.#isPlain) return null;
    return next === PARTIAL ? taken : bytes.length;
  }

  /** All rates so far. */
  finish(): PackedRates {
    const count = this.#count;
    const keys = this.#keys.slice(0, count);
    const codes = { count, keys, lengths: this.#lengths.slice(0, count), long: this.#long };
    return { codes, contents: this.#contents, contentOf: this.#contentOf.slice(0, count) };
  }

  /** Where the next row begins. */
  #addRow(bytes: Uint8Array, start: number, isLast: boolean): number {
    if (bytes[start] === LF) return start + 1;
    if (bytes[start] === CR && bytes[start + 1] === LF) return start + 2;
    const ending = isLast ? NOT_PLAIN : PARTIAL;
    this.#hash = HASH_START;
    const codeStart = this.#codeColumn === 0 ? start : this.#findCode(bytes, start);
    if (codeStart < 0) return codeStart === PARTIAL ? ending : NOT_PLAIN;
    const codeEnd = this.#readCode(bytes, codeStart);
    if (codeEnd < 0) return codeEnd === PARTIAL ? ending : NOT_PLAIN;
    let hash = this.#hash;
    let quoteCount = 0;
    let end = codeEnd;
    for (; end < bytes.length; end += 1) {
      const byte = bytes[end]!;
      if (byte === LF && (quoteCount & 1) === 0) break;
      if (byte === QUOTE) quoteCount += 1;
      hash = Math.imul(hash ^ byte, HASH_FACTOR);
    }
    if (end === bytes.length && (!isLast || (quoteCount & 1) === 1)) return ending;
    const rest = this.#rest;
    rest.start = start;
    rest.end = codeStart;
    rest.nextStart = codeEnd;
    rest.nextEnd = end;
    return this.#push(hash) ? end + 1 : NOT_PLAIN;
  }

  /** Where the column of codes begins. */
  #findCode(bytes: Uint8Array, start: number): number {
    let hash = this.#hash;
    let quoteCount = 0;
    let columnsLeft = this.#codeColumn;
    for (let at = start; at < bytes.length; at += 1) {
      const byte = bytes[at]!;
      hash = Math.imul(hash ^ byte, HASH_FACTOR);
      if (byte === QUOTE) quoteCount += 1;
      if ((quoteCount & 1) === 1) continue;
      if (byte === LF) return NOT_PLAIN;
      if (byte !== this.#delimiter || --columnsLeft > 0) continue;
      this.#hash = hash;
      return at + 1;
    }
    return PARTIAL;
  }

  /** Where the cell of the code ends, quoted or not. */
  #readCode(bytes: Uint8Array, start: number): number {
    const isQuoted = bytes[start] === QUOTE;
    const from = isQuoted ? start + 1 : start;
    let key = 0;
    let at = from;
    for (; at < bytes.length; at += 1) {
      const digit = bytes[at]! - ZERO;
      if (digit < 0 || digit > 9) break;
      key = key * 10 + digit;
    }
    const length = at - from;
    if (length > CODE_DIGITS_MAX) return NOT_PLAIN;
    this.#length = length;
    this.#key = length <= KEY_DIGITS ? key * keyScale(length) : 0;
    if (length > KEY_DIGITS) {
      this.#long.set(this.#count, String.fromCharCode(...bytes.subarray(from, at)));
    }
    if (isQuoted) {
      if (at === bytes.length) return PARTIAL;
      if (bytes[at++] !== QUOTE) return NOT_PLAIN;
    }
    if (at === bytes.length) return at;
    const after = bytes[at];
    return after === this.#delimiter || after === LF || after === CR ? at : NOT_PLAIN;
  }

  #push(hash: number): boolean {
    const content = this.#rows.number(hash, this.#rest);
    if (content === null) return false;
    if (content === this.#contents.length) {
      const read = this.#readContent(this.#rows.bytes(content));
      if (read === null) return false;
      this.#contents.push(read);
    }
    const position = this.#count++;
    if (position === this.#keys.length) this.#grow();
    this.#keys[position] = this.#key;
    this.#lengths[position] = this.#length;
    this.#contentOf[position] = content;
    return true;
  }

  #grow(): void {
    const capacity = this.#keys.length * 2;
    const keys = new Float64Array(capacity);
    const lengths = new Uint8Array(capacity);
    const contentOf = new Uint32Array(capacity);
    keys.set(this.#keys);
    lengths.set(this.#lengths);
    contentOf.set(this.#contentOf);
    this.#keys = keys;
    this.#lengths = lengths;
    this.#contentOf = contentOf;
  }
}
