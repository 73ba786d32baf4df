/** Keys of users who may less than before, or nothing at all any more. */

import { describe, expect, it } from 'vitest';
import { testApi } from '../../../test/support/test-api.js';
import { browserOf, makeUser, PASSWORD } from '../../../test/support/test-browser.js';
import { databaseServers } from '../../../test/support/test-database.js';
import type { Role } from '../../platform/access/permissions.js';
import { fittedRole } from './fit-keys.js';

it.each([
  // key, its user now, the key from then on
  ['admin', 'admin', 'admin'],
  ['admin', 'rates', 'rates'],
  ['rates', 'admin', 'rates'],
  ['rates', 'finance', 'read-only'],
  ['finance', 'rates', 'read-only'],
  ['rates', 'read-only', 'read-only'],
] as const)('a key of the role %s whose user became %s is %s', (key, user, after) => {
  expect(fittedRole(key, user)).toBe(after);
});

describe.each(databaseServers())('keys on $name', (server) => {
  const api = testApi(server);
  const admin = () => api.as('admin');

  async function withKey(login: string, role: Role, accountId = api.operatorId) {
    const user = await makeUser(api, login);
    const browser = browserOf(api);
    await browser.signIn(login, PASSWORD);
    const { body: made } = await browser.send('POST', '/api/v1/api-keys', {
      body: { name: `Key of ${login}`, role, accountId },
      headers: browser.csrf,
    });
    return { user, key: made.key as string, id: made.id as string };
  }
  const ask = (key: string, method: 'GET' | 'POST', path: string, payload?: object) =>
    api.app.inject({
      method,
      url: `/api/v1${path}`,
      headers: { authorization: `Bearer ${key}` },
      ...(payload !== undefined && { payload }),
    });
  const statusOf = async (key: string) => (await ask(key, 'GET', '/session')).statusCode;

  it('end when their user is deleted or disabled, those that they made too', async () => {
    // Without whom the last administrator could not be deleted.
    await makeUser(api, 'keeper');
    const one = await withKey('deleted', 'admin');
    const made = await ask(one.key, 'POST', '/api-keys', { name: 'Of a key', role: 'rates' });
    const second = made.json();
    expect(second.createdBy).toEqual({ id: one.user.id, login: 'deleted' });
    expect(await statusOf(second.key)).toBe(200);
    await admin().delete(`/users/${one.user.id}`);
    expect(await statusOf(one.key)).toBe(401);
    expect(await statusOf(second.key)).toBe(401);
    const { body } = await admin().get(`/audit?noun=api-key&nounId=${one.id}&action=revoke`);
    expect(body.items).toHaveLength(1);
    const other = await withKey('disabled', 'rates');
    await admin().patch(`/users/${other.user.id}`, { status: 'disabled' });
    expect(await statusOf(other.key)).toBe(401);
  });

  it('fall to what their user may', async () => {
    const { user, key, id } = await withKey('demoted', 'admin');
    const account = { name: 'By a demoted one', kind: 'customer' };
    expect((await ask(key, 'POST', '/accounts', account)).statusCode).toBe(201);
    await admin().patch(`/users/${user.id}`, { role: 'rates' });
    expect((await ask(key, 'POST', '/accounts', { ...account, name: 'B' })).statusCode).toBe(403);
    expect((await admin().get(`/api-keys/${id}`)).body).toMatchObject({
      role: 'rates',
      status: 'active',
      version: 2,
    });
    await admin().patch(`/users/${user.id}`, { role: 'admin' });
    expect((await admin().get(`/api-keys/${id}`)).body.role).toBe('rates');
  });

  it('end when their user is moved to where their account is not seen', async () => {
    const { body: branch } = await admin().post('/accounts', { name: 'Branch', kind: 'reseller' });
    const above = await withKey('moved', 'rates');
    const below = await withKey('moved-too', 'rates', branch.id);
    for (const { user } of [above, below]) {
      await admin().patch(`/users/${user.id}`, { accountId: branch.id });
    }
    expect(await statusOf(above.key)).toBe(401);
    expect(await statusOf(below.key)).toBe(200);
  });
});
