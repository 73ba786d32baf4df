/**
 * The configuration as a book, on each database: what is exported and imported elsewhere makes an
 * equal system, and importing it again changes nothing.
 */

import { readFileSync } from 'node:fs';
import { readBook } from '@ratedeck/engine';
import { describe, expect, it } from 'vitest';
import { testApi } from '../../../test/support/test-api.js';
import { databaseServers } from '../../../test/support/test-database.js';

const book = {
  book: 1,
  timeProfiles: [
    {
      name: 'Peak',
      timeZone: 'Europe/Vienna',
      windows: [{ weekdays: [1, 2, 3, 4, 5], from: '08:00', to: '20:00' }],
      months: [1, 12],
      exceptions: [{ date: '2026-12-25', as: 'out' }],
    },
  ],
  codeDecks: [{ name: 'World', codes: [{ code: '43', name: 'Austria', country: 'AT' }] }],
  rateTables: [
    {
      name: 'Child',
      owner: 'Reseller',
      scope: 'customer',
      parent: 'Retail',
      currency: 'EUR',
      rates: [{ code: '1', price: '0.5', notes: '=HYPERLINK("x") <b>', category: 'Fixed' }],
    },
    { name: 'Payout', scope: 'reseller', currency: 'EUR', rates: [{ code: '', price: '0.001' }] },
    { name: 'Weekend', scope: 'customer', currency: 'EUR', rates: [{ code: '43', price: '0.01' }] },
    {
      name: 'Retail',
      scope: 'customer',
      currency: 'EUR',
      codeDeck: 'World',
      sourceCodeDeck: 'World',
      taxRate: '20',
      rounding: { decimals: 4, mode: 'up' },
      defaults: { nextInterval: 6, setupFee: '0.01', tiers: [{ from: 60, price: '0.02' }] },
      rates: [
        { code: '43', price: '0.0137', effectiveFrom: '2026-01-01T00:00:00Z' },
        { code: '43', price: '0.0150', effectiveFrom: '2027-01-01T00:00:00Z' },
        { code: '43', price: '0.0140', stashed: true, effectiveFrom: '2026-06-01' },
        { code: '43664', name: 'Mobile "A1"', price: '0.1', timeProfile: 'Peak', tag: 'gold' },
        { code: '439', blocked: true, numberLength: { min: 7 }, sourceCode: '43' },
        {
          code: '',
          price: '9',
          firstInterval: 60,
          maxCharge: '5',
          tiers: [{ from: 1, price: '1' }],
        },
      ],
    },
  ],
  accounts: [
    { name: 'Sub', kind: 'customer', parent: 'Reseller', currency: 'EUR' },
    { name: 'Reseller', kind: 'reseller', timeZone: 'Europe/Vienna' },
    { name: 'Gateway', kind: 'device', network: 'North', status: 'blocked' },
  ],
  trunks: [
    {
      name: 'Sub main',
      account: 'Sub',
      techPrefix: '99#',
      numberRules: [{ strip: '00' }, { strip: '0', add: '43', numberLength: { max: 12 } }],
    },
  ],
  ratingPlans: [
    {
      name: 'Business',
      description: 'For shops: weekdays dearer.',
      entries: [
        { rateTable: 'Retail', weight: 20, timing: 'Peak' },
        { rateTable: 'Weekend' },
        { rateTable: 'Retail', weight: 5 },
      ],
    },
    { name: 'Being built', owner: 'Reseller', currency: 'EUR', entries: [] },
    {
      name: 'Half a week',
      owner: 'Reseller',
      precedence: 'prefix',
      timeBasis: 'split',
      entries: [{ rateTable: 'Child', timing: 'Peak' }],
    },
  ],
  assignments: [
    { account: 'Sub', rateTable: 'Child' },
    { account: 'Sub', rateTable: 'Retail', activatesAt: '2027-01-01T00:00:00Z' },
    { trunk: 'Sub main', ratingPlan: 'Business', activatesAt: '2026-12-01', endsAt: '2027-06-01' },
    { account: 'Reseller', rateTable: 'Payout', activatesAt: '2026-01-01T00:00:00Z' },
  ],
  exchangeRates: [{ from: 'EUR', to: 'USD', rate: '1.0835', date: '2026-11-21' }],
};

