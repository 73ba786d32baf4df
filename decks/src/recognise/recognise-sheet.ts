/**
 * One sheet: its header, what its columns are, and what holds for all of its rows. The result is as
 * if every guess were taken; each guess is a question beside it.
 */

import { columnLabel } from '../deck/column-label.js';
import type {
  Assumption,
  CodeNames,
  DeckField,
  DeckOptions,
  Question,
  RawRow,
  RawSheet,
  SheetRecognition,
  Warning,
} from '../deck/deck.js';
import { foldText } from '../values/folded-text.js';
import { settleAccessPrefix } from './access-prefix.js';
import { assignByContent, assignByHeaders, isOwnLayout } from './assign-fields.js';
import { assumptionsOf } from './assumptions.js';
import { KIND } from './cell-kind.js';
import { takeMoreCodes, takeRange } from './code-columns.js';
import { settleCodeForm } from './code-form.js';
import { askAmongCodes, isNetworks, settleCodeRoles } from './code-roles.js';
import { contentOf, sampleRows } from './column-content.js';
import {
  type ColumnDraft,
  columnOf,
  finishedColumn,
  isEditSheet,
  percent,
  type SheetDraft,
  take,
} from './column-draft.js';
import { type FoundHeader, findHeader, headerAt } from './find-header.js';
import { askForRowsApart } from './labels.js';
import { applyMap, mappedFields, withoutRefused } from './mapped-columns.js';
import { askForNames } from './names-only.js';
import { settleJurisdiction, settleNorthAmerica, takeAreaAndExchange } from './north-america.js';
import { MESSAGE, MINUTE, otherList } from './other-lists.js';
import { isFeeAlone, settlePriceRoles } from './price-roles.js';
import { PRICE_FIELDS } from './price-scale.js';
import { settleUnits } from './row-units.js';
import { settleValues } from './settle-values.js';
import { settleInactive } from './states.js';
import { askAboutBeside, askAboutGap, leaveSecondTable } from './tables-beside.js';
import { askAboutUnused } from './unused-columns.js';
import { settleWords } from './word-columns.js';
import { headerMeaning } from './wording.js';

export interface SheetFinding {
  readonly recognition: SheetRecognition;
  readonly columns: readonly ColumnDraft[];
  readonly questions: readonly Question[];
  readonly assumptions: readonly Assumption[];
  readonly warnings: readonly Warning[];
  /** Fields of the user's map whose column is not in this sheet. */
  readonly missing: readonly DeckField[];
  /** What it is instead of rates. */
  readonly other?: string;
}

const COLUMNS_MAX = 400;
const CONFIDENCE_MIN = 0.4;

/** A number or a letter is a column's position, never a word of the header. */
function headerOf(rows: readonly RawRow[], options: DeckOptions): FoundHeader | null {
  const { headerRow } = options;
  if (headerRow === 'none') return null;
  if (headerRow !== undefined) {
    const index = rows.findIndex(({ number }) => number === Number(headerRow));
    return index < 0 ? null : headerAt(rows, index);
  }
  const wanted = mappedFields(options)
    .map(([, column]) => foldText(column.trim()))
    .filter((text) => !/^(?:\d+|[a-z]{1,2}|-)$/.test(text));
  return findHeader(rows, new Set(wanted));
}

