/**
 * What settles a doubtful cell: the option, and the values that it may have. By the code of the fault
 * or the warning; who reports it words the option in their own way.
 */

import type { DeckOptions } from '../deck/deck.js';

interface Settlement {
  readonly option: keyof DeckOptions;
  readonly values: readonly string[];
}

const SETTLEMENTS: ReadonlyMap<string, Settlement> = new Map<string, Settlement>([
  ['ambiguous_number', { option: 'decimalMark', values: ['.', ','] }],
  ['ambiguous_date', { option: 'dateOrder', values: ['dmy', 'mdy'] }],
  [
    'intervals_order',
    { option: 'intervalsOrder', values: ['free/first/next', 'first/next/grace'] },
  ],
]);

/** Null: no option, the file has to be changed. A hidden sheet is taken by its name. */
export function settlementOf(code: string, sheet: string | null = null): Settlement | null {
  if (code === 'hidden_sheet' && sheet !== null) return { option: 'sheet', values: [sheet] };
  return SETTLEMENTS.get(code) ?? null;
}
