/** Trunks through the API, on each database. */

import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { testApi } from '../../../test/support/test-api.js';
import { databaseServers } from '../../../test/support/test-database.js';

const parts = {
  techPrefix: '99#',
  numberRules: [
    { strip: '00', add: '', numberLength: { min: 10, max: null } },
    { strip: '0', add: '43', numberLength: null },
    { strip: '', add: '431', numberLength: { min: 4, max: 7 } },
  ],
  addresses: ['192.0.2.7', '198.51.100.0/24', '2001:db8::/48'],
};

describe.each(databaseServers())('trunks on $name', (server) => {
  const api = testApi(server);
  const ids = { reseller: '', customer: '', carrier: '', device: '' };

  beforeAll(async () => {
    const admin = api.as('admin');
    const { body: reseller } = await admin.post('/accounts', { name: 'Resale', kind: 'reseller' });
    ids.reseller = reseller.id;
    for (const kind of ['customer', 'carrier', 'device'] as const) {
      const parentId = kind === 'customer' ? reseller.id : api.operatorId;
      const { body } = await admin.post('/accounts', { name: `A ${kind}`, kind, parentId });
      ids[kind] = body.id;
    }
  });

  const create = async (name: string, fields: object = {}) => {
    const answer = await api
      .as('finance')
      .post('/trunks', { name, accountId: ids.customer, ...fields });
    expect(answer.status).toBe(201);
    return answer.body;
  };

  it('are created and shown with rules in order and addresses', async () => {
    const finance = api.as('finance');
    const given = { name: 'Acme Vienna', accountId: ids.customer, ...parts };
    const created = await finance.post('/trunks', given);
    expect(created).toMatchObject({
      status: 201,
      headers: { etag: '"1"', location: `/api/v1/trunks/${created.body.id}` },
    });
    const { id, version, createdAt, account, ...fields } = created.body;
    expect(account).toEqual({ id: ids.customer, name: 'A customer' });
    const unassigned = { currentAssignment: null, assignmentCount: 0 };
    expect(fields).toEqual({ name: 'Acme Vienna', ...parts, ...unassigned });
    expect((await finance.get(`/trunks/${id}`)).body).toEqual(created.body);
  });

  it('have defaults for what is left out, which null brings back', async () => {
    const plain = await create('Plain');
    expect(plain).toMatchObject({ techPrefix: '', numberRules: [], addresses: [] });
    const full = await create('Full', parts);
    const nothing = { techPrefix: null, numberRules: null, addresses: null };
    const { body } = await api.as('finance').patch(`/trunks/${full.id}`, nothing);
    expect(body).toEqual({ ...plain, ...pickIdentity(full), version: 2 });
    const rules = [{ strip: '0' }, { strip: '1', add: null, numberLength: null }];
    const edited = await api.as('finance').patch(`/trunks/${full.id}`, { numberRules: rules });
    expect(edited.body.numberRules).toEqual([
      { strip: '0', add: '', numberLength: null },
      { strip: '1', add: '', numberLength: null },
    ]);
  });

  const pickIdentity = ({ id, name, createdAt }: Record<string, unknown>) => ({
    id,
    name,
    createdAt,
  });

  it('are edited in part, the rest staying', async () => {
    const before = await create('Partly', parts);
    const edit = { name: 'Partly new', accountId: ids.carrier };
    const { body } = await api.as('finance').patch(`/trunks/${before.id}`, edit);
    const account = { id: ids.carrier, name: 'A carrier' };
    expect(body).toEqual({ ...before, name: 'Partly new', account, version: 2 });
  });

  it('belong to customers and carriers only', async () => {
    const finance = api.as('finance');
    for (const accountId of [ids.reseller, ids.device, api.operatorId]) {
      const { status, body } = await finance.post('/trunks', { name: 'Odd', accountId });
      expect(status).toBe(400);
      expect(body.faults).toMatchObject([{ path: 'accountId', code: 'wrong_kind' }]);
    }
    const nobody = await finance.post('/trunks', { name: 'Odd', accountId: '999999' });
    expect(nobody.body.faults).toMatchObject([{ path: 'accountId', code: 'unknown_reference' }]);
    const carrier = await finance.post('/trunks', { name: 'Even', accountId: ids.carrier });
    expect(carrier.status).toBe(201);
  });

  it('tell all faults at once, each with its place', async () => {
    const { status, body } = await api.as('finance').post('/trunks', {
      name: 'Wrong',
      accountId: ids.device,
      techPrefix: 'a b',
      numberRules: [
        { strip: '0x', add: '+43' },
        { strip: '0', numberLength: { min: 9, max: 7 } },
        { strip: '0', numberLength: {} },
      ],
      addresses: ['192.0.2.7', '192.0.2', '192.0.2.0/33', 'host.example'],
    });
    expect(status).toBe(400);
    const faults = body.faults.map(({ path, code }: { path: string; code: string }) => [
      path,
      code,
    ]);
    expect(faults.sort()).toEqual([
      ['accountId', 'wrong_kind'],
      ['addresses[1]', 'bad_address'],
      ['addresses[2]', 'bad_address'],
      ['addresses[3]', 'bad_address'],
      ['numberRules[0].add', 'not_digits'],
      ['numberRules[0].strip', 'not_digits'],
      ['numberRules[1].numberLength', 'empty_range'],
      ['numberRules[2].numberLength', 'empty_range'],
      ['techPrefix', 'bad_text'],
    ]);
  });

  it('refuse what the schema does not know', async () => {
    const wrong = { name: 'a\0b', accountId: 'x', techPrefix: 'a\0', adresses: [] };
    const { body } = await api.as('finance').post('/trunks', wrong);
    const paths = body.faults.map(({ path }: { path: string }) => path).sort();
    expect(paths).toEqual(['body.accountId', 'body.adresses', 'body.name', 'body.techPrefix']);
  });

  it.each([
    '192.0.2.256',
    '010.0.0.1',
    '192.0.2.1/',
    '192.0.2.1/08',
    '192.0.2.1/-1',
    '192.0.2.1/24/24',
    '2001:db8::/129',
    'fe80::1%eth0',
    '1:2:3',
    ' 192.0.2.1',
    '192.0.2.1\n',
    '=1+1',
    '<script>',
    "'; DROP TABLE trunks --",
    '192.0.2.1\0',
    '',
  ])('refuse %j as an address', async (address) => {
    const body = { name: 'Address', accountId: ids.customer, addresses: [address] };
    const answer = await api.as('finance').post('/trunks', body);
    expect(answer.status).toBe(400);
    expect(answer.body.faults).toMatchObject([{ path: 'addresses[0]', code: 'bad_address' }]);
  });

  it('say which network an address lies in that names one', async () => {
    const addresses = ['10.0.0.0/8', '10.0.0.7/24', '2001:db8::1/64', '10.0.0.7/32'];
    const body = { name: 'Inside', accountId: ids.customer, addresses };
    const answer = await api.as('finance').post('/trunks', body);
    expect(answer.body.faults).toMatchObject([
      { path: 'addresses[1]', code: 'not_a_network' },
      { path: 'addresses[2]', code: 'not_a_network' },
    ]);
    expect(answer.body.faults[0].message).toContain('10.0.0.0/24');
  });

  it('keep an address once, however it is written, and share it with other trunks', async () => {
    const addresses = ['2001:DB8:0::1', '2001:db8::1', '203.0.113.9/32', '203.0.113.9'];
    const one = await create('Twice', { addresses });
    expect(one.addresses).toEqual(['203.0.113.9', '2001:db8::1']);
    const other = await create('Shared', { addresses: ['203.0.113.9'] });
    const { body } = await api.as('finance').get('/trunks?address=203.0.113.9');
    const found = body.items.map(({ id }: { id: string }) => id).sort();
    expect(found).toEqual([one.id, other.id].sort());
  });

  it('are found by an address in their networks', async () => {
    const wide = await create('Wide', { addresses: ['100.64.0.0/10'] });
    const narrow = await create('Narrow', { addresses: ['100.64.1.0/24'] });
    const find = async (address: string) => {
      const path = `/trunks?address=${encodeURIComponent(address)}`;
      const { body } = await api.as('finance').get(path);
      return body.items.map(({ id }: { id: string }) => id);
    };
    expect(await find('100.64.1.9')).toEqual([narrow.id, wide.id]);
    expect(await find('100.64.2.9')).toEqual([wide.id]);
    expect(await find('100.64.0.0/16')).toEqual([wide.id]);
    expect(await find('100.128.0.1')).toEqual([]);
    const wrong = await api.as('finance').get('/trunks?address=everywhere');
    expect(wrong.body.faults).toMatchObject([{ path: 'query.address', code: 'bad_address' }]);
  });

  it('have names that no other has, hostile ones too', async () => {
    await create('Twin');
    const body = { name: 'Twin', accountId: ids.carrier };
    const second = await api.as('finance').post('/trunks', body);
    expect(second).toMatchObject({ status: 409, body: { code: 'name_taken' } });
    for (const name of ['=1+1', '<script>', `'; --`, '📞 "x"']) {
      const trunk = await create(name);
      const found = await api.as('finance').get(`/trunks?search=${encodeURIComponent(name)}`);
      expect(found.body.items).toEqual([trunk]);
    }
  });

  it('refuse stale edits and deletions', async () => {
    const finance = api.as('finance');
    const { id } = await create('Stale', parts);
    await finance.patch(`/trunks/${id}`, { techPrefix: '1' }, { 'if-match': '"1"' });
    const stale = await finance.patch(`/trunks/${id}`, { addresses: [] }, { 'if-match': '"1"' });
    expect(stale).toMatchObject({ status: 412, body: { code: 'stale' } });
    expect((await finance.delete(`/trunks/${id}`, { 'if-match': '"1"' })).status).toBe(412);
    const { body } = await finance.get(`/trunks/${id}`);
    expect(body).toMatchObject({ version: 2, addresses: parts.addresses });
    expect((await finance.delete(`/trunks/${id}`)).status).toBe(204);
    expect((await finance.get(`/trunks/${id}`)).status).toBe(404);
  });

  it('are seen and edited in the own subtree only', async () => {
    const inside = await create('Inside the tree', parts);
    const outside = await create('Outside', { accountId: ids.carrier });
    const reseller = api.as('finance', ids.reseller);
    const stranger = api.as('admin', ids.device);
    const { body: page } = await reseller.get('/trunks?limit=500');
    const seen = page.items.map(({ id }: { id: string }) => id);
    expect(seen).toContain(inside.id);
    expect(seen).not.toContain(outside.id);
    expect((await reseller.get(`/trunks?accountId=${ids.carrier}`)).body.items).toEqual([]);
    expect((await stranger.get('/trunks')).body.items).toEqual([]);
    for (const [caller, id] of [
      [reseller, outside.id],
      [stranger, inside.id],
    ] as const) {
      expect((await caller.get(`/trunks/${id}`)).status).toBe(404);
      expect((await caller.patch(`/trunks/${id}`, { name: 'Mine' })).status).toBe(404);
      expect((await caller.delete(`/trunks/${id}`)).status).toBe(404);
    }
    const given = await reseller.patch(`/trunks/${inside.id}`, { accountId: ids.carrier });
    expect(given.body.faults).toMatchObject([{ path: 'accountId', code: 'unknown_reference' }]);
    const own = await reseller.patch(`/trunks/${inside.id}`, { techPrefix: '7' });
    expect(own.body.techPrefix).toBe('7');
  });

  it('are written with the permission for accounts', async () => {
    const { id } = await create('Roles');
    for (const caller of [api.as('rates'), api.as('read-only')]) {
      expect((await caller.get(`/trunks/${id}`)).status).toBe(200);
      const body = { name: 'New', accountId: ids.customer };
      expect((await caller.post('/trunks', body)).status).toBe(403);
      expect((await caller.patch(`/trunks/${id}`, { name: 'New' })).status).toBe(403);
      expect((await caller.delete(`/trunks/${id}`)).status).toBe(403);
    }
    expect((await api.stranger.get('/trunks')).status).toBe(401);
  });

  it('are listed in pages of any sort', async () => {
    for (const n of [2, 0, 3, 1, 4]) await create(`Page ${n}`, { addresses: parts.addresses });
    const names: string[] = [];
    let cursor = '';
    do {
      const query = `search=page&limit=2&sort=-createdAt&accountId=${ids.customer}${cursor}`;
      const { body } = await api.as('read-only').get(`/trunks?${query}`);
      names.push(...body.items.map(({ name }: { name: string }) => name));
      cursor = body.nextCursor === null ? '' : `&cursor=${body.nextCursor}`;
    } while (cursor !== '');
    expect(names).toEqual([4, 1, 3, 0, 2].map((n) => `Page ${n}`));
    const other = await api.as('read-only').get('/trunks?sort=name&cursor=bm9wZQ');
    expect(other).toMatchObject({ status: 400, body: { code: 'invalid_cursor' } });
  });

  it('are in the audit log of their account', async () => {
    const { id } = await create('Audited', parts);
    await api.as('finance').patch(`/trunks/${id}`, { addresses: ['192.0.2.8'] });
    await api.as('finance').delete(`/trunks/${id}`);
    const entries = await api.database.read.rows(sql`
      SELECT DISTINCT action, owner_id AS owner FROM audit_entries
      WHERE noun = 'trunk' AND noun_id = ${id} ORDER BY action`);
    const owner = ids.customer;
    expect(entries).toEqual([
      { action: 'create', owner },
      { action: 'delete', owner },
      { action: 'edit', owner },
    ]);
    const changed = await api.database.read.rows(sql`
      SELECT field, before, after FROM audit_entries JOIN audit_fields ON audit_entry_id = id
      WHERE noun = 'trunk' AND noun_id = ${id} AND action = 'edit'`);
    const before = parts.addresses.join(', ');
    expect(changed).toEqual([{ field: 'addresses', before, after: '192.0.2.8' }]);
  });
});
