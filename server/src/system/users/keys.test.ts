/** API keys through the API, on each database. */

import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { testApi } from '../../../test/support/test-api.js';
import { browserOf, makeUser, PASSWORD } from '../../../test/support/test-browser.js';
import { databaseServers } from '../../../test/support/test-database.js';

describe.each(databaseServers())('API keys on $name', (server) => {
  const api = testApi(server);
  const admin = () => api.as('admin');

  const statusWith = async (key: string, path = '/accounts') => {
    const headers = { authorization: `Bearer ${key}` };
    return (await browserOf(api).send('GET', `/api/v1${path}`, { headers })).status;
  };
  const at = async (now: string, work: () => Promise<void>) => {
    const before = api.clock.now;
    api.clock.now = now;
    try {
      await work();
    } finally {
      api.clock.now = before;
    }
  };

  it('are told once and work at once', async () => {
    const created = await admin().post('/api-keys', { name: 'Switch', role: 'rates' });
    expect(created.status).toBe(201);
    const { key, ...shown } = created.body;
    expect(key).toMatch(/^rdk_[\w-]{43}$/);
    expect(shown).toEqual({
      id: expect.stringMatching(/^[0-9]+$/),
      version: 1,
      name: 'Switch',
      role: 'rates',
      account: { id: api.operatorId, name: 'Operator' },
      status: 'active',
      hint: key.slice(0, 8),
      createdBy: null,
      requestsPerMinute: null,
      createdAt: api.clock.now,
      expiresAt: null,
      revokedAt: null,
      lastUsedAt: null,
    });
    expect((await admin().get(`/api-keys/${shown.id}`)).body).toEqual(shown);
    expect(await statusWith(key)).toBe(200);
    expect(await statusWith(key, '/users')).toBe(403);
    // Written down beside the answer, which does not wait for it.
    const lastUse = async () => (await admin().get(`/api-keys/${shown.id}`)).body.lastUsedAt;
    await expect.poll(lastUse).toBe(api.clock.now);
    const { rows } = await tablesWith(key);
    expect(rows).toEqual([]);
  });

  /** Where in the database a text stands in clear. */
  async function tablesWith(text: string): Promise<{ rows: string[] }> {
    const tables = ['api_keys', 'idempotency_keys', 'audit_entries', 'audit_fields'] as const;
    const rows: string[] = [];
    for (const table of tables) {
      const found = await api.database.read.row(sql`
        SELECT FROM ${sql.table(table)} AS row WHERE position(${text} in row::text) > 0 LIMIT 1`);
      if (found !== null) rows.push(table);
    }
    return { rows };
  }

  it('are made once for one idempotency key, and not told again', async () => {
    const headers = { 'idempotency-key': 'make-a-key' };
    const body = { name: 'Once', role: 'rates' };
    const [first, second] = await Promise.all([
      admin().post('/api-keys', body, headers),
      admin().post('/api-keys', body, headers),
    ]);
    const [made, refused] = first.status === 201 ? [first, second] : [second, first];
    expect(made.status).toBe(201);
    expect(refused).toMatchObject({ status: 409, body: { code: 'idempotency_key_reused' } });
    expect(refused.body.detail).toContain(`/api/v1/api-keys/${made.body.id}`);
    expect((await admin().get('/api-keys?search=Once')).body.items).toHaveLength(1);
    expect((await tablesWith(made.body.key)).rows).toEqual([]);
  });

  it('name the user who made them', async () => {
    const user = await makeUser(api, 'maker');
    const browser = browserOf(api);
    await browser.signIn('maker', PASSWORD);
    const { body } = await browser.send('POST', '/api/v1/api-keys', {
      body: { name: 'Made by maker', role: 'admin' },
      headers: browser.csrf,
    });
    expect(body.createdBy).toEqual({ id: user.id, login: 'maker' });
  });

  it('end when they say', async () => {
    const { body } = await admin().post('/api-keys', {
      ...{ name: 'Short-lived', role: 'rates', expiresAt: '2026-11-23T01:00:00+01:00' },
    });
    expect(body.expiresAt).toBe('2026-11-23T00:00:00.000Z');
    expect(await statusWith(body.key)).toBe(200);
    await at('2026-11-23T00:00:00.000Z', async () => {
      expect(await statusWith(body.key)).toBe(401);
      expect((await admin().get(`/api-keys/${body.id}`)).body.status).toBe('expired');
    });
    const longer = await admin().patch(`/api-keys/${body.id}`, { expiresAt: null });
    expect(longer.body).toMatchObject({ expiresAt: null, status: 'active', version: 2 });
    await at('2026-11-24T00:00:00.000Z', async () => expect(await statusWith(body.key)).toBe(200));
  });

  it('tell all faults at once', async () => {
    const answer = await admin().post('/api-keys', {
      ...{ name: 'Faulty', role: 'rates', accountId: '999999', expiresAt: '2026-11-22T12:00:00Z' },
    });
    expect(answer.status).toBe(400);
    expect(answer.body.faults).toMatchObject([
      { path: 'accountId', code: 'unknown_reference' },
      { path: 'expiresAt', code: 'in_the_past' },
    ]);
    const noDate = { name: 'Faulty', role: 'rates', expiresAt: '2027-02-30' };
    expect((await admin().post('/api-keys', noDate)).body.faults).toMatchObject([
      { path: 'body.expiresAt', code: 'bad_instant' },
    ]);
    const { body: key } = await admin().post('/api-keys', { name: 'Fine', role: 'rates' });
    const edit = { expiresAt: '2020-01-01' };
    expect((await admin().patch(`/api-keys/${key.id}`, edit)).status).toBe(400);
    expect((await admin().post('/api-keys', { name: 'a\u0000', role: 'boss' })).status).toBe(400);
  });

  it('are revoked for good, and stay to be seen', async () => {
    const { body } = await admin().post('/api-keys', { name: '=1+1 "<b>" 🙂', role: 'rates' });
    const path = `/api-keys/${body.id}`;
    expect(await statusWith(body.key)).toBe(200);
    expect((await admin().delete(path)).status).toBe(204);
    expect(await statusWith(body.key)).toBe(401);
    const { body: shown } = await admin().get(path);
    expect(shown).toMatchObject({ status: 'revoked', revokedAt: api.clock.now, name: body.name });
    expect((await admin().delete(path)).status).toBe(204);
    expect((await admin().get(path)).body.version).toBe(shown.version);
    expect((await admin().patch(path, { name: 'Back' })).body.code).toBe('conflict');
  });

  it('are edited at the version that was seen', async () => {
    const { body } = await admin().post('/api-keys', { name: 'Old name', role: 'rates' });
    const path = `/api-keys/${body.id}`;
    const first = await admin().patch(path, { name: 'New name' }, { 'if-match': '"1"' });
    expect(first).toMatchObject({ status: 200, body: { name: 'New name', version: 2 } });
    expect((await admin().patch(path, { name: 'X' }, { 'if-match': '"1"' })).status).toBe(412);
    expect((await admin().delete(path, { 'if-match': '"1"' })).status).toBe(412);
    expect((await admin().patch(path, { role: 'admin' })).status).toBe(400);
  });

  it('are listed by state, in pages', async () => {
    const { body: account } = await admin().post('/accounts', { name: 'Keys', kind: 'reseller' });
    const own = api.as('admin', account.id);
    const names = ['k1', 'k2', 'k3', 'k4'];
    const ids: string[] = [];
    for (const name of names) {
      const expiresAt = name === 'k1' ? '2026-11-22T13:00:00Z' : null;
      ids.push((await own.post('/api-keys', { name, role: 'finance', expiresAt })).body.id);
    }
    await own.delete(`/api-keys/${ids[1]}`);
    await at('2026-11-22T13:00:00.000Z', async () => {
      const namesOf = async (query: string) =>
        (await own.get(`/api-keys?role=finance&${query}`)).body.items.map(
          ({ name }: { name: string }) => name,
        );
      expect(await namesOf('status=expired')).toEqual(['k1']);
      expect(await namesOf('status=revoked')).toEqual(['k2']);
      expect(await namesOf('status=active')).toEqual(['k3', 'k4']);
      expect(await namesOf('search=K3')).toEqual(['k3']);
      expect(await namesOf('sort=-createdAt')).toEqual([...names].reverse());
      expect(await namesOf('sort=lastUsedAt')).toEqual(names);
      const { body: page } = await own.get('/api-keys?role=finance&limit=3');
      const rest = await own.get(`/api-keys?role=finance&limit=3&cursor=${page.nextCursor}`);
      expect(rest.body.items.map(({ name }: { name: string }) => name)).toEqual(['k4']);
    });
  });

  it('belong to accounts of the own subtree', async () => {
    const { body: one } = await admin().post('/accounts', { name: 'One', kind: 'reseller' });
    const { body: two } = await admin().post('/accounts', { name: 'Two', kind: 'reseller' });
    const own = api.as('admin', one.id);
    const { body: key } = await own.post('/api-keys', { name: 'Of one', role: 'admin' });
    expect(key.account.id).toBe(one.id);
    for (const accountId of [two.id, api.operatorId]) {
      const refused = await own.post('/api-keys', { name: 'X', role: 'read-only', accountId });
      expect(refused.body.faults).toMatchObject([{ path: 'accountId' }]);
    }
    const other = api.as('admin', two.id);
    expect((await other.get(`/api-keys/${key.id}`)).status).toBe(404);
    expect((await other.patch(`/api-keys/${key.id}`, { name: 'Mine' })).status).toBe(404);
    expect((await other.delete(`/api-keys/${key.id}`)).status).toBe(404);
    expect(await statusWith(key.key)).toBe(200);
  });

  it('need the permission manage-users', async () => {
    for (const role of ['rates', 'finance', 'read-only'] as const) {
      const body = { name: 'Mine', role: 'read-only' };
      expect((await api.as(role).post('/api-keys', body)).body.code).toBe('forbidden');
      expect((await api.as(role).get('/api-keys')).status).toBe(403);
    }
    expect((await api.stranger.post('/api-keys', { name: 'x', role: 'rates' })).status).toBe(401);
  });
});