export function recogniseSheet(
  sheet: RawSheet,
  options: DeckOptions,
  names: CodeNames | null,
): SheetFinding {
  const header = headerOf(sheet.rows, options);
  const draft = draftOf(sheet, header, options);
  const missing = applyMap(draft.columns, options);
  leaveSecondTable(draft);
  const moreCodes = takeMoreCodes(draft);
  takeRange(draft);
  assignByHeaders(draft);
  withoutRefused(draft.columns, options);
  assignByContent(draft, names);
  dropWeak(draft);
  const isOwn = isOwnLayout(draft);
  let isPair = false;
  if (!isOwn) {
    isPair = takeAreaAndExchange(draft);
    settleCodeRoles(draft);
    settleNames(draft);
    settlePriceRoles(draft);
    settleUnits(draft);
    settleWords(draft);
  }
  const other = isOwn ? null : otherList(draft);
  if (other !== null) return { ...noDeck(draft, missing), other };
  if (!isDeck(draft)) return noDeck(draft, missing);
  let place: Partial<SheetRecognition> = {};
  if (!isOwn) {
    askAmongCodes(draft);
    place = settlePlace(draft, isPair, names);
  }
  if (sheet.isBeside === true) askAboutBeside(draft);
  else askAboutGap(draft);
  const from = header === null ? 0 : header.index + 1;
  const values = settleValues(draft, sheet.rows.slice(0, from), header, sheet);
  if (!isOwn && !isEditSheet(draft)) {
    askForRowsApart(draft);
    askAboutUnused(draft);
  }
  const recognition = { ...values, ...place, ...(moreCodes.length > 0 ? { moreCodes } : {}) };
  if (!isOwn) {
    for (const one of assumptionsOf(draft, recognition)) draft.assumptions.push(one);
  }
  if (header === null) warnOfNoHeader(draft);
  if (draft.rows.length === 0) warnOfNoRows(draft);
  warnOfUnused(draft);
  const { questions, assumptions, warnings, columns } = draft;
  return { recognition, columns, questions, assumptions, warnings, missing };
}

/** What holds for all codes and rows, beside their values. */
function settlePlace(
  draft: SheetDraft,
  isPair: boolean,
  names: CodeNames | null,
): Partial<SheetRecognition> {
  const america = settleNorthAmerica(draft, isPair);
  const jurisdiction = settleJurisdiction(draft);
  const accessPrefix = settleAccessPrefix(draft, names);
  const codeForm = settleCodeForm(draft, names);
  if (codeForm === undefined) askForNames(draft);
  const inactive = settleInactive(draft);
  return {
    ...america,
    ...(isNetworks(draft) ? { codeKind: 'network' as const, service: 'sms' as const } : {}),
    ...(isOfMessages(draft) ? { service: 'sms' as const } : {}),
    ...(jurisdiction === undefined ? {} : { jurisdiction }),
    ...(accessPrefix === undefined ? {} : { accessPrefix }),
    ...(inactive === null ? {} : { inactive }),
    ...(codeForm === undefined ? {} : { codeForm }),
  };
}

/** Its price says so, or another header does and none speaks of minutes. */
function isOfMessages(draft: SheetDraft): boolean {
  const price = columnOf(draft, 'price');
  if (price === null || columnOf(draft, 'service') !== null) return false;
  if (price.meaning.unit.per === 'minute') return false;
  if (MESSAGE.test(foldText(price.header))) return true;
  const headers = draft.columns.map(({ header }) => foldText(header));
  return (
    headers.some((header) => MESSAGE.test(header)) &&
    !headers.some((header) => MINUTE.test(header) || /\b(?:voice|calls?)\b/.test(header)) &&
    !PRICE_FIELDS.some((field) => field !== 'price' && columnOf(draft, field) !== null)
  );
}

function draftOf(sheet: RawSheet, header: FoundHeader | null, options: DeckOptions): SheetDraft {
  const from = header === null ? 0 : header.index + 1;
  const rows = sheet.rows.slice(from);
  const sample = sampleRows(sheet.rows, from);
  let width = header?.headers.length ?? 0;
  for (const row of sample) width = Math.max(width, row.cells.length);
  const callers = callersIn(header?.headers ?? []);
  const columns: ColumnDraft[] = [];
  for (let index = 0; index < Math.min(width, COLUMNS_MAX); index += 1) {
    const text = header?.headers[index] ?? '';
    const content = contentOf(sample, index);
    if (text === '' && content.filled === 0) continue;
    columns.push({
      index,
      header: text,
      meaning: headerMeaning(callers === null ? text : text.replace(callers, 'caller')),
      content,
      field: null,
      confidence: 0,
      reason: '',
      settled: false,
    });
  }
  return {
    sheet: sheet.name,
    options,
    columns,
    rows,
    sample,
    hasHeader: header !== null,
    questions: [],
    assumptions: [],
    warnings: [],
  };
}

