/** Words of the command line for what decks say as data. */

import { DeckReadError } from '@ratedeck/decks';
import { expect, it } from 'vitest';
import { readErrorText, withOption } from './settle-text.js';

it.each([
  ['ambiguous_number', null, 'open: settle it with --decimal-mark . or ","'],
  ['ambiguous_date', null, 'open: settle it with --date-order dmy or mdy'],
  [
    'intervals_order',
    'Rates',
    'open: settle it with --intervals-order free/first/next or first/next/grace',
  ],
  ['hidden_sheet', 'Old rates', 'open: settle it with --sheet "Old rates"'],
  ['not_a_price', 'Rates', 'open'],
])('tells of %s with the option that settles it', (code, sheet, message) => {
  expect(withOption({ code, sheet, message: 'open' })).toEqual({ code, sheet, message });
});

it('names the option that is at fault', () => {
  const fault = new DeckReadError('bad_option', '"x" is no date', 'effectiveFrom');
  expect(readErrorText(fault)).toBe('--effective-from: "x" is no date');
  expect(readErrorText(new DeckReadError('bad_zip', 'it is cut'))).toBe('it is cut');
});
