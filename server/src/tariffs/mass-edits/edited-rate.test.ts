/** What becomes of one rate: a decision for each action and each hour of its life. */

import { describe, expect, it } from 'vitest';
import { priceEditor } from '../bulk-changes/price-edit.js';
import { emptyContent, type StoredRate } from '../stored-rates/record.js';
import { decide, type Editing } from './edited-rate.js';

const PAST = '2026-01-01T00:00:00.000Z';
const NOW = '2026-06-01T00:00:00.000Z';
const LATER = '2026-12-01T00:00:00.000Z';

const rate = (given: Partial<StoredRate> = {}): StoredRate => ({
  ...emptyContent('43', 'voice'),
  ...{ id: '1', version: 3, rateTableId: '7', addedInId: '9' },
  price: '0.1',
  effectiveFrom: PAST,
  ...given,
});

const editing = (given: Partial<Editing> = {}): Editing => ({
  action: 'edit',
  at: NOW,
  now: NOW,
  inPlace: false,
  callsRated: false,
  set: {},
  prices: new Map([['price', priceEditor({ raisePercent: '10' })]]),
  ...given,
});

describe('an edit', () => {
  it('is a new version from the date on, its end carried over', () => {
    const before = rate({ effectiveTo: LATER, notes: 'kept' });
    expect(decide(before, editing())).toEqual({
      kind: 'version',
      old: null,
      after: { ...before, price: '0.11', effectiveFrom: NOW },
    });
  });

  it('corrects a version that begins at the date', () => {
    const before = rate({ effectiveFrom: NOW });
    expect(decide(before, editing())).toEqual({
      kind: 'corrected',
      after: { ...before, price: '0.11' },
    });
  });

  it('ends the old rate where it makes it another one', () => {
    const before = rate();
    const decided = decide(before, editing({ set: { tag: 'x' }, prices: new Map() }));
    expect(decided).toEqual({
      kind: 'version',
      old: { ...before, effectiveTo: NOW },
      after: { ...before, tag: 'x', effectiveFrom: NOW },
    });
  });

  it('leaves alone what is as it should be', () => {
    const set = { tag: 'x', firstInterval: '60', notes: null };
    const before = rate({ tag: 'x', firstInterval: '60.0', price: null });
    expect(decide(before, editing({ set }))).toEqual({ kind: 'unchanged' });
    expect(decide(rate({ specialRateId: '5' }), editing())).toEqual({ kind: 'special' });
  });

  it('in place corrects the past only in tables that rated no calls', () => {
    const inPlace = { inPlace: true };
    expect(decide(rate(), editing(inPlace)).kind).toBe('corrected');
    const used = { inPlace: true, callsRated: true };
    expect(decide(rate(), editing(used))).toMatchObject({
      kind: 'refused',
      faults: [{ code: 'already_rated' }],
    });
    expect(decide(rate({ effectiveFrom: LATER }), editing(used)).kind).toBe('corrected');
    expect(decide(rate({ stashed: true }), editing(used)).kind).toBe('corrected');
    const words = editing({ ...used, prices: new Map(), set: { notes: 'n', notice: 'force' } });
    expect(decide(rate(), words).kind).toBe('corrected');
    const end = editing({ ...used, prices: new Map(), set: { effectiveTo: PAST } });
    expect(decide(rate({ effectiveFrom: null }), end).kind).toBe('refused');
    const laterEnd = editing({ ...used, prices: new Map(), set: { effectiveTo: LATER } });
    expect(decide(rate(), laterEnd).kind).toBe('corrected');
  });

  it('tells every price that would be below zero', () => {
    const lower = priceEditor({ lower: '1' });
    const prices = new Map([['price', lower] as const, ['setupFee', lower] as const]);
    const decided = decide(rate({ setupFee: '0.5' }), editing({ prices }));
    if (decided.kind !== 'refused') throw new Error(decided.kind);
    expect(decided.faults.map(({ message }) => message.split(':')[0])).toEqual([
      'price',
      'setupFee',
    ]);
  });
});

describe('other actions', () => {
  const used = { callsRated: true };

  it('delete what no call was rated by', () => {
    expect(decide(rate(), editing({ action: 'delete' })).kind).toBe('deleted');
    expect(decide(rate(), editing({ action: 'delete', ...used })).kind).toBe('refused');
    const later = rate({ effectiveFrom: LATER });
    expect(decide(later, editing({ action: 'delete', ...used })).kind).toBe('deleted');
    const stashed = rate({ stashed: true });
    expect(decide(stashed, editing({ action: 'delete', ...used })).kind).toBe('deleted');
  });

  it('stash and bring back what is not past', () => {
    const stash = editing({ action: 'stash' });
    expect(decide(rate(), stash)).toMatchObject({ kind: 'stashed', after: { stashed: true } });
    expect(decide(rate({ stashed: true }), stash).kind).toBe('unchanged');
    expect(decide(rate(), { ...stash, ...used }).kind).toBe('refused');
    const unstash = editing({ action: 'unstash' });
    const stashed = rate({ stashed: true });
    expect(decide(stashed, unstash)).toMatchObject({ after: { stashed: false } });
    expect(decide(rate(), unstash).kind).toBe('unchanged');
    expect(decide(stashed, { ...unstash, ...used }).kind).toBe('refused');
  });

  it('end what began before', () => {
    const end = editing({ action: 'end' });
    expect(decide(rate(), end)).toMatchObject({ kind: 'ended', after: { effectiveTo: NOW } });
    expect(decide(rate({ effectiveFrom: null }), end).kind).toBe('ended');
    expect(decide(rate({ effectiveTo: LATER }), end)).toMatchObject({
      after: { effectiveTo: NOW },
    });
    expect(decide(rate({ effectiveTo: NOW }), end).kind).toBe('unchanged');
    expect(decide(rate({ effectiveFrom: NOW }), end)).toMatchObject({
      faults: [{ code: 'ends_before_start' }],
    });
  });
});
