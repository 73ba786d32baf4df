/**
 * What an `.xls` workbook says of all its sheets: their names and places, shared strings, number
 * formats by style, and from when days count.
 */

import { passwordNeeded, unsupported } from '../container/file-kind.js';
import { damaged, type ReadBudget } from '../container/limits.js';
import { builtInFormat, type NumberFormat, numberFormat } from '../sheet/number-formats.js';
import { RECORD, XlsFields, type XlsRecord, xlsRecords } from './xls-records.js';

export interface XlsSheetPlace {
  readonly name: string;
  readonly hidden: boolean;
  /** False: a chart or a macro, which has no cells. */
  readonly hasCells: boolean;
  readonly at: number;
}

export interface XlsWorkbook {
  readonly sheets: readonly XlsSheetPlace[];
  readonly strings: readonly string[];
  /** By the index of a style. */
  readonly formats: readonly NumberFormat[];
  readonly is1904: boolean;
}

const VERSION_8 = 0x0600;

export function readXlsWorkbook(stream: Buffer, budget: ReadBudget): XlsWorkbook {
  if (stream.length >= 8 && stream.readUInt16LE(4) !== VERSION_8) {
    throw unsupported(
      'a workbook of Excel 95 or older',
      'Open it in a spreadsheet program and save it as .xlsx.',
    );
  }
  const sheets: XlsSheetPlace[] = [];
  const own = new Map<number, NumberFormat>();
  const styles: number[] = [];
  let strings: string[] = [];
  let is1904 = false;
  for (const record of xlsRecords(stream, 0)) {
    const fields = new XlsFields(record);
    switch (record.type) {
      case RECORD.password:
        throw passwordNeeded();
      case RECORD.dates1904:
        is1904 = fields.number(2) === 1;
        break;
      case RECORD.format:
        own.set(fields.number(2), numberFormat(fields.text(2)));
        break;
      case RECORD.cellStyle:
        fields.skip(2);
        styles.push(fields.number(2));
        break;
      case RECORD.sheet:
        sheets.push(sheetPlace(fields));
        budget.addSheets(sheets.length);
        break;
      case RECORD.sharedStrings:
        strings = sharedStrings(record, budget);
        break;
    }
  }
  if (sheets.length === 0) throw damaged('the workbook names no sheets');
  const formats = styles.map((format) => own.get(format) ?? builtInFormat(format));
  return { sheets, strings, formats, is1904 };
}

function sheetPlace(fields: XlsFields): XlsSheetPlace {
  const at = fields.number(4);
  const hidden = (fields.number(1) & 3) !== 0;
  const hasCells = fields.number(1) === 0;
  return { name: fields.text(1), hidden, hasCells, at };
}

function sharedStrings(record: XlsRecord, budget: ReadBudget): string[] {
  const fields = new XlsFields(record);
  fields.skip(4);
  const count = fields.number(4);
  const strings: string[] = [];
  while (strings.length < count && !fields.isAtEnd) {
    const text = fields.text(2);
    budget.checkCellLength(text.length, () => `shared string ${strings.length + 1}`);
    budget.addText(text.length);
    strings.push(text);
    budget.checkCells(strings.length);
  }
  // A cell that points behind the last string is found where it is read.
  return strings;
}
