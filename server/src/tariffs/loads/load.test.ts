/** Loads from another table through the API, on each database. */

import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { runIn } from '../../../test/support/run-in.js';
import { type Answer, testApi } from '../../../test/support/test-api.js';
import { databaseServers } from '../../../test/support/test-database.js';

interface Shown {
  readonly id: string;
  readonly code: string;
  readonly price: string | null;
  readonly effectiveFrom: string | null;
  readonly effectiveTo: string | null;
}

const BEFORE = '2026-11-01T00:00:00.000Z';
const NOW = '2026-11-22T12:00:00.000Z';
const LATER = '2026-12-01T00:00:00.000Z';
const lineOf = ({ code, price, effectiveFrom, effectiveTo }: Shown): string =>
  [code, price ?? '-', (effectiveFrom ?? 'always').slice(0, 10), effectiveTo?.slice(0, 10) ?? '']
    .join(' ')
    .trim();

describe.each(databaseServers())('loads on $name', (server) => {
  const api = testApi(server);
  let tableCount = 0;
  let from = '';
  let to = '';

  const newTable = async (fields: object = {}): Promise<string> => {
    const table = { name: `Table ${++tableCount}`, scope: 'carrier', ...fields };
    const answer = await api.as('rates').post('/rate-tables', table);
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    return answer.body.id;
  };
  beforeEach(async () => {
    from = await newTable();
    to = await newTable({ scope: 'customer' });
  });

  const add = async (id: string, fields: object): Promise<Shown[]> => {
    const rate = { price: '0.01', effectiveFrom: BEFORE, ...fields };
    const answer = await api.as('rates').post(`/rate-tables/${id}/rates`, rate);
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    return answer.body.items;
  };
  const load = (fields: object, headers: Record<string, string> = {}): Promise<Answer> => {
    const body = { fromTableId: from, existing: 'skip', ...fields };
    return api.as('rates').post(`/rate-tables/${to}/load`, body, headers);
  };
  const list = async (id = to, query = ''): Promise<Shown[]> => {
    const answer = await api.as('rates').get(`/rate-tables/${id}/rates?limit=500${query}`);
    return answer.body.items;
  };
  const lines = async (query = ''): Promise<string[]> => (await list(to, query)).map(lineOf).sort();

  it('copy rates with all that they say, and edited prices', async () => {
    const admin = api.as('admin');
    const { body: category } = await admin.post('/categories', { name: `mobile ${from}` });
    const { body: profile } = await admin.post('/time-profiles', { name: `Evening ${from}` });
    const said = {
      name: `Nowhere "<script>" ${from}`,
      service: 'sms',
      sourceCode: '44',
      numberLength: { min: 5, max: 9 },
      timeProfileId: profile.id,
      tag: `o'k`,
      categoryId: category.id,
      firstPrice: '0.02',
      firstInterval: 3,
      nextInterval: 2,
      setupFee: '0.5',
      tiers: [{ from: 10, price: '0.001', interval: null }],
      notes: '=1+1\n📞',
      description: 'as it is',
      notice: 'force',
      effectiveTo: '2027-01-01',
    };
    await add(from, { codes: '43', ...said });
    await add(from, { codes: '44', effectiveTo: '2026-11-25' });
    const body = {
      price: { raisePercent: '10' },
      setupFee: { lower: '0.1' },
      effectiveFrom: LATER,
    };
    const preview = await load({ ...body, preview: true });
    expect(preview.status, JSON.stringify(preview.body)).toBe(200);
    expect(preview.body).toMatchObject({ preview: true, faults: [], changeSetId: null });
    const counts = { selected: 2, added: 2, updated: 0, unchanged: 0, skipped: 0 };
    expect(preview.body.counts).toEqual({ ...counts, specialSkipped: 0, refused: 0 });
    expect(await list()).toEqual([]);
    const done = await load(body, { 'if-match': `"${preview.body.revision}"` });
    expect(done.body.counts).toEqual(preview.body.counts);
    const [rate] = await list(to, '&code=43');
    expect(rate).toMatchObject({
      name: said.name,
      nameIsOwn: true,
      price: '0.011',
      firstPrice: '0.02',
      setupFee: '0.4',
      tag: said.tag,
      category: { id: category.id },
      timeProfile: { id: profile.id },
      numberLength: said.numberLength,
      tiers: said.tiers,
      notes: said.notes,
      effectiveFrom: LATER,
      effectiveTo: '2027-01-01T00:00:00.000Z',
    });
    const [row] = preview.body.rows;
    expect(row).toEqual({ before: null, after: { ...rate, id: null, version: null } });
    // An end before the begin was that of the old prices.
    expect(await lines('&code=44')).toEqual(['44 0.011 2026-12-01']);
    const { body: sets } = await api.as('rates').get(`/change-sets?rateTableId=${to}`);
    expect(sets.items).toMatchObject([{ id: done.body.changeSetId, kind: 'load', addedCount: 2 }]);
    expect(sets.items[0].summary).toMatch(/^all rates of "Table [0-9]+" as of 2026-11-22T12.*10 %/);
  });

  it('take the versions in force at an instant, and those of a filter', async () => {
    await add(from, { codes: '43', price: '0.1', effectiveFrom: '2026-01-01' });
    await add(from, { codes: '43', price: '0.2' });
    await add(from, { codes: '43', price: '0.3', effectiveFrom: LATER });
    await add(from, { codes: '44', price: '0.4', effectiveTo: '2026-11-10' });
    await add(from, { codes: '49', price: '0.9', blocked: true });
    const [stashed] = await add(from, { codes: '50' });
    await api.as('rates').post(`/rates/${stashed!.id}/stash`);
    const old = await load({ at: '2026-06-01', filter: { code: '4' }, preview: true });
    expect(old.body.rows.map(({ after }: { after: Shown }) => lineOf(after))).toEqual([
      '43 0.1 2026-11-22',
    ]);
    const done = await load({});
    expect(done.body.counts).toMatchObject({ selected: 2, added: 2 });
    expect(await lines()).toEqual(['43 0.2 2026-11-22', '49 0.9 2026-11-22']);
  });

  it('skip or replace what the table has, and preserve what comes later', async () => {
    await add(from, { codes: '41, 42, 43, 44, 45, 46', price: '1' });
    await add(to, { codes: '41', price: '2' });
    await add(to, { codes: '42', price: '2', effectiveFrom: NOW });
    await add(to, { codes: '43', price: '2', effectiveFrom: LATER });
    await add(to, { codes: '44', price: '2', effectiveTo: '2026-11-10' });
    await add(to, { codes: '45', price: '1.00' });
    const skipped = await load({ preview: true });
    expect(skipped.body.counts).toMatchObject({ selected: 6, added: 3, skipped: 3, updated: 0 });
    const done = await load({ existing: 'replace' });
    expect(done.body.counts).toMatchObject({ added: 3, updated: 2, unchanged: 1, skipped: 0 });
    expect(done.body.rows[0]).toMatchObject({
      before: { price: '2' },
      after: { difference: '-1' },
    });
    expect(await lines()).toEqual([
      '41 1 2026-11-22',
      '41 2 2026-11-01',
      '42 1 2026-11-22',
      '43 1 2026-11-22',
      '43 2 2026-12-01',
      '44 1 2026-11-22',
      '44 2 2026-11-01 2026-11-10',
      '45 1.00 2026-11-01',
      '46 1 2026-11-22',
    ]);
    const again = await load({ existing: 'replace' });
    expect(again.body).toMatchObject({ counts: { unchanged: 6, added: 0 }, changeSetId: null });
  });

  it('write out what comes from other defaults, so that calls cost the same', async () => {
    from = await newTable({ defaults: { price: '0.5', nextInterval: 60, setupFee: '0.1' } });
    to = await newTable({ defaults: { price: '0.50', nextInterval: 1, firstPrice: '9' } });
    await add(from, { codes: '43', price: null });
    const done = await load({ price: { raise: '0' } });
    expect(done.body.counts, JSON.stringify(done.body)).toMatchObject({ added: 1 });
    expect((await list())[0]).toMatchObject({
      price: null,
      nextInterval: 60,
      setupFee: '0.1',
      firstPrice: '0.5',
    });
    const raised = await load({ existing: 'replace', price: { raise: '1' } });
    expect(raised.body.rows).toMatchObject([{ after: { price: '1.5', firstPrice: '1.5' } }]);
    to = await newTable({ defaults: { maxCharge: '1' } });
    const refused = await load({});
    expect(refused).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(refused.body.faults).toMatchObject([
      { path: 'fromTableId', code: 'default_in_the_way' },
    ]);
    expect((await load({ skipRefused: true })).body).toMatchObject({
      counts: { refused: 1, added: 0 },
      changeSetId: null,
    });
  });

  it('name by the own code deck what has no name of its own', async () => {
    const deck = async (name: string) => {
      const codes = [{ code: '43', name, country: 'AT' }];
      const { body } = await api
        .as('rates')
        .post('/code-decks', { name: `${name} ${from}`, codes });
      return body.id;
    };
    from = await newTable({ codeDeckId: await deck('Oesterreich') });
    to = await newTable({ codeDeckId: await deck('Austria') });
    await add(from, { codes: '43' });
    await add(from, { codes: '431', name: 'Vienna' });
    const { body } = await load({});
    const shown = (await list()) as unknown as { name: string; nameIsOwn: boolean }[];
    expect(shown.map(({ name, nameIsOwn }) => [name, nameIsOwn])).toEqual([
      ['Austria', false],
      ['Vienna', true],
    ]);
    expect(body.rows[0].after).toMatchObject({ name: 'Austria', country: 'AT' });
    // The same deck, the same names.
    from = to;
    to = await newTable({ codeDeckId: await deck('Autriche') });
    await load({});
    expect((await list())[0]).toMatchObject({ name: 'Autriche' });
  });

  it('refuse tables of another currency or unit, and prices below zero', async () => {
    await add(from, { codes: '43' });
    to = await newTable({ currency: 'EUR', unit: 1 });
    const other = await load({});
    expect(other.status).toBe(400);
    expect(other.body.faults).toMatchObject([
      { path: 'fromTableId', code: 'currency_mismatch' },
      { path: 'fromTableId', code: 'unit_mismatch' },
    ]);
    to = from;
    expect((await load({})).body.faults).toMatchObject([{ code: 'same_table' }]);
    to = await newTable({ unit: 60 });
    const below = await load({ price: { lower: '1' } });
    expect(below).toMatchObject({ status: 409, body: { faults: [{ code: 'below_zero' }] } });
    expect(below.body.detail).toContain('1 rate is refused');
    const none = await load({ fromTableId: '999999' });
    expect(none.body.faults).toMatchObject([{ path: 'fromTableId', code: 'unknown_reference' }]);
    const schema = await load({ fromTableId: 'x', existing: 'burn', at: 'soon' });
    const paths = schema.body.faults.map(({ path }: { path: string }) => path).sort();
    expect(paths).toEqual(['body.at', 'body.existing', 'body.fromTableId']);
  });

  it('leave the special rates of the table alone, and copy those of the other as plain ones', async () => {
    const makeSpecial = (id: string) =>
      api.database.transaction(async (db) => {
        const special = await db.row(sql<{ id: string }>`
          INSERT INTO special_rates (rate_table_id, name, codes, effective_from)
          VALUES (${id}, 'Promo', '{43}', ${BEFORE}) RETURNING id`);
        const set = await db.row(sql<{ id: string }>`
          INSERT INTO change_sets (rate_table_id, kind, summary, at, actor_kind, actor_name)
          VALUES (${id}, 'special-rate', 'Promo', now(), 'system', 'test') RETURNING id`);
        await db.run(sql`SELECT set_config('ratedeck.change_set_id', ${set!.id}, true)`);
        await db.run(sql`
          UPDATE rates SET special_rate_id = ${special!.id}, version = version + 1
          WHERE rate_table_id = ${id} AND code = '43'`);
      });
    await add(from, { codes: '43, 44' });
    await makeSpecial(from);
    expect((await load({})).body.counts).toMatchObject({ added: 2, specialSkipped: 0 });
    expect((await list())[0]).toMatchObject({ code: '43', specialRate: null });
    to = await newTable();
    await add(to, { codes: '43', price: '7' });
    await makeSpecial(to);
    const done = await load({ existing: 'replace' });
    expect(done.body.counts).toMatchObject({ selected: 2, added: 1, specialSkipped: 1 });
    expect(await lines()).toEqual(['43 7 2026-11-01', '44 0.01 2026-11-22']);
  });

  it('keep the past of a used table, its revision and its status', async () => {
    await add(from, { codes: '43' });
    const stale = await load({}, { 'if-match': '"99"' });
    expect(stale).toMatchObject({ status: 412, body: { code: 'stale' } });
    await runIn(
      api.database,
      sql`INSERT INTO rate_table_usage VALUES (${to}, ${BEFORE}, ${BEFORE}, 1)`,
    );
    const early = await load({ effectiveFrom: BEFORE });
    expect(early).toMatchObject({ status: 409, body: { code: 'already_rated' } });
    expect((await load({})).body.counts).toMatchObject({ added: 1 });
    await api.as('rates').patch(`/rate-tables/${to}`, { status: 'archived' });
    expect(await load({})).toMatchObject({ status: 409, body: { code: 'archived' } });
  });

  it('are for those who may see the one table and edit the other', async () => {
    await add(from, { codes: '43' });
    const account = { name: `Stranger ${from}`, kind: 'reseller' };
    const { body: other } = await api.as('admin').post('/accounts', account);
    const own = { name: 'Own', scope: 'customer' };
    const { body: table } = await api.as('rates', other.id).post('/rate-tables', own);
    const body = { fromTableId: from, existing: 'skip' };
    const stolen = await api.as('rates', other.id).post(`/rate-tables/${table.id}/load`, body);
    expect(stolen.body.faults).toMatchObject([{ path: 'fromTableId', code: 'unknown_reference' }]);
    const path = `/rate-tables/${to}/load`;
    expect((await api.as('rates', other.id).post(path, body)).status).toBe(404);
    expect((await api.as('read-only').post(path, body)).status).toBe(403);
    expect((await api.stranger.post(path, body)).status).toBe(401);
    expect(await list()).toEqual([]);
  });

  it('copy thousands of rates once each', async () => {
    await add(from, { codes: '100000-105999' });
    await add(from, { codes: '100000-105999', tag: 'x' });
    expect((await load({})).body.counts).toMatchObject({ selected: 12_000, added: 12_000 });
    const again = await load({ existing: 'replace', price: { raise: '1' } });
    expect(again.body.counts).toMatchObject({ updated: 12_000, added: 0 });
    const { body: table } = await api.as('rates').get(`/rate-tables/${to}`);
    expect(table.rateCount).toBe(12_000);
  });
});
