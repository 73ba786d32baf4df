/**
 * Splits the text of a CSV file into rows of cells. Where the usual rules hold it answers as every
 * CSV reader does; where a file breaks them it keeps what is written rather than guess:
 *
 * - a line ends at LF, CR or CRLF, also mixed in one file; row numbers are lines of the file;
 * - quotes count at the start of a cell, blanks before allowed; elsewhere they are characters;
 * - `"a" b,` (text after the closing quote) is no quoted cell: all of it is kept, with a warning;
 * - a quote that is never closed is an error with its line, and a cell that swallows lines which
 *   look like rows is a warning.
 *
 * It does not choose the delimiter and knows nothing of headers.
 */

import type { Cell, RawRow } from '../../deck/deck.js';
import { DeckReadError } from '../../deck/deck.js';
import type { ReadBudget } from '../container/limits.js';

const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;
const QUOTE = 34;
const NOT_QUOTED = -1;
/** Cells of one row between two looks at the limit. */
const CELLS_STEP = 4096;

/** How often, and in which line first. */
export interface Sightings {
  count: number;
  line: number;
}

export class CsvParser {
  readonly rows: RawRow[] = [];
  lineCount = 0;
  readonly strayQuotes: Sightings = { count: 0, line: 0 };
  readonly swallowedLines: Sightings = { count: 0, line: 0 };
  readonly #text: string;
  readonly #delimiter: number;
  readonly #budget: ReadBudget;
  readonly #charactersMax: number;
  readonly #cells: Cell[] = [];
  readonly #above: string[] = [];
  #cellCount = 0;
  #hasContent = false;
  #lineEndsQuoted = 0;

  constructor(text: string, delimiter: string, budget: ReadBudget) {
    this.#text = text;
    this.#delimiter = delimiter.charCodeAt(0);
    this.#budget = budget;
    this.#charactersMax = budget.limits.cellCharactersMax;
  }

  /** Reads all; `rows` holds what was read when it throws. */
  parse(from = 0): this {
    let at = from;
    while (at < this.#text.length) {
      at = this.#row(at);
      if ((this.lineCount & 0xffff) === 0) this.#budget.checkTime();
    }
    return this;
  }

  #row(from: number): number {
    const text = this.#text;
    const delimiter = this.#delimiter;
    const number = this.lineCount + 1;
    this.#cellCount = 0;
    this.#hasContent = false;
    let at = from;
    for (;;) {
      const start = at;
      const quoteAt = this.#openingQuote(at);
      const end = quoteAt < 0 ? NOT_QUOTED : this.#quotedCell(quoteAt, quoteAt > at);
      if (end === NOT_QUOTED) {
        let code = text.charCodeAt(at);
        // Past the end the code is NaN, which equals nothing.
        while (code !== delimiter && code !== LF && code !== CR && at < text.length) {
          at += 1;
          code = text.charCodeAt(at);
        }
        this.#plainCell(start, at);
      } else at = end;
      if (text.charCodeAt(at) !== delimiter) break;
      at += 1;
      if (this.#cellCount % CELLS_STEP === 0) this.#budget.checkCells(this.#cellCount);
    }
    this.lineCount += 1 + this.#lineEndsQuoted;
    this.#lineEndsQuoted = 0;
    if (this.#hasContent) {
      this.#budget.addRow(this.#cellCount);
      this.rows.push({ number, cells: this.#cells.slice(0, this.#cellCount) });
    }
    if (text.charCodeAt(at) === CR && text.charCodeAt(at + 1) === LF) return at + 2;
    return at + 1;
  }

  /** Where a cell that may be quoted has its first quote, or -1. */
  #openingQuote(start: number): number {
    let at = start;
    let code = this.#text.charCodeAt(at);
    while ((code === SPACE || code === TAB) && code !== this.#delimiter) {
      at += 1;
      code = this.#text.charCodeAt(at);
    }
    return code === QUOTE ? at : -1;
  }

  /** Takes the cell and answers where it ends, or says that it is none of quotes. */
  #quotedCell(open: number, isAfterBlanks: boolean): number {
    const text = this.#text;
    let isDoubled = false;
    let close = text.indexOf('"', open + 1);
    while (close >= 0 && text.charCodeAt(close + 1) === QUOTE) {
      isDoubled = true;
      close = text.indexOf('"', close + 2);
    }
    const end = close < 0 ? NOT_QUOTED : this.#endAfter(close);
    const lineEnds = close < 0 ? 0 : countLineEnds(text, open, close);
    if (end === NOT_QUOTED || (isAfterBlanks && lineEnds > 0)) {
      // A quote after blanks may be a sign for inches; one at the start of a cell is a quote.
      if (!isAfterBlanks && (close < 0 || lineEnds > 0)) throw this.#unterminated();
      this.#sight(this.strayQuotes);
      return NOT_QUOTED;
    }
    const value = text.slice(open + 1, close);
    if (lineEnds > 0) this.#checkLines(value);
    this.#lineEndsQuoted += lineEnds;
    this.#take(isDoubled ? value.replaceAll('""', '"') : value);
    return end;
  }

