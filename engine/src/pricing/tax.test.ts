import { describe, expect, it } from 'vitest';
import type { Charged } from '../compiled/charge-parts.js';
import type { TaxRule } from '../compiled/table.js';
import { decimalOf } from '../values/money.js';
import type { RoundingMode } from '../values/scalars.js';
import { applyTax, applyTaxSafe } from './tax.js';

const MODES: readonly RoundingMode[] = ['up', 'half-up', 'half-even', 'down'];
const rule = (rate: string, included: boolean): TaxRule => ({ included, rate: decimalOf(rate) });
const charged = (amount: number): Charged => ({ billedVolume: 0, amount, wide: null });

describe('tax', () => {
  // amount, rate, included, mode: net, tax
  it.each<[number, string, boolean, RoundingMode, number, number]>([
    [1000, '20', false, 'half-up', 1000, 200],
    [1000, '20', true, 'half-up', 833, 167],
    [1001, '20', true, 'up', 835, 166],
    [1003, '7.5', false, 'half-up', 1003, 75],
    [1003, '7.5', false, 'up', 1003, 76],
    [1010, '7.5', false, 'half-even', 1010, 76],
    [1010, '2.5', false, 'down', 1010, 25],
    [0, '20', true, 'half-up', 0, 0],
    [1, '100', true, 'half-even', 0, 1],
  ])('%i at %s %% (included: %s, %s): net %i, tax %i', (amount, rate, included, mode, net, tax) => {
    expect(applyTaxSafe(charged(amount), rule(rate, included), mode)).toEqual({ net, tax });
    expect(applyTax(BigInt(amount), rule(rate, included), mode)).toEqual({
      net: BigInt(net),
      tax: BigInt(tax),
    });
  });

  const seed = Number(process.env['RATEDECK_SEED'] ?? 5);
  it(`is the same in safe integers and in BigInt, or leaves it to BigInt (seed ${seed})`, () => {
    let state = seed;
    const random = (limit: number): number => {
      state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
      return Math.floor((state / 2 ** 31) * limit);
    };
    let safeCount = 0;
    let wideCount = 0;
    for (let i = 0; i < 5_000; i += 1) {
      const amount = random(10 ** (1 + random(8))) * 10 ** random(8);
      const scale = random(11);
      const taxRule = rule(
        `${random(30)}.${String(random(10 ** scale)).padStart(10, '0')}`,
        random(2) === 0,
      );
      for (const mode of MODES) {
        const { net, tax } = applyTax(BigInt(amount), taxRule, mode);
        expect(net + tax >= BigInt(amount)).toBe(true);
        const safe = applyTaxSafe(charged(amount), taxRule, mode);
        if (safe === null) wideCount += 1;
        else {
          safeCount += 1;
          expect({ net: BigInt(safe.net), tax: BigInt(safe.tax) }, `seed ${seed}`).toEqual({
            net,
            tax,
          });
        }
      }
    }
    expect(safeCount).toBeGreaterThan(1_000);
    expect(wideCount).toBeGreaterThan(1_000);
  });

  it('leaves an amount past the safe integers alone', () => {
    const wide: Charged = { billedVolume: 0, amount: 0, wide: 2n ** 60n };
    expect(applyTaxSafe(wide, rule('20', false), 'half-up')).toBeNull();
  });
});
