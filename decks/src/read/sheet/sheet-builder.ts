/**
 * Collects the cells of one sheet of a workbook into rows: drops empty rows and the empty cells at
 * the end of a row, counts against the limits, and turns what many cells have in common (shown
 * errors, formulas without a result) into one warning a sheet.
 */

import { columnLetters } from '../../deck/column-letters.js';
import type { Cell, RawRow, RawSheet, Warning } from '../../deck/deck.js';
import { count, damaged, type ReadBudget } from '../container/limits.js';

const COLUMNS_MAX = 16_384;
const ROWS_MAX = 1_048_576;

interface Oddity {
  cells: number;
  readonly row: number;
  readonly place: string;
  readonly shown: string;
}

export class SheetBuilder {
  readonly name: string;
  readonly hidden: boolean;
  readonly #budget: ReadBudget;
  readonly #rows: RawRow[] = [];
  #row = 0;
  #rowCount = 0;
  #cells: Cell[] = [];
  #errors: Oddity | null = null;
  #formulas: Oddity | null = null;

  constructor(name: string, hidden: boolean, budget: ReadBudget) {
    this.name = name;
    this.hidden = hidden;
    this.#budget = budget;
  }

  get row(): number {
    return this.#row;
  }

  startRow(number: number): void {
    if (!(number > this.#row) || number > ROWS_MAX || !Number.isInteger(number)) {
      throw damaged(`row ${number} of sheet ${quoted(this.name)} is out of order`);
    }
    if ((number & 0xfff) === 0) this.#budget.checkTime();
    this.#row = number;
  }

  /** `column` is counted from 0. */
  cell(column: number, value: Cell): void {
    if (column >= COLUMNS_MAX) {
      throw damaged(`a cell of sheet ${quoted(this.name)} is beyond the last column`);
    }
    if (value === null || value === '') return;
    if (typeof value === 'string') {
      this.#budget.checkCellLength(value.length, () => this.place(column));
    }
    while (this.#cells.length < column) this.#cells.push(null);
    this.#cells[column] = value;
  }

  /** `times` is for the kind of workbook that stores equal rows once. */
  endRow(times = 1): void {
    const cells = this.#cells;
    const isBlank = !cells.some((cell) =>
      typeof cell !== 'string' ? cell !== null : cell.trim() !== '',
    );
    const last = this.#row + times - 1;
    if (last > ROWS_MAX) throw damaged(`sheet ${quoted(this.name)} has too many rows`);
    for (let number = this.#row; number <= last && !isBlank; number += 1) {
      this.#budget.addRow(cells.length);
      this.#rows.push({ number, cells });
    }
    this.#row = last;
    this.#cells = [];
  }

  useRows(rowCount: number): void {
    this.#rowCount = Math.max(this.#rowCount, rowCount);
  }

  /** A cell that shows an error, such as `#N/A`, has no value. */
  errorCell(column: number, shown: string): void {
    this.#errors = this.#oddity(this.#errors, column, shown);
  }

  formulaWithoutResult(column: number): void {
    this.#formulas = this.#oddity(this.#formulas, column, '');
  }

  #oddity(known: Oddity | null, column: number, shown: string): Oddity {
    if (known === null) return { cells: 1, row: this.#row, place: this.place(column), shown };
    known.cells += 1;
    return known;
  }

  place(column: number): string {
    return `${columnLetters(column)}${this.#row} of sheet ${quoted(this.name)}`;
  }

  sheet(): RawSheet {
    const rowCount = Math.max(this.#rowCount, this.#rows.at(-1)?.number ?? 0);
    return { name: this.name, hidden: this.hidden, rows: this.#rows, rowCount };
  }

  warnings(): Warning[] {
    const warnings: Warning[] = [];
    if (this.#errors !== null) {
      const { cells, row, place, shown } = this.#errors;
      const message = `${cellsShow(cells)} an error, the first ${quoted(shown)} in ${place}: read as empty.`;
      warnings.push({ code: 'error_cells', sheet: this.name, row, message });
    }
    if (this.#formulas !== null) {
      const { cells, row, place } = this.#formulas;
      const message =
        `${cells === 1 ? '1 formula has' : `${count(cells)} formulas have`} no stored result, the ` +
        `first in ${place}: read as empty. Open the file, let it calculate and save it again.`;
      warnings.push({ code: 'formulas_without_result', sheet: this.name, row, message });
    }
    return warnings;
  }
}

function cellsShow(cells: number): string {
  return cells === 1 ? '1 cell shows' : `${count(cells)} cells show`;
}

function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 60));
}

export function noCellsWarning(sheet: string): Warning {
  const message = 'The sheet is a chart or a macro and has no cells.';
  return { code: 'no_cells', sheet, row: null, message };
}
