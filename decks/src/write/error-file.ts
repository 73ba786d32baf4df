/**
 * What a user gets back for a file with faults: the same rows, in the same format, with a column
 * that says what is wrong, ready to be corrected and uploaded again. Cells are as they were, but
 * for texts that a spreadsheet would run as formulas. A file that had the column already keeps one.
 */

import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setImmediate as nextTurn } from 'node:timers/promises';
import * as xlsx from '@e965/xlsx';
import type {
  Cell,
  FileFormat,
  RawFile,
  RawRow,
  RawSheet,
  Recognition,
  Rejection,
} from '../deck/deck.js';
import { csvLine } from './csv-lines.js';
import { neutraliseUnlessFigure } from './formula-safety.js';
import { sheetNames } from './output-sheet.js';
import { loadExcel } from './write-xlsx.js';
import { escapeXlsxText } from './xlsx-text.js';

const HEADER = 'Error Message';
const ROWS_A_TURN = 500;

export interface ErrorFileOptions {
  /** `faulty` (the default): the rows that were rejected, and all down to the header. */
  readonly rows?: 'faulty' | 'all';
}

export interface ErrorFile {
  readonly name: string;
  readonly format: FileFormat;
  readonly bytes: Uint8Array;
}

interface ErrorSheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly rows: readonly (readonly Cell[])[];
}

function messagesByRow(rejections: readonly Rejection[], sheet: string): Map<number, string> {
  const messages = new Map<number, string>();
  for (const { sheet: ofSheet, row, column, message } of rejections) {
    if (ofSheet !== sheet) continue;
    const text = column === '' ? message : `${column}: ${message}`;
    const before = messages.get(row);
    messages.set(row, before === undefined ? text : `${before}; ${text}`);
  }
  return messages;
}

function isErrorHeader(cell: Cell): boolean {
  return typeof cell === 'string' && cell.trim().toLowerCase() === HEADER.toLowerCase();
}

function safeCells(row: RawRow): Cell[] {
  return row.cells.map((cell) => (typeof cell === 'string' ? neutraliseUnlessFigure(cell) : cell));
}

function withCell(row: RawRow, column: number, cell: Cell): readonly Cell[] {
  const cells = safeCells(row);
  while (cells.length <= column) cells.push(null);
  cells[column] = cell;
  return cells;
}

function errorSheet(
  sheet: RawSheet,
  headerRow: number | null,
  messages: ReadonlyMap<number, string>,
  isAll: boolean,
): ErrorSheet {
  const header = sheet.rows.find(({ number }) => number === headerRow);
  const known = header?.cells.findIndex(isErrorHeader) ?? -1;
  const width = sheet.rows.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  const column = known >= 0 ? known : width;
  const rows = sheet.rows.flatMap((row) => {
    if (row === header) return [withCell(row, column, HEADER)];
    const message = messages.get(row.number);
    if (message !== undefined) return [withCell(row, column, message)];
    // Above the header stand dates and currencies that the rows need.
    if (headerRow !== null && row.number < headerRow) return [safeCells(row)];
    return isAll ? [withCell(row, column, null)] : [];
  });
  return { name: sheet.name, hidden: sheet.hidden, rows };
}

function csvText(cell: Cell): string {
  if (cell === null) return '';
  return cell instanceof Date ? cell.toISOString() : String(cell);
}

function csvBytes(sheet: ErrorSheet, delimiter: string, encoding: string | null): Uint8Array {
  const lines = sheet.rows.map((row) => csvLine(row.map(csvText), delimiter));
  const text = `${lines.join('\r\n')}\r\n`;
  if (/^utf-?16/i.test(encoding ?? '')) return Buffer.from(`\uFEFF${text}`, 'utf16le');
  // Without the mark Excel takes UTF-8 for the code page of the machine.
  const mark = /^[\0-\x7f]*$/.test(text) ? '' : '\uFEFF';
  return Buffer.from(mark + text, 'utf8');
}