/**
 * `Calling Code` is a country's code, but beside `Called Code` it is the caller's; so is that of
 * `From Country` beside `To Prefix`.
 */
function callersIn(headers: readonly string[]): RegExp | null {
  if (headers.some((text) => /\bcalled\b/i.test(text))) return /\bcalling\b/i;
  const isPlace = (text: string, word: string): boolean =>
    new RegExp(`^\\s*${word}[\\s_]+(?:country|prefix|code|destination|zone|network)`, 'i').test(
      text,
    );
  const isOfBoth = ['from', 'to'].every((word) => headers.some((text) => isPlace(text, word)));
  return isOfBoth ? /^\s*from\b/i : null;
}

function dropWeak(draft: SheetDraft): void {
  for (const column of draft.columns) {
    if (column.field === null || column.confidence >= CONFIDENCE_MIN) continue;
    take(column, null, 0, `too doubtful: ${column.reason}`);
  }
}

/** Names of destinations matter more than a description or a country apart. */
function settleNames(draft: SheetDraft): void {
  const name = columnOf(draft, 'name');
  const description = columnOf(draft, 'description');
  // `direction` with one word on every row is no name where a description tells rows apart.
  if (name !== null && !name.settled && description !== null && name.content.values > 1) {
    if (name.content.distinct === 1 && description.content.distinct > 1) {
      take(name, null, 0, 'the same word on every row');
    }
  }
  if (columnOf(draft, 'name') !== null || draft.options.map?.name !== undefined) return;
  const hasCode = (['code', 'areaCode', 'countryCode'] as const).some((field) =>
    columnOf(draft, field),
  );
  const fields: readonly DeckField[] = hasCode ? ['description'] : ['description', 'country'];
  for (const field of fields) {
    const column = columnOf(draft, field);
    if (column === null || column.settled || column.content.share(KIND.words) < 0.6) continue;
    take(column, 'name', column.confidence, `${column.reason}; no other column has names`);
    return;
  }
}

function isDeck(draft: SheetDraft): boolean {
  const has = (field: DeckField): boolean => columnOf(draft, field) !== null;
  const hasPlace = has('code') || has('areaCode') || has('countryCode') || has('name');
  if (!hasPlace) return false;
  if (PRICE_FIELDS.some(has) || isFeeAlone(draft)) return true;
  return (
    (has('code') || has('areaCode')) &&
    (has('action') || has('blocked') || has('change')) &&
    draft.hasHeader &&
    (has('action') || has('blocked'))
  );
}

function noDeck(draft: SheetDraft, missing: readonly DeckField[]): SheetFinding {
  const columns = draft.columns.map(finishedColumn);
  const recognition: SheetRecognition = {
    sheet: draft.sheet,
    headerRow: null,
    isDeck: false,
    columns,
    preamble: { effectiveFrom: null, currency: null },
    dateOrder: null,
    decimalMarks: new Map(),
    priceScale: '1',
    intervalsOrder: null,
  };
  return {
    recognition,
    columns: draft.columns,
    questions: [],
    assumptions: [],
    warnings: [],
    missing,
  };
}

function warnOfNoHeader(draft: SheetDraft): void {
  const taken = draft.columns
    .filter(({ field }) => field !== null)
    .map((column) => `${columnLabel(column)} as ${column.field}`)
    .join(', ');
  const message = `there is no header; the columns are taken by their cells: ${taken}`;
  draft.warnings.push({ code: 'no_header', sheet: draft.sheet, row: null, message });
}

function warnOfNoRows({ warnings, sheet }: SheetDraft): void {
  const message = 'there is a header and no rows below it: the sheet has no rates';
  warnings.push({ code: 'no_rows', sheet, row: null, message });
}

function warnOfUnused(draft: SheetDraft): void {
  for (const column of draft.columns) {
    if (column.field !== null || column.asked === true || column.content.values === 0) continue;
    const share = percent(column.content.values / Math.max(1, draft.sample.length));
    const label = columnLabel(column);
    const message = `column "${label}" is not used (${column.reason}); ${share} of rows have it`;
    draft.warnings.push({ code: 'column_unused', sheet: draft.sheet, row: null, message });
  }
}
