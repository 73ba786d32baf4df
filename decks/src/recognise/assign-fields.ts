/**
 * Which column is which field: headers and content together, best first, each field once. Where
 * headers say nothing (or there are none), content alone, with less confidence.
 */

import { columnLabel } from '../deck/column-label.js';
import type { CodeNames, DeckField } from '../deck/deck.js';
import { foldText } from '../values/folded-text.js';
import { KIND } from './cell-kind.js';
import { type ColumnContent, knownCodesShare, knownNamesShare } from './column-content.js';
import { type ColumnDraft, columnOf, percent, type SheetDraft, take } from './column-draft.js';
import { contentFit } from './content-fit.js';
import { MESSAGE } from './other-lists.js';
import { answer, ask, columnReference, mapTo, noColumn } from './questions.js';
import { needsWholeWords } from './sensitive-fields.js';
import { countsMinutes } from './settle-intervals.js';
import { isCanonical } from './wording.js';

interface Candidate {
  readonly column: ColumnDraft;
  readonly field: DeckField | 'ignored';
  readonly confidence: number;
  readonly fit: number;
}

const FIT_MIN = 0.3;
const KNOWN_HEADER_MIN = 0.4;

export function assignByHeaders(draft: SheetDraft): void {
  if (isOwnLayout(draft)) {
    for (const column of draft.columns) {
      const field = column.header.trim();
      if (isCanonical(field))
        take(column, field, 1, `the header is the name of the field ${field}`);
    }
    return;
  }
  const candidates: Candidate[] = [];
  for (const column of draft.columns) {
    if (column.settled) continue;
    for (const [field, weight] of column.meaning.fields) {
      if (needsWholeWords(field) && !column.meaning.whole.has(field)) continue;
      if (field === 'change' && weight < CHANGE_HEADER_MIN && !isOfChange(column)) continue;
      const fit = fitOf(column, field);
      if (fit < FIT_MIN) continue;
      const isOther = field === 'price' && isOfMessagesBeside(column, draft.columns);
      const exact = field === column.header.trim() && isCanonical(field) && fit >= 0.5;
      const confidence = exact ? 1 : weight * (0.55 + 0.45 * fit) * (isOther ? 0.7 : 1);
      candidates.push({ column, field, confidence, fit });
    }
  }
  candidates.sort((a, b) => b.confidence - a.confidence || a.column.index - b.column.index);
  const taken = new Set<string>();
  for (const column of draft.columns) if (column.field !== null) taken.add(column.field);
  const done = new Set<ColumnDraft>();
  for (const { column, field, confidence, fit } of candidates) {
    if (done.has(column)) continue;
    if (field === 'ignored') {
      done.add(column);
      column.reason = 'a column of this name is not needed for rates';
      continue;
    }
    if (taken.has(field)) continue;
    taken.add(field);
    done.add(column);
    take(column, field, confidence, reasonOf(column, field, fit));
  }
  for (const column of draft.columns) if (column.field === null) explainUnused(column);
}

function fitOf(column: ColumnDraft, field: DeckField | 'ignored'): number {
  if (field === 'ignored') return ignoredFit(column);
  if (countsMinutes(column, field)) return column.content.share(KIND.seconds);
  return contentFit(field, column.content);
}

/** The price of a message beside that of a minute is not the price of calls. */
function isOfMessagesBeside({ header }: ColumnDraft, columns: readonly ColumnDraft[]): boolean {
  return (
    MESSAGE.test(foldText(header)) &&
    columns.some(({ meaning }) => meaning.unit.per === 'minute' && meaning.fields.has('price'))
  );
}

const CHANGE_HEADER_MIN = 0.9;

/** Remarks are changes when they are nothing but words such as `New` and `Closed`. */
function isOfChange({ content }: ColumnDraft): boolean {
  return content.examples.every((text) => text.trim().split(/\s+/).length <= 2);
}

/** `Rate change` holds differences, which are not needed, or words of change, which are. */
function ignoredFit({ meaning, content }: ColumnDraft): number {
  return meaning.fields.has('change') && content.share(KIND.change) > 0.6 ? 0.3 : 1;
}

