/** Random rows of everything that decks hold: each is accounted for, exactly once. */

import { describe, expect, it } from 'vitest';
import { convertFixture } from '../../test/sheet-fixture.js';
import type { Cell } from '../deck/deck.js';

const SEED = Number(process.env['RATEDECK_SEED'] ?? Date.now() % 1_000_000_007);
const ROUNDS = 200;

/** Mulberry32: small, and the same everywhere. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const CODES: readonly Cell[] = [
  ...['44', '4420', '0800', '', null, 4420, 4.7, true, new Date(0), '44-78', '93-70,71', '1;2;3'],
  ...[
    '447400-447409',
    '9370,71; 72-75',
    'Prefix',
    'Total',
    'any',
    '4.47E+11',
    'Some note',
    '\u0000',
  ],
  ...['x', '1'.repeat(40), '="0044"', '8082xxxxx', ' ', '336 07', '+', '-', ';;;', '49172-49174'],
];
const NAMES: readonly Cell[] = [
  'UK',
  'Name',
  '',
  null,
  'Total',
  'Total rows',
  'NOTE',
  7,
  '\n',
  '=1+1',
];
const PRICES: readonly Cell[] = [
  '1',
  '0',
  '',
  null,
  'Price',
  '-1',
  'n/a',
  'x',
  '0,5',
  0.01,
  '1.234',
  '$1',
];
const DATES: readonly Cell[] = ['2026-12-01', '', null, 'ASAP', '31/12/2026', 'From', 46000, 'x'];
const CHANGES: readonly Cell[] = [
  '',
  null,
  'New',
  'Closed',
  'Deleted',
  'Blocked',
  'what',
  'Change',
];
const LAYOUTS = [
  ['Prefix:code', 'Name:name', 'Price:price', 'From:effectiveFrom', 'Change:change'],
  ['Prefix:areaCode', 'Name:countryCode', 'Price:price', 'From:effectiveTo', 'Change:action'],
  ['Prefix:id', 'Name:name', 'Price:price', 'From:effectiveFrom', 'Change:blocked'],
  ['Prefix:code', 'Name:sourceCode', 'Price:peakPrice', 'From:offPeakPrice', 'Change:tag'],
];

describe(`accounting, seed ${SEED}`, () => {
  it('rows = headers + rate rows + ignored + rejected', () => {
    const random = randomFrom(SEED);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
    for (let round = 0; round < ROUNDS; round += 1) {
      const rows = Array.from({ length: Math.floor(random() * 40) }, () =>
        [CODES, NAMES, PRICES, DATES, CHANGES]
          .map((cells) => pick<Cell>(cells))
          .slice(0, 1 + Math.floor(random() * 5)),
      );
      const names = { find: () => null, codesOf: (name: string) => (name === 'UK' ? ['44'] : []) };
      const header = pick(LAYOUTS);
      const options = random() < 0.5 ? {} : { now: '2026-11-21T00:00:00Z', countryCode: '7' };
      const deck = convertFixture({ header, rows, names, options });
      const [account] = deck.accounts;
      const rejectedRows = new Set(deck.rejections.map(({ row }) => row));
      const rateRows = new Set(deck.rates.map(({ row }) => row));
      const context = `seed ${SEED} round ${round}`;
      expect(account?.rows, context).toBe(rows.length + 1);
      expect(account?.rejected, context).toBe(rejectedRows.size);
      expect(account?.rateRows, context).toBe(rateRows.size);
      expect(account?.ignored, context).toBe(deck.ignoredRows.length);
      const { headers, ignored, rejected } = account!;
      expect(headers + account!.rateRows + ignored + rejected, context).toBe(rows.length + 1);
      for (const row of rejectedRows) expect(rateRows.has(row), context).toBe(false);
      for (const { rate } of deck.rates) {
        expect(rate.code, context).toMatch(/^\d{0,32}$/);
        expect(rate.price ?? '0', context).toMatch(/^\d{1,15}(?:\.\d{1,10})?$/);
      }
    }
  });
});
