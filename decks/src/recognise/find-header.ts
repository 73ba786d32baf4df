/**
 * Which row is the header: the one whose cells are known wording, wherever it stands; two rows when
 * the lower one divides or completes the upper (`Rate` over `Peak` and `Off-peak`, or units below).
 */

import type { Cell, RawRow } from '../deck/deck.js';
import { foldText } from '../values/folded-text.js';
import { isDateFormat } from './date-format.js';
import { type HeaderMeaning, headerMeaning } from './wording.js';

/** Digits with what stands around them, a date, a list of codes: no wording. */
export function isFigure(cell: Cell): boolean {
  return typeof cell !== 'string' || (/\d/.test(cell) && FIGURE.test(cell));
}

export interface FoundHeader {
  /** Index in `rows` of the last row of the header. */
  readonly index: number;
  readonly headers: readonly string[];
}

const ROWS_SEARCHED_MAX = 5000;
const ROWS_AFTER_BEST = 60;
const SCORE_MIN = 1.2;
const SCORE_GOOD = 2.5;
const MATCH_MIN = 0.55;
const STRONG_MIN = 0.75;
const FIGURE = /^[\d.,\s/:()'’%|;&+$€£*–-]*$/;
const ESSENTIAL = ['code', 'price', 'name', 'country', 'areaCode', 'countryCode'] as const;

/** `wanted`: headers that the user names, folded; a row that has one is the header. */
export function findHeader(
  rows: readonly RawRow[],
  wanted: ReadonlySet<string> = new Set(),
): FoundHeader | null {
  let best = -1;
  let bestScore = SCORE_MIN;
  const count = Math.min(rows.length, ROWS_SEARCHED_MAX);
  const meanings = new Map<string, HeaderMeaning>();
  for (let index = 0; index < count; index += 1) {
    if (best >= 0 && bestScore >= SCORE_GOOD && index > best + ROWS_AFTER_BEST) break;
    const row = rows[index]!;
    const score = scoreOf(row, meanings) + wantedScore(row, wanted);
    if (score > bestScore) {
      best = index;
      bestScore = score;
    }
  }
  return best < 0 ? unknownHeader(rows) : withNeighbour(rows, best, meanings);
}

/** The row that the user names. */
export function headerAt(rows: readonly RawRow[], index: number): FoundHeader {
  return { index, headers: rows[index]!.cells.map(textOf) };
}

const WANTED_SCORE = 2;

function wantedScore(row: RawRow, wanted: ReadonlySet<string>): number {
  if (wanted.size === 0) return 0;
  const found = row.cells.filter(
    (cell) => typeof cell === 'string' && wanted.has(foldText(cell.trim())),
  );
  return found.length * WANTED_SCORE;
}

const UNKNOWN_ROWS_SEARCHED = 50;
const UNKNOWN_HEADER_CHARACTERS_MAX = 60;

/** A header in words that are not known: the row of words right above rows with figures. */
function unknownHeader(rows: readonly RawRow[]): FoundHeader | null {
  const hasFigure = ({ cells }: RawRow): boolean =>
    cells.some((cell) => cell !== null && cell !== '' && isFigure(cell));
  const first = rows.slice(0, UNKNOWN_ROWS_SEARCHED).findIndex(hasFigure);
  const row = rows[first - 1];
  const next = rows[first];
  if (row === undefined || next === undefined || rows[first + 1] === undefined) return null;
  if (row.number + 1 !== next.number || !hasFigure(rows[first + 1]!)) return null;
  const texts = row.cells.map(textOf);
  const filled = texts.filter((text) => text !== '');
  const width = next.cells.filter((cell) => textOf(cell) !== '').length;
  if (filled.length < 2 || filled.length < width) return null;
  if (filled.some((text) => text.length > UNKNOWN_HEADER_CHARACTERS_MAX)) return null;
  return { index: first - 1, headers: texts };
}

function scoreOf(row: RawRow, meanings: Map<string, HeaderMeaning>): number {
  let texts = 0;
  let figures = 0;
  for (const cell of row.cells) {
    if (cell === null || cell === '') continue;
    if (isFigure(cell)) figures += 1;
    else texts += 1;
  }
  // Bands called 1, 2 and 3 are headers, not figures.
  if (texts >= 2 && isCount(row)) figures = 0;
  if (texts < 2 || figures > texts) return 0;
  let score = 0;
  let matched = 0;
  let essential = false;
  const seen = new Set<string>();
  for (const cell of row.cells) {
    if (typeof cell !== 'string' || isFigure(cell)) continue;
    const text = cell.trim();
    const meaning = meaningOf(text, meanings);
    const weight = bestWeight(meaning);
    if (weight < MATCH_MIN) {
      // Prose in a row speaks against it; a header not understood does not.
      if (text.length > 60) score -= 0.3;
      continue;
    }
    if (text.endsWith(':')) score -= 0.6;
    // A data row may repeat one word; a header seldom does.
    score += seen.has(text) ? 0.2 : weight;
    seen.add(text);
    matched += 1;
    essential ||= ESSENTIAL.some((field) => (meaning.fields.get(field) ?? 0) >= MATCH_MIN);
  }
  if (matched < 2 || !essential) return 0;
  return score - 0.7 * figures;
}

/** The figures of the row are 1, 2, 3 and so on, at least two of them. */
function isCount({ cells }: RawRow): boolean {
  const figures = cells.filter((cell) => cell !== null && cell !== '' && isFigure(cell));
  return figures.length >= 2 && figures.every((cell, at) => String(cell).trim() === String(at + 1));
}

function meaningOf(text: string, meanings: Map<string, HeaderMeaning>): HeaderMeaning {
  let meaning = meanings.get(text);
  if (meaning === undefined) {
    meaning = headerMeaning(text);
    meanings.set(text, meaning);
  }
  return meaning;
}

function bestWeight(meaning: HeaderMeaning): number {
  let best = 0;
  for (const weight of meaning.fields.values()) best = Math.max(best, weight);
  return best;
}

const textOf = (cell: Cell | undefined): string => {
  if (cell === null || cell === undefined) return '';
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell).trim();
};

