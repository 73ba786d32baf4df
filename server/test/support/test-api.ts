/**
 * The API of all routes on a database of its own, called as different users with real keys.
 *
 *     const api = testApi(server);
 *     const answer = await api.as('rates').post('/accounts', { name: 'Acme', kind: 'customer' });
 *     expect(answer.status).toBe(201);
 *
 * `as(role)` is the operator's user with that role, `as(role, accountId)` one of another account.
 */

import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { afterAll, beforeAll } from 'vitest';
import type { Role } from '../../src/platform/access/permissions.js';
import { hashSecret, hintOf, KEY_PREFIX, newSecret } from '../../src/platform/access/secrets.js';
import { buildApp } from '../../src/platform/http/app.js';
import { type JobRunner, runJobs } from '../../src/platform/jobs/run-jobs.js';
import { product } from '../../src/product.js';
import {
  type LivePricing,
  serveBy,
  startLivePricing,
} from '../../src/usage/live-pricing/service.js';
import { runIn } from './run-in.js';
import { type DatabaseServer, type TestDatabase, testDatabase } from './test-database.js';

export interface Answer {
  readonly status: number;
  // The tests look at what came, whatever the types promise.
  // biome-ignore lint/suspicious/noExplicitAny: answers are what is tested
  readonly body: any;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
}

type Headers = Readonly<Record<string, string>>;

export interface Caller {
  get(path: string): Promise<Answer>;
  post(path: string, body?: unknown, headers?: Headers): Promise<Answer>;
  patch(path: string, body: unknown, headers?: Headers): Promise<Answer>;
  put(path: string, body: unknown, headers?: Headers): Promise<Answer>;
  delete(path: string, headers?: Headers): Promise<Answer>;
}

export interface TestApi extends TestDatabase {
  readonly app: FastifyInstance;
  /** Id of the operator's account. */
  readonly operatorId: string;
  /** The instant that the server takes for now; tests move it. */
  clock: { now: string };
  /** Works when so much time has passed, and comes back. */
  later(durationMs: number, work: () => Promise<void>): Promise<void>;
  as(role: Role, accountId?: string): Caller;
  /** Without any key. */
  readonly stranger: Caller;
  /** When the API was made with it: what answers the requests for prices. */
  readonly pricing: LivePricing;
  /** A key of a role, for tests that talk HTTP themselves. */
  keyOf(role: Role, accountId?: string): Promise<string>;
}

export interface TestApiOptions {
  /** Requests for prices are answered, by a follower in the same thread. */
  readonly prices?: boolean;
  /** What is asked for as a job is done. */
  readonly jobs?: boolean;
}

export function testApi(
  server: DatabaseServer,
  { prices = false, jobs = false }: TestApiOptions = {},
): TestApi {
  const test = testDatabase(server);
  const clock = { now: '2026-11-22T12:00:00.000Z' };
  const keys = new Map<string, Promise<string>>();
  let app: FastifyInstance | undefined;
  let pricing: LivePricing | undefined;
  let runner: JobRunner | undefined;
  let operatorId = '';
  beforeAll(async () => {
    const { database } = test;
    const now = () => new Date(clock.now);
    if (prices) {
      pricing = serveBy(
        database,
        startLivePricing(test.config, { here: true, onTrouble: console.error }),
      );
      await pricing.catchUp();
    }
    if (jobs) {
      const { config } = test;
      runner = runJobs({ database, config, kinds: product.jobs, now, onTrouble: console.error });
    }
    app = await buildApp({
      database,
      now,
      authenticator: product.authenticator(database, now, null),
      version: product.version,
      schemas: product.schemas,
      routes: product.routes,
      pages: (instance) => product.pages(instance, database, now),
      secureCookies: false,
      // A defect fails some test anyway; here it says why.
      log: { write: (line) => void (line.includes('"defect"') && console.error(line)) },
      requestsPerMinuteMax: 1_000_000,
    });
    const operator = await database.read.row(
      sql<{ id: string }>`SELECT id FROM accounts WHERE kind = 'operator'`,
    );
    operatorId = operator!.id;
  });
  afterAll(async () => {
    await app?.close();
    await runner?.stop();
    await pricing?.stop();
  });

  const keyOf = (role: Role, accountId = operatorId): Promise<string> => {
    const name = `${role} of ${accountId}`;
    let key = keys.get(name);
    if (key === undefined) {
      key = insertKey(test, name, role, accountId);
      keys.set(name, key);
    }
    return key;
  };

  const callerWith = (authorization: () => Promise<Headers>): Caller => {
    const send = async (
      method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
      path: string,
      body?: unknown,
      headers: Headers = {},
    ) => {
      const answer = await app!.inject({
        method,
        url: path.startsWith('/api/') ? path : `/api/v1${path}`,
        headers: { ...(await authorization()), ...headers },
        ...(body !== undefined && { payload: body as object }),
      });
      const isJson = /json/.test(String(answer.headers['content-type']));
      return {
        status: answer.statusCode,
        headers: answer.headers,
        body: isJson && answer.body !== '' ? JSON.parse(answer.body) : answer.body,
      };
    };
    return {
      get: (path) => send('GET', path),
      post: (path, body, headers) => send('POST', path, body, headers),
      patch: (path, body, headers) => send('PATCH', path, body, headers),
      put: (path, body, headers) => send('PUT', path, body, headers),
      delete: (path, headers) => send('DELETE', path, undefined, headers),
    };
  };

  return {
    config: test.config,
    get database() {
      return test.database;
    },
    get app() {
      return app!;
    },
    get operatorId() {
      return operatorId;
    },
    get pricing() {
      return pricing!;
    },
    clock,
    later: async (durationMs, work) => {
      const { now: before } = clock;
      clock.now = new Date(Date.parse(before) + durationMs).toISOString();
      try {
        await work();
      } finally {
        clock.now = before;
      }
    },
    as: (role, accountId) =>
      callerWith(async () => ({ authorization: `Bearer ${await keyOf(role, accountId)}` })),
    stranger: callerWith(async () => ({})),
    keyOf,
  };
}

async function insertKey(
  test: TestDatabase,
  name: string,
  role: Role,
  accountId: string,
): Promise<string> {
  const key = newSecret(KEY_PREFIX);
  await runIn(
    test.database,
    sql`
    INSERT INTO api_keys (name, key_hash, hint, account_id, role)
    VALUES (${name}, ${hashSecret(key)}, ${hintOf(key)}, ${accountId}, ${role})`,
  );
  return key;
}
