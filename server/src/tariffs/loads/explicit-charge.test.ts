/** Charges moved between tables of different defaults: what is written out, and what is left out. */

import { describe, expect, it } from 'vitest';
import type { PriceField } from '../bulk-changes/price-edit.js';
import { type PriceEditor, priceEditor } from '../bulk-changes/price-edit.js';
import type { PriceEdit } from '../bulk-changes/schema.js';
import { chargeFromRow, chargeToRow } from '../charge/charge-row.js';
import { type Charge, chargeNames } from '../charge/schema.js';
import { emptyContent } from '../stored-rates/record.js';
import { movedCharge } from './explicit-charge.js';

interface Case {
  readonly rate: Partial<Charge> & { readonly blocked?: boolean };
  readonly source?: Partial<Charge>;
  readonly target?: Partial<Charge>;
  readonly edits?: { readonly [Field in PriceField]?: PriceEdit };
}

function move({ rate, source = {}, target = {}, edits = {} }: Case) {
  const { blocked = false, ...charge } = rate;
  const content = { ...emptyContent('43', 'voice'), ...chargeToRow(charge), blocked };
  const prices = new Map<PriceField, PriceEditor>();
  for (const [field, edit] of Object.entries(edits)) {
    prices.set(field as PriceField, priceEditor(edit));
  }
  return movedCharge(content, { source, target, prices });
}

function moved(given: Case): Partial<Charge> {
  const result = move(given);
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  const charge = chargeFromRow(result.charge);
  const named = chargeNames.filter((name) => charge[name] !== null);
  return Object.fromEntries(named.map((name) => [name, charge[name]]));
}

describe('a charge that moves to another table', () => {
  it('keeps what the rate says itself', () => {
    const rate: Partial<Charge> = { price: '0.1', nextInterval: 6, surcharge: '0.1' };
    expect(moved({ rate, target: { price: '0.1', nextInterval: 60 } })).toEqual(rate);
  });

  it('is written out where the defaults differ, and only there', () => {
    const source: Partial<Charge> = { price: '0.20', nextInterval: 60, graceVolume: 3 };
    const target: Partial<Charge> = { price: '0.2', nextInterval: 1 };
    expect(moved({ rate: {}, source, target })).toEqual({ nextInterval: 60, graceVolume: 3 });
  });

  it('says the rating rules where only the other table has a default', () => {
    const target: Partial<Charge> = {
      firstPrice: '9',
      firstInterval: 30,
      nextInterval: 30,
      freeVolume: 5,
      setupFee: '1',
      setupFeeMode: 'minimum',
      graceVolume: 2,
      graceMode: 'exclusive',
      surcharge: '0.5',
    };
    expect(moved({ rate: { price: '0.1' }, target })).toEqual({
      price: '0.1',
      firstPrice: '0.1',
      firstInterval: 1,
      nextInterval: 1,
      freeVolume: 0,
      setupFee: '0',
      setupFeeMode: 'add',
      graceVolume: 0,
      graceMode: 'inclusive',
      surcharge: '0',
    });
    const own = { price: '0.1', nextInterval: 6 };
    expect(moved({ rate: own, target: { firstInterval: 30 } })).toEqual({
      ...own,
      firstInterval: 6,
    });
  });

  it('moves tiers as one parameter', () => {
    const tiers = [
      { from: 60, price: '0.1', interval: null },
      { from: 120, price: '0.05', interval: 6 },
    ];
    const others = [tiers[0]!, { from: 120, price: '0.06', interval: 6 }];
    expect(moved({ rate: {}, source: { tiers }, target: { tiers } })).toEqual({});
    expect(moved({ rate: {}, source: { tiers }, target: { tiers: others } })).toEqual({ tiers });
    expect(moved({ rate: { tiers }, target: { tiers: others } })).toEqual({ tiers });
    expect(moved({ rate: { tiers }, source: { tiers: others } })).toEqual({ tiers });
  });

  it('is refused where a default of the other table cannot be kept away', () => {
    const tiers = [{ from: 60, price: '0.1', interval: null }];
    const result = move({ rate: { price: '1' }, target: { tiers, maxCharge: '5' } });
    if (result.ok) throw new Error('not refused');
    expect(result.faults.map(({ code }) => code)).toEqual([
      'default_in_the_way',
      'default_in_the_way',
    ]);
    expect(result.faults.map(({ message }) => message).join()).toMatch(/tiers.*maxCharge/);
  });

  it('has edited prices, those of the defaults too', () => {
    const edits = { price: { raisePercent: '10' }, setupFee: { lower: '0.01' } };
    const source = { price: '0.1', setupFee: '0.03' };
    expect(moved({ rate: {}, source, target: { price: '0.1' }, edits })).toEqual({
      price: '0.11',
      setupFee: '0.02',
    });
    // The first price follows the price, edited as it is.
    const target = { firstPrice: '9' };
    expect(moved({ rate: { price: '0.1' }, target, edits: { price: { set: '0.3' } } })).toEqual({
      price: '0.3',
      firstPrice: '0.3',
    });
    const result = move({ rate: { price: '0.1' }, edits: { price: { lower: '1' } } });
    expect(result).toMatchObject({ ok: false, faults: [{ code: 'below_zero' }] });
  });

  it('of a blocked rate stays as it is', () => {
    const source = { price: '0.1', nextInterval: 60 };
    const target = { maxCharge: '5', setupFee: '1' };
    expect(moved({ rate: { blocked: true }, source, target })).toEqual({});
  });
});
