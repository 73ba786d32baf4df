import type { CodeNames, DeckRate, RateChange } from '@ratedeck/decks';
import type { Rate } from '@ratedeck/engine';
import { expect, test } from 'vitest';
import { ratesOfDeck } from './deck-rates.js';

const names: CodeNames = {
  find: (digits) =>
    digits.startsWith('44') ? { code: '44', name: 'UK', country: 'GB', type: 'mixed' } : null,
  codesOf: () => [],
};

function deckRates(...rows: [RateChange, Rate][]): DeckRate[] {
  return rows.map(([change, rate], index) => ({
    sheet: 'Rates',
    row: index + 2,
    rate,
    change,
    action: null,
    id: null,
    country: null,
  }));
}

const ratesOf = (...rows: [RateChange, Rate][]): Rate[] =>
  ratesOfDeck(deckRates(...rows), names).map(({ rate }) => rate);

test('names come from the code deck where the carrier gives none', () => {
  expect(
    ratesOf(
      ['set', { code: '4420', price: '1' }],
      ['set', { code: '4477', price: '1', name: 'Mobile' }],
      ['set', { code: '999', price: '1' }],
    ),
  ).toEqual([
    { code: '4420', price: '1', name: 'UK' },
    { code: '4477', price: '1', name: 'Mobile' },
    { code: '999', price: '1' },
  ]);
});

test('of repeated rates the last one counts, in its own row', () => {
  const placed = ratesOfDeck(
    deckRates(
      ['set', { code: '49', price: '1' }],
      ['set', { code: '43', price: '3' }],
      ['set', { code: '49', price: '2' }],
      ['set', { code: '49', price: '4', effectiveFrom: '2026-12-01T00:00:00Z' }],
      ['set', { code: '49', price: '5', timeProfile: 'Peak' }],
      ['set', { code: '49', price: '6', stashed: true }],
    ),
    names,
  );
  expect(placed.map(({ row, rate }) => [row, rate.price])).toEqual([
    [3, '3'],
    [4, '2'],
    [5, '4'],
    [6, '5'],
    [7, '6'],
  ]);
});

test('a closing ends what is sold by then, whatever its row; deletions are left out', () => {
  const effectiveTo = '2026-12-01T00:00:00Z';
  const later = '2027-01-01T00:00:00Z';
  expect(
    ratesOf(
      ['close', { code: '49', effectiveTo }],
      ['set', { code: '49', price: '1' }],
      ['set', { code: '49', price: '2', effectiveFrom: later }],
      ['close', { code: '43', effectiveTo }],
      ['delete', { code: '1' }],
    ),
  ).toEqual([
    { code: '49', price: '1', effectiveTo },
    { code: '49', price: '2', effectiveFrom: later },
  ]);
});

test('an end that is earlier stays', () => {
  const effectiveTo = '2026-12-01T00:00:00Z';
  const sooner = '2026-11-30T00:00:00Z';
  expect(
    ratesOf(
      ['set', { code: '49', price: '1', effectiveTo: sooner }],
      ['close', { code: '49', effectiveTo }],
    ),
  ).toEqual([{ code: '49', price: '1', effectiveTo: sooner }]);
});
