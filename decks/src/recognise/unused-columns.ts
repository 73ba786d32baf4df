/**
 * Columns that nothing was made of, though their cells look like money, dates or intervals: what
 * they hold could change what a call costs, so leaving them out is a question.
 */

import { saysEveryCaller } from '../codes/every-caller.js';
import { columnLabel } from '../deck/column-label.js';
import type { Answer, DeckField } from '../deck/deck.js';
import { foldText, isNone, wordsOf } from '../values/folded-text.js';
import { type ChangeMeaning, parseChange } from '../values/words.js';
import { KIND } from './cell-kind.js';
import { type ColumnDraft, columnOf, type SheetDraft } from './column-draft.js';
import { answer, ask, columnReference, mapTo } from './questions.js';
import { needsWholeWords } from './sensitive-fields.js';

const SHARE_MIN = 0.8;
/** Statistics and shares of routes, numbers of the record: decimals, and no money of a call. */
const STATISTICS = new RegExp(
  '\\b(?:asr|acd|ner|pdd|mos|aloc|acl|capacity|minutes|volume|traffic|weight|priority|rank|lcr|' +
    'latitude|longitude|lat|lng|lon|population|version|score|rating|index|id|ids|no|nr)\\b',
);
/** Money of other things: what was, what is earned, what the state takes. */
const OTHER_MONEY = new RegExp(
  '\\b(?:percent|share|margin|profit|revenue|turnover|total|old|previous|prev|former|last|' +
    'difference|diff|delta|change|tax|vat|iva|mwst|incl|including)\\b|%',
);
/** `Sender ID fee` is money all the same. */
const PAID = /\b(?:fees?|charges?|surcharges?|costs?|pric(?:e|ing)|rates?|tariffs?|commission)\b/;

const REDUCTION =
  /\b(?:discount|rebate|reduction|rabatt|remise|descuento|sconto|desconto|korting)s?\b/;

function isStatistic(header: string): boolean {
  const folded = foldText(header);
  return OTHER_MONEY.test(folded) || (STATISTICS.test(folded) && !PAID.test(folded));
}

export function askAboutUnused(draft: SheetDraft): void {
  const isPriceChosen = columnOf(draft, 'price')?.settled === true;
  for (const column of draft.columns) {
    if (!isOpen(column)) continue;
    if (isOfOtherCodes(column)) askAboutOtherCodes(draft, column);
    else if (isFlag(column)) askAboutFlag(draft, column);
    else if (isReduction(column)) askAboutReduction(draft, column);
    else if (isAmounts(column, isPriceChosen)) askAboutAmounts(draft, column);
    else if (isDates(column)) askAboutDates(draft, column);
    else if (isCallerWords(draft, column)) askAboutCallers(draft, column);
    else if (column.meaning.isOfCaller || column.meaning.whole.has('sourceCode')) continue;
    else if (contradicts(draft, column, DATE_FIELDS)) askAboutContradiction(draft, column);
    else if (isIntervals(column)) askAboutIntervals(draft, column);
    else askAboutContradiction(draft, column);
  }
}

/** Nobody has said anything of it: neither the user, nor its words, nor a question. */
function isOpen({ field, settled, content, meaning, asked }: ColumnDraft): boolean {
  if (field !== null || settled || asked === true || content.values === 0) return false;
  return !meaning.whole.has('ignored');
}

/** Other prices are nothing to ask about where the user has said which one is meant. */
function isAmounts({ header, content, meaning }: ColumnDraft, isPriceChosen: boolean): boolean {
  const isPrice = meaning.fields.has('price') || /^\d+$/.test(header.trim());
  if (isPriceChosen && isPrice) return false;
  if (isStatistic(header) || content.share(KIND.number) < SHARE_MIN) return false;
  if (meaning.fields.has('ignored') || content.numbers.every((value) => value === 0)) return false;
  const isDate = content.share(KIND.date) > SHARE_MIN && content.share(KIND.money) === 0;
  const amounts = Math.max(content.share(KIND.decimal), content.share(KIND.money));
  return amounts > 0 && !isDate && content.share(KIND.percent) < 0.5;
}

/** `10 %` in some rows under a word that is not known to speak of quality, tax or change. */
function isReduction({ header, content }: ColumnDraft): boolean {
  if (content.share(KIND.percent) < SHARE_MIN) return false;
  if (!content.examples.some((text) => /[1-9]/.test(text))) return false;
  const words = header.replaceAll('%', ' ');
  return REDUCTION.test(foldText(words)) || !isStatistic(words);
}

