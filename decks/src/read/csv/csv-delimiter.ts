/**
 * Finds what separates the cells of a CSV file. Each candidate splits the first thousand rows; the
 * one that gives the most rows the same width wins. A comma that stands between digits everywhere
 * is a decimal comma as long as another candidate will do.
 *
 * Some programs put each line in quotes as one cell. Then no candidate splits anything, and what is
 * in the quotes is looked at the same way.
 */

import type { RawRow } from '../../deck/deck.js';
import { DeckReadError } from '../../deck/deck.js';
import { ReadBudget } from '../container/limits.js';
import { CsvParser } from './csv-parser.js';

export interface CsvLayout {
  readonly delimiter: string;
  /** Lines are quoted as wholes: the cells stand within the one cell of a row. */
  readonly isWrapped: boolean;
}

interface Split {
  readonly delimiter: string;
  readonly columns: number;
  /** Share of the rows that have so many columns. */
  readonly share: number;
}

export const CANDIDATES = [',', ';', '\t', '|', '^', '~'];
/** Where no other will do: a colon stands in hours as well. */
const LAST_CANDIDATES = [':'];
const SAMPLE_CHARACTERS = 256 * 1024;
const SAMPLE_ROWS = 1000;
/** Below that a file may be wrapped lines. */
const DOUBTFUL_SHARE = 0.5;
const WRAPPED_SHARE_MIN = 0.6;
const DECIMAL_SHARE_MIN = 0.9;

const WORDS: Readonly<Record<string, string>> = {
  comma: ',',
  semicolon: ';',
  tab: '\t',
  '\\t': '\t',
  pipe: '|',
  bar: '|',
};

/** As a user writes it: a character or its name. */
export function delimiterOf(wanted: string): string {
  const delimiter = WORDS[wanted.trim().toLowerCase()] ?? wanted;
  if (delimiter.length === 1 && !/[\p{L}\p{N}"'\r\n\0]/u.test(delimiter)) return delimiter;
  throw new DeckReadError(
    'delimiter',
    `${JSON.stringify(wanted.slice(0, 20))} can not separate cells. ` +
      'Give one character such as , ; | or the word tab.',
  );
}

export function findLayout(text: string, wanted: string | null): CsvLayout {
  const sample = sampleOf(text);
  const candidates = wanted === null ? CANDIDATES : [wanted];
  const split = best(sample, candidates);
  if (split === null || split.share < DOUBTFUL_SHARE) {
    const unwrapped = unwrappedSample(sample);
    const inner = unwrapped === null ? null : best(unwrapped, candidates);
    if (inner !== null && inner.share >= WRAPPED_SHARE_MIN && inner.share > (split?.share ?? 0)) {
      return { delimiter: inner.delimiter, isWrapped: true };
    }
  }
  const last = split === null && wanted === null ? best(sample, LAST_CANDIDATES) : null;
  const found = split ?? (last !== null && last.share >= DOUBTFUL_SHARE ? last : null);
  return { delimiter: found?.delimiter ?? wanted ?? ',', isWrapped: false };
}

/** Into how many cells one of the usual delimiters parts most lines; 1 where none does. */
export function delimitedColumns(text: string): number {
  const split = best(sampleOf(text), CANDIDATES);
  return split !== null && split.share >= DOUBTFUL_SHARE ? split.columns : 1;
}

function best(sample: string, candidates: readonly string[]): Split | null {
  const splits = candidates
    .map((delimiter) => splitBy(sample, delimiter))
    .filter((split) => split.columns > 1);
  const worth = (split: Split) => split.share * (1 - 1 / split.columns);
  const [first, second] = splits.sort((a, b) => worth(b) - worth(a));
  const comma = splits.find((split) => split.delimiter === ',');
  const other = first === comma ? second : first;
  if (comma === undefined || other === undefined) return first ?? null;
  const isDecimal = isDecimalComma(sample, other.delimiter);
  const commaWorth = isDecimal ? worth(comma) / 2 : worth(comma);
  return worth(other) > commaWorth ? other : comma;
}

function splitBy(sample: string, delimiter: string): Split {
  const { rows, readShare } = sampleRows(sample, delimiter);
  const widths = new Map<number, { rows: number; columns: number }>();
  for (const { cells } of rows) {
    const width = widths.get(cells.length) ?? { rows: 0, columns: 0 };
    width.rows += 1;
    // Columns in which no row has anything are not what a delimiter is for.
    width.columns = Math.max(width.columns, cells.findLastIndex((cell) => cell !== null) + 1);
    widths.set(cells.length, width);
  }
  const none = { delimiter, columns: 1, share: 0 };
  return [...widths.values()]
    .filter(({ columns }) => columns > 1)
    .map(({ columns, rows: of }) => ({ delimiter, columns, share: (of / rows.length) * readShare }))
    .reduce((a, b) => (b.share > a.share ? b : a), none);
}

/** Asked of the lines alone that the other candidate would split. */
function isDecimalComma(sample: string, other: string): boolean {
  const lines = sample.split(/\r\n|\r|\n/).filter((line) => line.includes(other));
  const text = lines.join('\n');
  const commas = text.match(/,/g)?.length ?? 0;
  const decimal = text.match(/\d,(?=\d)/g)?.length ?? 0;
  return commas > 0 && decimal >= commas * DECIMAL_SHARE_MIN;
}

/** The texts of rows that are one quoted cell, as lines of their own. */
function unwrappedSample(sample: string): string | null {
  const { rows } = sampleRows(sample, ',');
  const lines = rows.map(onlyText).filter((line) => line !== null);
  return lines.length > 1 ? lines.map((line) => line.replace(/[\r\n]+/g, ' ')).join('\n') : null;
}

/** The text of the only cell of a row that is not empty, if that is the first. */
export function onlyText(row: RawRow): string | null {
  const [first, ...others] = row.cells;
  return typeof first === 'string' && others.every((cell) => cell === null) ? first : null;
}

interface SampleRows {
  readonly rows: readonly RawRow[];
  /** How much of the sample could be read. */
  readonly readShare: number;
}

function sampleRows(sample: string, delimiter: string): SampleRows {
  const parser = new CsvParser(sample, delimiter, new ReadBudget());
  let readShare = 1;
  try {
    parser.parse();
  } catch (error) {
    // With a wrong delimiter, or cut off, quotes need not match; the rows before will do.
    if (!(error instanceof DeckReadError)) throw error;
    readShare = Math.min(1, parser.lineCount / sample.split(/\r\n|\r|\n/).length);
  }
  return { rows: parser.rows.slice(0, SAMPLE_ROWS), readShare };
}

function sampleOf(text: string): string {
  if (text.length <= SAMPLE_CHARACTERS) return text;
  const cut = text.slice(0, SAMPLE_CHARACTERS);
  return cut.slice(0, Math.max(cut.lastIndexOf('\n'), cut.lastIndexOf('\r')) + 1) || cut;
}
