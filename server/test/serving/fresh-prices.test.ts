/**
 * The price of the next call, with two servers on one PostgreSQL: what is committed through one of them
 * is what both price by, whatever breaks meanwhile. How long it takes is what `ratedeck bench freshness`
 * measures; here it is printed.
 *
 * `npm run soak` cuts and kills more often.
 */

import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Served } from './served-process.js';
import {
  ask,
  cutListeners,
  Edits,
  idOf,
  startTwoServers,
  type Told,
  type TwoServers,
  until,
  WORKDAY,
} from './two-servers.js';

const isSoak = process.env['RATEDECK_SOAK'] === '1';
const CUTS = isSoak ? 40 : 3;
const KILLS = isSoak ? 15 : 1;
const EDITS = isSoak ? 40 : 10;
const LIMIT_MS = isSoak ? 600_000 : 120_000;

let servers: TwoServers;
let tableId = '';
/** Of the book, and after each test the one that it ended with. */
let price = 1;
let going: Edits | null = null;

beforeAll(async () => {
  servers = await startTwoServers();
  tableId = await idOf(servers, '/rate-tables', 'Edited');
}, 120_000);
afterEach(async () => {
  await going?.end().catch(() => undefined);
  going = null;
});
afterAll(() => servers?.stop());

/** Edits while it works, from the price on at which the last one ended. */
async function editedBy(work: (edits: Edits) => Promise<void>): Promise<void> {
  const edits = new Edits(servers, tableId, price);
  going = edits;
  edits.editOn();
  await work(edits);
  await edits.end();
  for (const served of [servers.editing, servers.other]) await edits.untilNewestAt(served);
  const stale = edits.staleMsMax.toFixed(0);
  const count = edits.newest - price;
  console.info(`${count} edits, ${edits.answers} answers, none older than ${stale} ms`);
  expect(edits.answers).toBeGreaterThan(0);
  price = edits.newest;
}

it(
  'belongs to a committed state in both, also when they cannot hear of changes',
  () =>
    editedBy(async (edits) => {
      edits.watch(servers.editing);
      edits.watch(servers.other);
      await edits.untilEdited(EDITS);
      for (let cut = 0; cut < CUTS; cut += 1) {
        await until(async () => (await cutListeners(servers)) > 0);
        await edits.untilEdited(EDITS);
      }
    }),
  LIMIT_MS,
);

it(
  'goes on when the other server is killed, which begins again with the newest',
  () =>
    editedBy(async (edits) => {
      edits.watch(servers.editing);
      edits.watch(servers.other);
      for (let kill = 0; kill < KILLS; kill += 1) {
        servers.other.kill('SIGKILL');
        await servers.other.ended;
        await edits.untilEdited(EDITS);
        const atLeast = edits.newest;
        servers.other = await servers.start();
        await edits.expectFrom(servers.other, atLeast);
        edits.watch(servers.other);
        await edits.untilEdited(EDITS);
      }
    }),
  LIMIT_MS,
);

const rate = (served: Served, event: object) =>
  ask(served, servers.key, 'POST', '/rate', { event: { at: WORKDAY, volume: 60, ...event } });
const authorize = (served: Served, call: object) =>
  ask(served, servers.key, 'POST', '/authorizations', { to: '491234567', ...call });

interface Change {
  readonly of: string;
  readonly make: () => Promise<Told>;
  /** What the other server says of it. */
  readonly seen: () => Promise<unknown>;
  readonly before: unknown;
  readonly after: unknown;
}

const edit = async (path: string, name: string, change: object) =>
  ask(servers.editing, servers.key, 'PATCH', `${path}/${await idOf(servers, path, name)}`, change);
const add = (path: string, thing: object) => ask(servers.editing, servers.key, 'POST', path, thing);

const changes: readonly Change[] = [
  {
    of: 'a time profile',
    make: () =>
      edit('/time-profiles', 'Peak', {
        windows: [{ weekdays: [7], from: '00:00', to: '24:00' }],
      }),
    seen: async () => (await rate(servers.other, { account: 'Customer', to: '49123' })).body.amount,
    ...{ before: '5', after: '1' },
  },
  {
    of: 'an exchange rate',
    make: () =>
      add('/exchange-rates', { from: 'USD', to: 'EUR', rate: '0.5', date: '2021-01-01T00:00:00Z' }),
    seen: async () => {
      const event = { account: 'Customer', carrier: 'Carrier', to: '49123' };
      return (await rate(servers.other, event)).body.margin.amount;
    },
    ...{ before: '0', after: '0.5' },
  },
  {
    of: 'a trunk',
    make: () => edit('/trunks', 'Line', { addresses: ['192.0.2.7'] }),
    seen: async () => (await authorize(servers.other, { sourceIp: '192.0.2.7' })).body.reason,
    ...{ before: 'unknown_source', after: null },
  },
  {
    of: 'an account',
    make: () => edit('/accounts', 'Customer', { status: 'blocked' }),
    seen: async () => (await authorize(servers.other, { account: 'Customer' })).body.reason,
    ...{ before: null, after: 'account_blocked' },
  },
  {
    of: 'an assignment',
    make: async () => {
      const accountId = await idOf(servers, '/accounts', 'Other');
      const rateTableId = await idOf(servers, '/rate-tables', 'Base');
      return add('/assignments', { accountId, rateTableId, activatesAt: '2020-01-01T00:00:00Z' });
    },
    seen: async () => (await authorize(servers.other, { account: 'Other' })).body.reason,
    ...{ before: 'no_plan', after: null },
  },
  {
    of: 'a code deck',
    make: async () => {
      const id = await idOf(servers, '/code-decks', 'Names');
      const codes = [{ code: '43', name: 'Österreich' }];
      return ask(servers.editing, servers.key, 'PUT', `/code-decks/${id}/codes`, { codes });
    },
    seen: async () => (await rate(servers.other, { table: 'Edited', to: '43123' })).body.codeName,
    ...{ before: 'Austria', after: 'Österreich' },
  },
];

