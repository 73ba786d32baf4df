/**
 * What money of a sheet is multiplied by, and its currency: what the user says, else the headers
 * (`ct/min`, `Rate (1/10000)`, `per second`), else the notes. Amounts that no call costs are asked.
 */

import { columnLabel } from '../deck/column-label.js';
import type { DeckField } from '../deck/deck.js';
import { isWrittenWithDollarSign } from '../values/currencies.js';
import { foldText } from '../values/folded-text.js';
import { parseMoney } from '../values/money.js';
import type { PriceUnit } from '../values/price-unit.js';
import { multiplyScales } from '../values/scales.js';
import { type ColumnDraft, columnOf, type SheetDraft } from './column-draft.js';
import { MESSAGE } from './other-lists.js';
import { answer, ask } from './questions.js';
import { isCanonical, isWording } from './wording.js';

export const PRICE_FIELDS: readonly DeckField[] = [
  'price',
  'peakPrice',
  'offPeakPrice',
  'firstPrice',
];
export const MONEY_FIELDS: readonly DeckField[] = [...PRICE_FIELDS, 'setupFee', 'maxCharge'];

export interface ScaleDecision {
  readonly priceScale: string;
  readonly columnScales: ReadonlyMap<number, string>;
}

const SAMPLE_MIN = 8;
const SAMPLE_MIN_WHOLE = 4;
/** No minute costs that much in any money but the small ones: a row is enough to ask. */
const HUGE_MEDIAN_MIN = 100;
const MICROS_MEDIAN_MIN = 20_000;
const PENCE = /(?<!\p{L})pp[mc](?!\p{L})/iu;
/** Whole currencies whose minute costs many units. */
export const SMALL_UNITS = new RegExp(
  '^(?:JPY|KRW|IDR|VND|HUF|ISK|CLP|COP|PYG|UGX|TZS|RWF|IQD|IRR|LBP|LAK|KHR|MMK|NGN|XAF|XOF|' +
    'XPF|PKR|KES|RUB|INR|ARS|CZK|KZT|UZS|MNT|AMD|LKR|DZD|HNL|CRC|JMD|PHP|THB|TWD|BDT|NPR)$',
);

export function settleScale(
  draft: SheetDraft,
  notes: PriceUnit | null,
  currency: string | null,
): ScaleDecision {
  const option = draft.options.priceScale;
  if (option !== undefined) return { priceScale: option, columnScales: new Map() };
  const money = draft.columns.filter(({ field }) => field !== null && MONEY_FIELDS.includes(field));
  const scales = new Map(money.map((column) => [column.index, scaleOf(column, notes)] as const));
  const price = mainPrice(draft);
  if (price === null) return { priceScale: '1', columnScales: scales };
  let priceScale = scales.get(price.index)!;
  const asked = askBySize(draft, price, priceScale, currency);
  if (asked !== null) {
    for (const [index, scale] of scales) scales.set(index, multiplyScales(scale, asked));
    priceScale = multiplyScales(priceScale, asked);
  }
  if (asked === null) priceScale = askByPence(draft, price, priceScale, scales);
  askByUnit(draft, price, notes);
  askByPulse(draft, price);
  askByUnknownUnit(draft, price);
  const others = new Map([...scales].filter(([, scale]) => scale !== priceScale));
  return { priceScale, columnScales: others };
}

function mainPrice(draft: SheetDraft): ColumnDraft | null {
  for (const field of PRICE_FIELDS) {
    const column = columnOf(draft, field);
    if (column !== null) return column;
  }
  return null;
}

/** A fee is no price per second, whatever the unit beside it. */
function scaleOf(column: ColumnDraft, notes: PriceUnit | null): string {
  const { unit } = column.meaning;
  const own = unit.scale !== '1' || unit.currency !== null;
  const scale = own ? unit.scale : (notes?.scale ?? '1');
  if (column.field === 'setupFee' || column.field === 'maxCharge') return scale;
  return multiplyScales(scale, unit.perFactor);
}

