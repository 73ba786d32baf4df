/**
 * Sheets of a workbook with several tables: beside each other under the same header, or below each
 * other with headers whose columns have another order. Each becomes a sheet of its own, so that its
 * header is looked for, its columns are understood and its rows are counted as those of any other.
 */

import { columnLetters } from '../deck/column-letters.js';
import type { RawFile, RawRow, RawSheet } from '../deck/deck.js';
import { type FoundHeader, findHeader, isFigure } from './find-header.js';
import { headerMeaning } from './wording.js';

const HEADER_CELLS_MIN = 2;
const MEANT_MIN = 0.55;

/** A text has one table; it is written back as one. */
export function withTablesApart(file: RawFile): RawFile {
  if (file.format === 'csv') return file;
  const sheets = file.sheets.flatMap((sheet) => besides(sheet).flatMap(belows));
  return sheets.length === file.sheets.length ? file : { ...file, sheets };
}

const textAt = ({ cells }: RawRow, index: number): string => {
  const cell = cells[index];
  return typeof cell === 'string' ? cell.trim().toLowerCase() : '';
};

function headerRow(sheet: RawSheet): { row: RawRow; header: FoundHeader } | null {
  const header = findHeader(sheet.rows);
  return header === null ? null : { row: sheet.rows[header.index]!, header };
}

/** The first two words of the header stand in it again. */
function besides(sheet: RawSheet): readonly RawSheet[] {
  const found = headerRow(sheet);
  if (found === null) return [sheet];
  const { row } = found;
  const first = row.cells.findIndex((_, index) => textAt(row, index) !== '');
  const starts = row.cells.flatMap((_, index) => {
    const isSame = [0, 1].every((by) => textAt(row, index + by) === textAt(row, first + by));
    return isSame && textAt(row, index + 1) !== '' ? [index] : [];
  });
  if (first < 0 || starts.length < 2) return [sheet];
  return starts.map((start, at) => {
    const end = starts[at + 1] ?? Number.POSITIVE_INFINITY;
    const rows = sheet.rows
      .filter(({ number }) => at === 0 || number >= row.number)
      .map(({ number, cells }) => ({ number, cells: cells.slice(at === 0 ? 0 : start, end) }))
      .filter(({ cells }) => cells.some((cell) => cell !== null && cell !== ''));
    const name = at === 0 ? sheet.name : `${sheet.name}, from column ${columnLetters(start)}`;
    return at === 0 ? { ...sheet, name, rows, isBeside: true } : { ...sheet, name, rows };
  });
}

function belows(sheet: RawSheet): readonly RawSheet[] {
  const found = headerRow(sheet);
  if (found === null) return [sheet];
  const {
    row: header,
    header: { index: from },
  } = found;
  const known = new Set(header.cells.map((_, index) => textAt(header, index)));
  known.delete('');
  // The header that says the most may be that of a later table.
  const headers = sheet.rows.flatMap((row, at) =>
    at === from || isMovedHeader(row, header, known) ? [at] : [],
  );
  if (headers.length < 2) return [sheet];
  return headers.map((start, part) => {
    const rows = sheet.rows.slice(part === 0 ? 0 : start, headers[part + 1]);
    const name = part === 0 ? sheet.name : `${sheet.name}, from row ${rows[0]!.number}`;
    return { ...sheet, name, rows };
  });
}

/** Words of the header in other places, among them those of a code and of a price. */
function isMovedHeader(row: RawRow, header: RawRow, known: ReadonlySet<string>): boolean {
  const first = row.cells.find((cell) => cell !== null && cell !== '');
  if (typeof first !== 'string' || isFigure(first)) return false;
  const filled = row.cells.filter((cell) => cell !== null && cell !== '');
  if (filled.length < HEADER_CELLS_MIN || filled.some(isFigure)) return false;
  const places = row.cells.flatMap((_, index) => (known.has(textAt(row, index)) ? [index] : []));
  if (places.length < HEADER_CELLS_MIN) return false;
  if (places.every((index) => textAt(row, index) === textAt(header, index))) return false;
  const meanings = filled.map((cell) => headerMeaning(String(cell)).fields);
  const says = (field: 'code' | 'price'): boolean =>
    meanings.some((fields) => (fields.get(field) ?? 0) >= MEANT_MIN);
  return says('code') && says('price');
}
