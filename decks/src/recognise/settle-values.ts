/**
 * What holds for the values of all rows: decimal marks, order of dates, scale and currency of
 * money, meaning of intervals, hours of peak prices. What is open gets a guess and a question.
 */

import { columnLabel } from '../deck/column-label.js';
import type { DeckField, RawRow, RawSheet, SheetRecognition } from '../deck/deck.js';
import { KIND, kindsOf } from './cell-kind.js';
import { columnOf, finishedColumn, type SheetDraft } from './column-draft.js';
import { settleEveryNumber } from './every-number.js';
import type { FoundHeader } from './find-header.js';
import { settlePeakHours } from './peak-hours.js';
import { preambleInstant, readPreamble } from './preamble.js';
import { MONEY_FIELDS, SMALL_UNITS, settleCurrency, settleScale } from './price-scale.js';
import { answer, ask } from './questions.js';
import { askAmongSaidDates, askForDate, settleDates } from './settle-dates.js';
import { askForSaidIntervals, columnsOfMinutes, settleIntervals } from './settle-intervals.js';
import { scanColumns, type WholeColumns } from './whole-columns.js';
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
