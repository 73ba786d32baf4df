/**
 * A column of units beside the prices. Where some rows say minutes and others seconds, it is what
 * their prices are for; where all say seconds, or the header of the prices names its own unit, it may
 * as well be how calls are billed, and sixty times the price is too much to guess.
 */

import { columnLabel } from '../deck/column-label.js';
import { unitOf } from '../values/unit-words.js';
import { columnOf, type SheetDraft, take } from './column-draft.js';
import { ask, mapTo, noColumn } from './questions.js';

export function settleUnits(draft: SheetDraft): void {
  const column = columnOf(draft, 'priceUnit');
  const price = columnOf(draft, 'price') ?? columnOf(draft, 'peakPrice');
  if (column === null || column.settled || price === null) return;
  const units = column.content.examples.map(unitOf);
  const isMinutes = units.every((unit) => unit?.per === 'time' && unit.factor === '1');
  const isSaid = price.meaning.unit.per !== null;
  if (isMinutes || (!isSaid && column.content.distinct > 1)) return;
  take(column, null, 0, 'it may be how calls are billed, not what the prices are for');
  ask(draft, {
    code: 'column_meaning',
    columns: [column, price],
    text:
      `"${columnLabel(column)}" may be what the prices of "${columnLabel(price)}" are for, or how ` +
      'calls are billed',
    answers: [
      noColumn('priceUnit', 'how calls are billed: the prices are those of a minute'),
      { ...mapTo(draft, 'priceUnit', column), words: 'what the prices are for' },
    ],
  });
}
