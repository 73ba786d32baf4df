import { describe, expect, it } from 'vitest';
import { compile } from '../rater.js';
import { ownedReferences, referenceTo } from './owned-references.js';
import { readBook } from './read-book.js';

const accounts = [
  { name: 'Acme', kind: 'reseller' },
  { name: 'Beta', kind: 'reseller' },
  { name: 'Caller', kind: 'customer' },
] as const;
const tableOf = (price: string, owner?: string, parent?: string) => ({
  name: 'P',
  ...(owner !== undefined && { owner }),
  ...(parent !== undefined && { parent }),
  rates: parent === undefined ? [{ code: '4', price }] : [],
});
const at = '2026-11-21T10:00:00Z';

describe('plans of one name', () => {
  const planOf = (rateTable: string, owner?: string) => ({
    name: 'Gold',
    ...(owner !== undefined && { owner }),
    entries: [{ rateTable }],
  });
  const book = {
    book: 1,
    accounts,
    rateTables: [tableOf('1'), tableOf('2', 'Acme')],
    ratingPlans: [planOf('/P'), planOf('Acme/P', 'Acme')],
    assignments: [{ account: 'Caller', ratingPlan: 'Acme/Gold' }],
  } as const;
  const call = { to: '+441', at, volume: 60 };

  it('are told apart by owner, and called by their name in what they price', () => {
    const rater = compile(book);
    expect(rater.rate(call, { plan: '/Gold' })).toMatchObject({ amount: '1' });
    expect(rater.rate({ ...call, plan: 'Acme/Gold' })).toMatchObject({ amount: '2' });
    expect(rater.rate({ ...call, account: 'Caller' })).toMatchObject({
      amount: '2',
      ratingPlan: 'Gold',
    });
    expect(rater.rate(call, { plan: 'Gold' })).toMatchObject({ outcome: 'invalid_event' });
  });

  it('have a table once a timing, however it is referred to', () => {
    const entries = [{ rateTable: 'P' }, { rateTable: '/P' }];
    const twice = readBook({
      ...{ book: 1, rateTables: [tableOf('1')], ratingPlans: [{ name: 'Twice', entries }] },
    });
    expect(twice.ok ? [] : twice.faults).toMatchObject([
      { path: 'ratingPlans[0].entries[1].rateTable', code: 'duplicate_entry' },
    ]);
  });
});

describe('tables of one name', () => {
  const rateTables = [tableOf('1'), tableOf('2', 'Acme'), tableOf('0', 'Beta', 'Acme/P')];
  const book = {
    book: 1,
    accounts,
    rateTables,
    ratingPlans: [{ name: 'Plan', entries: [{ rateTable: '/P' }] }],
    assignments: [{ account: 'Caller', rateTable: 'Beta/P' }],
  } as const;

  it('are told apart by owner, wherever a table is referred to', () => {
    const rater = compile(book);
    const call = { to: '+441', at, volume: 60 };
    expect(rater.rate(call, { table: '/P' })).toMatchObject({ amount: '1' });
    expect(rater.rate(call, { table: 'Acme/P' })).toMatchObject({ amount: '2' });
    expect(rater.rate(call, { plan: 'Plan' })).toMatchObject({ amount: '1' });
    expect(rater.rate({ ...call, account: 'Caller' })).toMatchObject({ amount: '2' });
  });

  it('are not referred to by a name that two have, and one owner has it once', () => {
    const doubtful = readBook({ ...book, assignments: [{ account: 'Caller', rateTable: 'P' }] });
    expect(doubtful.ok ? [] : doubtful.faults).toMatchObject([
      { path: 'assignments[0].rateTable', code: 'unknown_reference' },
    ]);
    const twice = readBook({
      book: 1,
      accounts,
      rateTables: [tableOf('1', 'Acme'), ...rateTables],
    });
    expect(twice.ok ? [] : twice.faults).toMatchObject([
      { path: 'rateTables[2].name', code: 'duplicate_name' },
    ]);
  });

  it('have a shortest reference', () => {
    const tables = [{ name: 'P' }, { name: 'P', owner: 'A' }, { name: 'Q', owner: 'A' }];
    const references = ownedReferences(tables);
    expect(tables.map((table) => referenceTo(table, references))).toEqual(['/P', 'A/P', 'Q']);
    const tricky = [{ name: 'A/P' }, { name: 'P', owner: 'A' }];
    const found = ownedReferences(tricky);
    expect(tricky.map((table) => found.get(referenceTo(table, found)))).toEqual(tricky);
  });
});
