/**
 * The header of a CSV file: its delimiter and its cells. The text is one record, without its line
 * end; a byte order mark is tolerated.
 */

import { splitQuotedRecord } from './csv-rows.js';

export const delimiters = [',', ';', '\t', '|'] as const;

export interface HeaderLine {
  readonly delimiter: string;
  readonly cells: readonly string[];
}

function outsideQuotes(text: string): string {
  return text.replace(/"(?:[^"]|"")*"/g, '');
}

/** The delimiter that occurs most often outside quotes; a header of one column has a comma. */
export function detectDelimiter(header: string): string {
  const bare = outsideQuotes(header);
  let best = ',';
  let countMax = 0;
  for (const delimiter of delimiters) {
    const count = bare.split(delimiter).length - 1;
    if (count <= countMax) continue;
    best = delimiter;
    countMax = count;
  }
  return best;
}

/** Throws {@link CsvSyntaxError} when the quotes of the header do not close. */
export function parseHeaderLine(text: string, delimiter?: string): HeaderLine {
  const record = text.replace(/^\uFEFF/, '').replace(/\r?\n?$/, '');
  const chosen = delimiter ?? detectDelimiter(record);
  const cells = record.includes('"')
    ? splitQuotedRecord(record, 0, chosen, 1).cells
    : record.split(chosen);
  return { delimiter: chosen, cells: cells.map((cell) => cell.trim()) };
}