function askAboutReduction(draft: SheetDraft, column: ColumnDraft): void {
  const text = `"${columnLabel(column)}" holds shares, which may be taken off the prices or added`;
  const answers = [notUsed(draft, column, 'leave it out: the prices have it already')];
  if (columnOf(draft, 'surcharge') === null) answers.push(mapTo(draft, 'surcharge', column));
  askOnce(draft, column, { code: 'column_unused', columns: [column], text, answers });
}

function isDates({ content }: ColumnDraft): boolean {
  if (content.share(KIND.date) < SHARE_MIN) return false;
  // Whole numbers may be serial dates by accident; a date is written as one.
  return content.share(KIND.digits) < 0.5;
}

/** `Any` on every row keeps no caller out; names beside the codes of callers are theirs. */
function isCallerWords(draft: SheetDraft, { meaning, content }: ColumnDraft): boolean {
  if (!meaning.isOfCaller || columnOf(draft, 'sourceCode') !== null) return false;
  return !content.examples.every(saysEveryCaller);
}

/** Whether a word of the header says that something ends: `Codes Removed`, `deleted_at`. */
function saysOfEnd({ header }: ColumnDraft): boolean {
  return wordsOf(header).some((word) => ENDS.has(parseChange(word) ?? 'set'));
}

const ENDS: ReadonlySet<ChangeMeaning> = new Set(['close', 'delete', 'blocked']);

/** Codes beside the codes, which a rate has no longer. */
function isOfOtherCodes(column: ColumnDraft): boolean {
  const { content, meaning } = column;
  const codes = content.share(KIND.digits) + content.share(KIND.codeList);
  return meaning.fields.has('code') && codes >= SHARE_MIN && saysOfEnd(column);
}

function askAboutOtherCodes(draft: SheetDraft, column: ColumnDraft): void {
  const words = 'leave them out; what ends with them has to be closed by hand';
  const text = `"${columnLabel(column)}" lists codes that end, beside those that have a price`;
  const answers = [notUsed(draft, column, words)];
  askOnce(draft, column, { code: 'column_unused', columns: [column], text, answers });
}

/** Y and N under a word that is not known: it may say which rates are in use. */
function isFlag({ content, meaning }: ColumnDraft): boolean {
  if (meaning.fields.size > 0 || content.distinct !== 2) return false;
  return content.share(KIND.active) === 1 && content.share(KIND.digits) === 0;
}

function askAboutFlag(draft: SheetDraft, column: ColumnDraft): void {
  const text = `"${columnLabel(column)}" says yes or no, which may be which rates are in use`;
  const out = notUsed(draft, column, 'leave it out: no rate depends on it');
  const answers = [out, mapTo(draft, 'isActive', column), mapTo(draft, 'blocked', column)];
  askOnce(draft, column, { code: 'column_unused', columns: [column], text, answers });
}

const INCREMENTS = new Set([1, 6, 10, 12, 15, 18, 20, 24, 30, 60, 120, 180]);
const INTERVALS = ['intervals', 'firstInterval', 'nextInterval'] as const;

/** 1, 6, 30 and 60 where not all intervals are known; or a header that speaks of them. */
function isIntervals({ header, content, meaning }: ColumnDraft): boolean {
  const isNamed = INTERVALS.some((field) => meaning.whole.has(field));
  if (content.share(KIND.intervals) >= SHARE_MIN && content.share(KIND.clock) === 0) return true;
  const isIncrement =
    content.values > 1 &&
    content.share(KIND.seconds) === 1 &&
    content.share(KIND.clock) === 0 &&
    content.numbers.every((value) => INCREMENTS.has(value));
  if (!isIncrement) return false;
  if (isNamed) return true;
  return content.distinct > 1 && (meaning.fields.size === 0 || !isStatistic(header));
}

function askAboutIntervals(draft: SheetDraft, column: ColumnDraft): void {
  const isNamed = INTERVALS.some((field) => column.meaning.whole.has(field));
  const known = INTERVALS.filter((field) => columnOf(draft, field) !== null);
  if (!isNamed && (known.length > 1 || saysBothIntervals(draft))) return;
  const out = notUsed(draft, column, 'leave it out');
  const answers = [out];
  if (!known.includes('firstInterval')) answers.push(mapTo(draft, 'firstInterval', column));
  if (!known.includes('nextInterval')) answers.push(mapTo(draft, 'nextInterval', column));
  if (known.length === 0) answers.push(mapTo(draft, 'intervals', column));
  const text = `"${columnLabel(column)}" holds intervals, and what they are beside the others is open`;
  askOnce(draft, column, { code: 'column_unused', columns: [column], text, answers });
}