/** Every header is the name of a field: the layout that this program writes. */
export function isOwnLayout(draft: SheetDraft): boolean {
  const headers = draft.columns.map((column) => column.header.trim()).filter((text) => text !== '');
  return headers.length >= 2 && headers.includes('code') && headers.every(isCanonical);
}

function reasonOf(column: ColumnDraft, field: DeckField, fit: number): string {
  const { content } = column;
  if (content.values === 0) return `the header says ${field}; the column has no values`;
  return `the header says ${field}, and ${percent(fit)} of its cells fit`;
}

function explainUnused(column: ColumnDraft): void {
  if (column.reason !== '') return;
  const { content, meaning } = column;
  let best: [string, number] | null = null;
  for (const entry of meaning.fields) if (best === null || entry[1] > best[1]) best = entry;
  if (best === null) {
    column.reason = column.header === '' ? 'no header' : 'the header is not known';
    return;
  }
  const fit = contentFit(best[0] as DeckField, content);
  column.reason =
    fit < FIT_MIN
      ? `the header says ${best[0]}, but its cells hold ${heldBy(content)}`
      : `another column is ${best[0]}`;
}

function heldBy(content: ColumnContent): string {
  if (content.values === 0) return 'nothing';
  if (content.share(KIND.date) > 0.7 && content.share(KIND.number) < 0.7) return 'dates';
  if (content.share(KIND.words) > 0.5) return 'words';
  if (content.share(KIND.intervals) > 0.5) return 'intervals';
  if (content.share(KIND.decimal) > 0.5) return 'amounts';
  if (content.share(KIND.digits) > 0.5) return 'digits';
  return 'something else';
}

/** Columns whose header says nothing that is known. */
const isOpen = (column: ColumnDraft): boolean => {
  if (column.field !== null || column.settled || column.content.values === 0) return false;
  if (column.meaning.fields.has('ignored')) return false;
  const { fields, whole } = column.meaning;
  const strong = [...fields].filter(
    ([field, weight]) =>
      field !== 'ignored' &&
      (whole.has(field) || !needsWholeWords(field)) &&
      weight >= KNOWN_HEADER_MIN &&
      contentFit(field, column.content) >= FIT_MIN,
  );
  return strong.length === 0;
};

/** Fills what is missing from content alone. */
export function assignByContent(draft: SheetDraft, names: CodeNames | null): void {
  if (isOwnLayout(draft)) return;
  const open = draft.columns.filter(isOpen);
  const hasCode = (['code', 'areaCode', 'countryCode'] as const).some((field) =>
    columnOf(draft, field),
  );
  if (!hasCode) {
    fill(draft, open, 'code', (content) => codeScore(content, names), 'cells are codes');
  }
  if (!['price', 'peakPrice', 'firstPrice'].some((field) => columnOf(draft, field as DeckField))) {
    fill(draft, open, 'price', priceScore, 'cells are amounts');
  }
  fillWholePrice(draft, open);
  if (columnOf(draft, 'name') === null) {
    fill(draft, open, 'name', (content) => nameScore(content, names), 'cells are names');
  }
  fillIntervals(draft, open);
  if (draft.hasHeader) return;
  fill(
    draft,
    open,
    'currency',
    (content) => scoreOf(content, KIND.currency),
    'cells are currencies',
  );
  fill(draft, open, 'change', changeScore, 'cells are words of change');
  fillDate(draft, open);
  fillIncrements(draft, open);
}

/** Dates alone do not say what happens at them: one date on all rows, or several columns, are asked. */
function fillDate(draft: SheetDraft, open: readonly ColumnDraft[]): void {
  fill(draft, open, 'effectiveFrom', dateScore, 'cells are dates');
  const taken = columnOf(draft, 'effectiveFrom');
  if (taken === null || taken.settled) return;
  const others = open.filter(
    (column) => column.field === null && dateScore(column.content) > DATES_SCORE_MIN,
  );
  // A notice of changes has one date on all rows.
  const isOfRecord = isConstant(taken.content) && columnOf(draft, 'change') === null;
  if (others.length === 0 && !isOfRecord) return;
  const columns = [taken, ...others];
  ask(draft, {
    code: 'date_column',
    columns,
    text: `without a header, the dates of "${columnLabel(taken)}" may be from when rates hold or not`,
    answers: [
      ...columns.map((column) => mapTo(draft, 'effectiveFrom', column)),
      noColumn('effectiveFrom', 'none of them is: the rates hold at once'),
    ],
  });
}

