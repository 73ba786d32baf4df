import type { Rate } from '@ratedeck/engine';
import { describe, expect, test } from 'vitest';
import { compareDecks } from './compare-decks.js';
import type { CompareOptions, DeckComparison } from './deck-comparison.js';

const at = '2026-12-01T00:00:00Z';

function compare(old: Rate[], next: Rate[], options: Partial<CompareOptions> = {}): DeckComparison {
  const comparison = compareDecks(old, next, { at, ...options });
  for (const account of [comparison.old, comparison.next]) {
    expect(account.compared + account.pending + account.notCompared).toBe(account.rates);
    expect(account.notCompared).toBeGreaterThanOrEqual(0);
  }
  return comparison;
}

/** `code kind percent`, the cover in brackets, what a pending row becomes behind an arrow. */
function told(comparison: DeckComparison): string[] {
  return comparison.rows.map(({ code, kind, percent, terms, cover, becomes }) =>
    [
      code,
      kind,
      ...(becomes === null ? [] : [`-> ${becomes}`]),
      ...(percent === null ? [] : [percent]),
      ...terms,
      ...(cover === null ? [] : [`(${cover.coveredBy} ${cover.effect} ${cover.percent})`]),
    ].join(' '),
  );
}

describe('one code', () => {
  const old: Rate = { code: '44', price: '0.04' };
  test.each<[string, Rate | null, Rate | null, string[]]>([
    ['dearer', old, { code: '44', price: '0.05' }, ['44 increased 25.00']],
    ['cheaper', old, { code: '44', price: '0.03' }, ['44 decreased -25.00']],
    ['the same in other digits', old, { code: '44', price: '0.040' }, ['44 unchanged 0.00']],
    ['gone', old, null, ['44 closed']],
    ['there at last', null, old, ['44 new']],
    ['blocked', old, { code: '44', blocked: true }, ['44 blocked']],
    ['blocked from the start', null, { code: '44', blocked: true }, ['44 blocked']],
    ['opened', { code: '44', blocked: true }, old, ['44 new']],
    [
      'blocked as before',
      { code: '44', blocked: true },
      { code: '44', blocked: true },
      ['44 unchanged'],
    ],
    ['blocked, then gone', { code: '44', blocked: true }, null, ['44 closed']],
    [
      'billed in minutes',
      old,
      { ...old, firstInterval: 60, nextInterval: 60 },
      ['44 increased 0.00 firstInterval nextInterval'],
    ],
    [
      'a minute at first, a fee no more',
      { ...old, setupFee: '1' },
      { ...old, firstInterval: 60 },
      ['44 changed 0.00 firstInterval setupFee'],
    ],
    [
      'defaults written out',
      old,
      { ...old, nextInterval: 1, setupFee: '0.00', freeVolume: 0 },
      ['44 unchanged 0.00'],
    ],
    [
      'a lower price by the minute',
      old,
      { code: '44', price: '0.03', nextInterval: 60 },
      ['44 decreased -25.00 firstInterval nextInterval'],
    ],
    ['free before', { code: '44', price: '0' }, old, ['44 increased']],
  ])('%s', (_, before, after, rows) => {
    const list = (rate: Rate | null): Rate[] => (rate === null ? [] : [rate]);
    expect(told(compare(list(before), list(after)))).toEqual(rows);
  });
});

describe('nested codes', () => {
  const uk: Rate = { code: '44', price: '0.04' };
  const mobile: Rate = { code: '4477', price: '0.05' };

  test('a new code under an old one changes the price of its numbers', () => {
    const comparison = compare([uk], [uk, mobile]);
    expect(told(comparison)).toEqual(['44 unchanged 0.00', '4477 new (44 dearer 25.00)']);
    expect(comparison.newCovered).toMatchObject({ dearer: 1, cheaper: 0 });
    expect(comparison.rows[1]!.cover).toEqual({
      code: '4477',
      coveredBy: '44',
      oldPrice: '0.04',
      newPrice: '0.05',
      effect: 'dearer',
      percent: '25.00',
    });
  });

  test('a closed code leaves its numbers to the shorter one of the new deck', () => {
    const comparison = compare([uk, mobile], [{ code: '44', price: '0.02' }]);
    expect(told(comparison)).toEqual(['44 decreased -50.00', '4477 closed (44 cheaper -60.00)']);
    expect(comparison.closedCovered).toMatchObject({ dearer: 0, cheaper: 1 });
  });

  test('codes split up: each of them is measured against the code that was there', () => {
    const parts = ['4420', '4421'].map((code) => ({ code, price: '0.04' }));
    expect(told(compare([uk], parts))).toEqual([
      '4420 new (44 same 0.00)',
      '4421 new (44 same 0.00)',
      '44 closed',
    ]);
  });

  test('the catch-all covers everything; a block covers too', () => {
    const all: Rate = { code: '', blocked: true };
    expect(told(compare([all], [all, uk]))).toEqual([' unchanged', '44 new ( opened null)']);
    expect(told(compare([all, uk], [all]))).toEqual([' unchanged', '44 closed ( blocked null)']);
  });

  test('a peak rate takes calls from the plain rate of the same code', () => {
    const peak: Rate = { code: '44', price: '0.06', timeProfile: 'Peak' };
    expect(told(compare([uk], [uk, peak]))).toEqual([
      '44 unchanged 0.00',
      '44 new (44 dearer 50.00)',
    ]);
  });

  test('another service does not cover', () => {
    expect(told(compare([{ ...uk, service: 'sms' }], [{ ...uk, service: 'sms' }, mobile]))).toEqual(
      ['44 unchanged 0.00', '4477 new'],
    );
  });
});

