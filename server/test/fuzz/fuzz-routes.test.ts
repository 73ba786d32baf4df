/**
 * Every route of the product, called with random input made from its own schema: it answers in time,
 * never with a defect, and takes no field that its schema does not name.
 *
 * `RATEDECK_SEED` replays a run, `RATEDECK_FUZZ_REQUESTS` is the number of requests for each route.
 */

import { beforeAll, describe, expect, it } from 'vitest';
import type { Route } from '../../src/platform/http/route.js';
import { product } from '../../src/product.js';
import { testApi } from '../support/test-api.js';
import { embeddedServer } from '../support/test-database.js';
import { pick, type Random, randomFrom, randomValue } from './random-value.js';

const seed = Number(process.env['RATEDECK_SEED'] ?? Date.now() % 1_000_000_000);
const requestCount = Number(process.env['RATEDECK_FUZZ_REQUESTS'] ?? 25);
const ANSWER_MS_MAX = 30_000;
/** Each answer has its own limit; a book takes a tenth of a second, so many of them a minute. */
const ROUTE_MS_MAX = requestCount * ANSWER_MS_MAX;

interface ObjectSchema {
  readonly properties?: Readonly<Record<string, object>>;
}

const textOf = (value: unknown): string =>
  typeof value === 'object' ? JSON.stringify(value) : String(value);

/** Another caller each time, so that no limit of requests stands in the way. */
let callers = 0;
function nextAddress(): string {
  callers += 1;
  return `10.${(callers >> 16) & 255}.${(callers >> 8) & 255}.${callers & 255}`;
}

function pathOf(random: Random, route: Route): string {
  const ids = ['1', '2', '3', '4', '5', '999999', '0', 'x', '%00', '9'.repeat(30), "1'--"];
  const path = route.path.replace(/:[a-zA-Z]+/g, () =>
    pick(random, random() < 0.8 ? ids.slice(0, 5) : ids),
  );
  const { properties = {} } = (route.query ?? {}) as ObjectSchema;
  const query = new URLSearchParams();
  for (const [name, schema] of Object.entries(properties)) {
    if (random() < 0.25) query.set(name, textOf(randomValue(random, schema, 6)));
  }
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
}

describe(`random requests (seed ${seed})`, () => {
  const api = testApi(embeddedServer(), { prices: true });
  /** Beyond the ids that random requests hit: they may end or limit the key that they come with. */
  let untouchedKey = '';

  // Things to hit: a company small enough that no request is slow by itself.
  beforeAll(async () => {
    const admin = api.as('admin');
    for (const name of ['Acme', 'Beta', 'Gamma']) {
      await admin.post('/accounts', { name, kind: 'customer' });
      await admin.post('/rate-tables', { name, scope: 'customer' });
      await admin.post('/time-profiles', { name });
      await admin.post('/categories', { name });
      await admin.post('/code-decks', { name, codes: [{ code: '44', name: 'UK' }] });
      await admin.post('/users', { login: name.toLowerCase(), name, role: 'rates' });
    }
    for (let count = 0; count < 6; count += 1) {
      const created = await admin.post('/api-keys', { name: `Key ${count}`, role: 'admin' });
      untouchedKey = created.body.key;
    }
    const entries = [{ rateTableId: '1' }];
    await admin.post('/rating-plans', { name: 'Plan', currency: 'USD', entries });
    await admin.post('/assignments', { accountId: '2', ratingPlanId: '1' });
    await admin.post('/rate-tables/1/rates', { codes: '44, 4420-4424, 43664', price: '0.01' });
  });

  for (const [index, route] of product.routes.entries()) {
    // A session ended by chance, or a login limit met, would only stop the others.
    it(`${route.method} ${route.path}`, { timeout: ROUTE_MS_MAX }, async () => {
      const random = randomFrom(seed + index);
      for (let count = 0; count < requestCount; count += 1) {
        const path = pathOf(random, route);
        const body = route.body === undefined ? undefined : randomValue(random, route.body);
        const authorization = `Bearer ${await api.keyOf('admin')}`;
        const headers: Record<string, string> = { authorization };
        if (body !== undefined) headers['content-type'] = 'application/json';
        if (random() < 0.1) headers['if-match'] = pick(random, ['"1"', '*', 'x', '"99"', '"-1"']);
        if (random() < 0.1) headers['idempotency-key'] = pick(random, ['a', 'b c', 'ü']);
        const said = `${route.method} ${path} ${JSON.stringify(body)?.slice(0, 2000)}`;
        const answer = await inTime(
          api.app.inject({
            method: route.method,
            url: `/api/v1${path}`,
            headers,
            remoteAddress: nextAddress(),
            ...(body !== undefined && { payload: JSON.stringify(body) }),
          }),
          said,
        );
        expect(answer.statusCode, `${said}\n${answer.body.slice(0, 1000)}`).toBeLessThan(500);
        if (answer.statusCode >= 400) {
          expect(answer.headers['content-type'], said).toContain('application/problem+json');
          expect(JSON.parse(answer.body), said).toMatchObject({ status: answer.statusCode });
        }
      }
    });

    const { properties } = (route.body ?? {}) as ObjectSchema;
    if (properties !== undefined) {
      it(`${route.method} ${route.path} takes no unknown field`, async () => {
        const answer = await api.app.inject({
          method: route.method,
          url: `/api/v1${route.path.replace(/:[a-zA-Z]+/g, '1')}`,
          headers: { authorization: `Bearer ${untouchedKey}` },
          payload: { notAField: 1 },
          remoteAddress: nextAddress(),
        });
        expect(answer.statusCode).toBe(400);
        const { faults } = JSON.parse(answer.body);
        expect(faults).toContainEqual(expect.objectContaining({ path: 'body.notAField' }));
      });
    }
  }
});

async function inTime<T>(work: Promise<T>, said: string): Promise<T> {
  const limit = AbortSignal.timeout(ANSWER_MS_MAX);
  const late = new Promise<never>((_, reject) => {
    limit.addEventListener('abort', () => reject(new Error(`no answer in time: ${said}`)));
  });
  return Promise.race([work, late]);
}