describe.each(databaseServers())('the configuration on $name', (server) => {
  const first = testApi(server);
  const second = testApi(server);

  it('is imported, exported and imported elsewhere without loss', async () => {
    const compared = await first.as('admin').post('/book/diff', book);
    expect(compared.status, JSON.stringify(compared.body)).toBe(200);
    expect((await first.as('admin').get('/rating-plans')).body.items).toEqual([]);
    const imported = await first.as('admin').post('/book', book);
    expect(imported.status, JSON.stringify(imported.body)).toBe(200);
    const { things, ...told } = compared.body;
    expect({ ...told, changeSetIds: imported.body.changeSetIds }).toEqual(imported.body);
    expect(things).toContainEqual({
      ...{ part: 'rateTables', name: 'Retail', change: 'created', fields: [] },
      items: { created: 6, updated: 0, unchanged: 0 },
    });
    expect(imported.body.created).toMatchObject({ ratingPlans: 3, assignments: 4 });
    expect(imported.body).toMatchObject({
      created: { timeProfiles: 1, codeDecks: 1, categories: 1, accounts: 3, trunks: 1, rates: 9 },
      updated: { rates: 0, accounts: 0 },
      leftOut: [],
    });
    const exported = await first.as('admin').get('/book');
    expect(exported.status).toBe(200);
    expect(exported.headers['content-disposition']).toContain('ratedeck-book-2026-11-22.json');
    expect(readBook(exported.body).ok).toBe(true);
    const moved = await second.as('admin').post('/book', exported.body);
    expect(moved.status, JSON.stringify(moved.body)).toBe(200);
    expect(moved.body.created).toEqual(imported.body.created);
    const again = await second.as('admin').get('/book');
    expect(again.body).toEqual(exported.body);
    const retail = exported.body.rateTables.find(({ name }: { name: string }) => name === 'Retail');
    expect(retail).toMatchObject({ taxRate: '20', rounding: { decimals: 4, mode: 'up' } });
    expect(retail.rates).toHaveLength(6);
  });

  it('changes nothing when it is imported again, and only what differs after that', async () => {
    const same = await first.as('admin').post('/book', book);
    expect(same.body, JSON.stringify(same.body)).toMatchObject({
      created: { rates: 0, accounts: 0, rateTables: 0 },
      updated: { rates: 0, accounts: 0, timeProfiles: 0, rateTables: 0, trunks: 0 },
      unchanged: {
        rates: 9,
        accounts: 3,
        rateTables: 4,
        trunks: 1,
        ratingPlans: 3,
        assignments: 4,
      },
      changeSetIds: [],
    });
    const [retail, ...tables] = [...book.rateTables].reverse();
    const [austria, ...others] = retail!.rates;
    const changed = {
      ...book,
      rateTables: [...tables, { ...retail, rates: [{ ...austria, price: '0.0138' }, ...others] }],
    };
    const differing = await first.as('admin').post('/book', changed);
    expect(differing.body).toMatchObject({ updated: { rates: 1 }, unchanged: { rates: 8 } });
    expect(differing.body.changeSetIds).toHaveLength(1);
  });

  it('tells all faults with their paths, and writes nothing', async () => {
    const answer = await first.as('admin').post('/book', {
      book: 1,
      accounts: [{ name: 'New', kind: 'customer', parent: 'Nobody' }],
      rateTables: [
        { name: 'X', ratesFile: 'x.csv' },
        { name: 'Y', rates: [{ code: '1', price: 1 }] },
      ],
    });
    expect(answer.status).toBe(400);
    const paths = answer.body.faults.map(({ path }: { path: string }) => path);
    expect(paths).toContain('body.accounts[0].parent');
    expect(paths).toContain('body.rateTables[1].rates[0].price');
    const file = { book: 1, rateTables: [{ name: 'X', ratesFile: 'x.csv' }] };
    const withFile = await first.as('admin').post('/book', file);
    expect(withFile.body.faults).toMatchObject([{ path: 'body.rateTables[0].ratesFile' }]);
    const { body } = await first.as('admin').get('/accounts?search=New');
    expect(body.items).toEqual([]);
  });

  it('is for the operator alone', async () => {
    const { body } = await first.as('admin').get('/accounts?search=Reseller&kind=reseller');
    const { id } = body.items[0];
    expect((await first.as('admin', id).get('/book')).status).toBe(403);
    expect((await first.as('admin', id).post('/book', { book: 1 })).status).toBe(403);
    expect((await first.as('finance').get('/book')).status).toBe(403);
    expect((await first.stranger.get('/book')).status).toBe(401);
  });

  it('changes what differs of plans and assignments, as the comparison has said', async () => {
    const [business, ...plans] = book.ratingPlans;
    const [, , onTrunk] = book.assignments;
    const changed = {
      ...book,
      ratingPlans: [
        { ...business, description: 'Shops.', entries: [...business!.entries].reverse() },
        ...plans,
      ],
      assignments: [
        { account: 'Sub', ratingPlan: 'Business' },
        { ...onTrunk, endsAt: undefined },
      ],
    };
    const compared = await first.as('admin').post('/book/diff', changed);
    const isChanged = ({ change }: { change: string }) => change !== 'unchanged';
    const differing = compared.body.things.filter(isChanged);
    expect(
      differing.map((it: Record<string, unknown>) => [it['part'], it['name'], it['fields']]),
    ).toEqual([
      ['rateTables', 'Retail', []],
      ['ratingPlans', 'Business', ['description', 'entries']],
      ['assignments', 'Sub from always', ['ratingPlan', 'rateTable']],
      ['assignments', 'Sub main from 2026-12-01', ['endsAt']],
    ]);
    const before = await first.as('admin').get('/book');
    const imported = await first.as('admin').post('/book', changed);
    expect(imported.body.updated).toMatchObject({ ratingPlans: 1, assignments: 2 });
    const after = await first.as('admin').get('/book');
    expect(after.body.assignments).toHaveLength(before.body.assignments.length);
    expect(after.body.ratingPlans[0]).toMatchObject({
      ...{ name: 'Business', description: 'Shops.' },
      entries: [...business!.entries].reverse(),
    });
    const again = await first.as('admin').post('/book/diff', after.body);
    expect(again.body.things.filter(isChanged)).toEqual([]);
  });

  it('tells all that is refused of plans and assignments by the paths of the book', async () => {
    const answer = await first.as('admin').post('/book', {
      book: 1,
      accounts: [
        { name: 'Reseller', kind: 'reseller' },
        { name: 'Carrier', kind: 'carrier' },
      ],
      rateTables: [
        { name: 'Buy', scope: 'carrier' },
        { name: 'Theirs', owner: 'Reseller', scope: 'customer' },
        { name: 'Sell', scope: 'customer' },
      ],
      ratingPlans: [
        { name: 'Mixed', entries: [{ rateTable: 'Buy' }, { rateTable: 'Sell' }] },
        { name: 'Below', entries: [{ rateTable: 'Sell' }, { rateTable: 'Theirs' }] },
      ],
    });
    expect(answer.status).toBe(400);
    expect(answer.body.faults).toMatchObject([
      { path: 'body.ratingPlans[0].entries[1].rateTable', code: 'scope_mismatch' },
      { path: 'body.ratingPlans[1].entries[1].rateTable', code: 'wrong_owner' },
    ]);
    const assigned = await first.as('admin').post('/book', {
      book: 1,
      accounts: [
        { name: 'Reseller', kind: 'reseller' },
        { name: 'Carrier', kind: 'carrier' },
      ],
      rateTables: [{ name: 'Sell', scope: 'customer' }],
      ratingPlans: [{ name: 'Empty', currency: 'USD', entries: [] }],
      assignments: [
        { account: 'Carrier', rateTable: 'Sell' },
        { account: 'Carrier', ratingPlan: 'Empty', activatesAt: '2027-01-01' },
      ],
    });
    expect(assigned.status).toBe(400);
    expect(assigned.body.faults).toMatchObject([
      { path: 'body.assignments[0].rateTable', code: 'scope_mismatch' },
      { path: 'body.assignments[1]', code: 'plan_has_gaps' },
    ]);
    const { body } = await first.as('admin').get('/accounts?search=Carrier');
    expect(body.items).toEqual([]);
  });

  it('changes a time profile with the plan that would have gaps without its new entries', async () => {
    const night = { name: 'Night', windows: [{ weekdays: [1], from: '00:00', to: '24:00' }] };
    const bookOf = (profile: object, entries: object[]) => ({
      book: 1,
      timeProfiles: [profile],
      accounts: [{ name: 'Owl', kind: 'customer' }],
      rateTables: [{ name: 'Owls', scope: 'customer' }],
      ratingPlans: [{ name: 'Nightly', entries }],
      assignments: [{ account: 'Owl', ratingPlan: 'Nightly' }],
    });
    const always = { name: 'Night' };
    const timed = { rateTable: 'Owls', timing: 'Night' };
    const made = await first.as('admin').post('/book', bookOf(always, [timed]));
    expect(made.status, JSON.stringify(made.body)).toBe(200);
    const refused = await first.as('admin').post('/book', bookOf(night, [timed]));
    expect(refused).toMatchObject({ status: 409, body: { code: 'plan_has_gaps' } });
    expect(refused.body.faults).toMatchObject([{ path: 'body.timeProfiles[0]' }]);
    const entries = [timed, { rateTable: 'Owls', weight: 1 }];
    const taken = await first.as('admin').post('/book', bookOf(night, entries));
    expect(taken.status, JSON.stringify(taken.body)).toBe(200);
  });

  it('takes the sample book, with its plans and assignments', async () => {
    const url = new URL('../../../../samples/book.json', import.meta.url);
    const sample = JSON.parse(readFileSync(url, 'utf8'));
    const rateTables = sample.rateTables.map(
      ({ ratesFile: _, ...table }: object & { ratesFile?: string }) => table,
    );
    const answer = await second.as('admin').post('/book', { ...sample, rateTables });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    expect(answer.body.leftOut).toEqual([]);
    expect(answer.body.created).toMatchObject({ ratingPlans: 2, assignments: 11 });
    const { body } = await second.as('admin').get('/rating-plans?coverage=gaps&search=tail');
    expect(body.items).toEqual([]);
  });
});
