/**
 * Columns that say whether a rate is in use. A status of 1 or Y on every row is a rate like any
 * other; where some rows say no, what becomes of these is asked.
 */

import type { SheetRecognition } from '../deck/deck.js';
import { activeOf, parseChange } from '../values/words.js';
import { columnLabel, columnOf, type SheetDraft, take } from './column-draft.js';
import { answer, ask } from './questions.js';

type Inactive = NonNullable<SheetRecognition['inactive']>;

const ANSWERS: Readonly<Record<Inactive, string>> = {
  block: 'blocked: calls to them are refused',
  'leave-out': 'left out: a shorter code prices their calls',
  close: 'closed at their date',
  rate: 'rates like the others',
};

/** `Status` with 1 and 0, or Active and Inactive, says what is in use, not what has changed. */
export function takeStates(draft: SheetDraft): void {
  const column = columnOf(draft, 'change');
  if (column === null || column.settled || columnOf(draft, 'isActive') !== null) return;
  if (parseChange('yes', column.header) !== null) return;
  const texts = column.content.examples;
  if (texts.length === 0 || !texts.every((text) => activeOf(text) !== null)) return;
  take(column, 'isActive', column.confidence, 'its cells say what is in use and what is not');
}

export function settleInactive(draft: SheetDraft): Inactive | null {
  const column = columnOf(draft, 'isActive');
  if (column === null) return null;
  const { inactive } = draft.options;
  if (inactive !== undefined) return inactive;
  const isOff = (text: string): boolean => activeOf(text) === false;
  const off = column.content.examples.filter(isOff);
  if (off.length === 0) return null;
  const label = columnLabel(column);
  ask(draft, {
    code: 'inactive',
    columns: [column],
    text: `rows with ${off.map((text) => `"${text}"`).join(', ')} in "${label}" seem not to be in use`,
    answers: (Object.keys(ANSWERS) as Inactive[]).map((one) =>
      answer(ANSWERS[one], { inactive: one }),
    ),
    shows: ({ cells }) => isOff(String(cells[column.index] ?? '')),
  });
  return 'block';
}
