/**
 * Splits CSV text into rows, strictly: a quote that does not close, a quote in the midst of a
 * plain cell and text behind a closing quote are faults with their line, never guessed at. How that
 * differs from the readers of decks and calls is told by example in `engine/test/csv-cases.ts`.
 * Lines without quotes, which is nearly all of them, take a fast path. Does not know columns.
 */

export interface CsvFault {
  /** Line of the file, from 1, on which the faulty row begins. */
  readonly line: number;
  readonly message: string;
}

export class CsvSyntaxError extends Error {
  override readonly name = 'CsvSyntaxError';
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

interface QuotedRecord {
  readonly cells: string[];
  /** Just behind the record's line end. */
  readonly end: number;
  readonly lineBreaks: number;
}

const bareQuote =
  'a quote stands inside a cell that does not begin with one; ' +
  'put the whole cell in quotes and double the quotes inside';
const textBehindQuote =
  'text follows a closing quote; double the quotes that belong to the cell ("")';
const unclosedQuote = 'a quote is opened and never closed; close it, or remove it';

const lineBreak = /\r\n|\r|\n/g;

function countLineBreaks(text: string): number {
  return text.match(lineBreak)?.length ?? 0;
}

/** Where the line ends that `at` stands in: its line feed or carriage return, or the end. */
export function lineEndFrom(text: string, at: number): number {
  let end = at;
  while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end += 1;
  return end;
}

/** Where the next line begins. */
export function nextLine(text: string, lineEnd: number): number {
  return lineEnd + (text[lineEnd] === '\r' && text[lineEnd + 1] === '\n' ? 2 : 1);
}

/** Reads one record that has quotes. Throws {@link CsvSyntaxError}. */
export function splitQuotedRecord(
  text: string,
  start: number,
  delimiter: string,
  line: number,
): QuotedRecord {
  const cells: string[] = [];
  let at = start;
  let lineBreaks = 0;
  for (;;) {
    if (text[at] === '"') {
      const cell = readQuotedCell(text, at, line);
      cells.push(cell.text);
      lineBreaks += cell.lineBreaks;
      at = cell.end;
    } else {
      const end = plainCellEnd(text, at, delimiter);
      const cell = text.slice(at, end);
      if (cell.includes('"')) throw new CsvSyntaxError(line, bareQuote);
      cells.push(cell);
      at = end;
    }
    if (text[at] === delimiter) {
      at += 1;
      continue;
    }
    if (at < text.length && text[at] !== '\n' && text[at] !== '\r') {
      throw new CsvSyntaxError(line, textBehindQuote);
    }
    return { cells, end: nextLine(text, at), lineBreaks: lineBreaks + 1 };
  }
}

function plainCellEnd(text: string, start: number, delimiter: string): number {
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (character === delimiter || character === '\n' || character === '\r') return at;
  }
  return text.length;
}

interface QuotedCell {
  readonly text: string;
  readonly end: number;
  readonly lineBreaks: number;
}

function readQuotedCell(text: string, start: number, line: number): QuotedCell {
  let at = start + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote === -1) throw new CsvSyntaxError(line, unclosedQuote);
    if (text[quote + 1] === '"') {
      at = quote + 2;
      continue;
    }
    const raw = text.slice(start + 1, quote);
    return { text: raw.replaceAll('""', '"'), end: quote + 1, lineBreaks: countLineBreaks(raw) };
  }
}

/**
 * Hands over each row that follows the header with the line on which it begins. Blank lines are
 * passed over. After a quote that never closes nothing more is read: where rows end is unknown.
 */
export function readCsvRows(
  text: string,
  delimiter: string,
  start: { readonly position: number; readonly line: number },
  onRow: (cells: string[], line: number) => void,
  onFault: (fault: CsvFault) => void,
): void {
  let at = start.position;
  let line = start.line;
  let nextQuote = text.indexOf('"', at);
  while (at < text.length) {
    const lineEnd = text.indexOf('\n', at);
    const end = lineEnd === -1 ? text.length : lineEnd;
    if (nextQuote === -1 || nextQuote >= end) {
      const last = end > at && text.charCodeAt(end - 1) === 13 ? end - 1 : end;
      const row = text.slice(at, last);
      // Old programs end lines with carriage returns alone.
      for (const part of row.includes('\r') ? row.split('\r') : [row]) {
        if (part !== '') onRow(part.split(delimiter), line);
        line += 1;
      }
      at = end + 1;
      continue;
    }
    try {
      const record = splitQuotedRecord(text, at, delimiter, line);
      onRow(record.cells, line);
      at = record.end;
      line += record.lineBreaks;
    } catch (error) {
      if (!(error instanceof CsvSyntaxError)) throw error;
      onFault({ line: error.line, message: error.message });
      if (error.message === unclosedQuote) return;
      at = nextLine(text, lineEndFrom(text, at));
      line += 1;
    }
    nextQuote = text.indexOf('"', at);
  }
}
