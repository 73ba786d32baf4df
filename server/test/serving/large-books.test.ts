/**
 * Books that are read in a thread of their own, which stands only in the built program: good ones,
 * faulty ones, and one whose sender goes away.
 */

import { setTimeout as delay } from 'node:timers/promises';
import { type RawBuilder, sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../../src/platform/db/database.js';
import {
  databaseIn,
  insertKey,
  makeFolder,
  removeFolder,
  type Served,
  serve,
} from './served-process.js';

/** Above what is read without a thread. */
const LARGE_BYTES = 2 * 1024 * 1024;
/** Enough to be written as one, see `fillTable`. */
const RATE_COUNT = 21_000;
/** The second import of the same rates looks at each of them. */
const timeout = 180_000;

let folder = '';
let served: Served;
let database: Database;
let key = '';

beforeAll(async () => {
  folder = await makeFolder();
  served = await serve('--data', folder);
  database = await databaseIn(folder);
  key = await insertKey(database, 'admin');
});

afterAll(async () => {
  await database.close();
  served.kill('SIGTERM');
  await served.ended;
  await removeFolder(folder);
});

interface BookRate {
  readonly code: string;
  readonly name: string;
  readonly price: string;
  readonly firstInterval: number;
  readonly effectiveFrom: string;
}

const rates = Array.from({ length: RATE_COUNT }, (_, index): BookRate => {
  const name = `Destination ${index % 700}`;
  const [price, effectiveFrom] = ['0.0125', '2026-01-01T00:00:00Z'];
  return { code: String(100_000 + index), name, price, firstInterval: 60, effectiveFrom };
});

function bookOf(name: string, own: readonly BookRate[]): string {
  const text = JSON.stringify({ book: 1, rateTables: [{ name, rates: own }] });
  expect(text.length).toBeGreaterThan(LARGE_BYTES);
  return text;
}

const post = (path: string, body: string, signal?: AbortSignal) =>
  fetch(`${served.address}/api/v1${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body,
    ...(signal !== undefined && { signal }),
  });

const countIn = async (table: string): Promise<string | null> => {
  const row = await database.read.row(sql<{ count: string }>`
    SELECT rate_count AS count FROM rate_tables WHERE name = ${table}`);
  return row === null ? null : String(row.count);
};

it('takes a good one in, and changes nothing when it comes again', { timeout }, async () => {
  const book = bookOf('Good', rates);
  const first = await post('/book', book);
  expect(await first.json()).toMatchObject({ created: { rateTables: 1, rates: RATE_COUNT } });
  expect(await countIn('Good')).toBe(String(RATE_COUNT));
  const again = await post('/book', book);
  expect(await again.json()).toMatchObject({
    created: { rates: 0 },
    updated: { rates: 0 },
    unchanged: { rates: RATE_COUNT },
    changeSetIds: [],
  });
});

it('says what is wrong with a faulty one, and where', async () => {
  const faulty = rates.with(7, { ...rates[7]!, price: '1,5' });
  const last = { ...rates.at(-1)!, code: '44x' };
  const answer = await post('/book', bookOf('Faulty', faulty.with(-1, last)));
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({
    code: 'invalid_request',
    faults: [
      { path: 'body.rateTables[0].rates[7].price' },
      { path: `body.rateTables[0].rates[${RATE_COUNT - 1}].code` },
    ],
  });
  expect(await countIn('Faulty')).toBeNull();
});

it('says of one that is no JSON where it ends to be one', async () => {
  const answer = await post('/book', bookOf('Cut', rates).slice(0, -1));
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ faults: [{ path: 'body', code: 'bad_json' }] });
});

it('writes nothing of one whose sender goes away, and takes it when it comes again', {
  timeout,
}, async () => {
  const book = bookOf('Left', rates);
  const leaving = new AbortController();
  const isThere = async (what: RawBuilder<boolean>): Promise<boolean> => {
    const row = await database.read.row(sql<{ found: boolean }>`
      SELECT EXISTS (SELECT FROM pg_stat_activity
        WHERE query LIKE 'COPY rates%' AND ${what}) AS found`);
    return row!.found;
  };
  const answer = post('/book', book, leaving.signal).catch((error: unknown) => error);
  // Until this transaction ends nobody writes rates: the import is caught in the midst of its work.
  await database.transaction(async (db) => {
    await db.run(sql`LOCK TABLE rates IN SHARE MODE`);
    while (!(await isThere(sql`wait_event_type = 'Lock'`))) await delay(20);
    leaving.abort();
  });
  while (await isThere(sql`xact_start IS NOT NULL`)) await delay(20);
  expect(await answer).toMatchObject({ name: 'AbortError' });
  expect(await countIn('Left')).toBeNull();
  const again = await post('/book', book);
  expect(await again.json()).toMatchObject({ created: { rates: RATE_COUNT } });
});
