import { expect, test } from 'vitest';
import { guessDateOrder } from './whole-columns.js';

const open = { order: 'mdy', certain: false, reason: 'no date rules an order out' } as const;

// The reason that a user reads is that of the guess, not that of the column alone.
test.each([
  [null, false, 'mdy', 'no date rules an order out'],
  [null, true, 'dmy', 'who writes decimal commas writes day/month'],
  ['mdy', true, 'mdy', 'the date above the rates is written so'],
] as const)('date above %s, decimal comma %s: %s', (hint, hasDecimalComma, order, reason) => {
  expect(guessDateOrder(open, hint, hasDecimalComma)).toMatchObject({ order, reason });
});
