/**
 * Rows with more cells than the header, because commas of a text or of an amount stand among those
 * that part the cells, without quotes. Put together again only where one way fits:
 *
 * - `Austria, Mobile,43664,0.0251`, `Austria,43660,43664,0.0151`: the other rows tell which columns are
 *   words, codes and amounts;
 * - `Austria,43,0,0137` on all rows: only one place has a `0` before other digits.
 */

import type { Cell, RawRow } from '../../deck/deck.js';

export interface MendedRows {
  readonly rows: readonly RawRow[];
  /** Numbers of the rows whose words or codes were parted. */
  readonly words: readonly number[];
  /** Whether amounts were parted at their decimal commas. */
  readonly isDecimal: boolean;
}

const HEADER_ROWS_SEARCHED = 20;
const HEADER_CELLS_MIN = 3;
const EXTRA_MAX = 4;
const PROFILE_ROWS = 500;
const PROFILE_ROWS_MIN = 2;
const DECIMAL_SHARE_MIN = 0.95;

export function mendWideRows(rows: readonly RawRow[], delimiter: string): MendedRows {
  const none = { rows, words: [], isDecimal: false };
  const header = rows.slice(0, HEADER_ROWS_SEARCHED).findIndex(isHeader);
  if (delimiter !== ',' || header < 0) return none;
  const width = widthOf(rows[header]!);
  if (!rows.some((row, at) => at > header && widthOf(row) > width)) return none;
  const below = rows.slice(header + 1).filter((row) => widthOf(row) >= HEADER_CELLS_MIN);
  const joints = decimalJoints(below, width);
  if (joints !== null) {
    const mended = rows.map((row, at) => (at > header ? joinedAt(row, width, joints) : row));
    return { rows: mended, words: [], isDecimal: true };
  }
  const kinds = profileOf(below, width);
  if (kinds === null) return none;
  const words: number[] = [];
  const mended = rows.map((row, at) => {
    const found = at > header ? joinedCells(row, width, kinds) : row;
    if (found !== row) words.push(row.number);
    return found;
  });
  return words.length === 0 ? none : { rows: mended, words, isDecimal: false };
}

function widthOf({ cells }: RawRow): number {
  let width = cells.length;
  while (width > 0 && cells[width - 1] === null) width -= 1;
  return width;
}

const hasLetter = (cell: Cell): boolean => typeof cell === 'string' && /\p{L}/u.test(cell);

function isHeader({ cells }: RawRow): boolean {
  const filled = cells.filter((cell) => cell !== null);
  return filled.length >= HEADER_CELLS_MIN && filled.every(hasLetter);
}

/** Where amounts were parted, the same places on nearly all rows; null when they were not. */
function decimalJoints(rows: readonly RawRow[], width: number): readonly number[] | null {
  const [first] = rows.filter((row) => widthOf(row) > width);
  const extra = first === undefined ? 0 : widthOf(first) - width;
  if (extra < 1 || extra > EXTRA_MAX) return null;
  const wide = rows.filter((row) => widthOf(row) === width + extra);
  if (wide.length < rows.length * DECIMAL_SHARE_MIN) return null;
  const joints: number[] = [];
  for (let at = 0; at + 1 < width + extra; at += 1) {
    if (!wide.every(({ cells }) => isWhole(cells[at]) && isRest(cells[at + 1]))) continue;
    if (wide.filter(({ cells }) => cells[at] === '0').length * 2 < wide.length) continue;
    joints.push(at);
    at += 1;
  }
  return joints.length === extra ? joints : null;
}

const isWhole = (cell: Cell | undefined): boolean =>
  typeof cell === 'string' && /^\s*(?:0|[1-9]\d{0,2})$/.test(cell);
const isRest = (cell: Cell | undefined): boolean =>
  typeof cell === 'string' && /^\d{2,8}\s*$/.test(cell);

function joinedAt(row: RawRow, width: number, joints: readonly number[]): RawRow {
  if (widthOf(row) !== width + joints.length) return row;
  const cells: Cell[] = [];
  for (let at = 0; at < row.cells.length; at += 1) {
    if (joints.includes(at)) {
      cells.push(`${row.cells[at]},${row.cells[at + 1]}`);
      at += 1;
    } else cells.push(row.cells[at]!);
  }
  return { number: row.number, cells };
}

type CellKind = 'words' | 'whole' | 'decimal' | 'figures';

/** What each column holds, by the rows that are as wide as the header. */
function profileOf(rows: readonly RawRow[], width: number): readonly CellKind[] | null {
  const usual = rows.filter((row) => widthOf(row) === width).slice(0, PROFILE_ROWS);
  if (usual.length < PROFILE_ROWS_MIN) return null;
  return Array.from({ length: width }, (_, at) => {
    const cells = usual.map((row) => row.cells[at] ?? null);
    if (cells.some(hasLetter)) return 'words';
    if (cells.every(isCode)) return 'whole';
    return cells.every(isDecimal) ? 'decimal' : 'figures';
  });
}

const isCode = (cell: Cell): boolean => typeof cell === 'string' && /^\s*\+?\d+\s*$/.test(cell);
const isDecimal = (cell: Cell): boolean =>
  typeof cell === 'string' && /^\s*\d*\.\d+\s*$/.test(cell);

function fits(kind: CellKind, cell: Cell): boolean {
  if (kind === 'words') return true;
  if (cell === null) return kind === 'figures';
  if (kind === 'whole') return isCode(cell);
  return kind === 'decimal' ? isDecimal(cell) : !hasLetter(cell);
}

/** The only way to put words or codes together that leaves the other cells where they belong. */
function joinedCells(row: RawRow, width: number, kinds: readonly CellKind[]): RawRow {
  const extra = widthOf(row) - width;
  if (extra < 1 || extra > EXTRA_MAX) return row;
  const found: (readonly Cell[])[] = [];
  for (let at = 0; at < width; at += 1) {
    const parts = row.cells.slice(at, at + extra + 1);
    if (
      !parts.every(kinds[at] === 'words' ? hasLetter : kinds[at] === 'whole' ? isCode : () => false)
    )
      continue;
    const cells = [...row.cells.slice(0, at), parts.join(','), ...row.cells.slice(at + extra + 1)];
    if (kinds.every((kind, index) => index === at || fits(kind, cells[index]!))) found.push(cells);
  }
  return found.length === 1 ? { number: row.number, cells: found[0]! } : row;
}
