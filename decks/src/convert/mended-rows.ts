/**
 * Rows that are rates although they do not stand as the others do: a line with another delimiter, and
 * further codes below the row that has the name and the price. They are counted and told once.
 */

import type { Cell, RawRow } from '../deck/deck.js';
import type { WarningList } from '../deck/warning-list.js';
import { isBlank, type SheetLayout } from './sheet-layout.js';

const DELIMITERS = [';', ',', '\t', '|'];

export class MendedRows {
  readonly #layout: SheetLayout;
  readonly #width: number;
  /** The row above, where it was a rate. */
  #above: RawRow | null = null;
  #split = 0;
  #splitFirst = 0;
  #carried = 0;
  #carriedFirst = 0;

  constructor(layout: SheetLayout) {
    this.#layout = layout;
    this.#width = (layout.recognition.columns.at(-1)?.index ?? -1) + 1;
  }

  /** The row was a rate: codes that stand alone below it are of its destination. */
  sawRate(row: RawRow): void {
    this.#above = row;
  }

  /** Nothing but a code below a rate with a name: the rest is that of the row above. */
  carried(row: RawRow): RawRow | null {
    const { code, name, country, countryCode } = this.#layout;
    const above = this.#above;
    const label = name ?? country;
    if (above === null || code === null || label === null) return null;
    if (!isBlank(row.cells[label.index]) || countryCode !== null) return null;
    // A line that was cut off begins with its first cells; here those are empty.
    if (label.index > code.index || this.#layout.isOwn) return null;
    if (above.number + 1 !== row.number || isBlank(row.cells[code.index])) return null;
    if (row.cells.some((cell, index) => index !== code.index && !isBlank(cell))) return null;
    if (this.#carried === 0) this.#carriedFirst = row.number;
    this.#carried += 1;
    const cells = [...above.cells];
    cells[code.index] = row.cells[code.index] ?? null;
    return { number: row.number, cells };
  }

  /** A line whose cells another delimiter parts into as many as the header has. */
  split(row: RawRow): RawRow | null {
    const filled = row.cells.filter((cell) => !isBlank(cell));
    const [only] = filled;
    if (filled.length !== 1 || typeof only !== 'string') return null;
    for (const delimiter of DELIMITERS) {
      const cells: Cell[] = only.split(delimiter).map((text) => text.trim());
      if (cells.length < 3 || cells.length !== this.#width) continue;
      return { number: row.number, cells: cells.map((cell) => (cell === '' ? null : cell)) };
    }
    return null;
  }

  countSplit({ number }: RawRow): void {
    if (this.#split === 0) this.#splitFirst = number;
    this.#split += 1;
  }

  report(sheet: string, warnings: WarningList): void {
    if (this.#split > 0) {
      const message = `${this.#split} lines have another delimiter than the others; they are read like them`;
      warnings.add('other_delimiter', sheet, this.#splitFirst, message);
    }
    if (this.#carried === 0) return;
    const message = `${this.#carried} rows have a code alone: their names and prices are those of the row above`;
    warnings.add('carried_down', sheet, this.#carriedFirst, message);
  }
}
