/**
 * Rates as canonical CSV: the header names the fields of a rate, as in a book's `ratesFile`. Read
 * back with `restore` on the text columns, every rate is the same; an empty text counts as none.
 */

import type { Rate } from '@ratedeck/engine';
import { csvLines } from './csv-lines.js';
import type { OutputRow, OutputSheet } from './output-sheet.js';
import {
  outputColumns,
  RATE_COLUMNS,
  type RateColumn,
  rateRow,
  usedColumns,
} from './rate-columns.js';

export interface CanonicalCsvOptions {
  /** All columns, used or not; then the rates are taken one by one and never held together. */
  readonly all?: boolean;
}

const ALWAYS: ReadonlySet<string> = new Set(['code']);

function* rows(rates: Iterable<Rate>, columns: readonly RateColumn[]): Iterable<OutputRow> {
  for (const rate of rates) yield rateRow(rate, columns);
}

export function canonicalSheet(
  rates: Iterable<Rate>,
  options: CanonicalCsvOptions = {},
): OutputSheet {
  if (options.all === true) {
    const columns = outputColumns(RATE_COLUMNS, 'name');
    return { name: 'Rates', columns, rows: rows(rates, RATE_COLUMNS) };
  }
  const known = Array.isArray(rates) ? (rates as readonly Rate[]) : [...rates];
  const used = usedColumns(known, ALWAYS);
  return { name: 'Rates', columns: outputColumns(used, 'name'), rows: rows(known, used) };
}

/** The header, then a line for each rate; without line ends. */
export function canonicalCsvLines(
  rates: Iterable<Rate>,
  options: CanonicalCsvOptions = {},
): Iterable<string> {
  return csvLines(canonicalSheet(rates, options));
}