function askByUnit(draft: SheetDraft, price: ColumnDraft, notes: PriceUnit | null): void {
  if (price.meaning.unit.per === null && notes?.per === 'second' && notes.currency !== null) {
    const text =
      'a note says "per second": it may be the unit of the prices or how calls are billed';
    askScale(draft, price, text, ['1', '60']);
  }
}

const PULSE = /\b(?:pulses?|impuls\p{L}*|pulsos?|scatt[oi]|blocks?)\b/u;

/** The price of a pulse is that of a minute where a pulse is one. */
function askByPulse(draft: SheetDraft, price: ColumnDraft): void {
  if (!PULSE.test(foldText(price.header)) || price.meaning.unit.per === 'minute') return;
  const pulses = columnOf(draft, 'nextInterval') ?? columnOf(draft, 'firstInterval');
  const [seconds] = pulses === null || pulses.content.distinct > 1 ? [] : pulses.content.numbers;
  if (seconds === 60) return;
  const text =
    `"${columnLabel(price)}" is the price of a pulse` +
    (pulses === null ? '' : `, and "${columnLabel(pulses)}" may be how long one is`);
  const scales = seconds === undefined || seconds < 1 ? [] : [`60/${seconds}`];
  askScale(draft, price, text, ['1', ...scales]);
}

/** `w/o` and `w/` are no units. */
const UNIT =
  /(?:^|[^\p{L}])(?:per|pro|par|por|je)\s+(?:\d+\s*)?(\p{L}+)|(?<!(?:^|\P{L})w)\/\s*(?:\d+\s*)?(\p{L}{2,})/u;

/** `Price per MB`, `Rate/quantum`: words that stand where a unit does, and are none that is known. */
function askByUnknownUnit(draft: SheetDraft, price: ColumnDraft): void {
  const { unit } = price.meaning;
  const [, worded, behindSlash] = UNIT.exec(unit.rest) ?? [];
  const word = worded ?? behindSlash;
  if (word === undefined || PULSE.test(word) || MESSAGE.test(word) || isWording(word)) return;
  const text = `"${columnLabel(price)}" is a price per "${word}", which is no unit of time that is known`;
  askScale(draft, price, text, ['1', '60']);
}

/** `ppm` is "price per minute" to one and "pence per minute" to another. */
function askByPence(
  draft: SheetDraft,
  price: ColumnDraft,
  scale: string,
  scales: Map<number, string>,
): string {
  const { unit } = price.meaning;
  if (!PENCE.test(price.header) || unit.currency !== null || scale !== '1') return scale;
  const { numbers } = price.content;
  const isPence = (numbers[numbers.length >> 1] ?? 0) >= PENCE_MEDIAN_MIN;
  const text = `"${columnLabel(price)}" may be the price or the pence per minute`;
  askScale(draft, price, text, isPence ? ['0.01', '1'] : ['1', '0.01']);
  if (!isPence) return scale;
  for (const { index, header } of draft.columns) {
    if (PENCE.test(header) && scales.has(index)) scales.set(index, '0.01');
  }
  return '0.01';
}

const PENCE_MEDIAN_MIN = 0.5;

function askScale(
  draft: SheetDraft,
  price: ColumnDraft,
  text: string,
  scales: readonly string[],
): void {
  const answers = scales.map((priceScale) =>
    answer(priceScale === '1' ? 'as they stand, per minute' : `times ${priceScale}`, {
      priceScale,
    }),
  );
  ask(draft, { code: 'price_scale', columns: [price], text, answers });
}

