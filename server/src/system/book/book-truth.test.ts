/**
 * What a book must keep: tables of one name, stashed versions, the order of what is said, and that
 * importing the own book changes nothing; on random books too.
 *
 * `RATEDECK_SEED` replays a run.
 */

import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { pick, type Random, randomFrom } from '../../../test/fuzz/random-value.js';
import { type TestApi, testApi } from '../../../test/support/test-api.js';
import { databaseServers } from '../../../test/support/test-database.js';

const seed = Number(process.env['RATEDECK_SEED'] ?? Date.now() % 1_000_000_000);
const BOOKS = 12;

const nothing = {
  timeProfiles: 0,
  codeDecks: 0,
  categories: 0,
  accounts: 0,
  trunks: 0,
  exchangeRates: 0,
  rateTables: 0,
  rates: 0,
  ratingPlans: 0,
  assignments: 0,
};

function randomRate(random: Random): object {
  const dates = ['2026-01-01', '2026-06-01T12:00:00+02:00', '2027-01-01T00:00:00Z'];
  const maybe = (fields: object, chance = 0.4) => (random() < chance ? fields : {});
  return {
    code: pick(random, ['', '4', '43', '436', '44', '1']),
    price: pick(random, ['0.1', '0.10', '2', '0.0000000001']),
    ...maybe({ effectiveFrom: pick(random, dates) }, 0.8),
    ...maybe({ stashed: true }, 0.3),
    ...maybe({ tag: pick(random, ['gold', '1.0', '1.00']) }),
    ...maybe({ timeProfile: pick(random, ['Peak', 'Night']) }),
    ...maybe({ category: pick(random, ['Mobile', 'Fixed']) }),
    ...maybe({ name: pick(random, ['Austria', 'Österreich "x"', '=1+1']) }),
    ...maybe({ sourceCode: pick(random, ['43', '1']) }, 0.2),
    ...maybe({ numberLength: pick(random, [{ min: 5 }, { min: 5, max: 12 }]) }, 0.2),
    ...maybe({ setupFee: '0.50', tiers: [{ from: 60, price: '0.010' }] }, 0.2),
    ...maybe({ notes: pick(random, ['a', 'b\n"']) }),
  };
}

/** Versions of one identity and date are left out but the first; stashed ones may be repeated. */
function randomTable(random: Random, name: string, owner: string | null): object {
  const seen = new Set<string>();
  const rates = Array.from({ length: 25 }, () => randomRate(random)).filter((rate) => {
    const it = rate as Record<string, unknown>;
    const parts = ['code', 'tag', 'timeProfile', 'sourceCode', 'numberLength', 'effectiveFrom'];
    const key = JSON.stringify(parts.map((part) => it[part] ?? null));
    if (it['stashed'] === true) return true;
    return seen.has(key) ? false : seen.add(key);
  });
  return { name, ...(owner !== null && { owner }), scope: 'customer', rates };
}

/** Entries of any tables and timings that fit, in any order: gaps are no fault. */
function randomPlan(random: Random, name: string, owner: string | null): object {
  const tables = owner === null ? ['/P', 'Other'] : ['/P', 'Other', 'Zeta/P', 'Child'];
  const choices = tables.flatMap((rateTable) =>
    [{}, { timing: 'Peak' }, { timing: 'Night' }].map((timing) => ({ rateTable, ...timing })),
  );
  const entries = choices
    .filter(() => random() < 0.4)
    .map((entry) => ({ ...entry, ...(random() < 0.5 && { weight: pick(random, [0, 10, 20]) }) }))
    .sort(() => random() - 0.5);
  return {
    ...{ name, entries, currency: 'USD' },
    ...(owner !== null && { owner }),
    ...(random() < 0.5 && { description: pick(random, ['Für alle', '=1+1\n"x"']) }),
    ...(random() < 0.5 && { precedence: 'prefix' }),
    ...(random() < 0.5 && { timeBasis: pick(random, ['start', 'split']) }),
  };
}

/** Begins differ, as they must for one account or trunk. */
function randomAssignments(random: Random): object[] {
  const begins = [undefined, '2026-01-01', '2026-06-01T12:00:00.5+02:00', '2027-01-01T00:00:00Z'];
  const parties = [{ account: 'Alpha' }, { trunk: 'Alpha 1' }, { account: 'Beta' }];
  return parties
    .flatMap((party) => begins.map((activatesAt) => ({ ...party, activatesAt })))
    .filter(() => random() < 0.5)
    .map(({ activatesAt, ...party }) => ({
      ...party,
      ...pick(random, [{ rateTable: '/P' }, { rateTable: 'Other' }, { ratingPlan: '/Whole' }]),
      ...(activatesAt !== undefined && { activatesAt }),
      ...(random() < 0.3 && { endsAt: pick(random, ['2028-01-01', '2027-01-01T00:00:00.001Z']) }),
    }))
    .sort(() => random() - 0.5);
}