/** Cells of `60/1` and `0-60-60` say how time is billed, whatever stands above them. */
function fillIntervals(draft: SheetDraft, open: readonly ColumnDraft[]): void {
  const taken = (['intervals', 'firstInterval', 'nextInterval'] as const).some((field) =>
    columnOf(draft, field),
  );
  if (taken) return;
  fill(draft, open, 'intervals', intervalsScore, 'cells are intervals');
}

function fill(
  draft: SheetDraft,
  open: readonly ColumnDraft[],
  field: DeckField,
  score: (content: ColumnContent) => number,
  what: string,
): void {
  if (columnOf(draft, field) !== null || draft.options.map?.[field] !== undefined) return;
  let best: ColumnDraft | null = null;
  let bestScore = 0.45;
  for (const column of open) {
    if (column.field !== null) continue;
    const value = score(column.content);
    if (value > bestScore) {
      best = column;
      bestScore = value;
    }
  }
  if (best === null) return;
  const why = draft.hasHeader ? 'the header is not known' : 'there is no header';
  take(best, field, bestScore, `${why}; its ${what}`);
}

/** Without a header and without decimals, the last column of changing numbers may be the price. */
function fillWholePrice(draft: SheetDraft, open: readonly ColumnDraft[]): void {
  if (draft.hasHeader || draft.options.map?.price !== undefined) return;
  const has = (field: DeckField): boolean => columnOf(draft, field) !== null;
  if (has('price') || has('peakPrice') || !has('code')) return;
  const found = open.filter(
    ({ field, content }) =>
      field === null &&
      content.share(KIND.digits) === 1 &&
      content.distinct > Math.min(3, content.values / 2) &&
      content.lengthMax <= 9,
  );
  const last = found.at(-1);
  if (last === undefined) return;
  take(last, 'price', 0.45, 'there is no header; the last column of changing numbers');
}

function codeScore(content: ColumnContent, names: CodeNames | null): number {
  const fit = contentFit('code', content);
  const lists = content.share(KIND.codeList);
  const other = Math.max(content.share(KIND.date), content.share(KIND.intervals));
  if (fit < 0.9 || (lists > 0.5 && other > 0.5) || content.lengthMax < 2) return 0;
  const variety = Math.min(1, content.distinct / Math.max(1, Math.min(content.values, 40)));
  if (content.numbers.length > 0 && content.distinct === 1 && content.values > 3) return 0;
  const known = knownCodesShare(content, names);
  if (known !== null && known < 0.5) return 0;
  const score = (0.4 + 0.25 * variety) * fit + (known !== null && known > 0.8 ? 0.15 : 0);
  return isSerial(content) ? 0.6 * score : score;
}

const SERIAL_MIN = 4;

/** 4711, 4712, 4713: numbers of rows or records, rather than codes. */
function isSerial({ numbers, distinct, values }: ColumnContent): boolean {
  if (numbers.length !== values || distinct !== values || values < SERIAL_MIN) return false;
  return numbers.every((value, at) => at === 0 || value === numbers[at - 1]! + 1);
}

const isConstant = ({ distinct, values }: ColumnContent): boolean =>
  distinct === 1 && values >= SERIAL_MIN;

const AMOUNT_MAX = 10_000;

function priceScore(content: ColumnContent): number {
  if (contentFit('price', content) < 0.9 || content.share(KIND.percent) > 0.1) return 0;
  const median = content.numbers[content.numbers.length >> 1] ?? 0;
  const amounts = Math.max(content.share(KIND.decimal), content.share(KIND.money));
  if (amounts < 0.4 || median > AMOUNT_MAX) return 0;
  return (0.4 + 0.3 * amounts) * (isConstant(content) ? 0.7 : 1);
}

