/** Users through the API, on each database. */

import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { runIn } from '../../../test/support/run-in.js';
import { testApi } from '../../../test/support/test-api.js';
import { browserOf, makeUser, PASSWORD } from '../../../test/support/test-browser.js';
import { databaseServers } from '../../../test/support/test-database.js';

describe.each(databaseServers())('users on $name', (server) => {
  const api = testApi(server);
  const admin = () => api.as('admin');

  async function newAccount(name: string): Promise<string> {
    const { body } = await admin().post('/accounts', { name, kind: 'reseller' });
    return body.id;
  }

  it('are created without a password and shown with their account', async () => {
    const created = await admin().post('/users', { login: 'ann', name: 'Ann', role: 'rates' });
    expect(created.status).toBe(201);
    expect(created.body).toEqual({
      id: expect.stringMatching(/^[0-9]+$/),
      version: 1,
      login: 'ann',
      name: 'Ann',
      role: 'rates',
      account: { id: api.operatorId, name: 'Operator' },
      status: 'active',
      hasPassword: false,
      lockedUntil: null,
      lastLoginAt: null,
      createdAt: api.clock.now,
    });
    expect(created.headers).toMatchObject({
      etag: '"1"',
      location: `/api/v1/users/${created.body.id}`,
      'cache-control': 'no-store',
    });
    expect((await admin().get(`/users/${created.body.id}`)).body).toEqual(created.body);
  });

  it('tell all faults of a new one at once', async () => {
    const wrong = { login: 'Not A Login', name: '', role: 'king', password: 'secret' };
    const answer = await admin().post('/users', wrong);
    expect(answer.status).toBe(400);
    const paths = answer.body.faults.map(({ path }: { path: string }) => path).sort();
    expect(paths).toEqual(['body.login', 'body.name', 'body.password', 'body.role']);
    const nowhere = { login: 'nowhere', name: 'N', role: 'rates', accountId: '999999' };
    expect((await admin().post('/users', nowhere)).body.faults).toMatchObject([
      { path: 'accountId', code: 'unknown_reference' },
    ]);
  });

  it('have logins that nobody else has, wherever', async () => {
    const accountId = await newAccount('Twins');
    const body = { login: 'twin', name: 'Twin', role: 'rates' };
    expect((await admin().post('/users', body)).status).toBe(201);
    const second = await api.as('admin', accountId).post('/users', body);
    expect(second).toMatchObject({ status: 409, body: { code: 'name_taken' } });
    expect(second.body.detail).toContain('twin');
  });

  it.each([['=1+1'], ['<script>alert(1)</script>'], [`O'Neil "x" 🙂`]])(
    'keep a name as it is written: %s',
    async (name) => {
      const login = `text-${Buffer.from(name).toString('hex').slice(0, 20)}`;
      const { body } = await admin().post('/users', { login, name, role: 'read-only' });
      expect(body.name).toBe(name);
      const found = await admin().get(`/users?search=${encodeURIComponent(name)}`);
      expect(found.body.items).toHaveLength(1);
    },
  );

  it('take no NUL, in names and in searches', async () => {
    const body = { login: 'nul', name: 'a\u0000b', role: 'rates' };
    expect((await admin().post('/users', body)).status).toBe(400);
    expect((await admin().get('/users?search=%00')).status).toBe(400);
  });

  it('are listed by filters, in pages of any sort', async () => {
    const accountId = await newAccount('Paged');
    const own = api.as('admin', accountId);
    const made = ['p1', 'p2', 'p3', 'p4', 'p5'];
    for (const login of made) {
      await own.post('/users', { login, name: `Page ${login}`, role: 'finance' });
    }
    for (const sort of ['login', '-login', 'name', '-createdAt', 'lastLoginAt', '-lastLoginAt']) {
      const seen: string[] = [];
      let cursor = '';
      do {
        const { status, body } = await own.get(`/users?limit=2&sort=${sort}${cursor}`);
        expect(status).toBe(200);
        seen.push(...body.items.map(({ login }: { login: string }) => login));
        cursor = body.nextCursor === null ? '' : `&cursor=${body.nextCursor}`;
      } while (cursor !== '');
      expect(seen).toEqual(sort.startsWith('-') ? [...made].reverse() : made);
    }
    const count = async (query: string) => (await own.get(`/users?${query}`)).body.items.length;
    expect(await count('role=finance')).toBe(5);
    expect(await count('role=admin')).toBe(0);
    expect(await count('status=disabled')).toBe(0);
    expect(await count('search=PAGE%20P3')).toBe(1);
    expect(await count(`accountId=${api.operatorId}`)).toBe(0);
    expect((await own.get('/users?sort=password')).status).toBe(400);
  });

  it('are seen and given by their own subtree only', async () => {
    const [one, two] = [await newAccount('Sub one'), await newAccount('Sub two')];
    const own = api.as('admin', one);
    const body = { login: 'sub-one', name: 'One', role: 'admin' };
    const { body: user } = await own.post('/users', body);
    expect(user.account.id).toBe(one);
    const other = api.as('admin', two);
    const path = `/users/${user.id}`;
    expect((await other.get(path)).status).toBe(404);
    expect((await other.patch(path, { name: 'Mine' })).status).toBe(404);
    expect((await other.delete(path)).status).toBe(404);
    expect((await other.post(`${path}/login-link`)).status).toBe(404);
    expect((await other.delete(`${path}/sessions`)).status).toBe(404);
    const above = { login: 'above', name: 'Above', role: 'admin', accountId: api.operatorId };
    expect((await own.post('/users', above)).body.faults).toMatchObject([{ path: 'accountId' }]);
    const moved = await own.patch(path, { accountId: api.operatorId });
    expect(moved.body.faults).toMatchObject([{ path: 'accountId', code: 'unknown_reference' }]);
  });

  it('are edited at the version that was seen', async () => {
    const body = { login: 'edited', name: 'Before', role: 'rates' };
    const { body: user } = await admin().post('/users', body);
    const path = `/users/${user.id}`;
    const first = await admin().patch(path, { name: 'After' }, { 'if-match': '"1"' });
    expect(first).toMatchObject({ status: 200, headers: { etag: '"2"' } });
    expect(first.body).toMatchObject({ name: 'After', role: 'rates', version: 2 });
    const stale = await admin().patch(path, { role: 'admin' }, { 'if-match': '"1"' });
    expect(stale).toMatchObject({ status: 412, body: { code: 'stale' } });
    expect((await admin().get(path)).body.role).toBe('rates');
    expect((await admin().patch(path, {})).status).toBe(400);
    expect((await admin().patch(path, { login: 'other' })).status).toBe(400);
  });

  it('are signed out when what they may do changes, and stay when only the name does', async () => {
    const accountId = await newAccount('Moved to');
    const changes = [
      { edit: { name: 'New name' }, status: 200 },
      { edit: { role: 'rates' }, status: 401 },
      { edit: { accountId }, status: 401 },
      { edit: { status: 'disabled' }, status: 401 },
    ];
    for (const [index, { edit, status }] of changes.entries()) {
      const user = await makeUser(api, `changed-${index}`, 'finance');
      const browser = browserOf(api);
      await browser.signIn(user.login, PASSWORD);
      expect((await browser.send('GET', '/api/v1/session')).status).toBe(200);
      await admin().patch(`/users/${user.id}`, edit);
      expect((await browser.send('GET', '/api/v1/session')).status).toBe(status);
    }
    expect((await browserOf(api).signIn('changed-3', PASSWORD)).body.code).toBe('login_failed');
  });

  it('end all sessions of one on demand', async () => {
    const user = await makeUser(api, 'ended');
    const browsers = [browserOf(api), browserOf(api)];
    for (const browser of browsers) await browser.signIn(user.login, PASSWORD);
    expect((await admin().delete(`/users/${user.id}/sessions`)).status).toBe(204);
    for (const browser of browsers) {
      expect((await browser.send('GET', '/api/v1/session')).status).toBe(401);
    }
    expect((await browsers[0]!.signIn(user.login, PASSWORD)).status).toBe(200);
  });

  it('always leave the operator one active administrator', async () => {
    const { database } = api;
    await runIn(database, sql`UPDATE users SET role = 'rates' WHERE role = 'admin'`);
    const { body: last } = await admin().post('/users', {
      ...{ login: 'last', name: 'Last', role: 'admin' },
    });
    const path = `/users/${last.id}`;
    const accountId = await newAccount('Elsewhere');
    await admin().post('/users', { login: 'sub', name: 'Sub', role: 'admin', accountId });
    for (const edit of [{ role: 'rates' }, { status: 'disabled' }, { accountId }]) {
      const refused = await admin().patch(path, edit);
      expect(refused).toMatchObject({ status: 409, body: { code: 'conflict' } });
      expect(refused.body.detail).toContain('last active administrator');
    }
    expect((await admin().delete(path)).status).toBe(409);
    expect((await admin().patch(path, { name: 'Still last' })).status).toBe(200);
    const { body: next } = await admin().post('/users', {
      ...{ login: 'next', name: 'Next', role: 'admin' },
    });
    // Both at once: one of them has to stay.
    const answers = await Promise.all([
      admin().patch(path, { role: 'rates' }),
      admin().patch(`/users/${next.id}`, { status: 'disabled' }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('are deleted with their sessions and links', async () => {
    const user = await makeUser(api, 'leaver', 'read-only');
    const browser = browserOf(api);
    await browser.signIn(user.login, PASSWORD);
    expect((await admin().delete(`/users/${user.id}`)).status).toBe(204);
    expect((await browser.send('GET', '/api/v1/session')).status).toBe(401);
    expect((await admin().get(`/users/${user.id}`)).status).toBe(404);
  });

  it('need the permission manage-users', async () => {
    for (const role of ['rates', 'finance', 'read-only'] as const) {
      const body = { login: `by-${role}`, name: 'X', role: 'read-only' };
      expect((await api.as(role).post('/users', body)).body.code).toBe('forbidden');
      expect((await api.as(role).get('/users')).status).toBe(403);
    }
    expect((await api.stranger.get('/users')).status).toBe(401);
  });

  it('leave a trace of every change', async () => {
    const { body: user } = await admin().post('/users', {
      ...{ login: 'traced', name: 'Before', role: 'rates' },
    });
    await admin().patch(`/users/${user.id}`, { name: 'After' });
    await admin().post(`/users/${user.id}/login-link`);
    await admin().delete(`/users/${user.id}`);
    const { body } = await admin().get(`/audit?noun=user&nounId=${user.id}`);
    const actions = body.items.map(({ action }: { action: string }) => action);
    expect(actions).toEqual(['delete', 'create-login-link', 'edit', 'create']);
    expect(body.items[2].changes).toEqual([{ field: 'name', before: 'Before', after: 'After' }]);
  });
});
