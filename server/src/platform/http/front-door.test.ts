/** What HTTP asks of a request before any feature sees it: from where, in which form, by whom. */

import { type AddressInfo, connect } from 'node:net';
import Fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { testApi } from '../../../test/support/test-api.js';
import { embeddedServer } from '../../../test/support/test-database.js';
import { callerAddress } from './caller-address.js';
import { readTrustedProxies } from './trusted-proxies.js';

describe('proxies in front', () => {
  const addressSeen = async (proxies: string | null, forwarded: string, socket: string) => {
    const trustProxy = proxies === null ? false : readTrustedProxies(proxies)!;
    const app = Fastify({ trustProxy });
    app.get('/', async (request) => request.ip);
    const headers = { 'x-forwarded-for': forwarded };
    const answer = await app.inject({ url: '/', remoteAddress: socket, headers });
    return answer.body;
  };

  it.each([
    // option, X-Forwarded-For, address of the socket, what is believed
    [null, '127.0.0.1', '203.0.113.9', '203.0.113.9'],
    ['1', '127.0.0.1, 198.51.100.7', '10.0.0.1', '198.51.100.7'],
    ['2', '127.0.0.1, 198.51.100.7, 10.0.0.2', '10.0.0.1', '198.51.100.7'],
    ['10.0.0.0/8', '127.0.0.1, 198.51.100.7, 10.0.0.2', '10.0.0.1', '198.51.100.7'],
    ['10.0.0.0/8', '127.0.0.1', '203.0.113.9', '203.0.113.9'],
    ['loopback', '198.51.100.7', '::1', '198.51.100.7'],
  ])('with %s and "%s" from %s believe %s', async (proxies, forwarded, socket, believed) => {
    expect(await addressSeen(proxies, forwarded, socket)).toBe(believed);
  });

  it.each(['0', '11', '', 'true', 'proxy.example', '10.0.0.0/33', '::1/129', '10.0.0.1,'])(
    'are not "%s"',
    (text) => expect(readTrustedProxies(text)).toBeNull(),
  );
});

describe('addresses of callers', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['203.0.113.7:4711', '203.0.113.7'],
    ['[2001:db8::1]:443', '2001:db8::1'],
    ['[2001:db8::1]', '2001:db8::1'],
    ['2001:db8::1', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['unknown', null],
    ['_hidden', null],
    ['', null],
    ['203.0.113.7:port', null],
    ["1'); DROP TABLE users", null],
  ])('%j are %j', (said, address) => expect(callerAddress(said)).toBe(address));
});

