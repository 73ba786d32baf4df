import type { Rate } from '@ratedeck/engine';
import { describe, expect, it } from 'vitest';
import type { Deck, DeckRate, RateChange } from '../deck/deck.js';
import { LISTED_COUNT_MAX } from '../deck/warning-list.js';
import { type CheckOptions, checkDeck } from './check-deck.js';

function deckOf(rates: readonly (Rate & { readonly change?: RateChange })[]): Deck {
  const deckRates = rates.map(({ change = 'set', ...rate }, index): DeckRate => {
    return { sheet: 's', row: index + 2, rate, change, action: null, id: null, country: null };
  });
  return {
    rates: deckRates,
    rejections: [],
    accounts: [],
    warnings: [],
    ignoredRows: [],
    timeProfiles: [],
    currency: null,
    unresolvedNames: [],
    isNamedByCode: true,
  };
}

describe('pairs', () => {
  const from = '2026-12-01T00:00:00Z';

  it.each<[string, Rate & { change?: RateChange }, Rate & { change?: RateChange }, string]>([
    ['the same', { code: '44', price: '0.1' }, { code: '44', price: '0.1' }, 'duplicate'],
    ['0.10 is 0.1', { code: '44', price: '0.10' }, { code: '44', price: '0.1' }, 'duplicate'],
    ['defaults written out', { code: '44', price: '1' }, tiny({ nextInterval: 1 }), 'duplicate'],
    ['another name', { code: '44', price: '1' }, tiny({ name: 'UK' }), 'duplicate'],
    ['another price', { code: '44', price: '0.1' }, { code: '44', price: '0.2' }, 'price'],
    ['another fee', { code: '44', price: '1' }, tiny({ setupFee: '0.1' }), 'setupFee'],
    ['blocked', { code: '44', price: '1' }, { code: '44', blocked: true }, 'blocked'],
    ['another end', { code: '44', price: '1' }, tiny({ effectiveTo: from }), 'effectiveTo'],
    ['a version', { code: '44', price: '1' }, tiny({ price: '2', effectiveFrom: from }), ''],
    ['another profile', { code: '44', price: '1' }, tiny({ price: '2', timeProfile: 'P' }), ''],
    ['another service', { code: '44', price: '1' }, tiny({ price: '2', service: 'sms' }), ''],
    ['another source', { code: '44', price: '1' }, tiny({ price: '2', sourceCode: '1' }), ''],
    ['another tag', { code: '44', price: '1' }, tiny({ price: '2', tag: 'cli' }), ''],
    ['a length', { code: '44', price: '1' }, tiny({ price: '2', numberLength: { min: 9 } }), ''],
    ['a closing', { code: '44', price: '1' }, { code: '44', change: 'close' }, ''],
  ])('%s', (_, first, second, expected) => {
    const check = checkDeck(deckOf([first, { code: '1', price: '1' }, second]));
    const found = check.conflicts[0]?.fields.join() ?? (check.duplicates[0] ? 'duplicate' : '');
    expect(found).toBe(expected);
    expect(check.codes).toBe(2);
  });

  function tiny(fields: Partial<Rate>): Rate {
    return { code: '44', price: '1', ...fields };
  }

  it('pairs each with the first of its kind', () => {
    const prices = ['1', '2', '1', '3'];
    const check = checkDeck(deckOf(prices.map((price) => ({ code: '297', price }))));
    const rows = (pairs: typeof check.conflicts): string[] =>
      pairs.map(({ first, second }) => `${first.row}-${second.row}`);
    expect(rows(check.conflicts)).toEqual(['2-3', '2-5']);
    expect(rows(check.duplicates)).toEqual(['2-4']);
  });

  it('keeps versions of one code apart', () => {
    const dates = ['2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z', '2026-01-01T00:00:00Z'];
    const rates = dates.map((effectiveFrom, i) => ({ code: '44', price: `${i}`, effectiveFrom }));
    expect(checkDeck(deckOf(rates)).conflicts).toHaveLength(1);
  });
});

