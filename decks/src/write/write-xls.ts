/**
 * A table as XLS (BIFF8), for programs that read nothing newer. The format holds 65,536 rows a
 * sheet, so longer tables go on in further sheets; it knows neither bold headers nor frozen rows
 * here, because the writer in use does not.
 */

import * as xlsx from '@e965/xlsx';
import { neutralise } from './formula-safety.js';
import {
  type ColumnKind,
  DeckWriteError,
  isExactAsNumber,
  type OutputRow,
  type OutputSheet,
  rowGroups,
  sheetNames,
} from './output-sheet.js';

const ROWS_MAX = 65_535;
const CELL_CHARACTERS_MAX = 32_767;

function toXlsCell(text: string, kind: ColumnKind): xlsx.CellObject | null {
  if (text === '') return null;
  if ((kind === 'money' || kind === 'number') && isExactAsNumber(text)) {
    const format = kind === 'money' ? '0.0000######' : 'General';
    return { t: 'n', v: Number(text), z: format };
  }
  const written = kind === 'text' ? neutralise(text) : text;
  if (written.length > CELL_CHARACTERS_MAX) {
    throw new DeckWriteError(
      `a cell has ${written.length} characters and XLS holds ${CELL_CHARACTERS_MAX}; write CSV`,
    );
  }
  return { t: 's', v: written, z: '@' };
}

function worksheet(sheet: OutputSheet, rows: Iterable<OutputRow>): xlsx.WorkSheet {
  const header = sheet.columns.map(({ header: text }) => ({ t: 's' as const, v: text }));
  const body = [...rows].map((row) =>
    row.map((text, index) => toXlsCell(text, sheet.columns[index]!.kind)),
  );
  const made = xlsx.utils.aoa_to_sheet([header, ...body]);
  made['!cols'] = sheet.columns.map(({ header: text }) => ({ wch: Math.max(10, text.length + 2) }));
  return made;
}

export function writeXls(sheet: OutputSheet): Uint8Array {
  const workbook = xlsx.utils.book_new();
  for (const rows of rowGroups(sheet.rows, ROWS_MAX)) {
    const names = sheetNames([...workbook.SheetNames, sheet.name]);
    xlsx.utils.book_append_sheet(workbook, worksheet(sheet, rows), names.at(-1)!);
  }
  return new Uint8Array(xlsx.write(workbook, { bookType: 'biff8', type: 'buffer' }) as Buffer);
}
