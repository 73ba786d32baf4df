/**
 * Columns of labels: `Quality`, `Route Type`. A tag keeps a rate from every call that does not carry
 * it, so a label is a note, unless it tells several rates of one code apart. Then it is asked.
 */

import { columnLabel } from '../deck/column-label.js';
import type { DeckField, RawRow } from '../deck/deck.js';
import { type ColumnDraft, columnOf, type SheetDraft, take } from './column-draft.js';
import { answer, ask, columnReference, mapTo, noColumn } from './questions.js';
import { isCanonical } from './wording.js';

export function settleLabels(draft: SheetDraft): void {
  const column = columnOf(draft, 'tag');
  if (column === null || column.settled || isCanonical(column.header)) return;
  const label = columnLabel(column);
  if (!tellsApart(draft, column.index)) {
    const note = columnOf(draft, 'notes') === null ? 'notes' : null;
    take(column, note, column.confidence, 'a label: no rate depends on it');
    return;
  }
  ask(draft, {
    code: 'column_meaning',
    columns: [column],
    text: `"${label}" tells several prices of one code apart: calls have to carry its words as a tag`,
    answers: [mapTo(draft, 'tag', column), noColumn('tag', 'a label that no rate depends on')],
  });
}

/** What two rates of one code may differ in, and still contradict each other. */
const TOLD: ReadonlySet<DeckField | null> = new Set<DeckField>([
  ...(['price', 'name', 'country', 'description', 'notes', 'change', 'category'] as const),
]);
/** Few words that come again and again are no names of destinations. */
const LABELS: ReadonlySet<DeckField> = new Set<DeckField>(['name', 'description', 'notes']);
const REPEATS_MIN = 2;

/** `Route` 1 and 2: nothing that is read tells rows of one code apart, and a column does. */
export function askForRowsApart(draft: SheetDraft): void {
  const price = columnOf(draft, 'price');
  const { map } = draft.options;
  if (price === null || columnOf(draft, 'tag') !== null || map?.tag !== undefined) return;
  const places = draft.columns.filter(({ field }) => field !== null && !TOLD.has(field));
  if (!places.some(({ field }) => field === 'code' || field === 'areaCode')) return;
  const groups = rowsByPlace(draft, places).filter(
    (rows) => rows.length > 1 && new Set(rows.map((row) => textAt(row, price))).size > 1,
  );
  if (groups.length < REPEATS_MIN) return;
  const column = draft.columns.find(
    (one) =>
      (one.field === null || LABELS.has(one.field)) &&
      !one.settled &&
      one.asked !== true &&
      one.content.distinct > 1 &&
      one.content.distinct <= one.content.values / 2 &&
      groups.every((rows) => new Set(rows.map((row) => textAt(row, one))).size === rows.length),
  );
  if (column === undefined) return;
  ask(draft, {
    code: 'column_meaning',
    columns: [column],
    text:
      `"${columnLabel(column)}" tells several prices of one code apart, and no field of a rate is ` +
      'known to be meant: they contradict each other unless calls carry its cells as a tag',
    answers: [
      mapTo(draft, 'tag', column),
      answer('leave it out: rows that contradict have to be taken out of the file', {
        ignore: [columnReference(draft.columns, column)],
      }),
    ],
  });
}

const textAt = ({ cells }: RawRow, { index }: ColumnDraft): string =>
  String(cells[index] ?? '').trim();

function rowsByPlace(draft: SheetDraft, places: readonly ColumnDraft[]): RawRow[][] {
  const groups = new Map<string, RawRow[]>();
  for (const row of draft.sample) {
    const place = places.map((column) => textAt(row, column)).join('\n');
    const rows = groups.get(place);
    if (rows === undefined) groups.set(place, [row]);
    else rows.push(row);
  }
  return [...groups.values()];
}

function tellsApart(draft: SheetDraft, index: number): boolean {
  const places = (['countryCode', 'areaCode', 'code', 'name'] as const)
    .map((field) => columnOf(draft, field))
    .filter((column) => column !== null);
  const labels = new Map<string, string>();
  for (const { cells } of draft.rows) {
    const label = String(cells[index] ?? '').trim();
    if (label === '') continue;
    const place = places.map((column) => String(cells[column.index] ?? '').trim()).join('\n');
    const known = labels.get(place);
    if (known !== undefined && known !== label) return true;
    if (labels.size < PLACES_MAX) labels.set(place, label);
  }
  return false;
}

const PLACES_MAX = 200_000;
