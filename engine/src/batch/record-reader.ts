/**
 * Splits CSV bytes into records and the fields that are asked for. Fields are ranges of the input;
 * nothing is copied until somebody wants a text. Quotes, doubled quotes and line breaks inside
 * quotes are understood.
 */

import { decodeUtf8 } from '../values/utf8.js';

const LF = 10;
const CR = 13;
const QUOTE = 34;
const SPACE = 32;

/** Why a record could not be split. */
export type RecordFault = 'open-quote' | 'text-after-quote';

export class RecordReader {
  readonly #delimiter: number;
  /** For each column the slot of its field, or -1. */
  readonly #slotOfColumn: Int32Array;
  #input: Uint8Array = new Uint8Array(0);
  #at = 0;
  #line = 1;
  /** Ranges by slot; without quotes and without the blanks around. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly #hasDoubledQuotes: Uint8Array;
  /** The same ranges with the quotes. */
  readonly #rawStarts: Int32Array;
  readonly #rawEnds: Int32Array;
  /** Line on which the record begins. */
  line = 1;
  cellCount = 0;
  fault: RecordFault | null = null;

  constructor(delimiter: string, positions: readonly number[]) {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#slotOfColumn = new Int32Array(Math.max(0, ...positions) + 1).fill(-1);
    positions.forEach((column, slot) => {
      if (column >= 0) this.#slotOfColumn[column] = slot;
    });
    const count = positions.length;
    this.starts = new Int32Array(count);
    this.ends = new Int32Array(count);
    this.#hasDoubledQuotes = new Uint8Array(count);
    this.#rawStarts = new Int32Array(count);
    this.#rawEnds = new Int32Array(count);
  }

  start(input: Uint8Array, firstLine: number): void {
    this.#input = input;
    this.#at = 0;
    this.#line = firstLine;
  }

  /** Goes to the next record; false at the end. Lines without anything on them are no records. */
  next(): boolean {
    const input = this.#input;
    while (this.#at < input.length && (input[this.#at] === LF || input[this.#at] === CR)) {
      if (input[this.#at] === LF) this.#line++;
      this.#at++;
    }
    if (this.#at >= input.length) return false;
    this.line = this.#line;
    this.fault = null;
    let column = 0;
    while (this.#cell(column)) column++;
    this.cellCount = column + 1;
    if (this.cellCount < this.#slotOfColumn.length) this.#forgetFrom(this.cellCount);
    return true;
  }

  /** Cells that a short record does not have are empty, not those of the record before. */
  #forgetFrom(column: number): void {
    for (let i = column; i < this.#slotOfColumn.length; i++) {
      const slot = this.#slotOfColumn[i]!;
      if (slot < 0) continue;
      this.starts[slot] = 0;
      this.ends[slot] = 0;
      this.#rawStarts[slot] = 0;
      this.#rawEnds[slot] = 0;
    }
  }

  /** Reads one cell; true when another one follows on the record. */
  #cell(column: number): boolean {
    const input = this.#input;
    const delimiter = this.#delimiter;
    let start = this.#at;
    if (input[start] === QUOTE) return this.#quotedCell(column);
    let at = start;
    let byte = 0;
    for (; at < input.length; at++) {
      byte = input[at]!;
      if (byte === delimiter || byte === LF) break;
    }
    const slot = column < this.#slotOfColumn.length ? this.#slotOfColumn[column]! : -1;
    const isDelimiter = at < input.length && byte === delimiter;
    if (slot >= 0) {
      let end = at;
      if (!isDelimiter && end > start && input[end - 1] === CR) end--;
      this.#rawStarts[slot] = start;
      this.#rawEnds[slot] = end;
      while (start < end && input[start] === SPACE) start++;
      while (end > start && input[end - 1] === SPACE) end--;
      this.starts[slot] = start;
      this.ends[slot] = end;
      this.#hasDoubledQuotes[slot] = 0;
    }
    this.#at = at + 1;
    if (!isDelimiter) this.#line++;
    return isDelimiter;
  }

  #quotedCell(column: number): boolean {
    const input = this.#input;
    const slot = column < this.#slotOfColumn.length ? this.#slotOfColumn[column]! : -1;
    const rawStart = this.#at;
    let at = rawStart + 1;
    let doubled = 0;
    for (; at < input.length; at++) {
      if (input[at] === LF) this.#line++;
      if (input[at] !== QUOTE) continue;
      if (input[at + 1] !== QUOTE) break;
      doubled = 1;
      at++;
    }
    const end = Math.min(at, input.length);
    if (at >= input.length) this.fault = 'open-quote';
    at++;
    const rawEnd = Math.min(at, input.length);
    while (at < input.length && input[at] !== this.#delimiter && input[at] !== LF) {
      if (input[at] !== CR && input[at] !== SPACE) this.fault = 'text-after-quote';
      at++;
    }
    if (slot >= 0) {
      this.#rawStarts[slot] = rawStart;
      this.#rawEnds[slot] = rawEnd;
      this.starts[slot] = rawStart + 1;
      this.ends[slot] = end;
      this.#hasDoubledQuotes[slot] = doubled;
    }
    const isDelimiter = at < input.length && input[at] === this.#delimiter;
    this.#at = at + 1;
    if (!isDelimiter) this.#line++;
    return isDelimiter;
  }

  get input(): Uint8Array {
    return this.#input;
  }

  rawStart(slot: number): number {
    return this.#rawStarts[slot]!;
  }

  rawEnd(slot: number): number {
    return this.#rawEnds[slot]!;
  }

  isEmpty(slot: number): boolean {
    return this.starts[slot] === this.ends[slot];
  }

  text(slot: number): string {
    const text = decodeUtf8(this.#input.slice(this.starts[slot], this.ends[slot]));
    return this.#hasDoubledQuotes[slot] === 1 ? text.replaceAll('""', '"') : text;
  }
}
