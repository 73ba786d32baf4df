/** Signing in, sessions, passwords and login links through the API, on each database. */

import { describe, expect, it } from 'vitest';
import { testApi } from '../../../test/support/test-api.js';
import { browserOf, makeUser, PASSWORD, tokenOf } from '../../../test/support/test-browser.js';
import { databaseServers } from '../../../test/support/test-database.js';

const SESSION = '/api/v1/session';
const NEXT = 'another long password';

describe.each(databaseServers())('sign-in on $name', (server) => {
  const api = testApi(server);
  const admin = () => api.as('admin');

  const minutes = (count: number) => count * 60_000;
  const hours = (count: number) => minutes(count * 60);

  async function newLink(id: string): Promise<string> {
    return tokenOf((await admin().post(`/users/${id}/login-link`)).body.path);
  }
  const use = (token: string, password: string) =>
    browserOf(api).send('POST', '/api/v1/login-links/use', { body: { token, password } });

  it('sets a cookie that no script and no other site can use', async () => {
    const user = await makeUser(api, 'cookie', 'rates');
    const browser = browserOf(api);
    const answer = await browser.signIn(' Cookie ', PASSWORD);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      user: expect.objectContaining({ id: user.id, login: 'cookie', hasPassword: true }),
      csrfToken: expect.stringMatching(/^[\w-]{43}$/),
      expiresAt: '2026-11-23T00:00:00.000Z',
    });
    const cookie = String(answer.headers['set-cookie']);
    expect(cookie).toMatch(/^ratedeck_session=[\w-]{43}; /);
    for (const flag of ['HttpOnly', 'SameSite=Strict', 'Path=/']) expect(cookie).toContain(flag);
    expect(cookie).toContain('Expires=Sun, 29 Nov 2026 12:00:00 GMT');
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(JSON.stringify(answer.body)).not.toContain('argon2');
  });

  it('says who is signed in, by session and by key', async () => {
    const user = await makeUser(api, 'me', 'finance');
    const browser = browserOf(api);
    const { body: signedIn } = await browser.signIn('me', PASSWORD);
    expect((await browser.send('GET', SESSION)).body).toEqual({
      kind: 'user',
      id: user.id,
      login: 'me',
      name: 'me',
      role: 'finance',
      account: { id: api.operatorId, name: 'Operator' },
      isOperator: true,
      permissions: ['read', 'edit-accounts', 'assign-plans', 'read-audit'],
      csrfToken: signedIn.csrfToken,
      expiresAt: signedIn.expiresAt,
    });
    expect((await api.as('rates').get('/session')).body).toMatchObject({
      kind: 'api-key',
      login: null,
      role: 'rates',
      csrfToken: null,
      permissions: ['read', 'edit-rates', 'assign-plans'],
    });
    expect((await api.stranger.get('/session')).status).toBe(401);
  });

  it('answers wrong passwords, unknown logins and users without password alike', async () => {
    await makeUser(api, 'known');
    await admin().post('/users', { login: 'fresh', name: 'Fresh', role: 'rates' });
    const tries = [
      ['known', 'wrong password'],
      ['unknown', PASSWORD],
      ['fresh', PASSWORD],
      ["' OR 1=1 --", PASSWORD],
      ['nul\u0000', 'nul\u0000'],
    ] as const;
    const answers = await Promise.all(
      tries.map(([login, password]) => browserOf(api).signIn(login, password)),
    );
    for (const { status, body, headers } of answers) {
      expect(status).toBe(401);
      expect(headers['set-cookie']).toBeUndefined();
      const { requestId: _, ...words } = body;
      const { requestId: __, ...first } = answers[0]!.body;
      expect(words).toEqual(first);
    }
    expect(answers[0]!.body.code).toBe('login_failed');
  });

  it('lets no more passwords through from where ten were wrong, for a quarter of an hour', async () => {
    const user = await makeUser(api, 'locked');
    const guesser = browserOf(api, '192.0.2.10');
    const wrong = () => guesser.signIn('locked', 'wrong');
    for (let i = 0; i < 10; i += 1) expect((await wrong()).body.code).toBe('login_failed');
    const refused = await guesser.signIn('locked', PASSWORD);
    expect(refused).toMatchObject({ status: 401, body: { code: 'login_failed' } });
    const { body: audit } = await admin().get(`/audit?noun=user&nounId=${user.id}&action=lock`);
    expect(audit.items).toMatchObject([
      { changes: [{ field: 'lockedUntil' }, { field: 'from', after: '192.0.2.10/32' }] },
    ]);
    // From elsewhere, nobody is locked out.
    expect((await browserOf(api).signIn('locked', PASSWORD)).status).toBe(200);
    const again = () => browserOf(api, '192.0.2.10').signIn('locked', PASSWORD);
    await api.later(minutes(14), async () => expect((await again()).status).toBe(401));
    await api.later(minutes(15), async () => expect((await again()).status).toBe(200));
  });

  it('counts a network of IPv6 as one place', async () => {
    await makeUser(api, 'sixth');
    for (let i = 0; i < 10; i += 1) {
      await browserOf(api, `2001:db8:0:1::${i}`).signIn('sixth', 'wrong');
    }
    const status = async (address: string) =>
      (await browserOf(api, address).signIn('sixth', PASSWORD)).status;
    expect(await status('2001:db8:0:1:ffff::1')).toBe(401);
    expect(await status('2001:db8:0:2::1')).toBe(200);
  });

  it('knows a browser again that guesses from everywhere do not lock out', async () => {
    const user = await makeUser(api, 'guarded');
    const known = browserOf(api);
    expect((await known.signIn('guarded', PASSWORD)).status).toBe(200);
    for (let i = 0; i < 50; i += 1) await browserOf(api).signIn('guarded', 'wrong');
    expect((await admin().get(`/users/${user.id}`)).body.lockedUntil).toBe(
      '2026-11-22T12:15:00.000Z',
    );
    expect((await browserOf(api).signIn('guarded', PASSWORD)).status).toBe(401);
    expect((await known.signIn('guarded', PASSWORD)).status).toBe(200);
    // A cookie of somebody else's browser makes nobody known.
    await makeUser(api, 'neighbour');
    const other = browserOf(api);
    await other.signIn('neighbour', PASSWORD);
    for (let i = 0; i < 50; i += 1) await browserOf(api).signIn('guarded', 'wrong');
    expect((await other.signIn('guarded', PASSWORD)).status).toBe(401);
  });

  it('lets no more guesses through at once than one after the other', async () => {
    await makeUser(api, 'flood');
    // The right one comes last: there are fewer connections than guesses, so it waits for most.
    const guesses = [...Array.from({ length: 79 }, () => 'wrong'), PASSWORD];
    const answers = await Promise.all(
      guesses.map((guess) => browserOf(api).signIn('flood', guess)),
    );
    expect(answers.map(({ status }) => status)).toEqual(guesses.map(() => 401));
  });

  it('is unlocked by a new login link', async () => {
    const user = await makeUser(api, 'helped');
    for (let i = 0; i < 50; i += 1) await browserOf(api).signIn('helped', 'wrong');
    expect((await browserOf(api).signIn('helped', PASSWORD)).status).toBe(401);
    expect((await use(await newLink(user.id), NEXT)).status).toBe(200);
    expect((await browserOf(api).signIn('helped', NEXT)).status).toBe(200);
  });

  it('limits the tries of one address', async () => {
    const browser = browserOf(api, '192.0.2.7');
    const statuses: number[] = [];
    for (let i = 0; i < 21; i += 1) statuses.push((await browser.signIn(`no-${i}`, 'x')).status);
    expect(statuses.slice(0, 20).every((status) => status === 401)).toBe(true);
    expect(statuses[20]).toBe(429);
  });

  it('needs the token of the session for whatever changes something', async () => {
    await makeUser(api, 'csrf', 'admin');
    const browser = browserOf(api);
    await browser.signIn('csrf', PASSWORD);
    const body = { name: 'By session', kind: 'customer' };
    const send = (headers: Record<string, string>) =>
      browser.send('POST', '/api/v1/accounts', { body, headers });
    for (const headers of [{}, { 'x-csrf-token': '' }, { 'x-csrf-token': 'x'.repeat(43) }]) {
      expect(await send(headers)).toMatchObject({ status: 403, body: { code: 'csrf_failed' } });
    }
    expect((await browser.send('GET', '/api/v1/accounts')).status).toBe(200);
    expect((await send({ ...browser.csrf })).status).toBe(201);
  });

  it('ends twelve hours after the last use, and after seven days at most', async () => {
    await makeUser(api, 'expiring');
    const status = async (browser: ReturnType<typeof browserOf>) =>
      (await browser.send('GET', SESSION)).status;
    const idle = browserOf(api);
    await idle.signIn('expiring', PASSWORD);
    await api.later(hours(12), async () => expect(await status(idle)).toBe(401));
    const busy = browserOf(api);
    await busy.signIn('expiring', PASSWORD);
    for (let hour = 11; hour < 7 * 24; hour += 11) {
      await api.later(hours(hour), async () => expect(await status(busy)).toBe(200));
    }
    await api.later(hours(7 * 24) - 1, async () => expect(await status(busy)).toBe(200));
    await api.later(hours(7 * 24), async () => expect(await status(busy)).toBe(401));
  });

  it('writes down once a minute when a session was seen', async () => {
    await makeUser(api, 'seen');
    const browser = browserOf(api);
    await browser.signIn('seen', PASSWORD);
    const seenAt = async () =>
      (await browser.send('GET', '/api/v1/sessions')).body.items[0].lastSeenAt;
    await api.later(minutes(1), async () =>
      expect(await seenAt()).toBe('2026-11-22T12:00:00.000Z'),
    );
    // Written down beside the answer, which does not wait for it.
    await api.later(minutes(2), () => expect.poll(seenAt).toBe('2026-11-22T12:02:00.000Z'));
  });

  it('lists the own sessions, the one that asks marked', async () => {
    await makeUser(api, 'lister');
    const [one, two] = [browserOf(api), browserOf(api)];
    await one.signIn('lister', PASSWORD);
    await two.signIn('lister', PASSWORD);
    const { body } = await two.send('GET', '/api/v1/sessions', {
      headers: { 'user-agent': '<b>Browser</b>' },
    });
    // That of choosing the password, and these two.
    expect(body.items).toHaveLength(3);
    expect(body.nextCursor).toBeNull();
    const current = body.items.filter((item: { isCurrent: boolean }) => item.isCurrent);
    expect(current).toHaveLength(1);
    expect(JSON.stringify(body)).not.toMatch(/token|csrf/i);
    expect((await api.as('admin').get('/sessions')).body.items).toEqual([]);
  });

  it('keeps no more than twenty sessions of a user', async () => {
    await makeUser(api, 'many');
    const first = browserOf(api);
    await first.signIn('many', PASSWORD);
    let last = first;
    await api.later(minutes(5), async () => {
      for (let i = 0; i < 20; i += 1) {
        last = browserOf(api);
        await last.signIn('many', PASSWORD);
      }
      expect((await first.send('GET', SESSION)).status).toBe(401);
      expect((await last.send('GET', '/api/v1/sessions')).body.items).toHaveLength(20);
    });
  });

  it('ends by signing out', async () => {
    await makeUser(api, 'leaving');
    const browser = browserOf(api);
    await browser.signIn('leaving', PASSWORD);
    const { cookie } = browser;
    const out = await browser.send('DELETE', SESSION, { headers: browser.csrf });
    expect(out.status).toBe(204);
    expect(String(out.headers['set-cookie'])).toMatch(
      /^ratedeck_session=; .*Expires=Thu, 01 Jan 1970/,
    );
    browser.cookie = cookie;
    expect((await browser.send('GET', SESSION)).status).toBe(401);
    expect((await admin().delete('/session')).body.code).toBe('conflict');
  });

  it('changes the own password and ends the other sessions', async () => {
    const user = await makeUser(api, 'changer');
    const [own, other] = [browserOf(api), browserOf(api)];
    await own.signIn('changer', PASSWORD);
    await other.signIn('changer', PASSWORD);
    const token = await newLink(user.id);
    const change = (current: string, next: string) =>
      own.send('PUT', `${SESSION}/password`, { body: { current, next }, headers: own.csrf });
    const wrong = await change('wrong', 'short');
    expect(wrong.body.faults).toMatchObject([
      { path: 'current', code: 'wrong_password' },
      { path: 'next', code: 'length' },
    ]);
    expect((await change(PASSWORD, 'x changer x changer')).body.faults).toMatchObject([
      { path: 'next', code: 'contains_login' },
    ]);
    expect((await change(PASSWORD, NEXT)).status).toBe(204);
    expect((await own.send('GET', SESSION)).status).toBe(200);
    expect((await other.send('GET', SESSION)).status).toBe(401);
    expect((await use(token, NEXT)).status).toBe(410);
    expect((await browserOf(api).signIn('changer', PASSWORD)).status).toBe(401);
    expect((await browserOf(api).signIn('changer', NEXT)).status).toBe(200);
    const byKey = await admin().put('/session/password', { current: 'x', next: NEXT });
    expect(byKey.body.code).toBe('conflict');
  });

  it('looks at no more passwords of a session that guessed ten wrong ones', async () => {
    await makeUser(api, 'guessed');
    const browser = browserOf(api);
    await browser.signIn('guessed', PASSWORD);
    const change = (current: string) =>
      browser.send('PUT', `${SESSION}/password`, {
        body: { current, next: NEXT },
        headers: browser.csrf,
      });
    for (let i = 0; i < 10; i += 1) await change('wrong');
    expect((await change(PASSWORD)).status).toBe(400);
    expect((await browserOf(api).signIn('guessed', PASSWORD)).status).toBe(200);
  });
});