function withNeighbour(
  rows: readonly RawRow[],
  best: number,
  meanings: Map<string, HeaderMeaning>,
): FoundHeader {
  const below = rows[best + 1];
  if (below !== undefined && completes(rows[best]!, below, meanings)) {
    return { index: best + 1, headers: joined(rows[best]!, below) };
  }
  const above = rows[best - 1];
  if (above !== undefined && heads(above, rows[best]!, meanings)) {
    return { index: best, headers: joined(above, rows[best]!) };
  }
  return { index: best, headers: rows[best]!.cells.map(textOf) };
}

/** A row of words or units under the header: `USD/min`, `Peak`, `Min`. */
function completes(upper: RawRow, lower: RawRow, meanings: Map<string, HeaderMeaning>): boolean {
  if (lower.number !== upper.number + 1) return false;
  let filled = 0;
  for (const [index, cell] of lower.cells.entries()) {
    const text = textOf(cell);
    if (text === '') continue;
    filled += 1;
    if (isFigure(cell) || text.length > 40) return false;
    if (text === textOf(upper.cells[index])) return false;
    const meaning = meaningOf(text, meanings);
    if (isDateFormat(text)) continue;
    if (bestWeight(meaning) < STRONG_MIN && meaning.part === null) return false;
  }
  return filled > 0;
}

/** A row of groups above the header: it leaves cells out, and what it says is wording. */
function heads(upper: RawRow, lower: RawRow, meanings: Map<string, HeaderMeaning>): boolean {
  if (upper.number + 1 !== lower.number) return false;
  const texts = upper.cells.map(textOf);
  const filled = texts.filter((text) => text !== '');
  const lowerFilled = lower.cells.filter((cell) => textOf(cell) !== '').length;
  if (filled.length === 0 || filled.length >= lowerFilled || texts[0] !== '') return false;
  return filled.every(
    (text) =>
      !text.includes(':') &&
      text.length <= 40 &&
      bestWeight(meaningOf(text, meanings)) >= MATCH_MIN,
  );
}

/** Texts of both rows; a group's text goes on over the empty cells to its right. */
function joined(upper: RawRow, lower: RawRow): string[] {
  const count = Math.max(upper.cells.length, lower.cells.length);
  const headers: string[] = [];
  let group = '';
  for (let index = 0; index < count; index += 1) {
    const top = textOf(upper.cells[index]);
    const bottom = textOf(lower.cells[index]);
    if (top !== '') group = top;
    else if (bottom === '') group = '';
    headers.push(bottom === '' ? top : `${group} ${bottom}`.trim());
  }
  return headers;
}
