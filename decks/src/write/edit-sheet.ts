/**
 * The sheet to edit and upload again: rates with their ids and an empty Action column, in which a
 * person writes A, D, U, S or SA. Ids and actions come back as they were; so does every field of
 * a rate, because all that any rate uses has a column.
 */

import type { Rate } from '@ratedeck/engine';
import type { DeckRate } from '../deck/deck.js';
import type { OutputColumn, OutputRow, OutputSheet } from './output-sheet.js';
import {
  outputColumns,
  RATE_COLUMNS,
  type RateColumn,
  rateRow,
  usedColumns,
} from './rate-columns.js';

export interface EditRow {
  readonly action: DeckRate['action'];
  readonly id: string | null;
  /** Of the code; for the reader only. */
  readonly country: string | null;
  readonly rate: Rate;
}

/** In the order that people know from other systems; the further columns follow when used. */
const FIRST_COLUMNS = [
  'code',
  'name',
  'firstInterval',
  'nextInterval',
  'firstPrice',
  'price',
  'blocked',
  'graceVolume',
] as const;

const HEAD: readonly OutputColumn[] = [
  { header: 'Action [A|D|U|S|SA]', kind: 'word' },
  { header: 'Id', kind: 'word' },
];
const COUNTRY: OutputColumn = { header: 'Country', kind: 'text' };

function orderedColumns(rates: readonly Rate[]): readonly RateColumn[] {
  const used = usedColumns(rates, new Set(FIRST_COLUMNS));
  const first = FIRST_COLUMNS.map((name) => RATE_COLUMNS.find((known) => known.name === name)!);
  return [...first, ...used.filter((candidate) => !first.includes(candidate))];
}

const FLAGS: ReadonlyMap<string, string> = new Map([
  ['true', '1'],
  ['false', '0'],
]);

/** Yes and no are 1 and 0, as in sheets that people know; empty when the rate does not say. */
function withFlags(from: RateColumn): RateColumn {
  if (from.name !== 'blocked' && from.name !== 'stashed') return from;
  return { ...from, text: (rate) => FLAGS.get(from.text(rate)) ?? '' };
}

export function editSheet(name: string, rows: readonly EditRow[]): OutputSheet {
  const columns = orderedColumns(rows.map(({ rate }) => rate)).map(withFlags);
  const [prefix, ...others] = outputColumns(columns, 'title') as [OutputColumn, ...OutputColumn[]];
  function* texts(): Iterable<OutputRow> {
    for (const { action, id, country, rate } of rows) {
      const [code, ...cells] = rateRow(rate, columns) as [string, ...string[]];
      yield [action ?? '', id ?? '', code, country ?? '', ...cells];
    }
  }
  return { name, columns: [...HEAD, prefix, COUNTRY, ...others], rows: texts() };
}
