/** Special rates through the API, on each database: what they write, stash, end, and bring back. */

import { sql } from 'kysely';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { specialTables } from '../../../test/support/special-tables.js';
import { testApi } from '../../../test/support/test-api.js';
import { databaseServers } from '../../../test/support/test-database.js';

interface Shown {
  readonly code: string;
  readonly price: string;
  readonly effectiveFrom: string | null;
  readonly effectiveTo: string | null;
  readonly specialRate: { readonly name: string } | null;
}

const NOW = '2026-11-22T12:00:00.000Z';
const LATER = '2026-12-24T12:00:00.000Z';

describe.each(databaseServers())('special rates on $name', (server) => {
  const api = testApi(server);
  let deckId = '';

  beforeAll(async () => {
    const { status, body } = await api.as('rates').post('/code-decks', {
      name: 'World',
      codes: [
        { code: '43', name: 'Austria', country: 'AT' },
        { code: '43664', name: 'Austria Mobile', country: 'AT' },
        { code: '43676', name: 'Austria Mobile', country: 'AT' },
      ],
    });
    expect(status, JSON.stringify(body)).toBe(201);
    deckId = body.id;
  });
  afterEach(() => {
    api.clock.now = NOW;
  });

  const tables = specialTables(api);
  const { is, add, special, use, pricesAt } = tables;
  const newTable = (fields: object = {}) => tables.newTable({ codeDeckId: deckId, ...fields });
  const everything = async (tableId: string): Promise<Shown[]> =>
    is(await api.as('rates').get(`/rate-tables/${tableId}/rates`), 200).items;
  const stashed = async (tableId: string): Promise<string[]> => {
    const { items } = is(
      await api.as('rates').get(`/rate-tables/${tableId}/rates?state=stashed`),
      200,
    );
    return items.map(({ code, price }: Shown) => `${code}=${price}`);
  };

  it('write one rate a code as one change set, and show themselves', async () => {
    const table = await newTable();
    const answer = await special(table, {
      codes: '44, 447400-447402',
      price: '0.0137',
      nextInterval: 1,
      firstInterval: 30,
      notes: 'until "spring" 🌷',
    });
    const body = is(answer, 201);
    expect(body).toMatchObject({
      version: 1,
      rateTableId: table,
      name: 'Promo',
      codeName: null,
      codes: ['44', '447400', '447401', '447402'],
      service: 'voice',
      blocked: false,
      price: '0.0137',
      firstInterval: 30,
      nextInterval: 1,
      graceVolume: null,
      effectiveFrom: NOW,
      effectiveTo: null,
      rateCount: 4,
      stashedCount: 0,
    });
    expect(answer.headers).toMatchObject({
      etag: '"1"',
      location: `/api/v1/special-rates/${body.id}`,
    });
    const { changeSetId, stashedCount: _, returnedCount: __, ...shown } = body;
    expect(is(await api.as('read-only').get(`/special-rates/${body.id}`), 200)).toEqual(shown);
    const changeSet = is(await api.as('rates').get(`/change-sets/${changeSetId}`), 200);
    expect(changeSet).toMatchObject({ kind: 'special-rate', addedCount: 4, updatedCount: 0 });
    expect(changeSet.summary).toBe('special rate "Promo" created');
    const rates = await everything(table);
    expect(rates[0]).toMatchObject({
      specialRate: { id: body.id, name: 'Promo' },
      price: '0.0137',
      firstInterval: 30,
      effectiveFrom: NOW,
    });
  });

  it('take the codes of a code name, named by the deck', async () => {
    const table = await newTable();
    const body = is(await special(table, { codeName: 'Austria Mobile', price: '0.02' }), 201);
    expect(body).toMatchObject({ codeName: 'Austria Mobile', codes: null, rateCount: 2 });
    const rates = await everything(table);
    expect(rates).toMatchObject([
      { code: '43664', name: 'Austria Mobile', nameIsOwn: false },
      { code: '43676', name: 'Austria Mobile' },
    ]);
  });

  it('put ordinary versions of their time aside, and give the price back at their end', async () => {
    const table = await newTable();
    await add(table, '44, 33', '0.5', { effectiveFrom: null });
    await add(table, '44', '0.6', { effectiveFrom: '2026-12-05' });
    await add(table, '44', '0.7', { effectiveFrom: '2027-02-01' });
    const dates = { effectiveFrom: '2026-12-01', effectiveTo: '2026-12-10T00:00:00+00:00' };
    const body = is(await special(table, { codes: '44', price: '0.1', ...dates }), 201);
    expect(body).toMatchObject({ stashedCount: 1, effectiveTo: '2026-12-10T00:00:00.000Z' });
    expect(await pricesAt(table, '2026-11-30')).toEqual(['33=0.5', '44=0.5']);
    expect(await pricesAt(table, '2026-12-06')).toEqual(['33=0.5', '44=0.1*']);
    expect(await pricesAt(table, '2026-12-10')).toEqual(['33=0.5', '44=0.6']);
    expect(await pricesAt(table, '2027-02-02')).toEqual(['33=0.5', '44=0.7']);
    expect(await stashed(table)).toEqual(['44=0.6']);
    is(await api.as('rates').delete(`/special-rates/${body.id}`), 204);
    is(await api.as('rates').get(`/special-rates/${body.id}`), 404);
    const rates = await everything(table);
    expect(rates.map(({ code, price }) => `${code}=${price}`)).toEqual([
      '33=0.5',
      '44=0.5',
      '44=0.6',
      '44=0.7',
    ]);
    expect(await stashed(table)).toEqual([]);
  });

  it('replace an ordinary version of the same instant, and only one of their own identity', async () => {
    const table = await newTable();
    await add(table, '44', '0.5');
    await add(table, '44', '0.9', { tag: 'gold' });
    await add(table, '44', '0.8', { service: 'sms' });
    expect(is(await special(table, { codes: '44', price: '0.1' }), 201).stashedCount).toBe(1);
    expect((await pricesAt(table, NOW)).sort()).toEqual(['44=0.1*', '44=0.8', '44=0.9']);
    const sms = { name: 'Texts', codes: '44', price: '0.2', service: 'sms' };
    expect(is(await special(table, sms), 201)).toMatchObject({ service: 'sms', stashedCount: 1 });
  });

  it('leave alone what an ordinary version that somebody stashed holds', async () => {
    const table = await newTable();
    const { items } = await add(table, '44', '0.5', { effectiveFrom: '2027-01-01' });
    is(await api.as('rates').post(`/rates/${items[0].id}/stash`), 200);
    const { id } = is(await special(table, { codes: '44', price: '0.1' }), 201);
    is(await api.as('rates').delete(`/special-rates/${id}`), 204);
    expect(await stashed(table)).toEqual(['44=0.5']);
  });

  it('are not overlapped by each other, and say by name who has the codes', async () => {
    const table = await newTable();
    const until = { effectiveTo: '2026-12-10' };
    is(await special(table, { codes: '44, 33', price: '0.1', ...until }), 201);
    const second = { name: 'Second', codes: '44, 45', price: '0.2' };
    const refused = is(await special(table, second), 409);
    expect(refused).toMatchObject({
      code: 'owned_by_special_rate',
      faults: [{ path: 'codes', message: 'the code "44" belongs to the special rate "Promo"' }],
    });
    expect(refused.detail).toContain('"Promo" has the codes 44:');
    expect(
      is(await api.as('rates').get(`/special-rates?rateTableId=${table}`), 200).items,
    ).toHaveLength(1);
    is(await special(table, { ...second, effectiveFrom: '2026-12-10' }), 201);
    expect(await pricesAt(table, '2026-12-09')).toEqual(['33=0.1*', '44=0.1*']);
    expect(await pricesAt(table, '2026-12-10')).toEqual(['44=0.2*', '45=0.2*']);
  });

  it('own their rates: these are neither edited nor deleted nor added to elsewhere', async () => {
    const table = await newTable();
    is(await special(table, { codes: '44', price: '0.1', name: 'Café "X" <b>' }), 201);
    const [rate] = is(await api.as('rates').get(`/rate-tables/${table}/rates`), 200).items;
    const rates = api.as('rates');
    const answers = [
      await rates.patch(`/rates/${rate.id}`, { price: '0.2' }),
      await rates.delete(`/rates/${rate.id}`),
      await rates.post(`/rates/${rate.id}/stash`),
      await rates.post(`/rate-tables/${table}/rates`, { codes: '44', price: '1' }),
    ];
    for (const answer of answers) {
      expect(is(answer, 409).code).toBe('owned_by_special_rate');
      expect(answer.body.detail).toContain('the special rate "Café \\"X\\" <b>" owns');
    }
  });

  it('are edited in place while nothing was rated: price, codes, dates', async () => {
    const table = await newTable();
    await add(table, '33, 44, 45', '0.5', { effectiveFrom: '2026-01-01' });
    await add(table, '44', '0.6', { effectiveFrom: '2027-01-01' });
    const { id } = is(await special(table, { codes: '44, 45', price: '0.1' }), 201);
    const path = `/special-rates/${id}`;
    const edit = { codes: '33, 44', price: '0.2', effectiveFrom: '2026-12-01' };
    const edited = is(await api.as('rates').patch(path, edit), 200);
    expect(edited).toMatchObject({ version: 2, codes: ['33', '44'], price: '0.2', rateCount: 2 });
    expect(await pricesAt(table, NOW)).toEqual(['33=0.5', '44=0.5', '45=0.5']);
    expect(await pricesAt(table, '2027-02-01')).toEqual(['33=0.2*', '44=0.2*', '45=0.5']);
    const ended = is(await api.as('rates').patch(path, { effectiveTo: '2026-12-31' }), 200);
    expect(ended).toMatchObject({ version: 3, returnedCount: 1, stashedCount: 0 });
    expect(await pricesAt(table, '2026-12-31')).toEqual(['33=0.5', '44=0.5', '45=0.5']);
    expect(await pricesAt(table, '2027-02-01')).toEqual(['33=0.5', '44=0.6', '45=0.5']);
    is(await api.as('rates').patch(path, { effectiveTo: null, blocked: true }), 200);
    const { items } = is(
      await api.as('rates').get(`/rate-tables/${table}/rates?at=2027-02-01`),
      200,
    );
    expect(items.map(({ blocked }: { blocked: boolean }) => blocked)).toEqual([true, true, false]);
    const named = is(await api.as('rates').patch(path, { codeName: 'Austria Mobile' }), 200);
    expect(named).toMatchObject({ codeName: 'Austria Mobile', codes: null, rateCount: 2 });
    const listed = is(await api.as('rates').patch(path, { codes: '1' }), 200);
    expect(listed).toMatchObject({ codeName: null, codes: ['1'], rateCount: 1 });
    is(await api.as('rates').delete(path), 204);
    expect(await everything(table)).toHaveLength(4);
  });

  it('get a new name and notes without touching a rate', async () => {
    const table = await newTable();
    const { id } = is(await special(table, { codes: '44', price: '0.1' }), 201);
    await use(table);
    api.clock.now = LATER;
    const edit = { name: 'Winter', notes: '=1+1' };
    const edited = is(await api.as('rates').patch(`/special-rates/${id}`, edit), 200);
    expect(edited).toMatchObject({
      name: 'Winter',
      notes: '=1+1',
      changeSetId: null,
      rateCount: 1,
    });
    expect((await everything(table))[0]).toMatchObject({ specialRate: { name: 'Winter' } });
    is(await api.as('rates').patch(`/rate-tables/${table}`, { status: 'archived' }), 200);
    is(await api.as('rates').patch(`/special-rates/${id}`, { notes: null }), 200);
    const refused = await api.as('rates').patch(`/special-rates/${id}`, { price: '1' });
    expect(is(refused, 409).code).toBe('archived');
  });

  describe('in a table by which calls were rated', () => {
    it('begin now or later', async () => {
      const table = await newTable();
      await add(table, '44', '0.5', { effectiveFrom: '2026-01-01' });
      await use(table);
      const early = { codes: '44', price: '0.1', effectiveFrom: '2026-06-01' };
      expect(is(await special(table, early), 409).code).toBe('already_rated');
      const body = is(await special(table, { ...early, effectiveFrom: LATER }), 201);
      const moved = { effectiveFrom: '2026-12-01', price: '0.2' };
      is(await api.as('rates').patch(`/special-rates/${body.id}`, moved), 200);
      expect(await everything(table)).toMatchObject([
        { price: '0.5', effectiveFrom: '2026-01-01T00:00:00.000Z' },
        { price: '0.2', effectiveFrom: '2026-12-01T00:00:00.000Z' },
      ]);
    });

    it('get new versions from now on once they have begun', async () => {
      const table = await newTable();
      await add(table, '44, 45', '0.5', { effectiveFrom: '2026-01-01' });
      await add(table, '45', '0.7', { effectiveFrom: '2027-01-01' });
      const { id } = is(await special(table, { codes: '44, 45', price: '0.1' }), 201);
      await use(table);
      api.clock.now = LATER;
      const edit = { price: '0.2', codes: '44, 33', effectiveTo: '2027-03-01' };
      const edited = is(await api.as('rates').patch(`/special-rates/${id}`, edit), 200);
      expect(edited).toMatchObject({ rateCount: 4, effectiveFrom: NOW, returnedCount: 1 });
      expect(await pricesAt(table, '2026-11-30')).toEqual(['44=0.1*', '45=0.1*']);
      expect(await pricesAt(table, LATER)).toEqual(['33=0.2*', '44=0.2*', '45=0.5']);
      expect(await pricesAt(table, '2027-03-01')).toEqual(['44=0.5', '45=0.7']);
      const moved = { effectiveFrom: '2027-01-01' };
      const refused = await api.as('rates').patch(`/special-rates/${id}`, moved);
      expect(is(refused, 409)).toMatchObject({ code: 'already_rated' });
      const past = { effectiveTo: '2026-12-01' };
      is(await api.as('rates').patch(`/special-rates/${id}`, past), 409);
    });

    it('end now when they are deleted, and the ordinary price holds again', async () => {
      const table = await newTable();
      await add(table, '44', '0.5', { effectiveFrom: '2026-01-01' });
      await add(table, '44', '0.6', { effectiveFrom: '2026-12-01' });
      await add(table, '44', '0.7', { effectiveFrom: '2027-01-01' });
      const { id } = is(await special(table, { codes: '44', price: '0.1' }), 201);
      await use(table);
      api.clock.now = LATER;
      is(await api.as('rates').delete(`/special-rates/${id}`), 204);
      const shown = is(await api.as('rates').get(`/special-rates/${id}`), 200);
      expect(shown).toMatchObject({ effectiveTo: LATER, rateCount: 1, version: 2 });
      expect(await pricesAt(table, '2026-12-20')).toEqual(['44=0.1*']);
      expect(await pricesAt(table, LATER)).toEqual(['44=0.6']);
      expect(await pricesAt(table, '2027-01-01')).toEqual(['44=0.7']);
      const again = await api.as('rates').delete(`/special-rates/${id}`);
      expect(is(again, 409)).toMatchObject({ code: 'already_rated' });
      const edit = await api.as('rates').patch(`/special-rates/${id}`, { price: '0.2' });
      expect(is(edit, 409).detail).toContain('create a new one');
      is(await special(table, { name: 'Next', codes: '44', price: '0.05' }), 201);
      expect(await pricesAt(table, LATER)).toEqual(['44=0.05*']);
    });

    it('are deleted as long as they have not begun', async () => {
      const table = await newTable();
      await add(table, '44', '0.5', { effectiveFrom: '2026-01-01' });
      await use(table);
      const dates = { effectiveFrom: '2026-12-01', effectiveTo: '2026-12-02' };
      const { id } = is(await special(table, { codes: '44', price: '0.1', ...dates }), 201);
      expect(await everything(table)).toHaveLength(3);
      is(await api.as('rates').delete(`/special-rates/${id}`), 204);
      is(await api.as('rates').get(`/special-rates/${id}`), 404);
      expect(await everything(table)).toMatchObject([{ price: '0.5', effectiveTo: null }]);
    });
  });

  it('tell what is wrong, and where', async () => {
    const table = await newTable();
    const faultsOf = async (fields: object) => {
      const { faults } = is(await special(table, fields), 400);
      return faults.map(({ path, code }: { path: string; code: string }) => `${path} ${code}`);
    };
    expect(await faultsOf({ price: '1' })).toEqual(['codes not_exactly_one']);
    const both = { price: '1', codes: '44', codeName: 'Austria' };
    expect(await faultsOf(both)).toEqual(['codes not_exactly_one']);
    expect(await faultsOf({ price: '1', codes: '447404-447400' })).toEqual([
      'codes range_backwards',
    ]);
    expect(await faultsOf({ price: '1', codeName: 'austria' })).toEqual([
      'codeName unknown_reference',
    ]);
    const dates = { effectiveFrom: '2026-12-01', effectiveTo: '2026-12-01' };
    expect(await faultsOf({ price: '1', codes: '44', ...dates })).toHaveLength(1);
    expect(await faultsOf({ codes: '44' })).toHaveLength(1);
    const many = { codes: '440000-459999', price: '1' };
    expect(await faultsOf(many)).toEqual(['codes too_many_codes']);
    const wrong = { codes: '44\u0000', price: '-1', nextInterval: 0, effectiveFrom: 'soon', x: 1 };
    expect(await faultsOf(wrong)).toHaveLength(5);
    const bare = await newTable({ codeDeckId: null });
    expect(is(await special(bare, { price: '1', codeName: 'Austria' }), 400).faults).toMatchObject([
      { path: 'codeName', code: 'no_code_deck' },
    ]);
    is(await special(table, { codes: '44', price: '1' }), 201);
    expect(is(await special(table, { codes: '45', price: '1' }), 409).code).toBe('name_taken');
    expect(await everything(table)).toHaveLength(1);
    const none = await special('999999', { codes: '45', price: '1' });
    expect(is(none, 400).faults).toMatchObject([{ path: 'rateTableId' }]);
  });

  it('are seen and edited by the subtree of the owner of the table only', async () => {
    const admin = api.as('admin');
    const one = is(await admin.post('/accounts', { name: 'One', kind: 'reseller' }), 201);
    const two = is(await admin.post('/accounts', { name: 'Two', kind: 'reseller' }), 201);
    const own = api.as('rates', one.id);
    const table = is(await own.post('/rate-tables', { name: 'Own', scope: 'customer' }), 201).id;
    const fields = { rateTableId: table, name: 'Mine', codes: '44', price: '0.1' };
    const { id } = is(await own.post('/special-rates', fields), 201);
    const path = `/special-rates/${id}`;
    const other = api.as('rates', two.id);
    is(await other.get(path), 404);
    is(await other.patch(path, { price: '0' }), 404);
    is(await other.delete(path), 404);
    is(await other.post('/special-rates', fields), 400);
    expect(is(await other.get('/special-rates'), 200).items).toEqual([]);
    expect(is(await own.get('/special-rates'), 200).items).toHaveLength(1);
    is(await api.as('read-only', one.id).post('/special-rates', fields), 403);
    is(await api.as('finance').patch(path, { price: '0' }), 403);
    is(await api.stranger.get(path), 401);
    is(await api.as('read-only').get(path), 200);
  });

  it('refuse a stale edit, and are created once for one idempotency key', async () => {
    const table = await newTable();
    const headers = { 'idempotency-key': `special ${table}`.replace(' ', '-') };
    const body = { rateTableId: table, name: 'Once', codes: '44', price: '0.1' };
    const first = is(await api.as('rates').post('/special-rates', body, headers), 201);
    const second = is(await api.as('rates').post('/special-rates', body, headers), 201);
    expect(second).toEqual(first);
    const path = `/special-rates/${first.id}`;
    is(await api.as('rates').patch(path, { price: '0.2' }, { 'if-match': '"1"' }), 200);
    const stale = await api.as('rates').patch(path, { price: '0.3' }, { 'if-match': '"1"' });
    expect(is(stale, 412).code).toBe('stale');
    is(await api.as('rates').delete(path, { 'if-match': '"1"' }), 412);
    expect(await pricesAt(table, NOW)).toEqual(['44=0.2*']);
  });

  it('are listed in pages, by table and by what they are called or price', async () => {
    const table = await newTable();
    for (let i = 0; i < 5; i += 1) {
      is(await special(table, { name: `List ${i}`, codes: `77${i}`, price: '1' }), 201);
    }
    is(await special(table, { name: 'By name', codeName: 'Austria', price: '1' }), 201);
    const namesOf = async (query: string) => {
      const { items } = is(
        await api.as('rates').get(`/special-rates?rateTableId=${table}&${query}`),
        200,
      );
      return items.map(({ name }: { name: string }) => name);
    };
    expect(await namesOf('search=austr')).toEqual(['By name']);
    expect(await namesOf('search=773')).toEqual(['List 3']);
    expect(await namesOf('search=list&sort=-name&limit=2')).toEqual(['List 4', 'List 3']);
    const names: string[] = [];
    let cursor = '';
    do {
      const path = `/special-rates?rateTableId=${table}&limit=4${cursor}`;
      const page = is(await api.as('rates').get(path), 200);
      names.push(...page.items.map(({ name }: { name: string }) => name));
      cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
    } while (cursor !== '');
    expect(names).toEqual(['By name', 'List 0', 'List 1', 'List 2', 'List 3', 'List 4']);
  });

  it('leave an audit entry for each change', async () => {
    const table = await newTable();
    const { id, changeSetId } = is(await special(table, { codes: '44', price: '0.1' }), 201);
    is(await api.as('rates').patch(`/special-rates/${id}`, { price: '0.2' }), 200);
    is(await api.as('rates').delete(`/special-rates/${id}`), 204);
    const entries = await api.database.read.rows(sql<{ action: string; change_set_id: string }>`
      SELECT action, noun_name, change_set_id FROM audit_entries
      WHERE noun = 'special-rate' AND noun_id = ${id} ORDER BY id`);
    expect(entries.map(({ action }) => action)).toEqual(['create', 'edit', 'delete']);
    expect(entries[0]!.change_set_id).toBe(changeSetId);
    const fields = await api.database.read.rows(sql<{ field: string }>`
      SELECT field, before, after FROM audit_fields JOIN audit_entries
        ON audit_entries.id = audit_entry_id
      WHERE noun = 'special-rate' AND noun_id = ${id} AND action = 'edit'`);
    expect(fields).toEqual([{ field: 'price', before: '0.1', after: '0.2' }]);
  });

  it('write ten thousand codes at once, and take them back', async () => {
    const table = await newTable();
    await add(table, '880000-889999', '0.5', { effectiveFrom: '2026-01-01' });
    const entry = { codes: '880000-889999', price: '0.1', effectiveTo: '2026-12-01' };
    const { id } = is(await special(table, entry), 201);
    const path = `/rate-tables/${table}`;
    expect(is(await api.as('rates').get(path), 200).rateCount).toBe(30_000);
    is(await api.as('rates').patch(`/special-rates/${id}`, { price: '0.2' }), 200);
    is(await api.as('rates').delete(`/special-rates/${id}`), 204);
    expect(is(await api.as('rates').get(path), 200)).toMatchObject({
      rateCount: 10_000,
      stashedCount: 0,
    });
  });
});
