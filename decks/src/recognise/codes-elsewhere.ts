/**
 * Prices by name on one sheet of a workbook and the codes of the names on another. The sheets are not
 * joined here: who reads the prices is told where their codes are, before others are looked up.
 */

import type { DeckField, Question, RawSheet } from '../deck/deck.js';
import type { ColumnDraft } from './column-draft.js';
import type { SheetFinding } from './recognise-sheet.js';

const ROWS_MAX = 2000;
const SHARED_MIN = 0.5;
const CODE_FIELDS: ReadonlySet<DeckField | null> = new Set<DeckField>(['code', 'areaCode']);

/** In place of the question whether codes are looked up by name, which names no sheet. */
export function withCodesElsewhere(
  questions: readonly Question[],
  sheets: readonly RawSheet[],
  findings: readonly SheetFinding[],
): Question[] {
  return questions.map((question) => {
    if (question.code !== 'names_only') return question;
    const at = findings.findIndex(({ recognition }) => recognition.sheet === question.sheet);
    const prices = findings[at];
    const name = prices?.columns.find(({ field }) => field === 'name');
    if (prices === undefined || name === undefined) return question;
    const wanted = valuesOf(sheets[at]!, name);
    const other = findings.findIndex(
      ({ recognition, columns }, index) =>
        !recognition.isDeck &&
        sheets[index]!.hidden !== true &&
        columns.some(({ field }) => CODE_FIELDS.has(field)) &&
        columns.some((column) => sharesValues(wanted, valuesOf(sheets[index]!, column))),
    );
    if (other < 0) return question;
    const codes = sheets[other]!.name;
    const text =
      `the codes for "${name.header.trim()}" stand on the sheet "${codes}", which has no prices: ` +
      'sheets are not joined, so put the codes beside the prices, on one sheet. Those of the code ' +
      'deck may be others';
    return { ...question, text };
  });
}

function valuesOf({ rows }: RawSheet, { index, header }: ColumnDraft): ReadonlySet<string> {
  const values = new Set<string>();
  for (const { cells } of rows.slice(0, ROWS_MAX)) {
    const text = String(cells[index] ?? '').trim();
    if (text !== '' && text !== header.trim() && /\p{L}/u.test(text)) values.add(text);
  }
  return values;
}

function sharesValues(wanted: ReadonlySet<string>, found: ReadonlySet<string>): boolean {
  if (wanted.size === 0) return false;
  return [...wanted].filter((text) => found.has(text)).length >= SHARED_MIN * wanted.size;
}
