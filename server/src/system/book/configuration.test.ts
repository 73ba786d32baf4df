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
  exchangeRates: [{ from: 'EUR', to: 'USD', rate: '1.0835', date: '2026-11-21' }],
};

describe.each(databaseServers())('the configuration on $name', (server) => {
  const first = testApi(server);
  const second = testApi(server);

  it('is imported, exported and imported elsewhere without loss', async () => {
    const imported = await first.as('admin').post('/book', book);
    expect(imported.status, JSON.stringify(imported.body)).toBe(200);
    expect(imported.body).toMatchObject({
      created: { timeProfiles: 1, codeDecks: 1, categories: 1, accounts: 3, trunks: 1, rates: 7 },
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
      unchanged: { rates: 7, accounts: 3, rateTables: 2, trunks: 1, exchangeRates: 1 },
      changeSetIds: [],
    });
    const [child, retail] = book.rateTables;
    const [austria, ...others] = retail!.rates;
    const changed = {
      ...book,
      rateTables: [child, { ...retail, rates: [{ ...austria, price: '0.0138' }, ...others] }],
    };
    const differing = await first.as('admin').post('/book', changed);
    expect(differing.body).toMatchObject({ updated: { rates: 1 }, unchanged: { rates: 6 } });
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

  it('takes the sample book, and says what it left out', async () => {
    const url = new URL('../../../../samples/book.json', import.meta.url);
    const sample = JSON.parse(readFileSync(url, 'utf8'));
    const rateTables = sample.rateTables.map(
      ({ ratesFile: _, ...table }: object & { ratesFile?: string }) => table,
    );
    const answer = await second.as('admin').post('/book', { ...sample, rateTables });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    expect(answer.body.leftOut.map(({ part }: { part: string }) => part)).toEqual([
      'ratingPlans',
      'assignments',
    ]);
  });
});
