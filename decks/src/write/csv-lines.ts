/** A table as CSV: a line for each row, without line ends. Cells are quoted where they must be. */

import { neutralise } from './formula-safety.js';
import type { OutputSheet } from './output-sheet.js';

// Blanks at the ends are quoted because many readers trim what stands without quotes.
const NEEDS_QUOTES: ReadonlyMap<string, RegExp> = new Map([
  [',', /[",\r\n]|^\s|\s$/],
  [';', /[";\r\n]|^\s|\s$/],
  ['\t', /["\t\r\n]|^\s|\s$/],
  ['|', /["|\r\n]|^\s|\s$/],
]);

function csvCell(text: string, delimiter: string): string {
  return NEEDS_QUOTES.get(delimiter)!.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function csvLine(cells: readonly string[], delimiter: string): string {
  const line = cells.map((cell) => csvCell(cell, delimiter)).join(delimiter);
  // A line with nothing on it is no row to most readers.
  return line === '' ? '""' : line;
}

export type CsvDelimiter = ',' | ';' | '\t' | '|';

export function* csvLines(sheet: OutputSheet, delimiter: CsvDelimiter = ','): Iterable<string> {
  const headers = sheet.columns.map(({ header }) => header);
  yield csvLine(headers, delimiter);
  const isText = sheet.columns.map(({ kind }) => kind === 'text');
  for (const row of sheet.rows) {
    const cells = row.map((cell, index) => (isText[index] === true ? neutralise(cell) : cell));
    yield csvLine(cells, delimiter);
  }
}
