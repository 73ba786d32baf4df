/**
 * What holds for the values of all rows: decimal marks, order of dates, scale and currency of
 * money, meaning of intervals, hours of peak prices. What is open gets a guess and a question.
 */

import { columnLabel } from '../deck/column-label.js';
import type {
  Cell,
  DateOrder,
  DeckField,
  IntervalsOrder,
  PriceDirection,
  RawRow,
  RawSheet,
  SheetRecognition,
} from '../deck/deck.js';
import { foldText } from '../values/folded-text.js';
import { KIND, kindsOf } from './cell-kind.js';
import { type ColumnDraft, columnOf, finishedColumn, type SheetDraft } from './column-draft.js';
import { dateFormatIn } from './date-format.js';
import { settleEveryNumber } from './every-number.js';
import type { FoundHeader } from './find-header.js';
import { settlePeakHours } from './peak-hours.js';
import { type PreambleNotes, preambleInstant, readPreamble } from './preamble.js';
import {
  MONEY_FIELDS,
  PRICE_FIELDS,
  SMALL_UNITS,
  settleCurrency,
  settleScale,
} from './price-scale.js';
import { answer, ask, mapTo, noColumn } from './questions.js';
import { guessDateOrder, scanColumns, type WholeColumns } from './whole-columns.js';
import { isCanonical } from './wording.js';

function indexesOf(draft: SheetDraft, fields: readonly DeckField[]): number[] {
  return fields.flatMap((field) => columnOf(draft, field)?.index ?? []);
}

export function settleValues(
  draft: SheetDraft,
  above: readonly RawRow[],
  header: FoundHeader | null,
  sheet: RawSheet,
): SheetRecognition {
  const { options } = draft;
  const dateFields: readonly DeckField[] = ['effectiveFrom', 'effectiveTo'];
  const whole = scanColumns(
    draft.rows,
    indexesOf(draft, [...MONEY_FIELDS, 'surcharge']),
    indexesOf(draft, dateFields),
    columnOf(draft, 'intervals')?.index ?? null,
  );
  const notes = readPreamble(header === null ? [] : above, draft.rows);
  const currency = settleCurrency(draft, notes.unit);
  const { priceScale, columnScales } = settleScale(draft, notes.unit, currency);
  const decimalMarks = settleMarks(draft, whole, currency);
  const hasComma = [...decimalMarks.values()].includes(',');
  if (sheet.hasJoinedDecimals === true) askAboutJoinedDecimals(draft);
  const dateOrder = settleDates(draft, whole, notes, hasComma);
  const intervalsOrder = settleIntervals(draft, whole);
  const minuteColumns = columnsOfMinutes(draft);
  const peakProfiles = settlePeakHours(draft);
  askForDate(draft);
  const effectiveByDirection = askAmongSaidDates(draft, notes, dateOrder);
  const everyNumber = settleEveryNumber(draft);
  askForSaidIntervals(draft, header === null ? [] : above);
  const readsAbove = askForRowsAbove(
    draft,
    header === null ? [] : above.slice(0, header.index),
    header,
  );
  return {
    sheet: draft.sheet,
    headerRow: header === null ? null : sheet.rows[header.index]!.number,
    isDeck: true,
    columns: draft.columns.map(finishedColumn),
    preamble: {
      effectiveFrom: preambleInstant(notes.effective, dateOrder, options.now ?? null),
      currency,
      ...(effectiveByDirection === null ? {} : { effectiveByDirection }),
    },
    dateOrder,
    decimalMarks,
    priceScale,
    ...(columnScales.size === 0 ? {} : { columnScales }),
    intervalsOrder,
    ...(minuteColumns.length === 0 ? {} : { minuteColumns }),
    ...(everyNumber ? { everyNumber } : {}),
    ...(readsAbove ? { readsAbove } : {}),
    ...(peakProfiles === null ? {} : { peakProfiles }),
  };
}

function settleMarks(
  draft: SheetDraft,
  whole: WholeColumns,
  currency: string | null,
): Map<number, '.' | ','> {
  const marks = new Map<number, '.' | ','>();
  const option = draft.options.decimalMark;
  const certain = whole.marks.find((decision) => decision.mark !== null && decision.certain);
  for (const decision of whole.marks) {
    if (decision.mark === null) continue;
    const isGuess = !decision.certain && decision.reason.startsWith('no cell');
    const guess = isGuess ? (certain?.mark ?? openMark(decision.mark, currency)) : decision.mark;
    const mark = option ?? guess;
    marks.set(decision.index, mark);
    if (decision.certain || option !== undefined) continue;
    const column = draft.columns.find(({ index }) => index === decision.index)!;
    // Our own exports write a point, also where the few cells of a column can not show it.
    if (isGuess && mark === '.' && isCanonical(column.header)) continue;
    const both = [answer(MARK_WORDS['.'], { decimalMark: '.' })];
    both.push(answer(MARK_WORDS[','], { decimalMark: ',' }));
    ask(draft, {
      code: 'decimal_mark',
      columns: [column],
      text:
        `"${decision.example?.trim() ?? ''}" in "${columnLabel(column)}" ` +
        `may have decimals or thousands: ${decision.reason}`,
      answers: mark === '.' ? both : both.reverse(),
      shows: ({ cells }) => cells[column.index] === decision.example,
    });
  }
  return marks;
}

