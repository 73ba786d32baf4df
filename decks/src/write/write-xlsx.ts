/**
 * A table as XLSX, streamed: rows are made, packed and handed on in small groups, so a large table
 * needs no more memory than a small one. Strings stand in their cells; a shared table of them would
 * have to be held until the end. The header is bold and stays in view; columns can be filtered.
 */

import type { Writable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type ExcelJS from 'exceljs';
import { neutralise } from './formula-safety.js';
import {
  type ColumnKind,
  isExactAsNumber,
  type OutputColumn,
  type OutputSheet,
  rowGroups,
  sheetNames,
} from './output-sheet.js';
import { escapeXlsxText } from './xlsx-text.js';

const ROWS_MAX = 1_048_575;
const ROWS_A_TURN = 500;
const WIDTH_MIN = 9;

/** As `0.0137` and `12.5000`: four decimals at least, all that there are. */
const NUMBER_FORMATS: Readonly<Record<ColumnKind, string>> = {
  text: '@',
  code: '@',
  money: '0.0000######',
  number: 'General',
  word: '@',
};

const WIDTHS: Readonly<Record<ColumnKind, number>> = {
  text: 28,
  code: 14,
  money: 11,
  number: 9,
  word: 12,
};

/** Undefined: no cell at all; the column has the format that a new one needs. */
type XlsxCell = string | number | undefined;

function toXlsxCell(text: string, kind: ColumnKind): XlsxCell {
  if (text === '') return undefined;
  if ((kind === 'money' || kind === 'number') && isExactAsNumber(text)) return Number(text);
  return escapeXlsxText(kind === 'text' ? neutralise(text) : text);
}

function addWorksheet(
  workbook: ExcelJS.stream.xlsx.WorkbookWriter,
  name: string,
  columns: readonly OutputColumn[],
): ExcelJS.Worksheet {
  const worksheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
  worksheet.columns = columns.map(({ header, kind }) => ({
    width: Math.max(WIDTH_MIN, WIDTHS[kind], header.length + 4),
    style: { numFmt: NUMBER_FORMATS[kind] },
  }));
  const header = worksheet.addRow(columns.map((column) => column.header));
  header.font = { bold: true };
  header.commit();
  return worksheet;
}

/** Half a second to load: only who writes a workbook waits for it. */
export async function loadExcel(): Promise<typeof ExcelJS> {
  return (await import('exceljs')).default;
}

/** Ends the sink. A table too long for one sheet goes on in the next, under the same header. */
export async function writeXlsx(sheet: OutputSheet, sink: Writable): Promise<void> {
  const workbook = new (await loadExcel()).stream.xlsx.WorkbookWriter({
    stream: sink,
    useSharedStrings: false,
    useStyles: true,
  });
  const kinds = sheet.columns.map(({ kind }) => kind);
  let sheetCount = 0;
  for (const rows of rowGroups(sheet.rows, ROWS_MAX)) {
    sheetCount += 1;
    const [name] = sheetNames([sheet.name]) as [string];
    const suffix = sheetCount === 1 ? '' : ` ${sheetCount}`;
    const worksheet = addWorksheet(
      workbook,
      `${name.slice(0, 31 - suffix.length)}${suffix}`,
      sheet.columns,
    );
    let rowCount = 0;
    for (const row of rows) {
      worksheet.addRow(row.map((text, index) => toXlsxCell(text, kinds[index]!))).commit();
      rowCount += 1;
      if (rowCount % ROWS_A_TURN === 0) await nextTurn();
    }
    worksheet.autoFilter = {
      from: { row: 1, column: 1 },
      to: { row: rowCount + 1, column: sheet.columns.length },
    };
    await worksheet.commit();
  }
  await workbook.commit();
}