async function xlsxBytes(sheets: readonly ErrorSheet[]): Promise<Uint8Array> {
  const sink = new PassThrough();
  const bytes = buffer(sink);
  const workbook = new (await loadExcel()).stream.xlsx.WorkbookWriter({
    stream: sink,
    useSharedStrings: false,
    useStyles: true,
  });
  const names = sheetNames(sheets.map(({ name }) => name));
  for (const [index, sheet] of sheets.entries()) {
    const state = sheet.hidden ? 'hidden' : 'visible';
    const worksheet = workbook.addWorksheet(names[index]!, { state });
    for (const [count, cells] of sheet.rows.entries()) {
      const row = worksheet.addRow(cells.map(toXlsxCell));
      cells.forEach((cell, at) => {
        if (cell instanceof Date) row.getCell(at + 1).numFmt = dateFormat(cell);
        else if (typeof cell === 'string') row.getCell(at + 1).numFmt = '@';
      });
      row.commit();
      if (count % ROWS_A_TURN === 0) await nextTurn();
    }
    await worksheet.commit();
  }
  await workbook.commit();
  return new Uint8Array(await bytes);
}

function toXlsxCell(cell: Cell): string | number | boolean | Date | undefined {
  return typeof cell === 'string' ? escapeXlsxText(cell) : (cell ?? undefined);
}

const dateFormat = (date: Date): string =>
  date.getTime() % 86_400_000 === 0 ? 'yyyy-mm-dd' : 'yyyy-mm-dd hh:mm:ss';

/** Days since the end of 1899, which is how XLS stores a date. */
const excelDay = (date: Date): number => date.getTime() / 86_400_000 + 25_569;

function oldFormatCell(cell: Cell, bookType: 'biff8' | 'ods'): xlsx.CellObject | null {
  if (cell === null) return null;
  if (typeof cell === 'boolean') return { t: 'b', v: cell };
  if (typeof cell === 'number') return { t: 'n', v: cell };
  // In ODS a cell has a type of its own for dates, in XLS only a format that looks like one.
  const isOds = bookType === 'ods';
  if (typeof cell === 'string') return isOds ? { t: 's', v: cell } : { t: 's', v: cell, z: '@' };
  return isOds ? { t: 'd', v: cell } : { t: 'n', v: excelDay(cell), z: dateFormat(cell) };
}

function oldFormatBytes(sheets: readonly ErrorSheet[], bookType: 'biff8' | 'ods'): Uint8Array {
  const workbook = xlsx.utils.book_new();
  const names = sheetNames(sheets.map(({ name }) => name));
  sheets.forEach((sheet, index) => {
    const cells = sheet.rows.map((row) => row.map((cell) => oldFormatCell(cell, bookType)));
    xlsx.utils.book_append_sheet(workbook, xlsx.utils.aoa_to_sheet(cells), names[index]!);
  });
  return new Uint8Array(xlsx.write(workbook, { bookType, type: 'buffer' }) as Buffer);
}

/** `rates.csv.gz` and `c:\decks\rates.csv` become `rates-errors.csv`. */
function errorFileName(name: string, format: FileFormat): string {
  const own = name
    .split(/[\\/]/)
    .at(-1)!
    .replace(/\.(?:gz|zip)$/i, '');
  const extension = /\.(csv|tsv|txt|xlsx|xls|ods)$/i.exec(own)?.[1]?.toLowerCase();
  const stem = extension === undefined ? own : own.slice(0, -extension.length - 1);
  const isSame =
    extension === format || (format === 'csv' && /^(?:tsv|txt)$/.test(extension ?? ''));
  return `${stem === '' ? 'rates' : stem}-errors.${isSame ? extension! : format}`;
}

export async function writeErrorFile(
  file: RawFile,
  recognition: Recognition,
  rejections: readonly Rejection[],
  options: ErrorFileOptions = {},
): Promise<ErrorFile> {
  const isAll = options.rows === 'all';
  const headers = new Map(recognition.sheets.map(({ sheet, headerRow }) => [sheet, headerRow]));
  const messages = file.sheets.map((sheet) => messagesByRow(rejections, sheet.name));
  const chosen = file.sheets.filter((_, index) => isAll || messages[index]!.size > 0);
  // A file without a sheet can not be opened.
  const sheets = (chosen.length > 0 ? chosen : file.sheets.slice(0, 1)).map((sheet) =>
    errorSheet(
      sheet,
      headers.get(sheet.name) ?? null,
      messages[file.sheets.indexOf(sheet)]!,
      isAll,
    ),
  );
  const name = errorFileName(file.name, file.format);
  if (file.format === 'csv') {
    const bytes = csvBytes(sheets[0]!, file.delimiter ?? ',', file.encoding);
    return { name, format: file.format, bytes };
  }
  const bytes =
    file.format === 'xlsx'
      ? await xlsxBytes(sheets)
      : oldFormatBytes(sheets, file.format === 'xls' ? 'biff8' : 'ods');
  return { name, format: file.format, bytes };
}
