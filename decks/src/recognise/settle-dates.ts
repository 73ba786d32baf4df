/**
 * The order of days and months, and from when rates hold where the rows above them, or a bare `Date`,
 * say it. What is open gets a guess and a question.
 */

import { columnLabel } from '../deck/column-label.js';
import type { Cell, DateOrder, PriceDirection, SheetRecognition } from '../deck/deck.js';
import { foldText } from '../values/folded-text.js';
import { type ColumnDraft, columnOf, type SheetDraft } from './column-draft.js';
import { dateFormatIn } from './date-format.js';
import { type PreambleNotes, preambleInstant } from './preamble.js';
import { answer, ask, mapTo, noColumn } from './questions.js';
import { guessDateOrder, type WholeColumns } from './whole-columns.js';

export function settleDates(
  draft: SheetDraft,
  whole: WholeColumns,
  notes: PreambleNotes,
  hasComma: boolean,
): DateOrder | null {
  const option = draft.options.dateOrder;
  if (option !== undefined) return option;
  const { dates } = whole;
  const written = headerDateOrder(draft);
  if (written !== null) return written;
  const isAmerican = columnOf(draft, 'intraPrice') !== null;
  const hint = isAmerican
    ? 'mdy'
    : notes.dates.certain && notes.dates.order !== 'ymd'
      ? notes.dates.order
      : null;
  if (dates.order === null || (dates.order === 'ymd' && dates.certain)) {
    return settlePreambleDates(draft, notes) ?? dates.order;
  }
  if (dates.certain) return dates.order;
  const guess = dates.order === 'ymd' ? dates : guessDateOrder(dates, hint, hasComma);
  // Who writes a notice writes its dates in one way.
  const isOpen = dates.order !== 'ymd' && dates.isContradicted !== true;
  if (hint !== null && !isAmerican && isOpen) return hint;
  const column = columnOf(draft, 'effectiveFrom') ?? columnOf(draft, 'effectiveTo');
  const text =
    `dates of "${column === null ? '' : columnLabel(column)}" ` +
    `may be ${guess.order === 'ymd' ? '' : 'day/month or month/day: '}${guess.reason}`;
  askOrder(draft, column, text, guess.order ?? 'dmy');
  return guess.order;
}

function askOrder(
  draft: SheetDraft,
  column: ColumnDraft | null,
  text: string,
  guess: DateOrder,
): void {
  const orders: readonly DateOrder[] = guess === 'ymd' ? ['ymd', 'dmy', 'mdy'] : ['dmy', 'mdy'];
  const others = orders.filter((order) => order !== guess);
  const answers = [guess, ...others].map((dateOrder) => answer(dateOrder, { dateOrder }));
  ask(draft, { code: 'date_order', columns: [column], text, answers });
}

/** `Effective date (DD/MM/YYYY)` */
function headerDateOrder(draft: SheetDraft): DateOrder | null {
  const columns = [columnOf(draft, 'effectiveFrom'), columnOf(draft, 'effectiveTo')];
  for (const column of columns) {
    const match = column === null ? null : dateFormatIn(column.header);
    if (match === null) continue;
    const first = match[1]!.toLowerCase()[0];
    return first === 'd' || first === 't' || first === 'j' ? 'dmy' : first === 'm' ? 'mdy' : 'ymd';
  }
  return null;
}

/** The date above the header, when no column depends on an order. */
function settlePreambleDates(draft: SheetDraft, notes: PreambleNotes): DateOrder | null {
  if (notes.effective === null || notes.dates.order === null) return null;
  if (!notes.dates.certain && columnOf(draft, 'effectiveFrom') === null) {
    const guess = notes.dates.order;
    const date = `the date "${String(notes.effective)}" above the rates`;
    const text = `${date} may be day/month or month/day`;
    askOrder(draft, null, text, guess);
  }
  return notes.dates.order;
}

/**
 * Increases from one day and decreases from another: a column of changes says which row is which, and
 * without one all rows have one date.
 */
export function askAmongSaidDates(
  draft: SheetDraft,
  { effective, others, byDirection }: PreambleNotes,
  order: DateOrder | null,
): NonNullable<SheetRecognition['preamble']['effectiveByDirection']> | null {
  const { effectiveFrom, now } = draft.options;
  if (effectiveFrom !== undefined || columnOf(draft, 'effectiveFrom') !== null) return null;
  const instantOf = (date: Cell): string | null => preambleInstant(date, order, now ?? null);
  const instants = [effective, ...others].map(instantOf);
  const days = [...new Set(instants.filter((one) => one !== null))].sort();
  if (days.length < 2) return null;
  const change = columnOf(draft, 'change');
  const said = [...byDirection]
    .map(([direction, date]) => [direction, instantOf(date)] as const)
    .filter((one): one is readonly [PriceDirection, string] => one[1] !== null);
  const isToldApart = change !== null && said.length > 1;
  const single = days.map((day) => answer(`from ${day.slice(0, 10)}`, { effectiveFrom: day }));
  const each = said.map(([direction, day]) => `${direction}: ${day.slice(0, 10)}`).join(', ');
  ask(draft, {
    code: 'date_column',
    columns: [change],
    text:
      'the rows above the rates name several dates from when they hold, such as one for increases ' +
      `and one for decreases${isToldApart ? '' : ', and no column says which is whose'}`,
    answers: isToldApart
      ? [answer(`by the words of "${columnLabel(change)}": ${each}`), ...single]
      : single,
  });
  return isToldApart ? Object.fromEntries(said) : null;
}

const BARE_DATE = /^(?:date|datum|fecha|data|дата|tarih|day|as of|as at)$/;

/** `Date` alone may be when the list was made as well as from when it holds. */
export function askForDate(draft: SheetDraft): void {
  const column = columnOf(draft, 'effectiveFrom');
  if (column === null || column.settled || column.asked === true) return;
  if (!BARE_DATE.test(foldText(column.header).trim())) return;
  const out = { ...noColumn('effectiveFrom', 'leave it out: the rates hold at once') };
  const text = `"${columnLabel(column)}" may be from when the rates hold, or when they were written`;
  const answers = [mapTo(draft, 'effectiveFrom', column), out];
  ask(draft, { code: 'date_column', columns: [column], text, answers });
}
