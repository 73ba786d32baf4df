/** Rates through the API, on each database: entry, versions, states, history, the used table. */

import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { runIn } from '../../../test/support/run-in.js';
import { type Answer, testApi } from '../../../test/support/test-api.js';
import { databaseServers } from '../../../test/support/test-database.js';

interface Shown {
  readonly id: string;
  readonly code: string;
  readonly price: string;
  readonly state: string;
}

const codesOf = ({ body }: Answer): string[] => body.items.map(({ code }: Shown) => code);

describe.each(databaseServers())('rates on $name', (server) => {
  const api = testApi(server);
  let tableId = '';
  let deckId = '';

  const tableOf = async (fields: object): Promise<string> => {
    const table = { scope: 'customer', currency: 'USD', codeDeckId: deckId, ...fields };
    const answer = await api.as('rates').post('/rate-tables', table);
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    return answer.body.id;
  };
  const add = (fields: object, id = tableId) =>
    api.as('rates').post(`/rate-tables/${id}/rates`, fields);
  const list = (query = '', id = tableId) =>
    api.as('rates').get(`/rate-tables/${id}/rates${query}`);

  beforeAll(async () => {
    const deck = await api.as('rates').post('/code-decks', {
      name: 'World',
      codes: [
        { code: '44', name: 'United Kingdom', country: 'GB' },
        { code: '447', name: 'United Kingdom Mobile', country: 'GB' },
        { code: '43664', name: 'Austria Mobile', country: 'AT' },
        { code: '43676', name: 'Austria Mobile', country: 'AT' },
      ],
    });
    expect(deck.status, JSON.stringify(deck.body)).toBe(201);
    deckId = deck.body.id;
    tableId = await tableOf({ name: 'Retail' });
  });

  it('are entered as a list, ranges and tails; one rate for each code, as one change set', async () => {
    const id = await tableOf({ name: 'Entry' });
    const answer = await add({ codes: '44, 4420, 447400-447404; 93-70,71', price: '0.0137' }, id);
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    expect(answer.body).toMatchObject({ count: 9, stashedCount: 0 });
    expect(answer.body.unnamedCodes).toEqual(['9370', '9371']);
    const codes = ['44', '4420', '447400', '447401', '447402', '447403', '447404', '9370', '9371'];
    expect(codesOf(await list('', id))).toEqual(codes);
    const { body: table } = await api.as('rates').get(`/rate-tables/${id}`);
    expect(table).toMatchObject({ rateCount: 9, stashedCount: 0, callsRated: false });
    const { body: changes } = await api.as('rates').get(`/change-sets?rateTableId=${id}`);
    expect(changes.items).toMatchObject([{ kind: 'edit', addedCount: 9, updatedCount: 0 }]);
  });

  it('take name and country from the code deck unless they have their own', async () => {
    const id = await tableOf({ name: 'Names' });
    await add({ codes: '4477', price: '0.1' }, id);
    await add({ codes: '442', price: '0.1', name: 'London' }, id);
    await add({ codeNames: ['Austria Mobile'], price: '0.2' }, id);
    const { body } = await list('', id);
    expect(body.items).toMatchObject([
      { code: '43664', name: 'Austria Mobile', nameIsOwn: false, country: 'AT' },
      { code: '43676', name: 'Austria Mobile', country: 'AT' },
      { code: '442', name: 'London', nameIsOwn: true, country: 'GB' },
      { code: '4477', name: 'United Kingdom Mobile', nameIsOwn: false, country: 'GB' },
    ]);
    const unknown = await add({ codeNames: ['Atlantis'], price: '1' }, id);
    expect(unknown).toMatchObject({ status: 400, body: { faults: [{ path: 'codeNames[0]' }] } });
  });

  it('are versions of each other: previous, difference, states', async () => {
    const id = await tableOf({ name: 'Versions' });
    await add({ codes: '1', price: '0.04', effectiveFrom: '2026-01-01' }, id);
    await add({ codes: '1', price: '0.05', effectiveFrom: '2026-06-01' }, id);
    await add({ codes: '1', price: '0.06', effectiveFrom: '2027-01-01' }, id);
    await add({ codes: '2', price: '0.01', effectiveFrom: null, effectiveTo: '2026-12-01' }, id);
    await add({ codes: '3', blocked: true }, id);
    const { body } = await list('?sort=code', id);
    expect(body.items).toMatchObject([
      { code: '1', state: 'ended', previous: null, difference: null },
      { code: '1', state: 'current', difference: '0.01', differencePercent: '25.00' },
      { code: '1', state: 'future', difference: '0.01', differencePercent: '20.00' },
      { code: '2', state: 'ending', effectiveFrom: null, effectiveTo: '2026-12-01T00:00:00.000Z' },
      { code: '3', state: 'blocked', price: null },
    ]);
    for (const state of ['ended', 'current', 'future', 'ending', 'blocked']) {
      const found = await list(`?state=${state}`, id);
      expect(found.body.items.map((rate: Shown) => rate.state)).toEqual([state]);
    }
    expect(codesOf(await list('?at=2026-03-01', id))).toEqual(['1', '2']);
    const versions = await api.as('rates').get(`/rates/${body.items[0].id}/versions`);
    expect(versions.body.items.map(({ price }: Shown) => price)).toEqual(['0.06', '0.05', '0.04']);
  });

  it('show their versions in pages, however many there are, in both directions', async () => {
    const id = await tableOf({ name: 'History' });
    for (const month of ['01', '02', '03', '04']) {
      await add({ codes: '1', price: `0.${month}`, effectiveFrom: `2027-${month}-01` }, id);
    }
    await add({ codes: '1', price: '0.00', effectiveFrom: null }, id);
    await add({ codes: '1', price: '0.99', effectiveFrom: '2027-03-15', tag: 'gold' }, id);
    const fourth = (await list('?sort=-effectiveFrom&limit=1', id)).body.items[0].id;
    await api.as('rates').post(`/rates/${fourth}/stash`);
    const prices = ['0.04', '0.03', '0.02', '0.01', '0.00'];
    for (const [sort, expected] of [
      ['', prices],
      ['&sort=effectiveFrom', prices.toReversed()],
    ] as const) {
      const found: string[][] = [];
      for (let cursor = ''; ; ) {
        const { body } = await api
          .as('rates')
          .get(`/rates/${fourth}/versions?limit=2${sort}${cursor}`);
        found.push(body.items.map(({ price }: Shown) => price));
        if (body.nextCursor === null) break;
        cursor = `&cursor=${body.nextCursor}`;
      }
      expect(found.map(({ length }) => length)).toEqual([2, 2, 1]);
      expect(found.flat()).toEqual(expected);
    }
  });

  it('hold until their own end or the next version, whichever is earlier, and show that one', async () => {
    const id = await tableOf({ name: 'Valid' });
    const dated = (effectiveFrom: string, more: object = {}) =>
      add({ codes: '1', price: '0.04', effectiveFrom, ...more }, id);
    await dated('2026-01-01', { effectiveTo: '2026-03-01' });
    await dated('2026-06-01', { effectiveTo: '2027-06-01' });
    await dated('2027-01-01', { price: '0.06' });
    await dated('2026-02-01', { tag: 'gold' });
    const march = '2026-03-01T00:00:00.000Z';
    const january = '2027-01-01T00:00:00.000Z';
    const { body } = await list('?sort=effectiveFrom', id);
    const [first, other, second, third] = body.items;
    expect(first).toMatchObject({ validTo: march, state: 'ended' });
    expect(first.next).toMatchObject({ id: second.id, effectiveFrom: second.effectiveFrom });
    expect(other).toMatchObject({ tag: 'gold', validTo: null, next: null });
    expect(second).toMatchObject({ validTo: january, effectiveTo: '2027-06-01T00:00:00.000Z' });
    expect(second.next).toEqual({ id: third.id, price: '0.06', effectiveFrom: january });
    expect(third).toMatchObject({ validTo: null, next: null, previous: { id: second.id } });
    // What is stashed cuts nothing off, and shows what would cut it off.
    await api.as('rates').post(`/rates/${second.id}/stash`);
    const stashed = (await list('?state=stashed', id)).body.items[0];
    expect(stashed).toMatchObject({ validTo: january, next: { id: third.id } });
    const again = await api.as('rates').get(`/rates/${first.id}`);
    expect(again.body).toMatchObject({ validTo: march, next: { id: third.id } });
    await api.as('rates').delete(`/rates/${third.id}`);
    const last = await api.as('rates').get(`/rates/${first.id}`);
    expect(last.body).toMatchObject({ validTo: march, next: null });
  });

  it('refuse a second version of one date, and say which codes', async () => {
    const id = await tableOf({ name: 'Twins' });
    await add({ codes: '5, 6', price: '0.1', effectiveFrom: '2026-12-01' }, id);
    const twin = { codes: '5, 6, 7', price: '0.2', effectiveFrom: '2026-12-01T00:00:00+00:00' };
    const answer = await add(twin, id);
    expect(answer).toMatchObject({ status: 409, body: { code: 'rate_version_exists' } });
    expect(answer.body.faults).toHaveLength(2);
    expect(codesOf(await list('', id))).toEqual(['5', '6']);
  });

  it('stash future versions when told to, and bring them back', async () => {
    const id = await tableOf({ name: 'Stash' });
    await add({ codes: '8', price: '0.3', effectiveFrom: '2027-02-01' }, id);
    const answer = await add({ codes: '8', price: '0.2', futureVersions: 'stash' }, id);
    expect(answer.body).toMatchObject({ count: 1, stashedCount: 1 });
    const stashed = await list('?state=stashed', id);
    expect(stashed.body.items).toMatchObject([{ code: '8', price: '0.3', stashed: true }]);
    const { body: table } = await api.as('rates').get(`/rate-tables/${id}`);
    expect(table).toMatchObject({ rateCount: 1, stashedCount: 1 });
    const back = await api.as('rates').post(`/rates/${stashed.body.items[0].id}/unstash`);
    expect(back.body).toMatchObject({ stashed: false, state: 'future' });
    expect((await list('?state=stashed', id)).body.items).toEqual([]);
  });

  it('tell all faults of an entry at once, in the words of the engine', async () => {
    const answer = await add({
      codes: '44',
      price: '0.1',
      firstPrice: '-1',
      numberLength: { min: 9, max: 3 },
      nextInterval: 0,
    });
    expect(answer.status).toBe(400);
    const paths = answer.body.faults.map(({ path }: { path: string }) => path);
    expect(paths).toEqual(expect.arrayContaining(['body.firstPrice', 'body.nextInterval']));
    const ends = { codes: '44', effectiveFrom: '2026-12-01', effectiveTo: '2026-12-01' };
    const other = await add(ends);
    expect(other.body.faults.map(({ path }: { path: string }) => path).sort()).toEqual([
      'effectiveTo',
      'price',
    ]);
    expect((await add({ codes: '4?4', price: '1' })).body.faults[0].path).toBe('codes');
    expect((await add({ codes: '0-9999999', price: '1' })).status).toBe(400);
    const never = await add({ codes: '44', price: '1', effectiveFrom: '2026-02-31' });
    expect(never.body.faults).toMatchObject([{ path: 'body.effectiveFrom', code: 'bad_instant' }]);
    expect((await add({ codes: '44', price: 0.1 })).status).toBe(400);
    expect((await add({ price: '1' })).body.faults[0].code).toBe('not_exactly_one');
    const profile = await add({ codes: '44', price: '1', timeProfileId: '999' });
    expect(profile.body.faults).toMatchObject([{ path: 'timeProfileId' }]);
  });

  it('are found by code, number, name, price and state, in pages of any sort', async () => {
    const id = await tableOf({ name: 'Search' });
    await add({ codes: '4420-4429', price: '0.02' }, id);
    await add({ codes: '43664, 43676', price: '0.09' }, id);
    expect(codesOf(await list('?search=442', id))).toHaveLength(10);
    expect(codesOf(await list('?search=%2B44%202', id))).toHaveLength(10);
    expect(codesOf(await list('?search=AUSTRIA', id))).toEqual(['43664', '43676']);
    expect(codesOf(await list('?number=442512345', id))).toEqual(['4425']);
    expect(codesOf(await list('?priceFrom=0.05', id))).toEqual(['43664', '43676']);
    expect(codesOf(await list('?code=4366', id))).toEqual(['43664']);
    await add({ codes: '43676', price: '0.08', effectiveFrom: '2030-01-01' }, id);
    const sorts = ['code', 'name', 'price', 'effectiveFrom', 'validTo'];
    for (const sort of sorts.flatMap((name) => [name, `-${name}`])) {
      const all = codesOf(await list(`?sort=${sort}&limit=500`, id));
      const paged: string[] = [];
      let cursor: string | null = null;
      do {
        const next: Answer = await list(
          `?sort=${sort}&limit=5${cursor ? `&cursor=${cursor}` : ''}`,
          id,
        );
        paged.push(...codesOf(next));
        cursor = next.body.nextCursor;
      } while (cursor !== null);
      expect(paged, sort).toEqual(all);
      expect(paged, sort).toHaveLength(13);
    }
    const percent = await list('?search=%25', id);
    expect(percent.body.items).toEqual([]);
  });

  it('are edited in place while no call was rated; two writers: one wins', async () => {
    const id = await tableOf({ name: 'Edit' });
    const { body } = await add(
      { codes: '49', price: '0.10', tiers: [{ from: 60, price: '0.05' }] },
      id,
    );
    const [rate] = body.items;
    expect(rate).toMatchObject({ version: 1, price: '0.10', tiers: [{ from: 60, price: '0.05' }] });
    const path = `/rates/${rate.id}`;
    const [one, two] = await Promise.all([
      api.as('rates').patch(path, { price: '0.11' }, { 'if-match': '"1"' }),
      api.as('admin').patch(path, { price: '0.12' }, { 'if-match': '"1"' }),
    ]);
    expect([one.status, two.status].sort()).toEqual([200, 412]);
    const winner = one.status === 200 ? '0.11' : '0.12';
    const shown = await api.as('rates').get(path);
    expect(shown.body).toMatchObject({ id: rate.id, version: 2, price: winner });
    const edit = { tiers: null, notes: '=1+1 <b>"x"</b> 😀', numberLength: { min: 5 } };
    const edited = await api.as('rates').patch(path, edit);
    expect(edited.body).toMatchObject({ ...edit, numberLength: { min: 5, max: 32 }, version: 3 });
    expect((await api.as('rates').delete(path)).status).toBe(204);
    expect((await api.as('rates').get(path)).status).toBe(404);
  });

  it('write a new version once calls were rated, never the past', async () => {
    const id = await tableOf({ name: 'Used' });
    const { body } = await add({ codes: '33', price: '0.10', effectiveFrom: '2026-01-01' }, id);
    const [rate] = body.items;
    await runIn(
      api.database,
      sql`
      INSERT INTO rate_table_usage VALUES
        (${id}, '2026-02-01T00:00:00Z', '2026-11-22T11:00:00Z', 5)`,
    );
    const edited = await api.as('rates').patch(`/rates/${rate.id}`, { price: '0.20' });
    expect(edited.status, JSON.stringify(edited.body)).toBe(200);
    expect(edited.body.id).not.toBe(rate.id);
    expect(edited.body).toMatchObject({
      price: '0.20',
      effectiveFrom: api.clock.now,
      previous: { id: rate.id, price: '0.10' },
    });
    const old = await api.as('rates').get(`/rates/${rate.id}`);
    expect(old.body).toMatchObject({ price: '0.10', version: 1 });
    const refusals = [
      await api.as('rates').delete(`/rates/${rate.id}`),
      await api.as('rates').post(`/rates/${rate.id}/stash`),
      await add({ codes: '34', price: '1', effectiveFrom: '2026-03-01' }, id),
      await add({ codes: '34', price: '1', effectiveFrom: null }, id),
      await api.as('rates').delete(`/rate-tables/${id}`),
      await api.as('rates').patch(`/rate-tables/${id}`, { rounding: { decimals: 2 } }),
      await api.as('rates').patch(`/rates/${rate.id}`, { effectiveTo: '2026-05-01' }),
    ];
    for (const refusal of refusals) {
      expect(refusal, JSON.stringify(refusal.body)).toMatchObject({
        status: 409,
        body: { code: 'already_rated' },
      });
    }
    const notes = await api.as('rates').patch(`/rates/${rate.id}`, { notes: 'may change' });
    expect(notes.body).toMatchObject({ id: rate.id, notes: 'may change' });
    // The same price, written otherwise, is no new one.
    const same = await api.as('rates').patch(`/rates/${rate.id}`, { price: '0.1000' });
    expect(same.status, JSON.stringify(same.body)).toBe(200);
    expect(same.body).toMatchObject({ id: rate.id, version: 3 });
    const archived = await api.as('rates').patch(`/rate-tables/${id}`, { status: 'archived' });
    expect(archived.body.status).toBe('archived');
    const late = await add({ codes: '35', price: '1' }, id);
    expect(late).toMatchObject({ status: 409, body: { code: 'archived' } });
  });

  it('are never written outside a change set, not even by SQL', async () => {
    const statements = [
      sql`DELETE FROM rates WHERE rate_table_id = ${tableId}`,
      sql`INSERT INTO rates (rate_table_id, added_in_id, code, service, price)
        VALUES (${tableId}, 1, '1', 'voice', 1)`,
    ];
    await add({ codes: '99', price: '1' });
    for (const statement of statements) {
      await expect(runIn(api.database, statement)).rejects.toMatchObject({ code: '23001' });
    }
  });

  it('belong to the owner of their table', async () => {
    const { body: reseller } = await api
      .as('admin')
      .post('/accounts', { name: 'Reseller', kind: 'reseller' });
    const { body: other } = await api
      .as('admin')
      .post('/accounts', { name: 'Other', kind: 'reseller' });
    const own = api.as('rates', reseller.id);
    const table = await own.post('/rate-tables', { name: 'Retail', scope: 'customer' });
    expect(table.status, JSON.stringify(table.body)).toBe(201);
    expect(table.body.owner.name).toBe('Reseller');
    const path = `/rate-tables/${table.body.id}/rates`;
    const { body } = await own.post(path, { codes: '1', price: '1' });
    const stranger = api.as('admin', other.id);
    const answers = [
      await stranger.get(`/rate-tables/${table.body.id}`),
      await stranger.get(path),
      await stranger.post(path, { codes: '2', price: '1' }),
      await stranger.get(`/rates/${body.items[0].id}`),
      await stranger.patch(`/rates/${body.items[0].id}`, { price: '2' }),
      await stranger.delete(`/rates/${body.items[0].id}`),
      await stranger.post(`/change-sets/${body.changeSetId}/revert`),
      await own.get(`/rate-tables/${tableId}/rates`),
    ];
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
    expect((await api.as('read-only').post(path, { codes: '3', price: '1' })).status).toBe(403);
    expect((await own.get('/rate-tables')).body.items).toHaveLength(1);
  });
});
