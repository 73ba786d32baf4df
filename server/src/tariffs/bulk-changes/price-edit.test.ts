/** Prices set, raised and lowered; a table of cases, and random ones beside plain fractions. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { priceEditor } from './price-edit.js';
import type { PriceEdit } from './schema.js';

describe('an edited price', () => {
  it.each<[string | null, PriceEdit, number | undefined, string | null]>([
    ['0.0137', { raisePercent: '10' }, 4, '0.0151'],
    ['0.0137', { raisePercent: '10' }, undefined, '0.01507'],
    ['0.0137', { lowerPercent: '10' }, 4, '0.0123'],
    ['0.0137', { raise: '0.001' }, undefined, '0.0147'],
    ['0.0137', { lower: '0.0137' }, undefined, '0'],
    ['0.0137', { lowerPercent: '100' }, undefined, '0'],
    ['0.0137', { set: '0.02' }, undefined, '0.02'],
    // A half goes up, anything below it down.
    ['0.00005', { raise: '0' }, 4, '0.0001'],
    ['0.0000499999', { raise: '0' }, 4, '0'],
    ['0.5', { set: '2.5' }, 0, '3'],
    ['1', { raisePercent: '0.5' }, 2, '1.01'],
    // The smallest price there is, and one beyond what a binary number holds.
    ['0.0000000001', { raisePercent: '49.9999999999' }, undefined, '0.0000000001'],
    ['0.0000000001', { raisePercent: '50' }, undefined, '0.0000000002'],
    ['999999999999.9999999999', { raise: '0.0000000001' }, undefined, '1000000000000'],
    // Equal is unchanged, in the form that stands there.
    ['0.0100', { set: '0.01' }, undefined, '0.0100'],
    ['0.0100', { raisePercent: '0' }, undefined, '0.0100'],
    // Without a price there is nothing to raise.
    [null, { raisePercent: '10' }, undefined, null],
    [null, { lower: '1' }, undefined, null],
    [null, { set: '0.0137' }, 2, '0.01'],
  ])('%s, %j, %s decimals: %s', (price, edit, decimals, expected) => {
    expect(priceEditor(edit, decimals)(price)).toEqual({ ok: true, price: expected });
  });

  it.each<[string, PriceEdit, string]>([
    ['0.0137', { lower: '0.02' }, '0.0137 lowered by 0.02 is below zero'],
    ['0.0137', { lower: '0.0137000001' }, '0.0137 lowered by 0.0137000001 is below zero'],
    ['0.0137', { lowerPercent: '100.1' }, '0.0137 lowered by 100.1 % is below zero'],
  ])('%s, %j is a fault, however it would be rounded', (price, edit, message) => {
    expect(priceEditor(edit, 2)(price)).toEqual({ ok: false, message });
  });

  it('is zero or a fault where the price is zero', () => {
    expect(priceEditor({ lowerPercent: '200' })('0')).toEqual({ ok: true, price: '0' });
    expect(priceEditor({ lower: '1' })('0').ok).toBe(false);
  });

  it('is the exact value, rounded once', () => {
    const units = fc.bigInt(0n, 10n ** 14n);
    const text = (value: bigint) => {
      const digits = value.toString().padStart(11, '0');
      return `${digits.slice(0, -10)}.${digits.slice(-10)}`;
    };
    const seed = Number(process.env['RATEDECK_SEED'] ?? Math.trunc(Math.random() * 2 ** 31));
    fc.assert(
      fc.property(units, units, fc.integer({ min: 0, max: 10 }), (price, percent, decimals) => {
        const edited = priceEditor({ raisePercent: text(percent) }, decimals)(text(price));
        if (!edited.ok || edited.price === null) throw new Error('refused');
        const [whole, fraction = ''] = edited.price.split('.');
        // An unchanged price keeps the zeros that it has.
        expect(fraction.replace(/0+$/, '').length).toBeLessThanOrEqual(decimals);
        const found = BigInt(whole + fraction.padEnd(10, '0'));
        // Twice the distance to the exact value, in 10^-22: at most one step, below it when lower.
        const exact = price * (10n ** 12n + percent);
        const distance = 2n * (found * 10n ** 12n - exact);
        const step = 10n ** BigInt(22 - decimals);
        expect(distance <= step && distance > -step).toBe(true);
      }),
      { seed },
    );
  });
});
