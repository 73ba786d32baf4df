/**
 * Which of several columns of money is the price: the new one over the old one, peak and off-peak
 * as a pair, several that are alike as a question.
 */

import { columnLabel } from '../deck/column-label.js';
import type { Cell } from '../deck/deck.js';
import { foldText } from '../values/folded-text.js';
import { priceDirectionOf } from '../values/price-directions.js';
import { KIND } from './cell-kind.js';
import { magnitudeOf } from './column-content.js';
import { type ColumnDraft, columnOf, isSettled, type SheetDraft, take } from './column-draft.js';
import { contentFit } from './content-fit.js';
import { headerHours } from './peak-hours.js';
import { PRICE_FIELDS } from './price-scale.js';
import { answer, ask, columnReference, mapTo, otherColumn } from './questions.js';

const RIVAL_DISTANCE = 0.15;

/** The only money is what each call costs; its minutes are free. */
export function isFeeAlone(draft: SheetDraft): boolean {
  const fee = columnOf(draft, 'setupFee');
  if (fee === null || PRICE_FIELDS.some((field) => columnOf(draft, field) !== null)) return false;
  return fee.settled || fee.meaning.unit.per === 'call';
}

export function settlePriceRoles(draft: SheetDraft): void {
  pairByHours(draft);
  leaveNumberedPrices(draft);
  const peak = columnOf(draft, 'peakPrice');
  const offPeak = columnOf(draft, 'offPeakPrice');
  const price = columnOf(draft, 'price');
  if (price === null && (peak === null) !== (offPeak === null)) {
    const only = (peak ?? offPeak)!;
    if (!only.settled) take(only, 'price', only.confidence, 'the only price, whatever its hours');
  }
  if (
    price !== null &&
    peak !== null &&
    offPeak !== null &&
    !price.settled &&
    price.confidence < 0.8
  ) {
    take(price, null, 0, `${columnLabel(peak)} and ${columnLabel(offPeak)} are the prices`);
  }
  pairWithPrice(draft);
  takeNewPrice(draft);
  leaveRepeatedPrice(draft);
  leaveOtherUnits(draft);
  askAboutFeesAlone(draft);
  askAmongPrices(draft);
  askForThirdPrice(draft);
}

/** Two prices whose headers name hours: the ones by day are the peak. */
function pairByHours(draft: SheetDraft): void {
  const timed = draft.columns
    .filter((column) => !column.settled && contentFit('price', column.content) >= 0.5)
    .map((column) => ({ column, hours: headerHours(column.header) }))
    .filter(({ hours }) => hours !== null);
  if (timed.length !== 2) return;
  const [first, second] = timed as [(typeof timed)[0], (typeof timed)[0]];
  const night = ({ hours }: (typeof timed)[0]): boolean =>
    hours!.from >= hours!.to || hours!.isWithWeekend;
  if (night(first) === night(second)) return;
  const [day, other] = night(first) ? [second, first] : [first, second];
  take(
    day.column,
    'peakPrice',
    0.9,
    `the header names hours: ${day.hours!.from} to ${day.hours!.to}`,
  );
  take(
    other.column,
    'offPeakPrice',
    0.9,
    `the header names the hours beside those of ${columnLabel(day.column)}`,
  );
}

const NUMBERED = /^(.*?)\s*([1-9])\s*$/;

/** `Rate 1` to `Rate 3` are prices of three, not those of the first and of further minutes. */
function leaveNumberedPrices(draft: SheetDraft): void {
  const first = columnOf(draft, 'firstPrice');
  const stem = first === null ? undefined : NUMBERED.exec(foldText(first.header))?.[1];
  if (first === null || first.settled || stem === undefined) return;
  const isThird = ({ header, content }: ColumnDraft): boolean => {
    const named = NUMBERED.exec(foldText(header));
    return named?.[1] === stem && Number(named[2]) > 2 && contentFit('price', content) >= 0.6;
  };
  if (!draft.columns.some(isThird)) return;
  const price = columnOf(draft, 'price');
  if (price?.settled === true) return;
  if (price !== null) take(price, null, 0, `"${columnLabel(first)}" is a price as well`);
  take(first, 'price', first.confidence, 'the first of several prices');
}

/** `connect_rate` may be the price of the first interval; `Connection charge` is paid beside it. */
const NAMES_A_RATE = /(^|[^a-z])(rate|price)([^a-z]|$)/i;