function randomBook(random: Random): object {
  return {
    book: 1,
    timeProfiles: [{ name: 'Night' }, { name: 'Peak', months: [12, 1] }],
    accounts: [
      { name: 'Zeta', kind: 'reseller', currency: 'EUR', timeZone: 'Europe/Vienna' },
      { name: 'Alpha', kind: 'customer', parent: 'Zeta' },
      { name: 'Beta', kind: 'customer', currency: 'USD' },
    ],
    trunks: [{ name: 'Alpha 1', account: 'Alpha' }],
    ratingPlans: [
      randomPlan(random, 'Any', null),
      randomPlan(random, 'Whole', 'Zeta'),
      { name: 'Whole', entries: [{ rateTable: '/P', timing: 'Peak' }, { rateTable: 'Other' }] },
    ],
    assignments: randomAssignments(random),
    rateTables: [
      randomTable(random, 'P', 'Zeta'),
      randomTable(random, 'P', null),
      randomTable(random, 'Other', null),
      {
        name: 'Child',
        owner: 'Zeta',
        scope: 'customer',
        parent: 'Zeta/P',
        defaults: { price: '1.50' },
      },
    ],
    exchangeRates: [{ from: 'EUR', to: 'USD', rate: '1.0800', date: '2026-11-21' }],
  };
}