/** Cells of `60/1`: a further column of increments says nothing that they do not say. */
function saysBothIntervals(draft: SheetDraft): boolean {
  const column = columnOf(draft, 'intervals');
  return column !== null && (column.settled || column.content.count(KIND.intervals) > 0);
}

const DATE_FIELDS: ReadonlySet<string> = new Set(['effectiveFrom', 'effectiveTo']);

/** The header says one of the fields, which no column is, and its cells are something else. */
function contradicts(
  draft: SheetDraft,
  { meaning: { whole } }: ColumnDraft,
  fields: ReadonlySet<string>,
): boolean {
  return [...whole].some((one) => fields.has(one) && columnOf(draft, one as DeckField) === null);
}

/** The header says what would change a rate, and the cells are something else. */
function askAboutContradiction(draft: SheetDraft, column: ColumnDraft): void {
  const { whole, fields } = column.meaning;
  const said = [...whole].filter((field) => needsWholeWords(field) && fields.has(field));
  const field = said.find((one) => columnOf(draft, one as DeckField) === null);
  if (field === undefined || field === 'ignored' || UNASKED.has(field)) return;
  if (said.length !== [...whole].length) return;
  if (column.content.examples.every((one) => isNone(one.trim()))) return;
  const text = `the header "${columnLabel(column)}" says ${field}, and its cells do not look like it`;
  const answers = [notUsed(draft, column, 'leave it out'), mapTo(draft, field, column)];
  askOnce(draft, column, { code: 'column_unused', columns: [column], text, answers });
}

/** Words in place of these are labels and notes. */
const UNASKED: ReadonlySet<string> = new Set([
  'areaCode',
  'countryCode',
  'change',
  'tag',
  'timeProfile',
  'service',
  'id',
  'action',
]);

const notUsed = (draft: SheetDraft, column: ColumnDraft, words: string): Answer =>
  answer(words, { ignore: [columnReference(draft.columns, column)] });

const AMOUNT_FIELDS = ['price', 'setupFee', 'minCharge', 'maxCharge'] as const;

function askAboutAmounts(draft: SheetDraft, column: ColumnDraft): void {
  const answers = [notUsed(draft, column, 'leave it out')];
  for (const field of AMOUNT_FIELDS) {
    if (field === 'price' || columnOf(draft, field) === null) {
      answers.push(mapTo(draft, field, column));
    }
  }
  const text = `"${columnLabel(column)}" holds amounts, and its header does not say of what`;
  askOnce(draft, column, { code: 'column_unused', columns: [column], text, answers });
}

const SECONDS = /:\d{2}:(?!00)\d{2}(?:[.,]\d+)?\s*(?:Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?$/;

/** Instants to the second: a program wrote them, and no rate begins at such a time. */
function isOfMachine({ content: { examples } }: ColumnDraft): boolean {
  const dates = examples.filter((text) => !isNone(text.trim()));
  return dates.length > 0 && dates.every((text) => SECONDS.test(text.trim()));
}

/** A date of the record beside an effective date is nothing to ask about. */
function askAboutDates(draft: SheetDraft, column: ColumnDraft): void {
  const from = columnOf(draft, 'effectiveFrom');
  const { isRecordDate } = column.meaning;
  if (isRecordDate && (from !== null || isOfMachine(column))) return;
  const out = notUsed(draft, column, 'leave it out: no rate depends on it');
  const end = mapTo(draft, 'effectiveTo', column);
  const begin = mapTo(draft, 'effectiveFrom', column);
  const others = from === null ? [begin, end] : [end, begin];
  const answers = saysOfEnd(column) ? [end, out, begin] : [out, ...others];
  const what = isRecordDate ? 'when its rows were made or sent' : 'what happens at its dates';
  const text = `"${columnLabel(column)}" says ${what}, which may be from when rates hold or not`;
  askOnce(draft, column, { code: 'date_column', columns: [column], text, answers });
}

function askAboutCallers(draft: SheetDraft, column: ColumnDraft): void {
  const out = notUsed(draft, column, 'the rates hold for every caller');
  askOnce(draft, column, {
    code: 'column_meaning',
    columns: [column],
    text:
      `"${columnLabel(column)}" says for which callers a rate holds, in words that are no codes: ` +
      'its rates would hold for every caller',
    answers: [out, mapTo(draft, 'sourceCode', column)],
  });
}

function askOnce(draft: SheetDraft, column: ColumnDraft, doubt: Parameters<typeof ask>[1]): void {
  column.asked = true;
  ask(draft, doubt);
}
