import type { Rate } from '@ratedeck/engine';
import { expect, test } from 'vitest';
import { IDENTITY_CASES } from '../../../engine/test/identity-cases.js';
import { compareDecks } from './compare-decks.js';
import { rateIdentity } from './rate-index.js';

/** Rates of a deck that name no service are of voice. */
const CASES = IDENTITY_CASES.filter(({ table }) => table === 'voice');

test.each(CASES)('versions of one rate, in a deck as elsewhere: $what', ({ a, b, same }) => {
  const [left, right] = [a, b].map((fields) => rateIdentity({ code: '44', ...fields } as Rate));
  expect(left === right).toBe(same);
});

test('a range that is open in one deck and written out in the other is no other rate', () => {
  const deck = (max: { max?: number }) => [
    { code: '44', price: '0.1', numberLength: { min: 5, ...max } },
  ];
  const options = { at: '2026-11-21T00:00:00Z' };
  const { counts } = compareDecks(deck({}), deck({ max: 32 }), options);
  expect(counts).toMatchObject({ unchanged: 1, new: 0, closed: 0 });
});