it.each(changes)('follows a change of $of in the other server', async (change) => {
  expect(await change.seen()).toBe(change.before);
  const { status, body } = await change.make();
  expect(status, JSON.stringify(body)).toBeLessThan(300);
  await until(async () => (await change.seen()) === change.after);
});

it('changes by itself when a planned rate begins', async () => {
  const tableOfBase = await idOf(servers, '/rate-tables', 'Base');
  const beginsMs = Date.now() + 1_500;
  const planned = { codes: '49', price: '7', effectiveFrom: new Date(beginsMs).toISOString() };
  expect((await add(`/rate-tables/${tableOfBase}/rates`, planned)).status).toBe(201);
  const perMinute = async () => {
    const { body } = await authorize(servers.other, { account: 'Other' });
    return body.legs[0].amount;
  };
  const ahead = { table: 'Base', to: '49123', at: planned.effectiveFrom };
  await until(async () => (await rate(servers.other, ahead)).body.amount === '7');
  await until(async () => {
    const found = await perMinute();
    if (Date.now() < beginsMs) expect(found).toBe('1');
    return found === '7';
  });
  expect(Date.now()).toBeGreaterThanOrEqual(beginsMs);
});

it('is answered while the database stands still, and says how old it is', async () => {
  const metrics = async (): Promise<number> => {
    const headers = { authorization: `Bearer ${servers.key}` };
    const text = await (await fetch(`${servers.other.address}/metrics`, { headers })).text();
    return Number(/^ratedeck_pricing_age_seconds ([0-9.e+-]+)$/m.exec(text)?.[1]);
  };
  const amount = async () =>
    (await rate(servers.other, { table: 'Base', to: '49123' })).body.amount;
  const before = await amount();
  const isAllowed = async () =>
    (await authorize(servers.other, { account: 'Other' })).body.allowed as boolean;
  expect(await isAllowed()).toBe(true);
  const whoAsks = () => ask(servers.other, servers.key, 'GET', '/session');
  const caller = await whoAsks();
  expect(caller.status).toBe(200);
  servers.postgres.freeze();
  try {
    await until(async () => {
      expect(await amount()).toBe(before);
      expect(await isAllowed()).toBe(true);
      expect(await whoAsks()).toEqual(caller);
      return (await metrics()) > 1.5;
    });
    const ready = await fetch(`${servers.other.address}/readyz`);
    expect(ready.status).toBe(503);
    expect(await ready.text()).toMatch(/calls are priced by what it said [0-9.]+ s ago/);
  } finally {
    servers.postgres.thaw();
  }
  await until(async () => (await fetch(`${servers.other.address}/readyz`)).ok);
  expect((await edit('/rate-tables', 'Base', { taxRate: '1' })).status).toBe(200);
  await until(async () => (await rate(servers.other, { table: 'Base', to: '49123' })).body.tax > 0);
  await until(async () => (await metrics()) < 1);
});

it('is of an account whose new name callers are told, by both servers', async () => {
  const { id } = (await ask(servers.other, servers.key, 'GET', '/session')).body.account;
  const nameAt = async (served: Served) =>
    (await ask(served, servers.key, 'GET', '/session')).body.account.name;
  for (const served of [servers.editing, servers.other]) await nameAt(served);
  const change = { name: 'House' };
  const edited = await ask(servers.editing, servers.key, 'PATCH', `/accounts/${id}`, change);
  expect(edited.status).toBe(200);
  const renamedAt = performance.now();
  expect(await nameAt(servers.editing)).toBe('House');
  await until(async () => (await nameAt(servers.other)) === 'House');
  console.info(`told everywhere ${(performance.now() - renamedAt).toFixed(0)} ms later`);
});

it('ends with its key, in both servers', async () => {
  const { body } = await add('/api-keys', { name: 'Switch', role: 'read-only' });
  const event = { table: 'Base', to: '49123', at: WORKDAY, volume: 60 };
  const statusAt = async (served: Served) =>
    (await ask(served, body.key, 'POST', '/rate', { event })).status;
  for (const served of [servers.editing, servers.other]) expect(await statusAt(served)).toBe(200);
  const { status } = await ask(servers.editing, servers.key, 'DELETE', `/api-keys/${body.id}`);
  expect(status).toBe(204);
  const revokedAt = performance.now();
  for (const served of [servers.editing, servers.other]) {
    await until(async () => (await statusAt(served)) === 401);
  }
  console.info(`ended everywhere ${(performance.now() - revokedAt).toFixed(0)} ms later`);
});
