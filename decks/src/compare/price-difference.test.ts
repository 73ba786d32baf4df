import {
  compareMoney,
  percentChange as engineChange,
  roundMoney,
  subtractMoney,
} from '@ratedeck/engine';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { comparePrices, percentChange, priceDifference, priceUnits } from './price-difference.js';

test.each([
  ['0.04', '0.05', '25.00'],
  ['0.05', '0.04', '-20.00'],
  ['0.0137', '0.0137', '0.00'],
  ['3', '1', '-66.67'],
  ['3', '4', '33.33'],
  ['1', '0', '-100.00'],
  // 0.005 per cent: the half goes away from zero, in both directions.
  ['200', '200.01', '0.01'],
  ['200', '199.99', '-0.01'],
  ['0.0000000001', '999999999999999.9999999999', '999999999999999999999999800.00'],
  ['0', '0.01', null],
  ['0.0000', '0', null],
])('from %s to %s it is %s per cent', (old, next, percent) => {
  expect(percentChange(old, next)).toBe(percent);
});

test.each([
  ['0.1', '0.10', 0],
  ['9', '10', -1],
  ['0.0000000002', '0.0000000001', 1],
])('%s against %s is %i', (a, b, order) => {
  expect(comparePrices(a, b)).toBe(order);
});

test.each([
  ['0.04', '0.05', '0.01'],
  ['0.05', '0.04', '-0.01'],
  ['1', '1.00', '0'],
  ['1', '12', '11'],
])('from %s to %s the difference is %s', (old, next, difference) => {
  expect(priceDifference(old, next)).toBe(difference);
});

test('what is no price is refused', () => {
  for (const text of ['', '1e3', '1,5', '.5', ' 1', '0.12345678901']) {
    expect(() => priceUnits(text)).toThrow(RangeError);
  }
});

const seed = Number(process.env['RATEDECK_SEED'] ?? 20261126);

test(`prices differ as the engine says (RATEDECK_SEED=${seed})`, () => {
  const price = fc
    .tuple(fc.bigInt({ min: 0n, max: 10n ** 16n }), fc.integer({ min: 0, max: 10 }))
    .map(([digits, scale]) => {
      const text = digits.toString().padStart(scale + 1, '0');
      const point = text.length - scale;
      return scale === 0 ? text : `${text.slice(0, point)}.${text.slice(point)}`;
    });
  fc.assert(
    fc.property(price, price, (old, next) => {
      expect(comparePrices(old, next)).toBe(Math.sign(compareMoney(old, next)));
      expect(priceDifference(old, next)).toBe(subtractMoney(next, old));
      const percent = percentChange(old, next);
      const said = percent === null ? null : roundMoney(percent, 2, 'half-up');
      expect(said).toBe(engineChange(old, next, 2, 'half-up'));
    }),
    { seed },
  );
});
