/** How time is billed: the parts of cells, columns that count minutes, and what is said beside them. */

import { columnLabel } from '../deck/column-label.js';
import type { DeckField, IntervalsOrder, RawRow, SheetRecognition } from '../deck/deck.js';
import { foldText } from '../values/folded-text.js';
import { type ColumnDraft, columnOf, type SheetDraft } from './column-draft.js';
import { PRICE_FIELDS } from './price-scale.js';
import { answer, ask, noColumn } from './questions.js';
import type { WholeColumns } from './whole-columns.js';

export function settleIntervals(
  draft: SheetDraft,
  whole: WholeColumns,
): SheetRecognition['intervalsOrder'] {
  const column = columnOf(draft, 'intervals');
  if (column === null) return null;
  const option = draft.options.intervalsOrder;
  if (option !== undefined) return option;
  const { order, certain, reason } = whole.intervals;
  if (order !== null) column.reason += `; read as ${order}: ${reason}`;
  if (certain || order === null) return order;
  const label = columnLabel(column);
  const text = `the parts of "${label}" may mean ${order} or something else: ${reason}`;
  const other = order === 'first/next' ? 'next/first' : 'free/first/next';
  const answers = [order, other].map((one) =>
    answer(one, { intervalsOrder: one as IntervalsOrder }),
  );
  ask(draft, { code: 'intervals_order', columns: [column], text, answers });
  return order;
}

const IN_MINUTES = /\((?:in )?min(?:s|ute[sn]?|utos?|uti)?\.?\)|\b(?:in|of) minutes\b/;
const TIME_FIELDS: readonly DeckField[] = ['intervals', 'firstInterval', 'nextInterval'];
/** More of them are seconds after all: nobody bills by ten minutes. */
const MINUTES_MAX = 5;

/** `Increment (min)`: 1 is a minute, and no second; 0.1 are six seconds. */
export function countsMinutes(
  { header, content }: ColumnDraft,
  field: DeckField | 'ignored' | null,
): boolean {
  if (field === null || field === 'ignored' || !TIME_FIELDS.includes(field)) return false;
  const isShort = content.numbers.every((value) => value <= MINUTES_MAX);
  return isShort && content.values > 0 && IN_MINUTES.test(foldText(header));
}

export function columnsOfMinutes(draft: SheetDraft): readonly number[] {
  return draft.columns
    .filter((column) => countsMinutes(column, column.field))
    .map(({ index }) => index);
}

const SAID_INTERVALS =
  /(?:increment|billing|billed|rounding|interval|takt)[^\d]{0,30}\d{1,3}\s*[/+-]\s*\d{1,3}(?!\d)/i;

/** `Rate 6/6`; `24/7` is always. */
const HEADER_INTERVALS = /\p{L}[^\d]*[\s(](?!24\/7)\d{1,3}\/\d{1,3}(?!\d)/u;

/** `Billing increment: 60/60` above the rates is of all of them, and no column says it. */
export function askForSaidIntervals(draft: SheetDraft, above: readonly RawRow[]): void {
  const fields: readonly DeckField[] = ['intervals', 'firstInterval', 'nextInterval'];
  if (fields.some((field) => columnOf(draft, field) !== null)) return;
  const rows = above.map(({ cells }) => cells.filter((cell) => typeof cell === 'string').join(' '));
  const headers = draft.columns.filter(
    ({ field, header }) =>
      field !== null && PRICE_FIELDS.includes(field) && HEADER_INTERVALS.test(header),
  );
  const saidAbove = rows
    .map((text) => SAID_INTERVALS.exec(text)?.[0])
    .find((text) => text !== undefined);
  const said = saidAbove ?? headers[0]?.header.trim();
  if (said === undefined || draft.options.map?.intervals !== undefined) return;
  const where = saidAbove === undefined ? 'the headers' : 'the rows above the rates';
  const text = `${where} say "${said}", and no column has intervals`;
  const answers = [noColumn('intervals', 'billed by the second, whatever is said there')];
  ask(draft, { code: 'layout', columns: [], text, answers });
}
