/**
 * The cells of one `.xls` sheet. Of a formula its stored result counts. Programs may write cells in
 * any order, so rows are put in order here.
 */

import type { Cell } from '../../deck/deck.js';
import { damaged, type ReadBudget } from '../container/limits.js';
import { type NumberFormat, shownValue } from '../sheet/number-formats.js';
import type { SheetBuilder } from '../sheet/sheet-builder.js';
import { RECORD, XlsFields, type XlsRecord, xlsRecords } from './xls-records.js';
import type { XlsWorkbook } from './xls-workbook.js';

/** What a cell shows in place of a value. */
interface ErrorCell {
  readonly error: string;
}

interface Address {
  readonly row: number;
  readonly column: number;
}

const ERRORS: Readonly<Record<number, string>> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
};

const GENERAL: NumberFormat = { kind: 'number' };
const COLUMNS_MAX = 256;
const ROWS_MAX = 65_536;
const CELLS_STEP = 4096;

export class XlsSheetCells {
  readonly #book: XlsWorkbook;
  readonly #budget: ReadBudget;
  readonly #rows = new Map<number, (Cell | ErrorCell)[]>();
  #cellCount = 0;
  #usedRows = 0;
  /** The formula whose text stands in a record to come. */
  #awaitsText: Address | null = null;

  constructor(book: XlsWorkbook, budget: ReadBudget) {
    this.#book = book;
    this.#budget = budget;
  }

  read(stream: Buffer, from: number): this {
    this.#budget.checkTime();
    for (const record of xlsRecords(stream, from)) this.#record(record);
    return this;
  }

  fill(builder: SheetBuilder): void {
    for (const row of [...this.#rows.keys()].sort((a, b) => a - b)) {
      builder.startRow(row + 1);
      for (const [column, cell] of this.#rows.get(row)!.entries()) {
        if (cell === undefined || cell === null) continue;
        if (typeof cell === 'object' && 'error' in cell) builder.errorCell(column, cell.error);
        else builder.cell(column, cell);
      }
      builder.endRow();
    }
    builder.useRows(this.#usedRows);
  }

  #record(record: XlsRecord): void {
    switch (record.type) {
      case RECORD.dimensions:
        this.#usedRows = Math.min(lengthOf(record, 8).readUInt32LE(4), ROWS_MAX);
        break;
      case RECORD.sharedText:
        this.#put(record, this.#sharedText(lengthOf(record, 10).readUInt32LE(6)));
        break;
      case RECORD.text:
      case RECORD.richText:
        this.#put(record, new XlsFields(record, 6).text(2));
        break;
      case RECORD.number:
        this.#put(record, this.#shown(lengthOf(record, 14).readDoubleLE(6), styleOf(record)));
        break;
      case RECORD.shortNumber:
        this.#put(record, this.#shown(shortNumber(lengthOf(record, 10), 6), styleOf(record)));
        break;
      case RECORD.shortNumbers:
        this.#shortNumbers(record);
        break;
      case RECORD.truthOrError:
        this.#put(record, truthOrError(lengthOf(record, 8)[6]!, record.data[7] !== 0));
        break;
      case RECORD.formula:
        this.#formula(record);
        break;
      case RECORD.formulaText:
        if (this.#awaitsText !== null) this.#set(this.#awaitsText, new XlsFields(record).text(2));
        this.#awaitsText = null;
        break;
    }
  }

  #put(record: XlsRecord, value: Cell | ErrorCell): void {
    this.#set(addressOf(record), value);
  }

  #set({ row, column }: Address, value: Cell | ErrorCell): void {
    if (column >= COLUMNS_MAX) throw damaged('a cell of its workbook is beyond the last column');
    this.#cellCount += 1;
    if (this.#cellCount % CELLS_STEP === 0) {
      this.#budget.checkCells(this.#cellCount);
      this.#budget.checkTime();
    }
    let cells = this.#rows.get(row);
    if (cells === undefined) {
      cells = [];
      this.#rows.set(row, cells);
    }
    while (cells.length < column) cells.push(null);
    cells[column] = value;
  }

  #shown(number: number, style: number): Cell {
    if (!Number.isFinite(number)) throw damaged('a cell of its workbook has no number');
    return shownValue(number, this.#book.formats[style] ?? GENERAL, this.#book.is1904);
  }

  #sharedText(index: number): string {
    const text = this.#book.strings[index];
    if (text === undefined) throw damaged('a cell of its workbook has a text that is not there');
    return text;
  }

  #shortNumbers(record: XlsRecord): void {
    const data = lengthOf(record, 12);
    const { row, column } = addressOf(record);
    for (let at = 4, index = 0; at + 8 <= data.length; at += 6, index += 1) {
      const value = this.#shown(shortNumber(data, at + 2), data.readUInt16LE(at));
      this.#set({ row, column: column + index }, value);
    }
  }

  #formula(record: XlsRecord): void {
    const data = lengthOf(record, 14);
    this.#awaitsText = null;
    if (data.readUInt16LE(12) !== 0xffff) {
      this.#put(record, this.#shown(data.readDoubleLE(6), styleOf(record)));
    } else if (data[6] === 0) this.#awaitsText = addressOf(record);
    else if (data[6] === 1 || data[6] === 2) {
      this.#put(record, truthOrError(data[8]!, data[6] === 2));
    }
  }
}

function addressOf(record: XlsRecord): Address {
  const data = lengthOf(record, 4);
  return { row: data.readUInt16LE(0), column: data.readUInt16LE(2) };
}

function styleOf({ data }: XlsRecord): number {
  return data.readUInt16LE(4);
}

function lengthOf({ data }: XlsRecord, bytes: number): Buffer {
  if (data.length >= bytes) return data;
  throw damaged('a record of its workbook is too short');
}

function truthOrError(value: number, isError: boolean): Cell | ErrorCell {
  return isError ? { error: ERRORS[value] ?? '#ERROR' } : value !== 0;
}

/** A number in 30 bits: whole or the front of a binary one, perhaps a hundredth of it. */
function shortNumber(data: Buffer, at: number): number {
  const bits = data.readInt32LE(at);
  const number = (bits & 2) === 0 ? frontOfDouble(bits & ~3) : bits >> 2;
  return (bits & 1) === 0 ? number : number / 100;
}

const DOUBLE = new DataView(new ArrayBuffer(8));

function frontOfDouble(front: number): number {
  DOUBLE.setInt32(0, front);
  return DOUBLE.getFloat64(0);
}