/** The guess for prices that are too large to be money per minute; null when they are not. */
function askBySize(
  draft: SheetDraft,
  price: ColumnDraft,
  scale: string,
  currency: string | null,
): string | null {
  const { numbers } = price.content;
  if (scale !== '1' || numbers.length === 0) return null;
  if (currency !== null && SMALL_UNITS.test(currency)) return null;
  const median = numbers[numbers.length >> 1]!;
  const sampleMin = draft.hasHeader ? SAMPLE_MIN : SAMPLE_MIN_WHOLE;
  const isWhole = numbers.every((value) => Number.isInteger(value));
  const isHuge = isWhole && median >= HUGE_MEDIAN_MIN && !isCanonical(price.header);
  if (numbers.length < sampleMin && !isHuge) return null;
  const guess = guessedScale(median, isWhole);
  if (guess === null) return null;
  const why = isWhole ? 'are all whole numbers' : 'are large';
  const text =
    `the prices of "${columnLabel(price)}" ${why} (half are ${median} or more): ` +
    'they may be in cents or in parts of 10,000';
  const others = ['1', '0.01', '0.001', '0.0001'].filter((one) => one !== guess);
  askScale(draft, price, text, [guess, ...others]);
  return guess;
}

function guessedScale(median: number, isWhole: boolean): string | null {
  if (!isWhole) return median >= 15 ? '0.01' : null;
  if (median < 3) return null;
  if (median < 100) return '0.01';
  return median < MICROS_MEDIAN_MIN ? '0.0001' : '0.000001';
}

/** ISO 4217 of the sheet's money, where headers, notes or cells say it. */
export function settleCurrency(draft: SheetDraft, notes: PriceUnit | null): string | null {
  const { currency: chosen } = draft.options;
  if (chosen !== undefined) return chosen;
  const price = mainPrice(draft);
  const header = price?.meaning.unit.currency ?? otherHeaderCurrency(draft);
  const note = notes?.currency ?? null;
  const said = header ?? note;
  if (columnOf(draft, 'currency') !== null || price === null) return said;
  const inCells = cellCurrencies(draft, price);
  const others = [...inCells.keys()].filter(
    (code) => code !== said && !(code === 'USD' && said !== null && isWrittenWithDollarSign(said)),
  );
  if (header !== null && note !== null && header !== note) others.push(note);
  if (said === null && inCells.size === 1) return others[0]!;
  if (others.length === 0) {
    if (said === null && KRONA.test(price.header)) askWhichKrona(draft, price);
    return said;
  }
  const guess = said ?? [...inCells].sort((a, b) => b[1] - a[1])[0]![0];
  const all = [...new Set([guess, ...inCells.keys(), ...others])];
  const text = `money is said to be ${all.join(' and ')}; a table has one currency`;
  const answers = all.map((currency) => answer(currency, { currency }));
  ask(draft, { code: 'currency', columns: [price], text, answers });
  return guess;
}

const KRONA = /(?<!\p{L})kr(?!\p{L})/iu;

/** `kr` is the money of four countries. */
function askWhichKrona(draft: SheetDraft, price: ColumnDraft): void {
  if (draft.options.currency !== undefined) return;
  const text = `"${columnLabel(price)}" is in kr, which is the money of several countries`;
  const answers = ['SEK', 'NOK', 'DKK', 'ISK'].map((currency) => answer(currency, { currency }));
  ask(draft, {
    code: 'currency',
    columns: [price],
    text,
    answers: [answer('a currency that is not said'), ...answers],
  });
}

/** Of the fee, where the price does not say its own. */
function otherHeaderCurrency(draft: SheetDraft): string | null {
  const column = draft.columns.find(
    ({ field, meaning }) =>
      field !== null && MONEY_FIELDS.includes(field) && meaning.unit.currency !== null,
  );
  return column?.meaning.unit.currency ?? null;
}

function cellCurrencies(draft: SheetDraft, price: ColumnDraft): Map<string, number> {
  const found = new Map<string, number>();
  for (const row of draft.sample) {
    const cell = row.cells[price.index] ?? null;
    if (typeof cell !== 'string' || /^[\d.,\s]*$/.test(cell)) continue;
    const money = parseMoney(cell, '.', '1');
    if (money.ok && money.currency !== null) {
      found.set(money.currency, (found.get(money.currency) ?? 0) + 1);
    }
  }
  return found;
}