describe('a request', () => {
  const api = testApi(embeddedServer());
  const json = { 'content-type': 'application/json' };
  const send = async (payload: string | Buffer, headers: Record<string, string> = json) => {
    const authorization = `Bearer ${await api.keyOf('admin')}`;
    return api.app.inject({
      method: 'POST',
      url: '/api/v1/categories',
      headers: { ...headers, authorization },
      payload,
    });
  };

  it('by a wrong method is told which are right', async () => {
    const patch = await api.as('admin').patch('/accounts', {});
    expect(patch).toMatchObject({ status: 405, body: { code: 'method_not_allowed' } });
    expect(patch.headers['allow']).toBe('GET, HEAD, POST');
    const post = await api.as('admin').post('/accounts/1', {});
    expect(post.headers['allow']).toBe('DELETE, GET, HEAD, PATCH');
    expect((await api.app.inject({ method: 'DELETE', url: '/healthz' })).statusCode).toBe(405);
    expect((await api.as('admin').get('/nowhere')).status).toBe(404);
  });

  it('is JSON in UTF-8, or it is refused', async () => {
    for (const type of ['text/plain', 'application/xml', 'application/x-www-form-urlencoded']) {
      const answer = await send('{"name":"A"}', { 'content-type': type });
      expect(answer.json()).toMatchObject({ status: 415, code: 'unsupported_media_type' });
    }
    const latin = await send(Buffer.from('{"name":"Stra\xdfe"}', 'latin1'));
    expect(latin.json()).toMatchObject({ status: 400, code: 'invalid_json' });
    expect((await send('{"name":')).json()).toMatchObject({ status: 400, code: 'invalid_json' });
    expect((await send('{"name":')).json().detail).toMatch(/no JSON: Unexpected end/);
    expect((await send('{"__proto__":{"name":"A"}}')).json()).toMatchObject({
      status: 400,
      detail: expect.stringMatching(/a field is called "__proto__"/),
    });
    expect((await send('')).json()).toMatchObject({ status: 400, code: 'invalid_json' });
    expect((await send('{"name":"Stra\u00dfe"}')).statusCode).toBe(201);
  });

  it('that is too large is told the limit', async () => {
    const answer = await send(JSON.stringify({ name: 'x'.repeat(1_100_000) }));
    expect(answer.json()).toMatchObject({ status: 413, code: 'body_too_large' });
    expect(answer.json().detail).toContain('1048576 bytes');
    const kind = await send('<a/>', { 'content-type': 'application/xml' });
    expect(kind.json().detail).toContain('application/json');
  });

  it.each(['/api/v1/accounts/%ZZ', '/%', `/api/v1/accounts/${'1'.repeat(300)}`])(
    'to the address %s is refused as all others are',
    async (url) => {
      const answer = await api.app.inject({ url });
      expect(answer.headers['content-type']).toContain('application/problem+json');
      expect(answer.json()).toMatchObject({ code: 'invalid_request', instance: url });
      expect(answer.statusCode).toBe(400);
    },
  );

  it.each([
    'GARBAGE\r\n\r\n',
    'GET / HTTP/1.1\r\nHost: x\r\nContent-Length: abc\r\n\r\n',
    `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'a'.repeat(20_000)}\r\n\r\n`,
  ])('that is no HTTP is told so: %j', async (text) => {
    if (!api.app.server.listening) await api.app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = api.app.server.address() as AddressInfo;
    const socket = connect(port, '127.0.0.1');
    socket.end(text);
    let answer = '';
    for await (const bytes of socket.setEncoding('utf8')) answer += bytes;
    expect(answer).toContain('HTTP/1.1 400 Bad Request');
    expect(JSON.parse(answer.slice(answer.indexOf('{')))).toMatchObject({ status: 400 });
  });

  it('holds no half characters', async () => {
    const answer = await send('{"name":"A\\ud800B","description":"\\udfff"}');
    expect(answer.json()).toMatchObject({
      status: 400,
      faults: [
        { path: 'body.name', code: 'lone_surrogate' },
        { path: 'body.description', code: 'lone_surrogate' },
      ],
    });
    expect((await send('{"name":"\\ud83d\\ude00"}')).json()).toMatchObject({ name: '\u{1f600}' });
  });

  it('is of a version only where its address names a thing', async () => {
    const send = (currency: string, headers: Record<string, string>) =>
      api
        .as('admin')
        .post(
          '/book',
          { book: 1, accounts: [{ name: 'Matched', kind: 'customer', currency }] },
          headers,
        );
    expect((await send('EUR', {})).status).toBe(200);
    const imported = await send('USD', { 'if-match': '"999"' });
    expect([imported.status, imported.body.updated.accounts]).toEqual([200, 1]);
    expect((await send('EUR', { 'if-match': 'nonsense' })).status).toBe(400);
  });

  it.each([' ', '\u00a0', '\u200b', '\u2003 \u3000'])('names nothing "%s"', async (name) => {
    expect((await send(JSON.stringify({ name }))).statusCode).toBe(400);
  });

  it('may send an ETag that a proxy has weakened', async () => {
    const { body } = await api.as('admin').post('/categories', { name: 'Tagged' });
    const edit = (tag: string) =>
      api.as('admin').patch(`/categories/${body.id}`, { name: tag }, { 'if-match': tag });
    expect((await edit('W/"1"')).status).toBe(200);
    expect((await edit('W/"1"')).status).toBe(412);
    expect((await edit('"2"')).status).toBe(200);
  });

  it.each([
    // If-Match of an edit of version 1, what it answers
    ['"7", "1"', 200],
    ['"7",W/"1" , "abc"', 200],
    [', "1",', 200],
    ['*', 200],
    ['"7", "8"', 412],
    ['"abc", ""', 412],
    ['"01"', 412],
    ['1', 400],
    ['"1" "2"', 400],
    ['"1', 400],
    ['*, "1"', 400],
  ])('may send several ETags, as %s', async (tags, status) => {
    const { body } = await api.as('admin').post('/categories', { name: `Tags ${tags}` });
    const edit = { description: 'edited' };
    const answer = await api
      .as('admin')
      .patch(`/categories/${body.id}`, edit, { 'if-match': tags });
    expect(answer.status, JSON.stringify(answer.body)).toBe(status);
    const { body: after } = await api.as('admin').get(`/categories/${body.id}`);
    expect(after.description).toBe(status === 200 ? 'edited' : null);
  });

  it('for a name that is taken is told so in words, and not by whom', async () => {
    const account = { name: 'Taken', kind: 'reseller' };
    const { body } = await api.as('admin').post('/accounts', account);
    const other = await api.as('admin').post('/accounts', { ...account, name: 'Other' });
    const own = { name: 'Taken', kind: 'customer' };
    for (const id of [api.operatorId, other.body.id]) {
      const refused = await api.as('admin', id).post('/accounts', own);
      expect(refused).toMatchObject({ status: 409, body: { code: 'name_taken' } });
      expect(refused.body.detail).toBe('this name is taken: choose another one');
      expect(JSON.stringify(refused.body)).not.toContain(`"${body.id}"`);
    }
  });

  it('for metrics needs a key of the operator, from this machine too', async () => {
    const { body: reseller } = await api
      .as('admin')
      .post('/accounts', { name: 'Reseller', kind: 'reseller' });
    const ask = async (key: string | null, headers: Record<string, string> = {}) => {
      const authorization = key === null ? {} : { authorization: `Bearer ${key}` };
      const answer = await api.app.inject({
        url: '/metrics',
        headers: { ...authorization, ...headers },
      });
      return answer.statusCode;
    };
    expect(await ask(null)).toBe(401);
    expect(await ask(null, { 'x-forwarded-for': '127.0.0.1' })).toBe(401);
    expect(await ask(await api.keyOf('admin', reseller.id))).toBe(403);
    expect(await ask(await api.keyOf('read-only'))).toBe(200);
  });
});
