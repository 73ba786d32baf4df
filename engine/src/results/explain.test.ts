import { describe, expect, it } from 'vitest';
import type { Rate, RatingPlanEntry } from '../book/book.js';
import { compile } from '../rater.js';

const AT = '2026-11-21T10:00:00Z';

/** Price of a candidate: what its explanation says of it. */
function verdicts(rates: readonly Rate[], event: { from?: string; tag?: string } = {}) {
  const rater = compile({
    book: 1,
    timeProfiles: [
      { name: 'Work', windows: [{ weekdays: [6], from: '08:00', to: '20:00' }] },
      { name: 'Day', windows: [{ weekdays: [6], from: '08:00', to: '20:00' }] },
      { name: 'Weekend', windows: [{ weekdays: [6, 7], from: '00:00', to: '24:00' }] },
    ],
    rateTables: [{ name: 'T', rates }],
  });
  const call = { to: '4477123456', at: AT, volume: 60, ...event };
  const { legs } = rater.explain(call, { table: 'T' });
  return legs[0]!.candidates.map(({ price, verdict, rule }) => [price, verdict, rule]);
}

describe('explanation of the selection', () => {
  it.each<[string, readonly Rate[], { from?: string; tag?: string }?]>([
    [
      'the longer code',
      [
        { code: '4477', price: '1' },
        { code: '44', price: '2' },
      ],
    ],
    [
      'a number-length range over none, the narrower over the wider',
      [
        { code: '44', price: '1', numberLength: { min: 9, max: 10 } },
        { code: '44', price: '2', numberLength: { min: 9, max: 12 } },
      ],
    ],
    [
      'the longer source code, any over none',
      [
        { code: '44', price: '1', sourceCode: '431' },
        { code: '44', price: '2', sourceCode: '43' },
      ],
      { from: '431234' },
    ],
    [
      'a tag over none',
      [
        { code: '44', price: '1', tag: 'gold' },
        { code: '44', price: '2' },
      ],
      { tag: 'gold' },
    ],
    [
      'a time profile over none, fewer minutes of the week over more',
      [
        { code: '44', price: '1', timeProfile: 'Work' },
        { code: '44', price: '2', timeProfile: 'Weekend' },
      ],
    ],
    [
      'the later effective date',
      [
        { code: '44', price: '1', timeProfile: 'Work', effectiveFrom: '2026-02-01' },
        { code: '44', price: '2', timeProfile: 'Day', effectiveFrom: '2026-01-01' },
      ],
    ],
    [
      'the smaller minimum length',
      [
        { code: '44', price: '1', numberLength: { min: 8, max: 10 } },
        { code: '44', price: '2', numberLength: { min: 9, max: 11 } },
      ],
    ],
    [
      'the time profile whose name sorts first',
      [
        { code: '44', price: '1', timeProfile: 'Day' },
        { code: '44', price: '2', timeProfile: 'Work' },
      ],
    ],
  ])('says that %s decided', (rule, rates, event) => {
    for (const order of [rates, rates.toReversed()]) {
      expect(verdicts(order, event)).toEqual([
        ['1', 'won', 'selected'],
        ['2', 'lost', rule],
      ]);
    }
  });

  it('says that a blocked rate came before a priced one', () => {
    const rates: Rate[] = [
      { code: '44', blocked: true, timeProfile: 'Work' },
      { code: '44', price: '2', timeProfile: 'Day' },
    ];
    expect(verdicts(rates)).toEqual([
      [null, 'won', 'blocked'],
      ['2', 'lost', 'a blocked rate over a priced one'],
    ]);
  });

  it.each<[string, Rate, { from?: string; tag?: string }?]>([
    ['stashed', { code: '44', price: '9', stashed: true }],
    ['not_yet_effective', { code: '447', price: '9', effectiveFrom: '2027-01-01' }],
    ['expired', { code: '447', price: '9', effectiveTo: '2026-01-01' }],
    ['number_length', { code: '44', price: '9', numberLength: { max: 5 } }],
    ['source_code', { code: '44', price: '9', sourceCode: '1' }, { from: '43' }],
    ['tag', { code: '44', price: '9', tag: 'gold' }],
  ])('says that a rate was no candidate: %s', (rule, rate, event) => {
    expect(verdicts([{ code: '4', price: '1' }, rate], event)).toContainEqual([
      '9',
      'not-a-candidate',
      rule,
    ]);
  });

  /** Two tables at one price each, put together in a plan. */
  function planVerdicts(
    precedence: 'weight' | 'prefix',
    entries: readonly [RatingPlanEntry, RatingPlanEntry],
    codes: readonly [string, string],
    parent?: string,
  ) {
    const rater = compile({
      book: 1,
      timeProfiles: [
        { name: 'Saturday', windows: [{ weekdays: [6], from: '00:00', to: '24:00' }] },
      ],
      rateTables: [
        { name: 'A', rates: [{ code: codes[0], price: '1' }], ...(parent ? { parent } : {}) },
        { name: 'B', rates: [{ code: codes[1], price: '2' }] },
      ],
      ratingPlans: [{ name: 'P', precedence, entries }],
    });
    const { legs } = rater.explain({ to: '4477123456', at: AT, volume: 60 }, { plan: 'P' });
    return legs[0]!.candidates.map(({ price, verdict, rule }) => [price, verdict, rule]);
  }
  const entry = (rateTable: string, more: Partial<RatingPlanEntry> = {}): RatingPlanEntry => ({
    rateTable,
    ...more,
  });

  it.each([
    [
      'the heavier entry of the plan',
      planVerdicts('weight', [entry('A', { weight: 20 }), entry('B')], ['4', '44']),
    ],
    [
      'the longer code',
      planVerdicts('prefix', [entry('A'), entry('B', { weight: 20 })], ['44', '4']),
    ],
    [
      'the heavier entry among equal codes',
      planVerdicts('prefix', [entry('A', { weight: 20 }), entry('B')], ['44', '44']),
    ],
    [
      'the more specific timing',
      planVerdicts('weight', [entry('A', { timing: 'Saturday' }), entry('B')], ['44', '44']),
    ],
    [
      'the earlier entry of the plan',
      planVerdicts('weight', [entry('A'), entry('B')], ['44', '44']),
    ],
  ])('says that %s decided between entries', (rule, found) => {
    expect(found).toEqual([
      ['1', 'won', 'selected'],
      ['2', 'lost', rule],
    ]);
  });

  it('says that the own table came before its parent', () => {
    const found = planVerdicts(
      'weight',
      [entry('A'), entry('B', { weight: 1 })],
      ['44', '44'],
      'B',
    );
    expect(found).toContainEqual([
      '2',
      'lost',
      'the own table over its parent, the nearer over the farther',
    ]);
  });
});

