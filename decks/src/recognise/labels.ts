/**
 * Columns of labels: `Quality`, `Route Type`. A tag keeps a rate from every call that does not carry
 * it, so a label is a note, unless it tells several rates of one code apart. Then it is asked.
 */

import { columnLabel } from '../deck/column-label.js';
import { columnOf, type SheetDraft, take } from './column-draft.js';
import { ask, mapTo, noColumn } from './questions.js';
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
