/**
 * Columns that say whether a rate is in use. A status of 1 or Y on every row is a rate like any
 * other; where some rows say no, what becomes of these is asked.
 */

import { columnLabel } from '../deck/column-label.js';
import type { SheetRecognition } from '../deck/deck.js';
import { activeOf, blockedPrice, INCOMING, OUTGOING, parseChange } from '../values/words.js';
import { type ColumnDraft, columnOf, type SheetDraft, take } from './column-draft.js';
import { answer, ask } from './questions.js';

type Inactive = NonNullable<SheetRecognition['inactive']>;

const ANSWERS: Readonly<Record<Inactive, string>> = {
  block: 'blocked: calls to them are refused',
  'leave-out': 'left out: a shorter code prices their calls',
  close: 'closed at their date',
  rate: 'rates like the others',
};

/** `Direction` with incoming and outgoing calls: those that come in are not calls to the codes. */
function takeDirections(draft: SheetDraft): void {
  if (columnOf(draft, 'isActive') !== null) return;
  const column = draft.columns.find(({ settled, content }) => {
    const texts = content.examples.map((text) => text.trim());
    const isDirection = texts.every((text) => INCOMING.test(text) || OUTGOING.test(text));
    return !settled && isDirection && texts.some((text) => INCOMING.test(text));
  });
  if (column === undefined || !column.content.examples.some((one) => OUTGOING.test(one.trim())))
    return;
  take(column, 'isActive', 0.9, 'its cells tell incoming from outgoing calls');
}

/** `Status` with 1 and 0, or Active and Inactive, says what is in use, not what has changed. */
export function takeStates(draft: SheetDraft): void {
  takeDirections(draft);
  const column = columnOf(draft, 'change');
  if (column === null || column.settled || columnOf(draft, 'isActive') !== null) return;
  if (parseChange('yes', column.header) !== null) return;
  const texts = column.content.examples;
  if (texts.length === 0 || !texts.every((text) => activeOf(text) !== null)) return;
  take(column, 'isActive', column.confidence, 'its cells say what is in use and what is not');
}

export function settleInactive(draft: SheetDraft): Inactive | null {
  const column = columnOf(draft, 'isActive');
  if (column === null) return settleClosedPrices(draft);
  const { inactive } = draft.options;
  if (inactive !== undefined) return inactive;
  const isOff = (text: string): boolean => activeOf(text) === false;
  const off = column.content.examples.filter(isOff);
  if (off.length === 0) return null;
  const isIncoming = off.every((text) => INCOMING.test(text.trim()));
  const what = isIncoming ? 'are of incoming calls' : 'seem not to be in use';
  const guesses: readonly Inactive[] = isIncoming
    ? ['leave-out', 'rate']
    : ['block', 'leave-out', 'close', 'rate'];
  askAboutInactive(draft, column, off, what, guesses, isOff);
  return guesses[0]!;
}

/** `Closed` in place of a price, where no date says from when. */
function settleClosedPrices(draft: SheetDraft): Inactive | null {
  const price = columnOf(draft, 'price');
  const isDated =
    columnOf(draft, 'effectiveFrom') !== null ||
    columnOf(draft, 'effectiveTo') !== null ||
    draft.options.effectiveFrom !== undefined;
  if (price === null || isDated) return null;
  const isClosed = (text: string): boolean => blockedPrice(text) === 'close';
  const closed = price.content.examples.filter(isClosed);
  if (closed.length === 0) return null;
  const { inactive } = draft.options;
  if (inactive !== undefined) return inactive;
  const guesses = ['block', 'leave-out', 'close'] as const;
  askAboutInactive(
    draft,
    price,
    closed,
    'are closed, and no date says from when',
    guesses,
    isClosed,
  );
  return 'block';
}

const WORDS_SHOWN_MAX = 5;

function askAboutInactive(
  draft: SheetDraft,
  column: ColumnDraft,
  words: readonly string[],
  what: string,
  answers: readonly Inactive[],
  shows: (text: string) => boolean,
): void {
  const shown = words.slice(0, WORDS_SHOWN_MAX).map((text) => `"${text}"`);
  ask(draft, {
    code: 'inactive',
    columns: [column],
    text: `rows with ${shown.join(', ')} in "${columnLabel(column)}" ${what}`,
    answers: answers.map((one) => answer(ANSWERS[one], { inactive: one })),
    shows: ({ cells }) => shows(String(cells[column.index] ?? '')),
  });
}
