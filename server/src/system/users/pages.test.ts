/** The plain pages as a browser sees them, on each database. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testApi } from '../../../test/support/test-api.js';
import { browserOf, makeUser, PASSWORD, tokenOf } from '../../../test/support/test-browser.js';
import { databaseServers } from '../../../test/support/test-database.js';
import { buildApp } from '../../platform/http/app.js';
import { product } from '../../product.js';

const SESSION = '/api/v1/session';

describe.each(databaseServers())('pages on $name', (server) => {
  const api = testApi(server);

  const newLink = async (id: string): Promise<string> =>
    (await api.as('admin').post(`/users/${id}/login-link`)).body.path;
  const newUser = async (login: string, name = login): Promise<string> =>
    (await api.as('admin').post('/users', { login, name, role: 'rates' })).body.id;

  it('say what this is and lead to the documentation', async () => {
    const { status, body, headers } = await browserOf(api).send('GET', '/');
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    for (const link of ['/docs', '/api/v1/openapi.json', '/healthz', '/readyz', '/docs/problems']) {
      expect(body).toContain(`href="${link}"`);
      expect((await browserOf(api).send('GET', link)).status).toBeLessThan(400);
    }
    expect(body).toContain('Sign in');
  });

  it('run no script and are kept by no cache', async () => {
    const path = await newLink(await newUser('headers'));
    for (const address of ['/', path]) {
      const { headers, body } = await browserOf(api).send('GET', address);
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(headers['cache-control']).toBe('no-store');
      expect(headers['referrer-policy']).toBe('same-origin');
      expect(body).not.toContain('<script');
    }
  });

  it('sign in and out', async () => {
    await makeUser(api, 'visitor');
    const browser = browserOf(api);
    const answer = await browser.send('POST', '/sign-in', {
      form: { login: 'Visitor', password: PASSWORD },
    });
    expect(answer).toMatchObject({ status: 303, headers: { location: '/' } });
    const cookie = String(answer.headers['set-cookie']);
    for (const flag of ['HttpOnly', 'SameSite=Strict', 'Path=/']) expect(cookie).toContain(flag);
    const { body } = await browser.send('GET', '/');
    expect(body).toContain('Signed in as');
    expect(body).toContain('visitor');
    const csrf = /name="csrf" value="([^"]+)"/.exec(body)?.[1] ?? '';
    const wrong = await browser.send('POST', '/sign-out', { form: { csrf: 'x' } });
    expect(wrong.status).toBe(403);
    expect((await browser.send('GET', SESSION)).status).toBe(200);
    const before = browser.cookie;
    expect((await browser.send('POST', '/sign-out', { form: { csrf } })).status).toBe(303);
    expect(browser.cookie).toBeNull();
    browser.cookie = before;
    expect((await browser.send('GET', SESSION)).status).toBe(401);
    expect((await browser.send('POST', '/sign-out', { form: { csrf } })).status).toBe(303);
  });

  it('say in words what was wrong, and escape what was typed', async () => {
    const login = '"><script>alert(1)</script>';
    const form = { login, password: 'wrong' };
    const answer = await browserOf(api).send('POST', '/sign-in', { form });
    expect(answer.status).toBe(401);
    expect(answer.body).toContain('role="alert">Login or password is wrong');
    expect(answer.body).not.toContain('<script');
    expect(answer.body).toContain('&quot;&gt;&lt;script&gt;');
    expect((await browserOf(api).send('POST', '/sign-in', { form: {} })).status).toBe(401);
  });

  it('show a name as text, whatever it holds', async () => {
    const id = await newUser('hostile', '<img src=x onerror=alert(1)> & "co"');
    const browser = browserOf(api);
    const token = tokenOf(await newLink(id));
    const form = { token, password: PASSWORD, again: PASSWORD };
    expect((await browser.send('POST', '/welcome', { form })).status).toBe(303);
    const { body } = await browser.send('GET', '/');
    expect(body).toContain('&lt;img src=x onerror=alert(1)&gt; &amp; &quot;co&quot;');
  });

  it('take forms from their own pages only', async () => {
    await makeUser(api, 'forged');
    const form = { login: 'forged', password: PASSWORD };
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    const payload = new URLSearchParams(form).toString();
    const send = async (headers: Record<string, string>) => {
      const answer = await api.app.inject({
        ...{ method: 'POST', url: '/sign-in', payload, remoteAddress: '192.0.2.9' },
        headers: { ...type, host: 'rates.example:8080', ...headers },
      });
      return answer.statusCode;
    };
    const refused = [
      {},
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
      { 'sec-fetch-site': 'cross-site', origin: 'http://rates.example:8080' },
      { origin: 'null' },
      { origin: 'http://evil.example' },
      { origin: 'http://rates.example' },
      { origin: 'http://rates.example:8080.evil.example' },
    ];
    for (const headers of refused) expect(await send(headers)).toBe(403);
    expect(await send({ 'sec-fetch-site': 'same-origin' })).toBe(303);
    expect(await send({ origin: 'http://rates.example:8080' })).toBe(303);
    expect(await send({ origin: 'https://rates.example', host: 'rates.example' })).toBe(303);
    expect(await send({ origin: 'http://rates.example', host: 'rates.example:80' })).toBe(303);
  });

  it('take forms, and small ones, only', async () => {
    const big = { login: 'x', password: 'x'.repeat(20_000) };
    const large = await browserOf(api).send('POST', '/sign-in', { form: big });
    expect(large.status).toBe(413);
    expect(large.headers['content-type']).toContain('text/html');
    const headers = { 'sec-fetch-site': 'same-origin' };
    const json = await browserOf(api).send('POST', '/sign-in', {
      body: { login: 'x', password: 'y' },
      headers,
    });
    expect(json.status).toBe(415);
  });

  it('let a user choose a password by a link, once', async () => {
    const path = await newLink(await newUser('chooser'));
    const token = tokenOf(path);
    // Mail programs look at links before people do.
    for (let i = 0; i < 2; i += 1) {
      const { status, body } = await browserOf(api).send('GET', path);
      expect(status).toBe(200);
      expect(body).toContain('value="chooser"');
      expect(body).toContain(`value="${token}"`);
    }
    const browser = browserOf(api);
    const post = (password: string, again: string) =>
      browser.send('POST', '/welcome', { form: { token, password, again } });
    const differs = await post(PASSWORD, `${PASSWORD}!`);
    expect(differs.status).toBe(400);
    expect(differs.body).toContain('The two passwords are not the same.');
    const short = await post('short', 'short');
    expect(short.status).toBe(400);
    expect(short.body).toContain('The password must have 12 to 200 characters.');
    expect(await post(PASSWORD, PASSWORD)).toMatchObject({
      status: 303,
      headers: { location: '/' },
    });
    expect((await browser.send('GET', SESSION)).body.login).toBe('chooser');
    const again = await post(PASSWORD, PASSWORD);
    expect(again.status).toBe(410);
    expect(again.body).toContain('The login link was used or is too old.');
    expect((await browserOf(api).send('GET', path)).status).toBe(410);
  });

  it('refuse a welcome without a link that works', async () => {
    for (const query of ['', '?token=', '?token=made-up', '?token=a&token=b', '?token=%00']) {
      const { status, headers } = await browserOf(api).send('GET', `/welcome${query}`);
      expect(status).toBe(410);
      expect(headers['content-type']).toContain('text/html');
    }
    const form = { token: 'made-up', password: PASSWORD, again: PASSWORD };
    expect((await browserOf(api).send('POST', '/welcome', { form })).status).toBe(410);
  });

  it('limit the tries of one address', async () => {
    const browser = browserOf(api, '192.0.2.8');
    let last = 0;
    for (let i = 0; i < 21; i += 1) {
      const form = { login: `nobody-${i}`, password: 'x' };
      last = (await browser.send('POST', '/sign-in', { form })).status;
    }
    expect(last).toBe(429);
  });

  describe('behind TLS', () => {
    const lines: string[] = [];
    let app: Awaited<ReturnType<typeof buildApp>>;
    beforeAll(async () => {
      const { database } = api;
      const now = () => new Date(api.clock.now);
      app = await buildApp({
        ...{ database, now, version: product.version, routes: product.routes },
        authenticator: product.authenticator(database, now, null),
        pages: (instance) => product.pages(instance, database, now),
        secureCookies: true,
        log: { write: (line) => lines.push(line) },
      });
    });
    afterAll(() => app.close());

    it('send cookies over TLS only, and log neither tokens nor passwords', async () => {
      const path = await newLink(await newUser('secure'));
      const token = tokenOf(path);
      const browser = browserOf({ ...api, app });
      await browser.send('GET', path);
      const answer = await browser.send('POST', '/welcome', {
        form: { token, password: PASSWORD, again: PASSWORD },
      });
      expect(String(answer.headers['set-cookie'])).toContain('Secure');
      const signedIn = await browser.signIn('secure', PASSWORD);
      expect(String(signedIn.headers['set-cookie'])).toContain('Secure');
      const secret = String(signedIn.headers['set-cookie']).split(/[=;]/)[1]!;
      const log = lines.join('');
      expect(log).toContain('/welcome?token=[not logged]');
      for (const text of [token, PASSWORD, secret, signedIn.body.csrfToken]) {
        expect(log).not.toContain(text);
      }
    });
  });
});