/** `0,0137` between commas is two cells by the rules of CSV, and one by what the header says. */
function askAboutJoinedDecimals(draft: SheetDraft): void {
  if (draft.options.decimalMark === ',') return;
  const columns = draft.columns.filter(
    ({ field }) => field !== null && MONEY_FIELDS.includes(field),
  );
  ask(draft, {
    code: 'decimal_mark',
    columns,
    text:
      'each row has more cells than the header, and amounts may be the reason: commas part the ' +
      'cells, and their decimals too',
    answers: [answer('decimal commas: two cells are one amount', { decimalMark: ',' })],
  });
}

const MARK_WORDS = { '.': 'decimal point', ',': 'decimal comma' } as const;

/** Prices of a minute are below one, except where money is counted in hundreds. */
function openMark(mark: '.' | ',', currency: string | null): '.' | ',' {
  if (currency === null || !SMALL_UNITS.test(currency)) return mark;
  return mark === '.' ? ',' : '.';
}

function settleDates(
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

function settleIntervals(
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

/** `Increment (min)`: 1 is a minute, and no second. */
function columnsOfMinutes(draft: SheetDraft): readonly number[] {
  return draft.columns
    .filter(({ field, header, content }) => {
      const isOfTime = field !== null && TIME_FIELDS.includes(field);
      const isShort = content.numbers.every((value) => value <= MINUTES_MAX);
      return isOfTime && isShort && content.values > 0 && IN_MINUTES.test(foldText(header));
    })
    .map(({ index }) => index);
}

const SAID_INTERVALS =
  /(?:increment|billing|billed|rounding|interval|takt)[^\d]{0,30}\d{1,3}\s*[/+-]\s*\d{1,3}(?!\d)/i;

/** `Rate 6/6`; `24/7` is always. */
const HEADER_INTERVALS = /\p{L}[^\d]*[\s(](?!24\/7)\d{1,3}\/\d{1,3}(?!\d)/u;

/** `Billing increment: 60/60` above the rates is of all of them, and no column says it. */
function askForSaidIntervals(draft: SheetDraft, above: readonly RawRow[]): void {
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

const ROW_CELLS_MIN = 3;

/** Rows above the header that have a code and a price where the others have theirs. */
function askForRowsAbove(
  draft: SheetDraft,
  above: readonly RawRow[],
  header: FoundHeader | null,
): boolean {
  const code = columnOf(draft, 'code');
  const price = columnOf(draft, 'price');
  if (header === null || code === null || price === null) return false;
  if (draft.options.headerRow !== undefined) return false;
  const isRate = ({ cells }: RawRow): boolean =>
    cells.filter((cell) => cell !== null).length >= ROW_CELLS_MIN &&
    (kindsOf(cells[code.index] ?? null) & KIND.digits) !== 0 &&
    (kindsOf(cells[price.index] ?? null) & KIND.number) !== 0;
  const rows = above.filter(isRate);
  if (rows.length === 0) return false;
  const headerRow = String(above.at(-1)!.number + 1);
  ask(draft, {
    code: 'header',
    columns: [code, price],
    text: `${rows.length} rows above the header look like rates, the first one row ${rows[0]!.number}`,
    answers: [answer('rates like those below'), answer('leave them out', { headerRow })],
  });
  return true;
}

/**
 * Increases from one day and decreases from another: a column of changes says which row is which, and
 * without one all rows have one date.
 */
function askAmongSaidDates(
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
function askForDate(draft: SheetDraft): void {
  const column = columnOf(draft, 'effectiveFrom');
  if (column === null || column.settled || column.asked === true) return;
  if (!BARE_DATE.test(foldText(column.header).trim())) return;
  const out = { ...noColumn('effectiveFrom', 'leave it out: the rates hold at once') };
  const text = `"${columnLabel(column)}" may be from when the rates hold, or when they were written`;
  const answers = [mapTo(draft, 'effectiveFrom', column), out];
  ask(draft, { code: 'date_column', columns: [column], text, answers });
}
