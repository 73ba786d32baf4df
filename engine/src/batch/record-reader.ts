/**
 * Splits CSV bytes into records and the fields that are asked for, by the rules of `csv-cells.ts`.
 * Fields are ranges of the input; nothing is copied until somebody wants a text.
 */

import { decodeUtf8 } from '../values/utf8.js';
import { NOT_QUOTED, quotedCellEnd } from './csv-cells.js';

const TAB = 9;
const LF = 10;
const CR = 13;
const QUOTE = 34;
const SPACE = 32;

export class RecordReader {
  readonly #delimiter: number;
  /** For each column the slot of its field, or -1. */
  readonly #slotOfColumn: Int32Array;
  /** Pairs of slots whose fields stand in one column: the second is a copy of the first. */
  readonly #sharedSlots: readonly (readonly [number, number])[];
  #input: Uint8Array = new Uint8Array(0);
  #at = 0;
  #line = 1;
  /** Ranges by slot; without quotes and without the blanks around. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly #isQuoted: Uint8Array;
  /** Line on which the record begins. */
  line = 1;
  cellCount = 0;
  /** A quote of the record is not closed. */
  isLeftOpen = false;

  constructor(delimiter: string, positions: readonly number[]) {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#slotOfColumn = new Int32Array(positions.reduce((last, at) => Math.max(last, at), 0) + 1);
    this.#slotOfColumn.fill(-1);
    this.#sharedSlots = positions.flatMap((column, slot) => {
      if (column < 0) return [];
      const first = positions.indexOf(column);
      if (first !== slot) return [[first, slot] as const];
      this.#slotOfColumn[column] = slot;
      return [];
    });
    const count = positions.length;
    this.starts = new Int32Array(count);
    this.ends = new Int32Array(count);
    this.#isQuoted = new Uint8Array(count);
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
      this.#endLine(this.#at);
    }
    if (this.#at >= input.length) return false;
    this.line = this.#line;
    this.isLeftOpen = false;
    let column = 0;
    while (this.#cell(column)) column += 1;
    this.cellCount = column + 1;
    if (this.cellCount < this.#slotOfColumn.length) this.#forgetFrom(this.cellCount);
    if (this.#sharedSlots.length > 0) this.#copyShared();
    return true;
  }

  #copyShared(): void {
    for (const [from, to] of this.#sharedSlots) {
      this.starts[to] = this.starts[from]!;
      this.ends[to] = this.ends[from]!;
      this.#isQuoted[to] = this.#isQuoted[from]!;
    }
  }

  /** Cells that a short record does not have are empty, not those of the record before. */
  #forgetFrom(column: number): void {
    for (let i = column; i < this.#slotOfColumn.length; i += 1) {
      const slot = this.#slotOfColumn[i]!;
      if (slot < 0) continue;
      this.starts[slot] = 0;
      this.ends[slot] = 0;
      this.#isQuoted[slot] = 0;
    }
  }

  /** Reads one cell; true when another one follows on the record. */
  #cell(column: number): boolean {
    const input = this.#input;
    const delimiter = this.#delimiter;
    const start = this.#at;
    if (input[start] === QUOTE) {
      const end = quotedCellEnd(input, start, delimiter);
      if (end >= 0) return this.#quotedCell(column, end);
      if (end !== NOT_QUOTED) this.isLeftOpen = true;
    }
    let at = start;
    let byte = 0;
    for (; at < input.length; at += 1) {
      byte = input[at]!;
      // As `plainCellEnd`, which is not called because this loop sees every byte of a file.
      if (byte > CR && byte !== delimiter) continue;
      if (byte === delimiter || byte === LF || byte === CR) break;
    }
    const slot = column < this.#slotOfColumn.length ? this.#slotOfColumn[column]! : -1;
    if (slot >= 0) {
      let from = start;
      let end = at;
      while (from < end && input[from] === SPACE) from += 1;
      while (end > from && input[end - 1] === SPACE) end -= 1;
      this.starts[slot] = from;
      this.ends[slot] = end;
      this.#isQuoted[slot] = 0;
    }
    return this.#endCell(at);
  }

  #quotedCell(column: number, end: number): boolean {
    const input = this.#input;
    const start = this.#at + 1;
    let close = end - 1;
    while (input[close] === SPACE || input[close] === TAB) close -= 1;
    for (let at = start; at < close; at += 1) {
      if (input[at] === LF || (input[at] === CR && input[at + 1] !== LF)) this.#line += 1;
    }
    const slot = column < this.#slotOfColumn.length ? this.#slotOfColumn[column]! : -1;
    if (slot >= 0) {
      this.starts[slot] = start;
      this.ends[slot] = close;
      this.#isQuoted[slot] = 1;
    }
    return this.#endCell(end);
  }

  #endCell(end: number): boolean {
    if (end < this.#input.length && this.#input[end] === this.#delimiter) {
      this.#at = end + 1;
      return true;
    }
    this.#endLine(end);
    return false;
  }

  #endLine(end: number): void {
    const isPair = this.#input[end] === CR && this.#input[end + 1] === LF;
    this.#at = end + (isPair ? 2 : 1);
    this.#line += 1;
  }

  get input(): Uint8Array {
    return this.#input;
  }

  isEmpty(slot: number): boolean {
    return this.starts[slot] === this.ends[slot];
  }

  /** The bytes of the field are not its text: a doubled quote stands in them for one. */
  hasQuotes(slot: number): boolean {
    if (this.#isQuoted[slot] === 0) return false;
    for (let at = this.starts[slot]!; at < this.ends[slot]!; at += 1) {
      if (this.#input[at] === QUOTE) return true;
    }
    return false;
  }

  text(slot: number): string {
    const text = decodeUtf8(this.#input.slice(this.starts[slot], this.ends[slot]));
    return this.#isQuoted[slot] === 1 ? text.replaceAll('""', '"') : text;
  }
}
