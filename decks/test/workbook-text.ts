/**
 * Spreadsheets from a readable description, so that no binary file has to be kept:
 *
 *     sheet Rates                 begins a sheet; `hidden` after the name hides it
 *     Prefix | Destination | Rate
 *     43     | Austria     | 0.0137
 *     row 12                      the next line is row 12
 *     stretch XFD60000            the sheet claims to reach this far
 *
 * A cell that looks like a number is one, `@2026-10-01` is a date, `'43` is the text `43`,
 * `=A1*2 -> 0.5` a formula with its last result; anything else is text, nothing is no cell.
 */

import * as sheetJs from '@e965/xlsx';
import exceljs from 'exceljs';

export type WorkbookFormat = 'xlsx' | 'xls' | 'ods';

interface Formula {
  readonly formula: string;
  readonly result: number;
}

type WorkbookCell = string | number | Date | Formula | null;

interface WorkbookSheet {
  readonly name: string;
  readonly hidden: boolean;
  /** By row number. */
  readonly rows: Map<number, WorkbookCell[]>;
  stretch: string | null;
}

export async function workbookBytes(text: string, format: WorkbookFormat): Promise<Uint8Array> {
  const sheets = sheetsOf(text);
  return format === 'xlsx' ? await writeExceljs(sheets) : writeSheetJs(sheets, format);
}

function sheetsOf(text: string): WorkbookSheet[] {
  const sheets: WorkbookSheet[] = [];
  let rowNumber = 1;
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const [word, ...rest] = line.trim().split(' ');
    if (word === 'sheet') {
      const hidden = rest.at(-1) === 'hidden';
      const name = (hidden ? rest.slice(0, -1) : rest).join(' ');
      sheets.push({ name, hidden, rows: new Map(), stretch: null });
      rowNumber = 1;
      continue;
    }
    const sheet = sheets.at(-1);
    if (sheet === undefined) throw new Error(`no sheet before ${JSON.stringify(line)}`);
    if (word === 'row') rowNumber = Number(rest[0]);
    else if (word === 'stretch') sheet.stretch = rest[0]!;
    else
      sheet.rows.set(
        rowNumber++,
        line.split('|').map((cell) => cellOf(cell.trim())),
      );
  }
  return sheets;
}

function cellOf(text: string): WorkbookCell {
  if (text === '') return null;
  if (text.startsWith("'")) return text.slice(1);
  if (text.startsWith('@')) return new Date(text.slice(1));
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  const formula = /^=(.*) -> (.*)$/.exec(text);
  return formula === null ? text : { formula: formula[1]!, result: Number(formula[2]) };
}

async function writeExceljs(sheets: readonly WorkbookSheet[]): Promise<Uint8Array> {
  const workbook = new exceljs.Workbook();
  for (const { name, hidden, rows, stretch } of sheets) {
    const sheet = workbook.addWorksheet(name, { state: hidden ? 'hidden' : 'visible' });
    for (const [number, cells] of rows) {
      for (const [index, cell] of cells.entries()) {
        if (cell === null) continue;
        const target = sheet.getCell(number, index + 1);
        target.value = cell;
        if (cell instanceof Date) target.numFmt = 'dd.mm.yyyy';
      }
    }
    if (stretch !== null) sheet.getCell(stretch).font = { bold: true };
  }
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

function writeSheetJs(sheets: readonly WorkbookSheet[], format: 'xls' | 'ods'): Uint8Array {
  const workbook = sheetJs.utils.book_new();
  for (const { name, rows } of sheets) {
    const grid: unknown[][] = [];
    for (const [number, cells] of rows) {
      grid[number - 1] = cells.map((cell) =>
        cell !== null && typeof cell === 'object' && 'formula' in cell
          ? { t: 'n', v: cell.result, f: cell.formula }
          : cell,
      );
    }
    const filled = Array.from(grid, (row) => row ?? []);
    const sheet = sheetJs.utils.aoa_to_sheet(filled, { UTC: true, dateNF: 'yyyy-mm-dd' });
    sheetJs.utils.book_append_sheet(workbook, sheet, name);
  }
  workbook.Workbook = { Sheets: sheets.map(({ hidden }) => ({ Hidden: hidden ? 1 : 0 })) };
  const bookType = format === 'xls' ? 'biff8' : 'ods';
  return new Uint8Array(sheetJs.write(workbook, { type: 'buffer', bookType }) as Buffer);
}
