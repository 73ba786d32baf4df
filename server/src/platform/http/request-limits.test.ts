/** How often one may ask: each key by itself, strangers by address, health without a limit. */

import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testApi } from '../../../test/support/test-api.js';
import { embeddedServer } from '../../../test/support/test-database.js';
import { product } from '../../product.js';
import { buildApp } from './app.js';

const api = testApi(embeddedServer());
const PER_MINUTE = 5;

/** Each with counts of its own, so that no test spends what another one has. */
const apps: FastifyInstance[] = [];
let app: FastifyInstance;

async function freshApp(): Promise<FastifyInstance> {
  const { database } = api;
  const now = () => new Date(api.clock.now);
  const built = await buildApp({
    ...{ database, now, version: product.version, routes: product.routes },
    authenticator: product.authenticator(database, now, null),
    pages: (instance) => product.pages(instance, database, now),
    ...{ secureCookies: false, log: null, requestsPerMinuteMax: PER_MINUTE },
  });
  apps.push(built);
  return built;
}

beforeAll(async () => {
  app = await freshApp();
});
afterAll(async () => {
  for (const one of apps) await one.close();
});

async function makeKey(requestsPerMinute?: number): Promise<{ id: string; key: string }> {
  const limit = requestsPerMinute === undefined ? {} : { requestsPerMinute };
  const { body } = await api.as('admin').post('/api-keys', {
    ...{ name: `Limit ${requestsPerMinute}`, role: 'read-only' },
    ...limit,
  });
  expect(body.requestsPerMinute).toBe(requestsPerMinute ?? null);
  return body;
}

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

function ask(key: string | null, url = '/api/v1/session', on = app) {
  return on.inject({ url, headers: key === null ? {} : bearer(key) });
}

async function statuses(times: number, ...question: Parameters<typeof ask>): Promise<number[]> {
  const found: number[] = [];
  for (let count = 0; count < times; count += 1) {
    found.push((await ask(...question)).statusCode);
  }
  return found;
}

const all = (status: number, times: number) => Array.from({ length: times }, () => status);

it('a key is refused at its limit, is told when to come again, and touches no other key', async () => {
  const [one, other] = [await makeKey(), await makeKey()];
  expect(await statuses(PER_MINUTE, one.key)).toEqual(all(200, PER_MINUTE));
  const refused = await ask(one.key);
  expect(refused.statusCode).toBe(429);
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(50);
  expect(refused.json()).toMatchObject({ code: 'too_many_requests' });
  expect(refused.json().detail).toMatch(/^this key may ask 5 times a minute: try again in \d+ s$/);
  expect((await ask(other.key)).statusCode).toBe(200);
});

it('a key with a limit of its own has that alone', async () => {
  const many = await makeKey(PER_MINUTE * 4);
  const few = await makeKey(2);
  expect(await statuses(PER_MINUTE * 4, many.key)).toEqual(all(200, PER_MINUTE * 4));
  expect((await ask(many.key)).statusCode).toBe(429);
  expect(await statuses(3, few.key)).toEqual([200, 200, 429]);
  const longer = await api.as('admin').patch(`/api-keys/${few.id}`, { requestsPerMinute: 9 });
  expect(longer.body.requestsPerMinute).toBe(9);
  // Another program on the database may take half a second to see it.
  await expect.poll(async () => (await ask(few.key)).statusCode).toBe(200);
});

it("a key's limit is set by the operator only, and is a whole number", async () => {
  const { body: customer } = await api
    .as('admin')
    .post('/accounts', { name: 'Limited', kind: 'customer' });
  const own = api.as('admin', customer.id);
  const key = { name: 'Own', role: 'read-only' };
  const refused = await own.post('/api-keys', { ...key, requestsPerMinute: 1_000_000 });
  expect(refused).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  const { body: made } = await own.post('/api-keys', key);
  const edit = { requestsPerMinute: 7 };
  expect((await own.patch(`/api-keys/${made.id}`, edit)).status).toBe(403);
  expect((await api.as('admin').patch(`/api-keys/${made.id}`, edit)).status).toBe(200);
  expect((await own.patch(`/api-keys/${made.id}`, { name: 'New', ...edit })).status).toBe(200);
  for (const requestsPerMinute of [0, -1, 1.5, 100_000_001, '9']) {
    expect((await api.as('admin').post('/api-keys', { ...key, requestsPerMinute })).status).toBe(
      400,
    );
  }
});

it('strangers share the limit of their address, and keys from there are as before', async () => {
  const strange = await freshApp();
  const wrong = 'rd_wrong';
  expect(await statuses(3, null, '/api/v1/session', strange)).toEqual(all(401, 3));
  expect(await statuses(2, wrong, '/api/v1/session', strange)).toEqual(all(401, 2));
  expect(await statuses(2, wrong, '/api/v1/session', strange)).toEqual(all(429, 2));
  for (const url of ['/api/v1/session', '/docs', '/', '/nowhere']) {
    const refused = await ask(null, url, strange);
    expect([url, refused.statusCode]).toEqual([url, 429]);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  }
  const { key } = await makeKey();
  expect((await ask(key, '/api/v1/session', strange)).statusCode).toBe(200);
});

it('guesses from an address that used up its minute ask the database a few times a second', async () => {
  const guessed = await freshApp();
  await statuses(PER_MINUTE, null, '/api/v1/session', guessed);
  const found = await Promise.all(
    Array.from({ length: 40 }, (_, index) => ask(`rd_guess${index}`, '/metrics', guessed)),
  );
  const asked = found.filter(({ statusCode }) => statusCode === 401).length;
  expect(asked).toBeGreaterThanOrEqual(10);
  expect(asked).toBeLessThanOrEqual(20);
  expect(new Set(found.map(({ statusCode }) => statusCode))).toEqual(new Set([401, 429]));
});

it.each(['/healthz', '/readyz', '/metrics'])(
  '%s is answered as often as it is asked',
  async (url) => {
    const key = await api.keyOf('read-only');
    const answers = await Promise.all(
      Array.from({ length: 64 }, () => statuses(PER_MINUTE, key, url)),
    );
    expect(new Set(answers.flat())).toEqual(new Set([200]));
  },
);

it('signing in is counted by address and route', async () => {
  const login = await freshApp();
  const payload = { login: 'nobody', password: 'wrong password' };
  const tries = () => login.inject({ method: 'POST', url: '/api/v1/sessions', payload });
  for (let count = 0; count < 20; count += 1) expect((await tries()).statusCode).not.toBe(404);
  const refused = await tries();
  expect(refused.statusCode).toBe(429);
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect((await ask(null, '/docs', login)).statusCode).toBe(200);
});
