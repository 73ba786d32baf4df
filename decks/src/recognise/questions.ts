/**
 * Questions as data: what is in doubt, the columns and rows that show it, and answers as options.
 * Whoever asks words the options in their own way.
 */

import { columnLabel } from '../deck/column-label.js';
import { columnLetters } from '../deck/column-letters.js';
import type {
  Answer,
  Cell,
  DeckField,
  DeckOptions,
  QuestionCode,
  RawRow,
  SampleRow,
} from '../deck/deck.js';
import { type ColumnDraft, columnOf, type SheetDraft } from './column-draft.js';

export interface Doubt {
  readonly code: QuestionCode;
  readonly columns: readonly (ColumnDraft | null)[];
  readonly text: string;
  /** The guess first. */
  readonly answers: readonly Answer[];
  /** Rows that show it; otherwise those with a value in one of the columns. */
  readonly shows?: (row: RawRow) => boolean;
}

const SAMPLE_ROWS = 3;
const CELL_CHARACTERS_MAX = 60;

export function ask(draft: SheetDraft, { code, columns, text, answers, shows }: Doubt): void {
  const about = columns.filter((column) => column !== null);
  for (const column of about) column.asked = true;
  const labels = about.map(columnLabel);
  draft.questions.push({
    code,
    sheet: draft.sheet,
    column: labels[0] ?? null,
    columns: labels,
    text,
    guess: answers[0]?.words ?? 'read it as it stands',
    answers,
    sample: sampleOf(draft, about, shows),
  });
}

export const answer = (words: string, options: DeckOptions = {}): Answer => ({ words, options });

/** The user has to put something of their own in place of the value. */
export const example = (words: string, options: DeckOptions): Answer => ({
  words,
  options,
  isExample: true,
});

/** The column is the field. */
export function mapTo(draft: SheetDraft, field: DeckField, column: ColumnDraft): Answer {
  return answer(`"${columnLabel(column)}" is ${FIELD_WORDS[field] ?? field}`, {
    map: { [field]: columnReference(draft.columns, column) },
  });
}

export const noColumn = (field: DeckField, words: string): Answer =>
  answer(words, { map: { [field]: '-' } });

export const otherColumn = (field: DeckField): Answer =>
  example(`another column is ${FIELD_WORDS[field] ?? field}`, { map: { [field]: 'COLUMN' } });

const FIELD_WORDS: Readonly<Partial<Record<DeckField, string>>> = {
  code: 'the code',
  price: 'the price',
  setupFee: 'the fee of each call',
  minCharge: 'the least charge of a call',
  maxCharge: 'the most that a call costs',
  surcharge: 'a share that the price is raised by',
  firstInterval: 'the first interval',
  nextInterval: 'the next interval',
  effectiveFrom: 'the effective date',
  effectiveTo: 'the date until when rates hold',
  intervals: 'how time is billed',
  sourceCode: 'the code of the caller',
  name: 'the name of the destination',
  tag: 'a tag that calls must carry',
  notes: 'a note',
};

type NamedColumn = Pick<ColumnDraft, 'header' | 'index'>;

/** How `map` finds the column again: its header where no other has the same, else its letter. */
export function columnReference(columns: readonly NamedColumn[], column: NamedColumn): string {
  const label = columnLabel(column);
  const isOnly =
    column.header.trim() === label &&
    columns.filter((other) => columnLabel(other) === label).length === 1;
  return isOnly && !/^(?:[a-z]{1,2}|\d+)$/i.test(label) ? label : columnLetters(column.index);
}

function sampleOf(
  draft: SheetDraft,
  about: readonly ColumnDraft[],
  shows: Doubt['shows'],
): SampleRow[] {
  const beside = (['code', 'areaCode', 'name'] as const)
    .map((field) => columnOf(draft, field))
    .filter((column) => column !== null);
  const shown = [...new Set([...beside, ...about])];
  const fits =
    shows ?? ((row: RawRow) => about.some(({ index }) => textOf(row.cells[index]) !== ''));
  const found: SampleRow[] = [];
  for (const row of draft.sample) {
    if (found.length >= SAMPLE_ROWS) break;
    if (!fits(row)) continue;
    const cells: Record<string, string> = {};
    for (const column of shown) cells[columnLabel(column)] = textOf(row.cells[column.index]);
    found.push({ row: row.number, cells });
  }
  return found;
}

function textOf(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '';
  const text = cell instanceof Date ? cell.toISOString() : String(cell);
  return text
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, CELL_CHARACTERS_MAX);
}