describe('explanation of the charge', () => {
  it('shows each step with the exact total after it', () => {
    const rater = compile({
      book: 1,
      rateTables: [
        {
          name: 'T',
          taxRate: '20',
          rates: [
            {
              code: '44',
              price: '0.30',
              firstPrice: '0.60',
              firstInterval: 60,
              nextInterval: 6,
              freeVolume: 10,
              setupFee: '0.05',
              surcharge: '0.10',
              maxCharge: '0.75',
            },
          ],
        },
      ],
    });
    const { legs } = rater.explain({ to: '441', at: AT, volume: 100 }, { table: 'T' });
    // 0.60 + 5 intervals of 6 s at 0.30 a minute = 0.75; with the fee 0.80, capped at 0.75.
    expect(legs[0]!.steps.map(({ step, total }) => [step, total])).toEqual([
      ['volume', '0'],
      ['first interval', '0.6'],
      ['free volume', '0.6'],
      ['next intervals', '0.75'],
      ['setup fee', '0.8'],
      ['cap', '0.75'],
      ['surcharge', '0.825'],
      ['rounding', '0.825'],
      ['tax', '0.825'],
    ]);
    expect(legs[0]!.exactTotal).toBe('0.825');
    expect(legs[0]!.leg).toMatchObject({ amount: '0.825', tax: '0.165', gross: '0.99' });
  });

  it('keeps a total that has no decimals as a fraction', () => {
    const rater = compile({
      book: 1,
      rateTables: [{ name: 'T', rates: [{ code: '', price: '1' }] }],
    });
    const { legs } = rater.explain({ to: '441', at: AT, volume: 1 }, { table: 'T' });
    expect(legs[0]!.exactTotal).toBe('1/60');
    expect(legs[0]!.leg.amount).toBe('0.016667');
  });
});
