/** Login links through the API, on each database. */

import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { testApi } from '../../../test/support/test-api.js';
import { browserOf, makeUser, PASSWORD, tokenOf } from '../../../test/support/test-browser.js';
import { databaseServers } from '../../../test/support/test-database.js';

const NEXT = 'another long password';
const DAY_MS = 86_400_000;

describe.each(databaseServers())('a login link on $name', (server) => {
  const api = testApi(server);
  const admin = () => api.as('admin');

  async function newLink(id: string): Promise<string> {
    return tokenOf((await admin().post(`/users/${id}/login-link`)).body.path);
  }
  const use = (token: string, password: string) =>
    browserOf(api).send('POST', '/api/v1/login-links/use', { body: { token, password } });
  const newUser = async (login: string): Promise<string> =>
    (await admin().post('/users', { login, name: login, role: 'rates' })).body.id;

  it('is a path with an end, and only a hash of it is kept', async () => {
    const id = await newUser('linked');
    const { status, body } = await admin().post(`/users/${id}/login-link`);
    expect(status).toBe(200);
    expect(body).toEqual({
      path: expect.stringMatching(/^\/welcome\?token=[\w-]{43}$/),
      expiresAt: '2026-11-23T12:00:00.000Z',
    });
    const stored = await api.database.read.rows(sql`SELECT * FROM login_links`);
    expect(JSON.stringify(stored)).not.toContain(tokenOf(body.path));
  });

  it('sets the password, signs in, and works once', async () => {
    const token = await newLink(await newUser('once'));
    const first = await use(token, NEXT);
    expect(first.status).toBe(200);
    expect(first.body.user.login).toBe('once');
    expect(String(first.headers['set-cookie'])).toContain('HttpOnly');
    expect(await use(token, NEXT)).toMatchObject({ status: 410, body: { code: 'link_used' } });
    expect((await browserOf(api).signIn('once', NEXT)).status).toBe(200);
  });

  it('serves one of two who use it at once', async () => {
    const token = await newLink(await newUser('race'));
    const answers = await Promise.all([use(token, NEXT), use(token, PASSWORD)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410]);
  });

  it('is void after a day, after a newer one, and when its user is disabled', async () => {
    const id = await newUser('void');
    const old = await newLink(id);
    await api.later(DAY_MS, async () => expect((await use(old, NEXT)).status).toBe(410));
    const newer = await newLink(id);
    expect((await use(old, NEXT)).status).toBe(410);
    await admin().patch(`/users/${id}`, { status: 'disabled' });
    expect((await use(newer, NEXT)).status).toBe(410);
    expect((await admin().post(`/users/${id}/login-link`)).body.code).toBe('conflict');
    await admin().patch(`/users/${id}`, { status: 'active' });
    expect((await use(newer, NEXT)).status).toBe(410);
    expect((await use('made up', NEXT)).status).toBe(410);
  });

  it('survives a password that is refused', async () => {
    const token = await newLink(await newUser('picky'));
    for (const password of ['short', 'Picky is my name', 'passwordpassword', 'abababababababab']) {
      const refused = await use(token, password);
      expect(refused).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
      expect(refused.body.faults[0].path).toBe('password');
    }
    expect((await use(token, 'x'.repeat(201))).status).toBe(400);
    expect((await use(token, '🙂 a few words of my own')).status).toBe(200);
  });

  it('ends the sessions from before', async () => {
    const user = await makeUser(api, 'reset');
    const browser = browserOf(api);
    await browser.signIn('reset', PASSWORD);
    await use(await newLink(user.id), NEXT);
    expect((await browser.send('GET', '/api/v1/session')).status).toBe(401);
  });
});