describe('warnings', () => {
  const now = '2026-11-21T00:00:00Z';
  const day = (date: string): string => `2026-${date}T00:00:00Z`;
  type Case = readonly [string, Rate & { change?: RateChange }, CheckOptions, string];
  const was = (price: string): CheckOptions => ({ previous: [{ code: '44', price }] });

  it.each<Case>([
    ['zero', { code: '44', price: '0' }, {}, 'zero_price'],
    ['zero with decimals', { code: '44', price: '0.00' }, {}, 'zero_price'],
    ['blocked', { code: '44', price: '0', blocked: true }, {}, ''],
    ['the cap itself', { code: '44', price: '2.5' }, { priceMax: '2.50' }, ''],
    ['over the cap', { code: '44', price: '2.5000000001' }, { priceMax: '2.5' }, 'price_over_cap'],
    ['a raise', { code: '44', price: '0.151' }, { ...was('0.1'), raisePercentMax: '50' }, 'raise'],
    [
      'as much as allowed',
      { code: '44', price: '0.15' },
      { ...was('0.1'), raisePercentMax: '50' },
      '',
    ],
    ['a cut', { code: '44', price: '0.01' }, { ...was('0.1'), raisePercentMax: '5' }, ''],
    ['from nothing', { code: '44', price: '0.01' }, { ...was('0'), raisePercentMax: '5' }, 'raise'],
    ['a new code', { code: '45', price: '9' }, { ...was('0.1'), raisePercentMax: '5' }, ''],
    [
      'raised too soon',
      { code: '44', price: '0.2', effectiveFrom: day('11-25') },
      { ...was('0.1'), now, noticeDays: 7 },
      'short_notice',
    ],
    [
      'raised in time',
      { code: '44', price: '0.2', effectiveFrom: day('11-28') },
      { ...was('0.1'), now, noticeDays: 7 },
      '',
    ],
    ['cheaper at once', { code: '44', price: '0.05' }, { ...was('0.1'), now, noticeDays: 7 }, ''],
    [
      'raised at once',
      { code: '44', price: '0.11' },
      { ...was('0.1'), now, noticeDays: 7 },
      'short_notice',
    ],
    [
      'closed too soon',
      { code: '44', effectiveTo: day('11-22'), change: 'close' },
      { ...was('0.1'), now, noticeDays: 7 },
      'short_notice',
    ],
    [
      'soon, with nothing to compare',
      { code: '44', price: '1', effectiveFrom: day('11-22') },
      { now, noticeDays: 7 },
      'short_notice',
    ],
    [
      'past, with nothing to compare',
      { code: '44', price: '1', effectiveFrom: day('11-20') },
      { now, noticeDays: 7 },
      '',
    ],
  ])('%s', (_, rate, options, expected) => {
    const codes = checkDeck(deckOf([rate]), options).warnings.map(({ code }) => code);
    expect(codes.join()).toBe(expected);
  });

  it('measures a raise from the version that it replaces', () => {
    const previous: Rate[] = [
      { code: '44', price: '0.1' },
      { code: '44', price: '0.5', effectiveFrom: day('12-01') },
      { code: '44', price: '9', effectiveFrom: day('12-31') },
    ];
    const deck = deckOf([{ code: '44', price: '0.6', effectiveFrom: day('12-15') }]);
    expect(checkDeck(deck, { previous, raisePercentMax: '10' }).warnings).toEqual([
      {
        code: 'raise',
        sheet: 's',
        row: 2,
        message: 'code 44 is raised by 20.00 %, from 0.5 to 0.6; the limit is 10 %',
      },
    ]);
  });

  it('finds prices below cost under a shorter and under a longer code', () => {
    const costs = [
      {
        name: 'Acme',
        rates: [
          { code: '4', price: '0.02' },
          { code: '447', price: '0.05' },
          { code: '4479', price: '0.06', blocked: true },
          { code: '1', price: '9', effectiveFrom: day('12-01') },
        ],
      },
    ];
    const deck = deckOf([
      { code: '43', price: '0.01' },
      { code: '44', price: '0.03' },
      { code: '1', price: '0.01' },
    ]);
    const { warnings } = checkDeck(deck, { costs, now });
    expect(warnings.map(({ row, message }) => `${row}: ${message}`)).toEqual([
      '2: code 43 is sold at 0.01, below its cost: Acme takes 0.02 for code 4',
      '3: code 44 is sold at 0.03, below its cost: Acme takes 0.05 for code 447',
    ]);
  });

  it('lists so many and counts the rest', () => {
    const count = LISTED_COUNT_MAX + 5;
    const rates = Array.from({ length: count }, (_, i) => ({ code: `${i}`, price: '0' }));
    const { warnings } = checkDeck(deckOf(rates));
    expect(warnings).toHaveLength(LISTED_COUNT_MAX + 1);
    expect(warnings.at(-1)?.message).toBe('and 5 more like this');
  });
});