describe('time', () => {
  const before = '2026-01-01T00:00:00Z';
  const later = '2027-01-01T00:00:00Z';

  test('of versions the one in force counts, of repeated ones the last', () => {
    const old: Rate[] = [
      { code: '44', price: '0.02', effectiveFrom: at },
      { code: '44', price: '0.01', effectiveFrom: before },
      { code: '44', price: '0.03', effectiveFrom: at },
    ];
    const comparison = compare(old, [{ code: '44', price: '0.06' }]);
    expect(told(comparison)).toEqual(['44 increased 100.00']);
    expect(comparison.old).toEqual({ rates: 3, compared: 1, pending: 0, notCompared: 2 });
  });

  test('later versions are pending, each measured against the one before', () => {
    const next: Rate[] = [
      { code: '44', price: '0.04' },
      { code: '44', price: '0.01', effectiveFrom: '2027-06-01' },
      { code: '44', price: '0.02', effectiveFrom: later },
      { code: '44', effectiveTo: '2028-01-01' },
    ];
    const comparison = compare([{ code: '44', price: '0.04' }], next);
    expect(told(comparison)).toEqual([
      '44 unchanged 0.00',
      '44 pending -> decreased -50.00',
      '44 pending -> decreased -50.00',
      '44 pending -> closed',
    ]);
    expect(comparison.next).toEqual({ rates: 4, compared: 1, pending: 3, notCompared: 0 });
  });

  test('an old rate goes on until the new one begins', () => {
    const next: Rate[] = [{ code: '44', price: '0.05', effectiveFrom: later }];
    const comparison = compare([{ code: '44', price: '0.04' }], next);
    expect(told(comparison)).toEqual(['44 pending -> increased 25.00']);
    expect(comparison.old.compared).toBe(1);
  });

  test('ended rates are not there; an end in the new deck closes', () => {
    const ended: Rate = { code: '44', price: '0.04', effectiveTo: at };
    expect(told(compare([ended], [{ code: '44', price: '0.05' }]))).toEqual(['44 new']);
    expect(told(compare([{ code: '44', price: '0.04' }], [ended]))).toEqual(['44 closed']);
    expect(told(compare([], [ended]))).toEqual([]);
    const closure: Rate = { code: '44', effectiveTo: at };
    const reopened: Rate[] = [{ code: '44', price: '0.03', effectiveFrom: before }, closure];
    expect(told(compare([{ code: '44', price: '0.04' }], reopened))).toEqual(['44 closed']);
  });

  test('stashed rates take no part', () => {
    const stashed: Rate = { code: '44', price: '0.04', stashed: true };
    expect(told(compare([stashed], [stashed]))).toEqual([]);
  });
});

test('a partial deck closes only what it says, and the old one goes on below it', () => {
  const old: Rate[] = [
    { code: '44', price: '0.04' },
    { code: '4477', price: '0.05' },
    { code: '49', price: '0.01' },
  ];
  const next: Rate[] = [{ code: '4477', effectiveTo: at }];
  const comparison = compare(old, next, { full: false });
  expect(told(comparison)).toEqual(['4477 closed (44 cheaper -20.00)']);
  expect(comparison.old).toEqual({ rates: 3, compared: 1, pending: 0, notCompared: 2 });
});

test('destinations add their codes up under the new name, the old one, or the code deck', () => {
  const old: Rate[] = [
    { code: '44', name: 'UK', price: '0.04' },
    { code: '4420', name: 'UK', price: '0.03' },
    { code: '4477', name: 'UK Mobile', price: '0.05' },
    { code: '49', price: '0.01' },
  ];
  const next: Rate[] = [
    { code: '44', name: 'United Kingdom', price: '0.05' },
    { code: '4420', name: 'United Kingdom', price: '0.06' },
    { code: '49', price: '0.01' },
  ];
  const nameOf = (code: string): string | null => (code.startsWith('49') ? 'Germany' : null);
  const { destinations } = compare(old, next, { nameOf });
  expect(destinations.map(({ name }) => name)).toEqual(['Germany', 'UK Mobile', 'United Kingdom']);
  expect(destinations[2]).toMatchObject({
    counts: { increased: 2, closed: 0 },
    oldPriceMin: '0.03',
    oldPriceMax: '0.04',
    newPriceMin: '0.05',
    newPriceMax: '0.06',
  });
  expect(destinations[1]).toMatchObject({ counts: { closed: 1 }, newPriceMin: null });
});

test('names are data: they may be words of the language', () => {
  const names = ['__proto__', 'constructor', 'toString'];
  const rates = names.map((name, index): Rate => ({ code: String(index), name, price: '1' }));
  expect(compare(rates, rates).destinations.map(({ name }) => name)).toEqual(names.toSorted());
});
