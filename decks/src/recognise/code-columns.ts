/**
 * Codes that stand in several columns of a row: `Code 1`, `Code 2`; the first and the last code of a
 * range. They are told by their headers and cells together, before each column is judged alone.
 */

import { callingCodeOf } from '../codes/country-calling-codes.js';
import { columnLabel } from '../deck/column-label.js';
import { foldText } from '../values/folded-text.js';
import { KIND } from './cell-kind.js';
import { type ColumnDraft, type SheetDraft, take } from './column-draft.js';
import { contentFit } from './content-fit.js';
import { answer, ask, columnReference } from './questions.js';

const CODES_SHARE = 0.8;
const NUMBERED = /^(.*\p{L}.*?)[\s_.-]*(\d{1,2})$/su;

/** Indexes of the columns that hold further codes; the first one is then the code. */
export function takeMoreCodes(draft: SheetDraft): readonly number[] {
  if (isCodeChosen(draft)) return [];
  const groups = new Map<string, ColumnDraft[]>();
  for (const column of draft.columns) {
    const stem = NUMBERED.exec(foldText(column.header.trim()))?.[1];
    const isCode = (column.meaning.fields.get('code') ?? 0) >= 0.5;
    if (stem === undefined || !isCode || column.settled || column.content.values === 0) continue;
    if (contentFit('code', column.content) < CODES_SHARE) continue;
    groups.set(stem, [...(groups.get(stem) ?? []), column]);
  }
  const [first, ...others] = [...groups.values()].find(({ length }) => length > 1) ?? [];
  if (first === undefined) return [];
  if (others.some((column) => !isOfSameCountry(draft, first, column))) {
    askAboutParts(draft, first, others[0]!);
    return [];
  }
  settle(first, 'code', `${others.length + 1} columns of codes: each row is priced by all of them`);
  for (const column of others) settle(column, null, `further codes beside ${columnLabel(first)}`);
  return others.map(({ index }) => index);
}

/** `Prefix 1` and `Prefix 2` that are not of one country may be a country's code and an area's. */
function askAboutParts(draft: SheetDraft, first: ColumnDraft, second: ColumnDraft): void {
  const [country, area] = [first, second].map((column) => columnReference(draft.columns, column));
  ask(draft, {
    code: 'country_code_join',
    columns: [first, second],
    text:
      `"${columnLabel(first)}" and "${columnLabel(second)}" both hold codes: the second may be put ` +
      'after the first, or be something else',
    answers: [
      answer('put one after the other', { map: { countryCode: country!, areaCode: area! } }),
      answer(`"${columnLabel(first)}" alone is the code`, {
        map: { code: country! },
        ignore: [area!],
      }),
    ],
  });
  settle(first, 'countryCode', `put before ${columnLabel(second)}`);
  settle(second, 'areaCode', `put after ${columnLabel(first)}`);
}

/** The user says which column is the code, and that no other is. */
const isCodeChosen = ({ options: { map } }: SheetDraft): boolean =>
  map?.code !== undefined || map?.areaCode !== undefined;

/** Codes of one destination are those of one country; area codes are not. */
function isOfSameCountry(draft: SheetDraft, first: ColumnDraft, other: ColumnDraft): boolean {
  let rows = 0;
  let alike = 0;
  for (const { cells } of draft.sample) {
    const [a, b] = [first, other].map(({ index }) => digitsOf(cells[index]));
    if (a === '' || b === '') continue;
    rows += 1;
    if (callingCodeOf(a!) !== null && callingCodeOf(a!) === callingCodeOf(b!)) alike += 1;
  }
  return rows > 0 && alike >= CODES_SHARE * rows;
}

const digitsOf = (cell: unknown): string => String(cell ?? '').replace(/\D/g, '');

function settle(column: ColumnDraft, field: ColumnDraft['field'], reason: string): void {
  take(column, field, 0.9, reason);
  column.settled = true;
}

const FIRST =
  /^(?:(?:code|codes|prefix|number|range|dial code)[ _-]?)?(?:from|begin|start|first|von|desde|de|da|od|с|от|beginn?|low|lowest)(?:[ _-]?(?:code|prefix|number|range))?$/;
const LAST =
  /^(?:(?:code|codes|prefix|number|range|dial code)[ _-]?)?(?:to|till|until|end|last|bis|hasta|a|do|по|до|high|highest)(?:[ _-]?(?:code|prefix|number|range))?$/;
const SHARED_DIGITS_MIN = 2;

/** `From` and `To` that are the ends of ranges on every row, and not the caller and the called. */
export function takeRange(draft: SheetDraft): void {
  if (isCodeChosen(draft)) return;
  const named = (words: RegExp): ColumnDraft | undefined =>
    draft.columns.find(
      ({ header, settled, content }) =>
        !settled && words.test(foldText(header).trim()) && content.share(KIND.digits) >= 0.95,
    );
  const [first, last] = [named(FIRST), named(LAST)];
  if (first === undefined || last === undefined) return;
  const pairs = draft.sample
    .map(({ cells }) => [digitsOf(cells[first.index]), digitsOf(cells[last.index])] as const)
    .filter(([a, b]) => a !== '' && b !== '');
  if (pairs.length < 2 || !pairs.every(isRange) || pairs.every(([a, b]) => a === b)) return;
  settle(first, 'code', `the first code of each range; ${columnLabel(last)} is the last`);
  settle(last, 'codeEnd', `the last code of each range that ${columnLabel(first)} begins`);
}

function isRange([first, last]: readonly [string, string]): boolean {
  if (first.length !== last.length || first > last) return false;
  let shared = 0;
  while (shared < first.length && first[shared] === last[shared]) shared += 1;
  return shared >= Math.min(SHARED_DIGITS_MIN, first.length - 1);
}