  /** The end of a quoted cell: only blanks may stand behind its quote. */
  #endAfter(close: number): number {
    let at = close + 1;
    let code = this.#text.charCodeAt(at);
    while ((code === SPACE || code === TAB) && code !== this.#delimiter) {
      at += 1;
      code = this.#text.charCodeAt(at);
    }
    const isEnd = at >= this.#text.length || code === this.#delimiter || code === LF || code === CR;
    return isEnd ? at : NOT_QUOTED;
  }

  #plainCell(start: number, end: number): void {
    const length = end - start;
    if (length === 0) {
      this.#take('');
      return;
    }
    // Decks repeat names, dates and intervals from row to row: one string for all saves memory.
    const above = this.#above[this.#cellCount];
    if (
      above !== undefined &&
      above.length === length &&
      above.charCodeAt(length - 1) === this.#text.charCodeAt(end - 1) &&
      this.#text.startsWith(above, start)
    ) {
      this.#take(above);
      return;
    }
    const value = this.#text.slice(start, end);
    this.#above[this.#cellCount] = value;
    this.#take(value);
  }

  #take(value: string): void {
    if (value.length > this.#charactersMax) {
      this.#budget.checkCellLength(value.length, () => this.#place());
    }
    this.#cells[this.#cellCount] = value === '' ? null : value;
    this.#cellCount += 1;
    if (!this.#hasContent && (value.charCodeAt(0) > SPACE || value.trim() !== '')) {
      this.#hasContent = true;
    }
  }

  /** An opening quote that is too much eats rows until the next one. */
  #checkLines(value: string): void {
    const delimiter = String.fromCharCode(this.#delimiter);
    const lines = value.split(/\r\n|\r|\n/);
    const rowLike = lines.filter((line) => line.includes(delimiter)).length;
    if (rowLike > 1) this.#sight(this.swallowedLines);
  }

  #sight(sightings: Sightings): void {
    if (sightings.count === 0) sightings.line = this.lineCount + 1 + this.#lineEndsQuoted;
    sightings.count += 1;
  }

  #place(): string {
    return `line ${this.lineCount + 1 + this.#lineEndsQuoted}, column ${this.#cellCount + 1}`;
  }

  #unterminated(): DeckReadError {
    return new DeckReadError(
      'unterminated_quote',
      `A quote is opened but not closed (${this.#place()}). ` +
        'Close it there, or double it ("") if it belongs to the text of a quoted cell.',
    );
  }
}

function countLineEnds(text: string, from: number, to: number): number {
  let lineEnds = 0;
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at);
    if (code === LF || (code === CR && text.charCodeAt(at + 1) !== LF)) lineEnds += 1;
  }
  return lineEnds;
}