/** What is the price on every row says nothing new: the price of the first minute, or interval. */
function leaveRepeatedPrice(draft: SheetDraft): void {
  const price = columnOf(draft, 'price');
  if (price === null || price.content.distinct < 2) return;
  const text = (column: ColumnDraft, cells: readonly Cell[]): string =>
    String(cells[column.index] ?? '').trim();
  for (const field of ['setupFee', 'firstPrice'] as const) {
    const other = columnOf(draft, field);
    if (other === null || other.settled) continue;
    if (field === 'setupFee' && !NAMES_A_RATE.test(other.header)) continue;
    const isSame = draft.sample.every(({ cells }) => text(price, cells) === text(other, cells));
    if (!isSame) continue;
    take(other, null, 0, `the same as "${columnLabel(price)}" on every row`);
    other.settled = true;
  }
}

const UNIT_MINUTES: Readonly<Record<string, number>> = { '1': 1, '60': 60, '1/60': 1 / 60 };
/** Prices of a second are often rounded to few digits. */
const ROUNDING = 0.05;

/** The price of a minute, and beside it the same of a second or an hour, say one thing twice. */
function leaveOtherUnits(draft: SheetDraft): void {
  const price = columnOf(draft, 'price');
  if (price === null || price.settled) return;
  const timed = draft.columns.filter(
    ({ field, settled, content, meaning }) =>
      (field === 'price' || field === null) &&
      !settled &&
      content.distinct > 1 &&
      meaning.unit.per !== null &&
      UNIT_MINUTES[meaning.unit.perFactor] !== undefined &&
      meaning.fields.has('price'),
  );
  const minute = timed.find(({ meaning }) => meaning.unit.per === 'minute');
  if (minute === undefined || !timed.includes(price)) return;
  for (const column of timed) {
    if (column.meaning.unit.per === 'minute' || !isSameMoney(draft, minute, column)) continue;
    if (column === price) take(minute, 'price', price.confidence, 'the price of a minute');
    take(column, null, 0, `the same as "${columnLabel(minute)}" on every row, of another unit`);
    column.settled = true;
  }
}

function isSameMoney(draft: SheetDraft, minute: ColumnDraft, other: ColumnDraft): boolean {
  const times = UNIT_MINUTES[other.meaning.unit.perFactor]!;
  const size = ({ index }: ColumnDraft, cells: readonly Cell[]): number =>
    magnitudeOf(String(cells[index] ?? ''));
  return draft.sample.every(({ cells }) => {
    const wanted = size(minute, cells);
    return Math.abs(size(other, cells) * times - wanted) <= wanted * ROUNDING;
  });
}

/** `Rate` beside `Off-peak` may be the price of the other hours, or of all of them. */
function pairWithPrice(draft: SheetDraft): void {
  const price = columnOf(draft, 'price');
  const peak = columnOf(draft, 'peakPrice');
  const offPeak = columnOf(draft, 'offPeakPrice');
  const part = peak ?? offPeak;
  if (price === null || part === null || (peak !== null && offPeak !== null)) return;
  if (price.settled || part.settled) return;
  const [day, night] = peak === null ? [price, part] : [part, price];
  const reference = (column: ColumnDraft): string => columnReference(draft.columns, column);
  ask(draft, {
    code: 'price_column',
    columns: [price, part],
    text:
      `"${columnLabel(part)}" is a price of some hours, and "${columnLabel(price)}" may be that of ` +
      'the others or of all',
    answers: [
      answer(
        `"${columnLabel(day)}" is the peak price, "${columnLabel(night)}" the off-peak price`,
        {
          map: { peakPrice: reference(day), offPeakPrice: reference(night) },
        },
      ),
      answer(`"${columnLabel(price)}" is the price of all hours`, {
        map: { price: reference(price), [peak === null ? 'offPeakPrice' : 'peakPrice']: '-' },
      }),
    ],
  });
  take(day, 'peakPrice', day.confidence, `beside ${columnLabel(night)}`);
  take(night, 'offPeakPrice', night.confidence, `beside ${columnLabel(day)}`);
}

/** Of two prices the new one is larger where the row says increase, and smaller at a decrease. */
function takeNewPrice(draft: SheetDraft): void {
  const price = columnOf(draft, 'price');
  const change = columnOf(draft, 'change');
  if (price === null || price.settled || change === null) return;
  for (const column of draft.columns) {
    const { field, settled, content, meaning } = column;
    if (field !== null || settled || content.values === 0 || meaning.whole.has('ignored')) continue;
    if (contentFit('price', content) < 0.9 || content.share(KIND.decimal) === 0) continue;
    if (newerBy(draft, change.index, price.index, column.index) <= 0) continue;
    const words = `the new price by the words of "${columnLabel(change)}"`;
    take(price, null, 0, `the price of before: ${columnLabel(column)} is ${words}`);
    take(column, 'price', 0.7, words);
    return;
  }
}

