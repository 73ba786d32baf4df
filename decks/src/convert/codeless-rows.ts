/**
 * Rows without a code are the catch-all when they speak of one thing, or in a deck of our own
 * columns. Several destinations cannot all be "every other number": their codes are missing. Which
 * it is shows when all rows are read.
 */

import { columnLabel } from '../deck/column-label.js';
import type { DeckRate } from '../deck/deck.js';
import type { CodeNotes } from './code-notes.js';
import type { DeckParts, SheetTally } from './deck-parts.js';
import type { SheetLayout } from './sheet-layout.js';

interface CodelessRow {
  readonly row: number;
  readonly name: string;
  readonly rates: readonly DeckRate[];
}

export class CodelessRows {
  readonly #rows: CodelessRow[] = [];

  add(row: number, name: string, rates: readonly DeckRate[]): void {
    this.#rows.push({ row, name, rates });
  }

  settle(layout: SheetLayout, tally: SheetTally, notes: CodeNotes, parts: DeckParts): void {
    const names = new Set(this.#rows.map(({ name }) => name));
    const column = columnLabel(layout.code ?? { header: '', index: 0 });
    const isCatchAll = names.size <= 1 || layout.isOwn;
    for (const { row } of this.#rows) {
      if (isCatchAll) {
        tally.addRateRow();
        continue;
      }
      const message =
        'the code is missing: write it, or * for every number that no other code fits';
      tally.reject(row, [{ column, value: '', code: 'code_missing', message }]);
    }
    if (isCatchAll) return;
    notes.forget('empty_code');
    parts.dropRates(new Set(this.#rows.flatMap(({ rates }) => rates)));
  }
}
