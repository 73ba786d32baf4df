/** For fast-check: rates with every field now and then, and with the texts that files like least. */

import type { Rate } from '@ratedeck/engine';
import fc from 'fast-check';

const risky = fc.constantFrom(
  ...['+44', '=1+1', "'quoted", "'=x", '-', '@x', '007', '1e5', '1/2', 'TRUE', 'a,b;c|d', 'Zürich'],
  ...[
    '"quoted"',
    '_x0041_',
    'São Tomé',
    '移动',
    '12:30',
    '#N/A',
    'null',
    '0.10',
    'Ünï "x", y',
    '😀',
    '& <b>',
  ],
);

/** Without blanks at the ends, which no reader keeps, and without what XML cannot hold. */
const words = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  .map((text) => text.replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, '').trim())
  .filter((text) => text !== '');

const text = fc.oneof({ weight: 2, arbitrary: risky }, { weight: 3, arbitrary: words });
const digits = fc.stringMatching(/^[0-9]{1,15}$/);
/** Canonical: without zeros at the end, up to 10 decimals. */
const money = fc
  .tuple(fc.bigInt({ min: 0n, max: 10n ** 19n }), fc.integer({ min: 0, max: 10 }))
  .map(([units, decimals]) => {
    const all = String(units).padStart(decimals + 1, '0');
    if (decimals === 0) return all;
    const amount = `${all.slice(0, -decimals)}.${all.slice(-decimals)}`;
    return amount.replace(/\.?0+$/, '') || '0';
  });
const volume = fc.integer({ min: 0, max: 86_400 });
const instant = fc
  .date({ min: new Date('2000-01-01Z'), max: new Date('2099-12-31Z'), noInvalidDate: true })
  .map((date) => `${date.toISOString().slice(0, 19)}Z`);
const tiers = fc.array(
  fc.record({ from: volume, price: money, interval: volume }, { requiredKeys: ['from', 'price'] }),
  {
    minLength: 1,
    maxLength: 3,
  },
);

export const rates: fc.Arbitrary<Rate> = fc.record(
  {
    code: digits,
    service: fc.constantFrom('voice', 'sms', 'data'),
    name: text,
    description: text,
    sourceCode: digits,
    numberLength: fc.oneof(
      fc.record({ min: fc.integer({ min: 1, max: 15 }) }),
      fc.record({ max: fc.integer({ min: 1, max: 15 }) }),
      fc.record({ min: fc.constant(7), max: fc.integer({ min: 7, max: 15 }) }),
    ),
    timeProfile: text,
    tag: text,
    category: text,
    price: money,
    firstPrice: money,
    firstInterval: volume,
    nextInterval: volume,
    freeVolume: volume,
    setupFee: money,
    setupFeeMode: fc.constantFrom('add', 'minimum'),
    graceVolume: volume,
    graceMode: fc.constantFrom('inclusive', 'exclusive'),
    surcharge: money,
    tiers,
    maxCharge: money,
    blocked: fc.boolean(),
    stashed: fc.boolean(),
    effectiveFrom: instant,
    effectiveTo: instant,
    notes: text,
  },
  { requiredKeys: ['code'] },
) as fc.Arbitrary<Rate>;

const NUMBERS = new Set(['firstInterval', 'nextInterval', 'freeVolume', 'graceVolume']);
const FLAGS = new Set(['blocked', 'stashed']);

/** A rate from the texts of its canonical columns, written without the product's readers. */
export function rateFromTexts(cells: ReadonlyMap<string, string>): Record<string, unknown> {
  const rate: Record<string, unknown> = {};
  const length: Record<string, number> = {};
  for (const [name, cell] of cells) {
    if (name === 'code') rate['code'] = cell;
    else if (cell === '') continue;
    else if (name === 'numberLengthMin') length['min'] = Number(cell);
    else if (name === 'numberLengthMax') length['max'] = Number(cell);
    else if (name === 'tiers') rate['tiers'] = JSON.parse(cell);
    else if (NUMBERS.has(name)) rate[name] = Number(cell);
    else if (FLAGS.has(name)) rate[name] = cell === 'true' || cell === '1';
    else rate[name] = cell;
  }
  if (Object.keys(length).length > 0) rate['numberLength'] = length;
  return rate;
}