/** How many rows say that the second column has the new price, less those that say the first. */
function newerBy(draft: SheetDraft, change: number, first: number, second: number): number {
  let votes = 0;
  for (const { cells } of draft.sample) {
    const direction = priceDirectionOf(String(cells[change] ?? ''));
    const sign = direction === 'increase' ? 1 : direction === 'decrease' ? -1 : 0;
    if (sign === 0) continue;
    const [a, b] = [first, second].map((index) => magnitudeOf(String(cells[index] ?? '')));
    if (a !== b) votes += (b! > a! ? 1 : -1) * sign;
  }
  return votes;
}

function askAmongPrices(draft: SheetDraft): void {
  const price = columnOf(draft, 'price');
  if (price === null || price.settled || isSettled(draft, 'price')) return;
  const own = price.meaning.fields.get('price') ?? 0;
  const rivals = draft.columns.filter(
    (column) =>
      column !== price &&
      column.field === null &&
      !column.settled &&
      !column.meaning.fields.has('ignored') &&
      (column.meaning.fields.get('price') ?? 0) >= Math.max(0.55, own - RIVAL_DISTANCE) &&
      column.content.values > 0 &&
      contentFit('price', column.content) >= 0.6,
  );
  const choices = (others: readonly ColumnDraft[]) =>
    [price, ...others].map((column) => mapTo(draft, 'price', column));
  if (rivals.length > 0) {
    const names = rivals.map((column) => `"${columnLabel(column)}"`).join(', ');
    const text = `"${columnLabel(price)}" and ${names} are all prices`;
    const answers = choices(rivals);
    ask(draft, { code: 'price_column', columns: [price, ...rivals], text, answers });
    return;
  }
  const isWhole = price.content.numbers.every((value) => Number.isInteger(value));
  const byContent = price.meaning.fields.get('price') === undefined;
  const others = draft.columns.filter(
    (column) =>
      column.field === null &&
      byContent &&
      column.content.values > 0 &&
      column.meaning.fields.size === 0 &&
      contentFit('price', column.content) >= 0.9 &&
      column.content.distinct > 1 &&
      column.content.numbers.some(
        (value) => !Number.isInteger(value) || (!draft.hasHeader && isWhole && value > 60),
      ),
  );
  if (!byContent || (!draft.hasHeader && others.length === 0 && !isWhole)) return;
  const text = draft.hasHeader
    ? `no header names a price; the cells of "${columnLabel(price)}" are amounts`
    : `without a header, "${columnLabel(price)}" and other columns may be the price`;
  const answers = [...choices(others), otherColumn('price')];
  ask(draft, { code: 'price_column', columns: [price, ...others], text, answers });
}

/** `Price per call` and no price of a minute: calls cost the same however long they are. */
function askAboutFeesAlone(draft: SheetDraft): void {
  const fee = columnOf(draft, 'setupFee');
  if (!isFeeAlone(draft) || fee === null || fee.settled) return;
  ask(draft, {
    code: 'price_column',
    columns: [fee],
    text: `"${columnLabel(fee)}" is the price of a call, and no column has the price of a minute`,
    answers: [
      { ...mapTo(draft, 'setupFee', fee), words: 'each call costs that, however long it is' },
      { ...mapTo(draft, 'price', fee), words: 'it is the price of a minute' },
    ],
  });
}

/** Peak, off-peak and weekend: a rate has two prices by time, the third would be lost. */
function askForThirdPrice(draft: SheetDraft): void {
  if (columnOf(draft, 'offPeakPrice') === null) return;
  const third = draft.columns.find(
    (column: ColumnDraft) =>
      column.field === null &&
      column.meaning.part !== null &&
      column.content.values > 0 &&
      contentFit('price', column.content) >= 0.6,
  );
  if (third === undefined) return;
  const offPeak = columnOf(draft, 'offPeakPrice')!;
  if (offPeak.settled) return;
  ask(draft, {
    code: 'layout',
    columns: [third, offPeak],
    text: `"${columnLabel(third)}" is a third price by time; only two are read`,
    answers: [
      { ...mapTo(draft, 'offPeakPrice', offPeak), words: `leave "${columnLabel(third)}" out` },
      { ...mapTo(draft, 'offPeakPrice', third), words: `leave "${columnLabel(offPeak)}" out` },
    ],
  });
}