describe.each(databaseServers())(`a book on $name (seed ${seed})`, (server) => {
  const first = testApi(server);
  const second = testApi(server);
  const post = async (body: object, api = first) => {
    const answer = await api.as('admin').post('/book', body);
    expect(answer.status, JSON.stringify(answer.body).slice(0, 2000)).toBe(200);
    return answer.body;
  };
  const exported = async (api = first) => (await api.as('admin').get('/book')).body;
  const exportedText = async (api: TestApi) => {
    const authorization = `Bearer ${await api.keyOf('admin')}`;
    return (await api.app.inject({ url: '/api/v1/book', headers: { authorization } })).body;
  };

  beforeEach(async () => {
    for (const api of [first, second]) {
      for (const noun of ['assignments', 'rating-plans']) {
        const { body } = await api.as('admin').get(`/${noun}?limit=200`);
        for (const { id } of body.items) await api.as('admin').delete(`/${noun}/${id}`);
      }
      const { body } = await api.as('admin').get('/rate-tables?sort=-name');
      for (const { id } of body.items.filter(
        ({ parent }: { parent: object | null }) => parent !== null,
      )) {
        await api.as('admin').delete(`/rate-tables/${id}`);
      }
      for (const { id } of body.items) await api.as('admin').delete(`/rate-tables/${id}`);
    }
  });

  it.each(Array.from({ length: BOOKS }, (_, index) => index))(
    'of random content changes nothing when it is imported again, nor does its export (%i)',
    async (index) => {
      const book = randomBook(randomFrom(seed + index));
      const compared = await first.as('admin').post('/book/diff', book);
      const { things: _, ...told } = compared.body;
      expect({ ...(await post(book)), changeSetIds: null }).toEqual({
        ...told,
        changeSetIds: null,
      });
      for (const again of [book, await exported()]) {
        const imported = await post(again);
        expect(imported).toMatchObject({ created: nothing, updated: nothing, changeSetIds: [] });
        expect(imported.leftOut).toEqual([]);
        const same = await first.as('admin').post('/book/diff', again);
        const isChanged = ({ change }: { change: string }) => change !== 'unchanged';
        expect(same.body.things.filter(isChanged)).toEqual([]);
      }
      await post(await exported(), second);
      expect(await exportedText(second)).toBe(await exportedText(first));
    },
  );

  it('is in the order of what it says, whatever was made first', async () => {
    const rates = [
      { code: '44', price: '1', effectiveFrom: '2026-06-01T00:00:00Z' },
      { code: '44', price: '1', effectiveFrom: '2026-01-01T00:00:00Z' },
      { code: '1', price: '1' },
      { code: '44', price: '1', tag: 'a' },
    ];
    const tables = ['Zebra', 'Ape'].map((name) => ({ name, scope: 'customer', rates }));
    await post({ book: 1, rateTables: tables });
    const { rateTables } = await exported();
    expect(rateTables.map(({ name }: { name: string }) => name)).toEqual(['Ape', 'Zebra']);
    expect(
      rateTables[0].rates.map((rate: Record<string, string>) =>
        [rate['code'], rate['effectiveFrom']?.slice(0, 7), rate['tag']].join(' ').trim(),
      ),
    ).toEqual(['1', '44 2026-01', '44 2026-06', '44  a']);
  });

  it('keeps each stashed version of one date, and changes one where it differs', async () => {
    const stashed = (price: string) => ({
      code: '43',
      price,
      stashed: true,
      effectiveFrom: '2026-01-01',
    });
    const bookOf = (prices: readonly string[]) => ({
      book: 1,
      rateTables: [{ name: 'S', scope: 'customer', rates: prices.map(stashed) }],
    });
    expect((await post(bookOf(['1', '2', '3']))).created.rates).toBe(3);
    expect((await post(bookOf(['3', '1.0', '2']))).unchanged.rates).toBe(3);
    expect(await post(bookOf(['1', '2', '4']))).toMatchObject({
      created: { rates: 0 },
      updated: { rates: 1 },
      unchanged: { rates: 2 },
    });
  });

  it('leaves of an account what it leaves out, and refuses another kind', async () => {
    const account = { name: 'Kept', kind: 'customer', currency: 'EUR', timeZone: 'Europe/Vienna' };
    await post({ book: 1, accounts: [account] });
    const imported = await post({ book: 1, accounts: [{ name: 'Kept', kind: 'customer' }] });
    expect(imported).toMatchObject({ updated: nothing, unchanged: { accounts: 1 } });
    const { body } = await first.as('admin').get('/accounts?search=Kept');
    expect(body.items[0]).toMatchObject(account);
    const changed = await first
      .as('admin')
      .post('/book', { book: 1, accounts: [{ name: 'Kept', kind: 'carrier' }] });
    expect(changed.body.faults).toMatchObject([{ path: 'body.accounts[0].kind', code: 'fixed' }]);
  });

  it('writes nothing into the rated past, nor in the place of a special rate', async () => {
    const bookOf = (...rates: object[]) => ({
      book: 1,
      rateTables: [{ name: 'Used', scope: 'customer', rates }],
    });
    await post(bookOf({ code: '43', price: '1', effectiveFrom: '2026-01-01' }));
    const { body } = await first.as('admin').get('/rate-tables?search=Used');
    const rateTableId = body.items[0].id;
    const special = {
      rateTableId,
      name: 'Promo',
      codes: '44',
      price: '5',
      effectiveFrom: '2026-02-01',
    };
    expect((await first.as('rates').post('/special-rates', special)).status).toBe(201);
    const held = await post(bookOf({ code: '44', price: '9', effectiveFrom: '2026-05-01' }));
    expect(held).toMatchObject({ created: nothing, changeSetIds: [] });
    expect(held.leftOut).toMatchObject([{ part: 'rates', count: 1 }]);
    expect(held.leftOut[0].why).toContain('special rates');
    const own = await exported();
    expect(await post(own)).toMatchObject({ created: nothing, updated: nothing, leftOut: [] });
    await first.database.transaction((db) =>
      db.run(sql`
        INSERT INTO rate_table_usage VALUES (${rateTableId}, '2026-03-01', '2026-11-01', 7)`),
    );
    const past = { code: '45', price: '1', effectiveFrom: '2026-05-01' };
    const refusals = [
      await first.as('admin').post('/book', bookOf(past)),
      await first
        .as('admin')
        .post('/book', bookOf({ code: '43', price: '2', effectiveFrom: '2026-01-01' })),
    ];
    for (const refused of refusals) {
      expect(refused).toMatchObject({ status: 409, body: { code: 'already_rated' } });
    }
    expect(await exported()).toEqual(own);
    const usedTable = own.rateTables.find(({ name }: { name: string }) => name === 'Used');
    expect(usedTable.rates).toHaveLength(2);
  });

  it('of very many rates fills a table at once, with the names that rates and code deck give', async () => {
    const rates = Array.from({ length: 20_001 }, (_, index) => {
      return {
        code: String(4_300_000 + index),
        price: '1',
        ...(index % 3 === 0 && { name: `N${index % 9}` }),
      };
    });
    const codeDecks = [{ name: 'Many', codes: [{ code: '43', name: 'Austria' }] }];
    const bookOf = (list: readonly object[]) => ({
      ...{ book: 1, codeDecks },
      rateTables: [{ name: 'Many', scope: 'customer', codeDeck: 'Many', rates: list }],
    });
    const made = await post(bookOf(rates));
    expect(made.created.rates).toBe(20_001);
    expect(made.changeSetIds).toHaveLength(1);
    const more = [...rates, { code: '1', price: '1' }];
    expect(await post(bookOf(more))).toMatchObject({
      created: { rates: 1 },
      unchanged: { rates: 20_001 },
    });
    const { body } = await first.as('admin').get('/rate-tables?search=Many');
    const listed = await first.as('admin').get(`/rate-tables/${body.items[0].id}/rates?limit=3`);
    const names = listed.body.items.map(({ name }: { name: string | null }) => name);
    expect(names).toEqual([null, 'N0', 'Austria']);
  });

  it('that is no JSON, or none at all, is a fault of the request', async () => {
    for (const payload of ['{"book": 1', '\u0000', '']) {
      const authorization = `Bearer ${await first.keyOf('admin')}`;
      const answer = await first.app.inject({
        ...{ method: 'POST', url: '/api/v1/book', payload },
        headers: { authorization, 'content-type': 'application/json' },
      });
      expect(answer.statusCode, answer.body).toBe(400);
    }
  });
});
