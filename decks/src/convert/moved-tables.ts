/**
 * Tables below a later header whose columns have another order. Their rows are refused: read by the
 * first header they would be other rates.
 */

import { columnLabel } from '../deck/column-label.js';
import type { RawRow } from '../deck/deck.js';
import type { SheetTally } from './deck-parts.js';
import type { RowKinds } from './row-kind.js';
import { isBlank, type SheetLayout } from './sheet-layout.js';

const ROW_CELLS_MIN = 2;

export class MovedTables {
  readonly #kinds: RowKinds;
  readonly #layout: SheetLayout;
  readonly #tally: SheetTally;
  /** The row of the header of such a table; 0 outside of one. */
  #header = 0;

  constructor(kinds: RowKinds, layout: SheetLayout, tally: SheetTally) {
    this.#kinds = kinds;
    this.#layout = layout;
    this.#tally = tally;
  }

  /** The header that is read. */
  leave(): void {
    this.#header = 0;
  }

  /** Whether the row is the header of such a table; it is counted then. */
  takesHeader(row: RawRow): boolean {
    if (!this.#kinds.isMovedHeader(row)) return false;
    this.#header = row.number;
    this.#tally.addHeader();
    return true;
  }

  /** Whether the row belongs to such a table; it is refused then. */
  refuses(row: RawRow): boolean {
    if (this.#header === 0 || this.#kinds.isMovedHeader(row)) return false;
    if (this.#kinds.isHeader(row)) {
      this.#header = 0;
      return false;
    }
    if (row.cells.filter((cell) => !isBlank(cell)).length < ROW_CELLS_MIN) return false;
    const message =
      `stands below the header in row ${this.#header}, whose columns have another order than ` +
      'the one that is read; make a sheet or file of each table';
    const column = this.#layout.code ?? this.#layout.name;
    const label = column === null ? '' : columnLabel(column);
    this.#tally.reject(row.number, [{ column: label, value: '', code: 'other_header', message }]);
    return true;
  }
}
