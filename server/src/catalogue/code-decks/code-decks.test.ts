/** Code decks and their codes through the API, on each database. */

import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { insertRates } from '../../../test/support/insert-rates.js';
import { testApi } from '../../../test/support/test-api.js';
import { databaseServers } from '../../../test/support/test-database.js';

const austria = [
  { code: '43', name: 'Austria', country: 'AT' },
  { code: '436', name: 'Austria Mobile', country: 'AT' },
  { code: '43664', name: 'Austria Mobile A1', country: 'AT' },
  { code: '49', name: 'Germany', country: 'DE' },
  { code: '4915', name: 'Germany Mobile', country: 'DE' },
  { code: '88213', name: 'Satellite', country: null },
];

describe.each(databaseServers())('code decks on $name', (server) => {
  const api = testApi(server);

  const create = async (name: string, fields: object = { codes: austria }) => {
    const answer = await api.as('rates').post('/code-decks', { name, ...fields });
    expect(answer.status).toBe(201);
    return answer.body;
  };
  const list = async (id: string, query = '') => {
    const { body } = await api.as('read-only').get(`/code-decks/${id}/codes?${query}`);
    return body.items;
  };
  const codes = async (id: string, query = ''): Promise<string[]> =>
    (await list(id, query)).map(({ code }: { code: string }) => code);

  it('are created empty, with codes, and as copies', async () => {
    const empty = await create('Empty', {});
    expect(empty).toMatchObject({ version: 1, name: 'Empty', shipped: false, codeCount: 0 });
    const full = await create('Full');
    expect(full).toMatchObject({ version: 1, codeCount: 6 });
    expect(await list(full.id)).toEqual(austria);
    const extra = { code: '43', name: 'Österreich' };
    const copy = await create('Copy', { copyOf: full.id, codes: [extra, { code: '', name: '' }] });
    expect(copy.codeCount).toBe(7);
    expect((await list(copy.id)).slice(0, 3)).toEqual([
      { code: '', name: '', country: null },
      { code: '43', name: 'Österreich', country: 'AT' },
      austria[1],
    ]);
    expect(await list(full.id)).toEqual(austria);
    const shown = await api.as('read-only').get(`/code-decks/${full.id}`);
    expect(shown).toMatchObject({ status: 200, headers: { etag: '"1"' }, body: full });
  });

  it('tell all faults at once, each with its place', async () => {
    const rates = api.as('rates');
    const { status, body } = await rates.post('/code-decks', {
      name: 'Wrong',
      codes: [
        { code: '43', name: 'One' },
        { code: '+43', name: 'Two' },
        { code: '1'.repeat(33), name: 'Three' },
        { code: '43', name: 'Four' },
      ],
    });
    expect(status).toBe(400);
    const paths = body.faults.map(({ path }: { path: string }) => path).sort();
    expect(paths).toEqual(['codes[1].code', 'codes[2].code', 'codes[3].code']);
    const schema = await rates.post('/code-decks', {
      name: '',
      codes: [{ code: 43, name: 'a\0', colour: 'x' }],
    });
    expect(schema.body.faults.map(({ path }: { path: string }) => path).sort()).toEqual([
      'body.codes[0].code',
      'body.codes[0].colour',
      'body.codes[0].name',
      'body.name',
    ]);
    const copy = await rates.post('/code-decks', { name: 'No copy', copyOf: '999999' });
    expect(copy.body.faults).toMatchObject([{ path: 'copyOf', code: 'unknown_reference' }]);
  });

  it('find codes by digits, by name, by country', async () => {
    const { id } = await create('Search');
    expect(await codes(id, 'search=436')).toEqual(['436', '43664']);
    expect(await codes(id, 'search=%2B436')).toEqual(['436', '43664']);
    expect(await codes(id, 'search=MOBILE')).toEqual(['436', '43664', '4915']);
    expect(await codes(id, 'search=mobile&country=DE')).toEqual(['4915']);
    expect(await codes(id, 'country=AT&sort=-code')).toEqual(['43664', '436', '43']);
    for (const text of ['%', '_', '.*', '4%', "'"]) {
      expect(await codes(id, `search=${encodeURIComponent(text)}`)).toEqual([]);
    }
  });

  it('find the codes that a number begins with, the longest first', async () => {
    const { id } = await create('Numbers', { codes: [...austria, { code: '', name: 'World' }] });
    expect(await codes(id, 'number=436641234567')).toEqual(['43664', '436', '43', '']);
    expect(await codes(id, 'number=43664')).toEqual(['43664', '436', '43', '']);
    expect(await codes(id, 'number=4366')).toEqual(['436', '43', '']);
    expect(await codes(id, `number=43664${'9'.repeat(35)}&limit=1`)).toEqual(['43664']);
    expect(await codes(id, 'number=436641234567&sort=code&search=austria')).toEqual([
      '43',
      '436',
      '43664',
    ]);
    expect((await api.as('rates').get(`/code-decks/${id}/codes?number=%2B43`)).status).toBe(400);
  });

  it('list codes in pages of any sort, without a gap', async () => {
    const many = Array.from({ length: 40 }, (_, i) => ({
      code: `1${i}`,
      name: `Name ${i % 7}`,
      country: null,
    }));
    const { id } = await create('Pages', { codes: many });
    const byName = [...many].sort(
      (one, other) => compare(one.name, other.name) || compare(one.code, other.code),
    );
    const byCode = [...many].sort((one, other) => compare(one.code, other.code));
    const expected = { name: byName, code: byCode };
    for (const sort of ['name', '-name', 'code', '-code'] as const) {
      for (const search of ['', '&search=name']) {
        const found: unknown[] = [];
        let cursor = '';
        do {
          const path = `/code-decks/${id}/codes?limit=7&sort=${sort}${search}${cursor}`;
          const { body } = await api.as('rates').get(path);
          found.push(...body.items);
          cursor = body.nextCursor === null ? '' : `&cursor=${body.nextCursor}`;
        } while (cursor !== '');
        const sorted = expected[sort.replace('-', '') as 'name' | 'code'];
        expect(found).toEqual(sort.startsWith('-') ? [...sorted].reverse() : sorted);
      }
    }
  });

  const compare = (one: string, other: string): number => Number(one > other) - Number(one < other);

  it('refuse cursors that are none of theirs', async () => {
    const { id } = await create('Cursors');
    const { body } = await api.as('rates').get(`/code-decks/${id}/codes?limit=2&sort=name`);
    const wrong = [
      body.nextCursor,
      'bm9wZQ',
      Buffer.from('["code","",7]').toString('base64url'),
      Buffer.from('["code","","x"]').toString('base64url'),
      Buffer.from('["code","\\u0000","1"]').toString('base64url'),
    ];
    for (const cursor of wrong) {
      const answer = await api.as('rates').get(`/code-decks/${id}/codes?cursor=${cursor}`);
      expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_cursor' } });
    }
    expect((await api.as('rates').get('/code-decks/999999/codes')).status).toBe(404);
  });

  it('search among many names, and among few', async () => {
    const many = Array.from({ length: 1200 }, (_, i) => ({ code: `7${i}`, name: `Town ${i} x` }));
    const { id } = await create('Many names', { codes: many });
    const other = await create('Same names', { codes: many.slice(0, 3) });
    expect(await codes(id, 'search=town&limit=500')).toHaveLength(500);
    expect(await codes(id, 'search=town%2017%20')).toEqual(['717']);
    expect(await codes(other.id, 'search=town&sort=name')).toEqual(['70', '71', '72']);
  });

  it('take codes in: added, changed, or as they were', async () => {
    const rates = api.as('rates');
    const { id } = await create('Put');
    const put = await rates.put(`/code-decks/${id}/codes`, {
      codes: [
        { code: '43', name: 'Austria' },
        { code: '436', name: 'Austria Cell' },
        { code: '88213', name: 'Satellite', country: '001' },
        { code: '1', name: '<b>USA</b>', country: 'US' },
      ],
    });
    expect(put).toMatchObject({
      status: 200,
      headers: { etag: '"2"' },
      body: { version: 2, codeCount: 7, addedCount: 1, changedCount: 2, unchangedCount: 1 },
    });
    expect(await list(id)).toEqual([
      { code: '1', name: '<b>USA</b>', country: 'US' },
      austria[0],
      { code: '436', name: 'Austria Cell', country: 'AT' },
      ...austria.slice(2, 5),
      { code: '88213', name: 'Satellite', country: '001' },
    ]);
    const again = await rates.put(`/code-decks/${id}/codes`, { codes: austria.slice(0, 1) });
    expect(again.body).toMatchObject({ version: 2, addedCount: 0, unchangedCount: 1 });
    const none = { codes: [{ code: '43', name: 'Austria', country: null }] };
    await rates.put(`/code-decks/${id}/codes`, none);
    expect((await list(id, 'number=43'))[0].country).toBeNull();
  });

  it('give codes back', async () => {
    const rates = api.as('rates');
    const { id } = await create('Delete');
    const gone = { codes: ['43', '436', '43', '999'] };
    const answer = await rates.post(`/code-decks/${id}/codes/delete`, gone);
    expect(answer).toMatchObject({
      status: 200,
      headers: { etag: '"2"' },
      body: { version: 2, codeCount: 4, deletedCount: 2, unknownCount: 1 },
    });
    expect(await codes(id)).toEqual(['43664', '49', '4915', '88213']);
    const nothing = await rates.post(`/code-decks/${id}/codes/delete`, { codes: ['999'] });
    expect(nothing.body).toMatchObject({ version: 2, deletedCount: 0 });
    const wrong = await rates.post(`/code-decks/${id}/codes/delete`, { codes: ['4x', '43'] });
    expect(wrong.body.faults).toMatchObject([{ path: 'body.codes[0]' }]);
  });

  it('take fifty thousand codes at once', async () => {
    const many = Array.from({ length: 50_000 }, (_, i) => ({
      code: String(10_000_000 + i),
      name: `Destination number ${i % 5000} with a rather long name to fill the request`,
      country: 'AT',
    }));
    const { id } = await create('Large', { codes: many.slice(0, 10) });
    const put = await api.as('rates').put(`/code-decks/${id}/codes`, { codes: many });
    expect(put.body).toMatchObject({ codeCount: 50_000, addedCount: 49_990, unchangedCount: 10 });
    const more = [...many, { code: '1', name: 'One more', country: null }];
    const refused = await api.as('rates').put(`/code-decks/${id}/codes`, { codes: more });
    expect(refused.body.faults).toMatchObject([{ path: 'body.codes', code: 'maxItems' }]);
  });

  it('refuse stale edits, and lose nothing', async () => {
    const rates = api.as('rates');
    const { id } = await create('Stale');
    const path = `/code-decks/${id}`;
    const renamed = await rates.patch(path, { name: 'Fresh' }, { 'if-match': '"1"' });
    expect(renamed).toMatchObject({ status: 200, body: { name: 'Fresh', version: 2 } });
    const old = { 'if-match': '"1"' };
    const put = { codes: [{ code: '43', name: 'Lost' }] };
    const answers = [
      await rates.patch(path, { name: 'Lost' }, old),
      await rates.put(`${path}/codes`, put, old),
      await rates.post(`${path}/codes/delete`, { codes: ['43'] }, old),
      await rates.delete(path, old),
    ];
    for (const answer of answers) {
      expect(answer).toMatchObject({ status: 412, body: { code: 'stale' } });
    }
    expect(await list(id)).toEqual(austria);
    const both = await Promise.all([
      rates.put(`${path}/codes`, { codes: [{ code: '5', name: 'A' }] }, { 'if-match': '"2"' }),
      rates.put(`${path}/codes`, { codes: [{ code: '5', name: 'B' }] }, { 'if-match': '"2"' }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  it('are deleted, unless rate tables use them', async () => {
    const rates = api.as('rates');
    const unused = await create('Unused');
    expect((await rates.delete(`/code-decks/${unused.id}`)).status).toBe(204);
    expect((await rates.get(`/code-decks/${unused.id}`)).status).toBe(404);
    const used = await create('Used');
    await insertRates(api.database, { tableName: 'Uses', codes: ['43'], codeDeckId: used.id });
    const refused = await rates.delete(`/code-decks/${used.id}`);
    expect(refused).toMatchObject({ status: 409, body: { code: 'still_in_use' } });
    expect(refused.body.detail).toContain('1 rate table(s)');
  });

  it('are read by everybody and written by the operator alone', async () => {
    const admin = api.as('admin');
    const deck = await create('Shared');
    const { body: account } = await admin.post('/accounts', { name: 'Acme', kind: 'reseller' });
    const path = `/code-decks/${deck.id}`;
    for (const caller of [api.as('rates', account.id), api.as('finance'), api.as('read-only')]) {
      expect((await caller.get(path)).body).toEqual(deck);
      expect((await caller.get(`${path}/codes`)).body.items).toEqual(austria);
      const put = { codes: austria };
      const answers = [
        await caller.post('/code-decks', { name: 'Mine' }),
        await caller.patch(path, { name: 'Mine' }),
        await caller.put(`${path}/codes`, put),
        await caller.post(`${path}/codes/delete`, { codes: ['43'] }),
        await caller.delete(path),
      ];
      expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
    }
    expect((await api.stranger.get(path)).status).toBe(401);
  });

  it('are listed by name and by size, and have names of their own', async () => {
    await create('List big');
    await create('List small', { codes: austria.slice(0, 1) });
    await create('List none', {});
    const find = async (sort: string) => {
      const path = `/code-decks?search=LIST&sort=${sort}`;
      const { body } = await api.as('read-only').get(path);
      return body.items.map(({ name }: { name: string }) => name.slice(5));
    };
    expect(await find('name')).toEqual(['big', 'none', 'small']);
    expect(await find('-codeCount')).toEqual(['big', 'small', 'none']);
    const twin = await api.as('rates').post('/code-decks', { name: 'List big' });
    expect(twin).toMatchObject({ status: 409, body: { code: 'name_taken' } });
  });

  it('are created once for one idempotency key, and changes of codes are audited', async () => {
    const rates = api.as('rates');
    const headers = { 'idempotency-key': 'deck-1' };
    const first = await rates.post('/code-decks', { name: 'Once', codes: austria }, headers);
    const again = await rates.post('/code-decks', { name: 'Once', codes: austria }, headers);
    expect(again).toMatchObject({ status: 201, body: first.body });
    const path = `/code-decks/${first.body.id}/codes`;
    await rates.put(path, { codes: [{ code: '43', name: 'Österreich' }] });
    await rates.post(`${path}/delete`, { codes: ['49'] });
    const changed = await api.database.read.rows(sql`
      SELECT field, before, after FROM audit_entries JOIN audit_fields ON audit_entry_id = id
      WHERE noun = 'code-deck' AND noun_id = ${first.body.id} AND action = 'edit-codes'
      ORDER BY id, position`);
    expect(changed).toEqual([
      { field: 'codes.43', before: 'Austria (AT)', after: 'Österreich (AT)' },
      { field: 'changedCodeCount', before: null, after: '1' },
      { field: 'codeCount', before: '6', after: '5' },
      { field: 'codes.49', before: 'Germany (DE)', after: null },
      { field: 'changedCodeCount', before: null, after: '1' },
    ]);
  });
});
