/**
 * What the cells of a column are, counted over a sample of its rows: the first ones and others
 * spread over the sheet.
 */

import type { Cell, CodeNames, RawRow } from '../deck/deck.js';
import { KIND, kindsOf } from './cell-kind.js';
import { isFigure } from './find-header.js';

export interface ColumnContent {
  readonly index: number;
  /** Cells of the sample that are not empty; those that say "none" are among them. */
  readonly filled: number;
  /** Cells that are not empty and do not say "none". */
  readonly values: number;
  /** How many of `values` can be this, by the bit of {@link KIND}. */
  count(kind: number): number;
  /** The same as a share of `values`, 0 where there are none. */
  share(kind: number): number;
  readonly distinct: number;
  readonly lengthMax: number;
  /** Numbers of the sample in order, decimals read by the looks of each. */
  readonly numbers: readonly number[];
  /** Different texts, some of them. */
  readonly examples: readonly string[];
}

const HEAD_ROWS = 700;
const SPREAD_ROWS = 700;
/** A row of a rate has a figure somewhere; fewer such rows than this prove nothing. */
const RATE_ROWS_MIN = 3;
const NAMES_ASKED_MAX = 120;

/** Rows to look at: the first ones and others spread over the rest, without notes and footers. */
export function sampleRows(rows: readonly RawRow[], from: number): readonly RawRow[] {
  const sample = spreadRows(rows, from);
  const rates = sample.filter(({ cells }) =>
    cells.some((cell) => isFilled(cell) && isFigure(cell)),
  );
  return rates.length >= RATE_ROWS_MIN ? rates : sample;
}

const isFilled = (cell: Cell): boolean => cell !== null && cell !== '';

function spreadRows(rows: readonly RawRow[], from: number): readonly RawRow[] {
  const count = rows.length - from;
  if (count <= HEAD_ROWS + SPREAD_ROWS) return rows.slice(from);
  const sample = rows.slice(from, from + HEAD_ROWS);
  const step = (count - HEAD_ROWS) / SPREAD_ROWS;
  for (let i = 0; i < SPREAD_ROWS; i += 1) {
    sample.push(rows[from + HEAD_ROWS + Math.floor(i * step)]!);
  }
  return sample;
}

export function contentOf(sample: readonly RawRow[], index: number): ColumnContent {
  const counts = new Map<number, number>();
  const seen = new Map<string, number>();
  const numbers: number[] = [];
  let filled = 0;
  let values = 0;
  let lengthMax = 0;
  for (const row of sample) {
    const cell = row.cells[index] ?? null;
    if (cell === null || cell === '') continue;
    const text = cell instanceof Date ? String(cell.getTime()) : String(cell);
    const key = `${typeof cell}${text}`;
    let kinds = seen.get(key);
    if (kinds === undefined) {
      kinds = kindsOf(cell);
      seen.set(key, kinds);
    }
    if (kinds === 0 && text.trim() === '') continue;
    filled += 1;
    if ((kinds & KIND.none) !== 0) continue;
    values += 1;
    lengthMax = Math.max(lengthMax, text.length);
    for (let rest = kinds; rest !== 0; rest &= rest - 1) {
      const kind = rest & -rest;
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
    if ((kinds & KIND.number) !== 0) numbers.push(magnitudeOf(text));
  }
  numbers.sort((a, b) => a - b);
  const count = (kind: number): number => counts.get(kind) ?? 0;
  return {
    index,
    filled,
    values,
    count,
    share: (kind) => (values === 0 ? 0 : count(kind) / values),
    distinct: seen.size,
    lengthMax,
    numbers,
    examples: [...seen.keys()]
      .slice(0, NAMES_ASKED_MAX)
      .map((key) => key.replace(/^(?:string|number|object|boolean)/, '')),
  };
}

/** Only to judge sizes: a last mark is taken for the decimal one. Never an amount. */
export function magnitudeOf(text: string): number {
  const figure = /[\d.,]*\d(?:e-?\d+)?/i.exec(text)?.[0] ?? '0';
  const last = Math.max(figure.lastIndexOf('.'), figure.lastIndexOf(','));
  if (last < 0) return Number(figure);
  return Number(`${figure.slice(0, last).replace(/\D/g, '')}.${figure.slice(last + 1)}`);
}

/** Share of the texts that a code deck knows as names of destinations; null without a code deck. */
export function knownNamesShare(content: ColumnContent, names: CodeNames | null): number | null {
  if (names === null) return null;
  const texts = content.examples.filter((text) => /\p{L}{2}/u.test(text));
  if (texts.length === 0) return 0;
  const known = texts.filter((text) => names.codesOf(text.trim()).length > 0).length;
  return known / texts.length;
}

/** Share of the codes whose beginning a code deck knows; null without a code deck. */
export function knownCodesShare(content: ColumnContent, names: CodeNames | null): number | null {
  if (names === null) return null;
  const digits = content.examples
    .map((text) => /^\s*\+?(?:00)?(\d+)/.exec(text)?.[1])
    .filter((text) => text !== undefined);
  if (digits.length === 0) return 0;
  return digits.filter((text) => names.find(text) !== null).length / digits.length;
}
