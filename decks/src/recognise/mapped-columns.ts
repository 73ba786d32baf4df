/**
 * What the user says of columns: `--map field=column`, by header, by letter or by number. `-` means
 * that no column is that field. A column that is in no sheet is an error, not a silent nothing.
 */

import { columnLabel } from '../deck/column-label.js';
import { columnLetters } from '../deck/column-letters.js';
import { DECK_FIELDS, type DeckField, type DeckOptions, DeckReadError } from '../deck/deck.js';
import { foldText } from '../values/folded-text.js';
import { type ColumnDraft, take } from './column-draft.js';

const NO_COLUMN = '-';

export function mappedFields(options: DeckOptions): readonly (readonly [DeckField, string])[] {
  const map = options.map ?? {};
  return DECK_FIELDS.flatMap((field) => {
    const column = map[field];
    return column === undefined ? [] : [[field, column] as const];
  });
}

/** Puts the user's columns in place; the fields whose column is not in this sheet are returned. */
export function applyMap(columns: readonly ColumnDraft[], options: DeckOptions): DeckField[] {
  const missing: DeckField[] = [];
  for (const [field, wanted] of mappedFields(options)) {
    if (wanted.trim() === NO_COLUMN) continue;
    const column = findColumn(columns, wanted);
    if (column === null) {
      missing.push(field);
      continue;
    }
    take(column, field, 1, `chosen: ${field}=${wanted}`);
    column.settled = true;
  }
  for (const wanted of options.ignore ?? []) {
    const column = findColumn(columns, wanted);
    if (column === null || column.settled) continue;
    take(column, null, 0, 'chosen: nothing is made of it');
    column.settled = true;
  }
  return missing;
}

/** Fields that the user says no column holds. */
export function withoutRefused(columns: readonly ColumnDraft[], options: DeckOptions): void {
  for (const [field, wanted] of mappedFields(options)) {
    for (const column of columns) {
      if (column.field !== field || column.settled) continue;
      const isRefused = wanted.trim() === NO_COLUMN;
      const why = isRefused ? `chosen: no column is ${field}` : `${field} is another column`;
      take(column, null, 0, why);
    }
  }
}

function findColumn(columns: readonly ColumnDraft[], wanted: string): ColumnDraft | null {
  const text = foldText(wanted.trim());
  if (/^\d+$/.test(text)) {
    const atPlace = columns.find(({ index }) => String(index + 1) === text);
    if (atPlace !== undefined) return atPlace;
  }
  const byHeader = columns.find(
    (column) => column.header.trim() === wanted.trim() || foldText(column.header.trim()) === text,
  );
  if (byHeader !== undefined && text !== '') return byHeader;
  const byLabel = columns.find((column) => foldText(columnLabel(column)) === text);
  if (byLabel !== undefined) return byLabel;
  const byPlace = columns.find(({ index }) => columnLetters(index).toLowerCase() === text);
  return byPlace ?? null;
}

export function missingColumnError(
  field: DeckField,
  wanted: string,
  columns: readonly ColumnDraft[],
): DeckReadError {
  const known = columns
    .slice(0, 40)
    .map((column) => `"${columnLabel(column)}"`)
    .join(', ');
  return new DeckReadError(
    'unknown_column',
    `${field}: no column is called ${JSON.stringify(wanted)}; the columns are ${known}`,
    'map',
  );
}