function nameScore(content: ColumnContent, names: CodeNames | null): number {
  const words = contentFit('name', content);
  if (words < 0.7 || content.distinct < 2) return 0;
  const known = knownNamesShare(content, names) ?? 0;
  if (content.share(KIND.isoCountry) > 0.8) return 0;
  const fixed = Math.max(content.share(KIND.change), content.share(KIND.period));
  if (fixed > 0.7 && known < 0.3) return 0;
  return 0.35 + 0.15 * words + 0.15 * Math.min(1, content.distinct / 20) + 0.3 * known;
}

const scoreOf = (content: ColumnContent, kind: number): number => 0.7 * content.share(kind);

const DATES_SCORE_MIN = 0.45;

/** The same date on all rows is rather that of the record. */
function dateScore(content: ColumnContent): number {
  if (content.share(KIND.digits) > 0.5 && content.lengthMax !== 8) return 0;
  return scoreOf(content, KIND.date) * (isConstant(content) ? 0.9 : 1);
}

const intervalsScore = (content: ColumnContent): number =>
  content.share(KIND.clock) > 0 ||
  content.share(KIND.decimal) > 0.3 ||
  (content.share(KIND.date) > 0.5 && content.lengthMax > 6)
    ? 0
    : scoreOf(content, KIND.intervals);

const changeScore = (content: ColumnContent): number =>
  content.distinct > 15 || content.share(KIND.digits) > 0.3 ? 0 : scoreOf(content, KIND.change);

const INCREMENTS = new Set([1, 6, 10, 12, 15, 18, 20, 24, 30, 60, 120, 180]);

/** 30/6 and 60/1 are usual; a next interval that is longer than the first one is not. */
function isSecondLarger([first, second]: readonly ColumnDraft[]): boolean {
  const sum = (column: ColumnDraft): number =>
    column.content.numbers.reduce((total, value) => total + value, 0);
  return sum(second!) > sum(first!);
}

/** More columns of small numbers than there are intervals: which mean what is not to be seen. */
function askAboutIncrements(draft: SheetDraft, found: readonly ColumnDraft[]): void {
  if (found.every(({ content }) => content.distinct === 1)) return;
  const varied = found.filter(({ content }) => content.distinct > 1);
  const [first, second] = [varied[0] ?? found[0]!, varied[1] ?? found[1]!];
  const map = {
    firstInterval: columnReference(draft.columns, first),
    nextInterval: columnReference(draft.columns, second),
  };
  ask(draft, {
    code: 'column_unused',
    columns: found,
    text: 'several columns hold numbers such as 1, 6 and 60, which may be how time is billed',
    answers: [
      answer('leave them out: billed by the second', {
        map: { firstInterval: '-', nextInterval: '-' },
      }),
      answer(`${columnLabel(first)} is the first and ${columnLabel(second)} the next interval`, {
        map,
      }),
    ],
  });
}

/** Without a header, columns of 1, 6, 30 and 60 are increments: two are first and next. */
function fillIncrements(draft: SheetDraft, open: readonly ColumnDraft[]): void {
  const { map } = draft.options;
  if (map?.firstInterval !== undefined || map?.nextInterval !== undefined) return;
  if (columnOf(draft, 'intervals') !== null) return;
  const found = open.filter(
    ({ field, content }) =>
      field === null &&
      content.share(KIND.seconds) === 1 &&
      content.share(KIND.clock) === 0 &&
      content.distinct <= INCREMENTS.size &&
      content.numbers.every((value) => INCREMENTS.has(value)),
  );
  if (found.length > 2) {
    askAboutIncrements(draft, found);
    return;
  }
  const fields: readonly DeckField[] =
    found.length >= 2 ? ['firstInterval', 'nextInterval'] : ['nextInterval'];
  const ordered = found.length >= 2 && isSecondLarger(found) ? [...found].reverse() : found;
  for (const [at, field] of fields.entries()) {
    const column = ordered[at];
    if (column !== undefined)
      take(column, field, 0.5, 'there is no header; its cells are increments');
  }
}
