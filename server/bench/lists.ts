/**
 * `lists`: the first rows of lists of rates, over HTTP against the real server with the embedded
 * PostgreSQL: two tables of a million rates that are as unkind as tables get, every filter in every
 * order, the slowest of all measured again and named: for the operator, and for a customer who is
 * priced by one of the tables and by the other as its parent, so that of each rate there it has to be
 * looked for a nearer one. Then the first page for many readers at once, and beside it, in the same
 * run, the way that most systems page: by OFFSET.
 *
 * An answer counts only when it has as many rates as the filter has, up to a page, and keeps the order.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { median } from '../../engine/dist-bench/measure.js';
import {
  type BenchReport,
  describeLoad,
  describeMachine,
  type Metrics,
  roundMetrics,
} from '../../engine/dist-bench/report.js';
import type { Database } from '../dist/platform/db/database.js';
import { migrate } from '../dist/platform/db/migrate.js';
import { runDatabase } from '../dist/platform/db/running-database.js';
import { pricingConditions, rateConditions } from '../dist/tariffs/rates/conditions.js';
import { type Question, questionsOf } from './list-questions.js';
import { request, type Served, withServer } from './serving.js';
import { type StoredTables, storeRates } from './stored-rates.js';

export interface BenchOptions {
  readonly rateCount: number;
  readonly repetitions: number;
}

interface Page {
  readonly items: readonly Readonly<Record<string, string | null>>[];
  readonly nextCursor: string | null;
}

/** Whose key comes with a request. */
type Caller = 'operator' | 'customer';

interface Bench extends BenchOptions {
  readonly database: Database;
  readonly stored: StoredTables;
  ask(path: string, caller?: Caller): Promise<Page>;
}

const LIMIT = 50;
/** Slowest questions that are measured again, as often as `repetitions` says, and are named. */
const NAMED_COUNT = 10;
const READERS = 64;

export async function benchLists(options: BenchOptions): Promise<BenchReport> {
  const load = describeLoad();
  const dataFolder = mkdtempSync(join(tmpdir(), 'ratedeck-bench-lists-'));
  const running = await runDatabase({ dataFolder, databaseUrl: null }, () => undefined);
  try {
    const { database } = running;
    await migrate(database);
    const stored = await storeRates(database, options.rateCount);
    return await withServer(database, null, async (served) => {
      const keys = { operator: served.key, customer: await customerKey(served, stored) };
      const ask: Bench['ask'] = (path, caller = 'operator') =>
        request<Page>({ ...served, key: keys[caller] }, path);
      const bench = { ...options, database, stored, ask };
      const asked = await askEverything(bench);
      const slowest = await nameSlowest(bench, asked);
      const metrics = {
        ...{ millisecondsMax: slowest[0]!.milliseconds, questions: asked.length },
        millisecondsP99: percentile99(asked.map(({ milliseconds }) => milliseconds)),
        ...(await measurePages(bench)),
        ...(await measureReaders(bench)),
        loadSeconds: stored.loadSeconds,
      };
      return {
        bench: 'lists',
        metrics: roundMetrics(metrics),
        peers: { offsetPaging: roundMetrics(await measureOffset(bench)) },
        machine: describeMachine(),
        notes: [load, ...slowest.map(noteOf)],
      };
    });
  } finally {
    await running.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

/** Of a customer who is priced by `history`, and by `large` as its parent. */
async function customerKey(served: Served, { largeId, historyId }: StoredTables): Promise<string> {
  await request(served, `/rate-tables/${historyId}`, {
    method: 'PATCH',
    body: { parentId: largeId },
  });
  const post = <Answer>(path: string, body: object) =>
    request<Answer>(served, path, { method: 'POST', body });
  const account = { name: 'Customer of the benchmark', kind: 'customer' };
  const { id: accountId } = await post<{ id: string }>('/accounts', account);
  await post('/assignments', { accountId, rateTableId: historyId });
  const key = { name: 'Key of the benchmark', role: 'read-only', accountId };
  return (await post<{ key: string }>('/api-keys', key)).key;
}

async function timed(repetitions: number, run: () => Promise<void>): Promise<number[]> {
  const milliseconds: number[] = [];
  for (let round = -1; round < repetitions; round += 1) {
    const began = performance.now();
    await run();
    if (round >= 0) milliseconds.push(performance.now() - began);
  }
  return milliseconds;
}

const percentile99 = (samples: readonly number[]): number =>
  [...samples].sort((a, b) => a - b)[Math.ceil(samples.length * 0.99) - 1]!;

interface Asked {
  readonly caller: Caller;
  readonly table: 'large' | 'history';
  readonly question: Question;
  readonly count: number;
  readonly milliseconds: number;
}

const noteOf = ({ caller, table, question, milliseconds }: Asked): string =>
  `${milliseconds.toFixed(0)} ms: ${caller} ${table} ${question.name}`;

const tableIdOf = ({ stored }: Bench, table: Asked['table']): string =>
  table === 'large' ? stored.largeId : stored.historyId;

/** Every question once, after one time that does not count; in the end each is one figure. */
async function askEverything(bench: Bench): Promise<Asked[]> {
  const asked: Asked[] = [];
  for (const caller of ['operator', 'customer'] as const) {
    for (const table of ['large', 'history'] as const) {
      const counts = new Map<string, number>();
      for (const question of questionsOf(bench.stored)) {
        const key = JSON.stringify(question.filter);
        const place = { caller, table, question };
        const count = counts.get(key) ?? (await countOf(bench, place));
        counts.set(key, count);
        const one = { ...place, count };
        asked.push({ ...one, milliseconds: await medianOf(bench, one, 1) });
      }
    }
  }
  return asked;
}

async function nameSlowest(bench: Bench, asked: readonly Asked[]): Promise<Asked[]> {
  const slowest = [...asked].sort((a, b) => b.milliseconds - a.milliseconds);
  const named: Asked[] = [];
  for (const one of slowest.slice(0, NAMED_COUNT)) {
    named.push({ ...one, milliseconds: await medianOf(bench, one, bench.repetitions) });
  }
  return named.sort((a, b) => b.milliseconds - a.milliseconds);
}

async function countOf(
  bench: Bench,
  { caller, table, question }: Omit<Asked, 'count' | 'milliseconds'>,
): Promise<number> {
  const { database, stored } = bench;
  const id = tableIdOf(bench, table);
  const where = await rateConditions(database.read, id, question.filter, new Date().toISOString());
  const ways = table === 'history' ? null : [[stored.historyId]];
  if (caller === 'customer') where.push(...pricingConditions(ways));
  const row = await database.read.row(sql<{ count: number }>`
    SELECT count(*)::integer AS count FROM
      (SELECT FROM rates WHERE ${sql.join(where, sql` AND `)} LIMIT ${LIMIT}) AS chosen`);
  return row!.count;
}

async function medianOf(
  bench: Bench,
  { caller, table, question, count }: Omit<Asked, 'milliseconds'>,
  repetitions: number,
): Promise<number> {
  const { filter, sort } = question;
  const query = new URLSearchParams({ ...filter, sort, limit: String(LIMIT) });
  const path = `/rate-tables/${tableIdOf(bench, table)}/rates?${query}`;
  return median(
    await timed(repetitions, async () => {
      const { items } = await bench.ask(path, caller);
      if (items.length !== count) throw new Error(`${path}: ${items.length} rates, not ${count}`);
      requireOrder(path, sort, items);
    }),
  );
}

function requireOrder(path: string, sort: string, items: Page['items']): void {
  const field = sort.replace('-', '');
  // No end is the last one; no begin, price or name the first.
  const none = field === 'validTo' ? '~' : '';
  const keys = items.map((item) => item[field] ?? none);
  for (const [index, key] of keys.slice(1).entries()) {
    const before = keys[index]!;
    const isBehind =
      field === 'price' ? Number(before) > Number(key) : before !== key && before > key;
    const isAhead = field === 'price' ? Number(before) < Number(key) : before < key;
    if (sort.startsWith('-') ? isAhead : isBehind) {
      throw new Error(`${path}: ${before} stands before ${key}`);
    }
  }
}

async function measurePages({ ask, stored, repetitions }: Bench): Promise<Metrics> {
  const rates = `/rate-tables/${stored.largeId}/rates?limit=${LIMIT}`;
  const page = await ask(`/rate-tables/${stored.largeId}/rates?limit=1&code=5`);
  const [rate] = page.items;
  const place = JSON.stringify(['code', rate!['code'], rate!['id']]);
  const deep = Buffer.from(place).toString('base64url');
  const first = await timed(repetitions, async () => void (await ask(rates)));
  const inTheMiddle = await timed(
    repetitions,
    async () => void (await ask(`${rates}&cursor=${deep}`)),
  );
  return { firstMilliseconds: median(first), deepPageMilliseconds: median(inTheMiddle) };
}

/** The first page, asked for by many readers, each again as soon as it has its answer. */
async function measureReaders({ ask, stored, repetitions }: Bench): Promise<Metrics> {
  const milliseconds: number[] = [];
  const began = performance.now();
  const read = async () => {
    for (let round = 0; round < repetitions; round += 1) {
      const start = performance.now();
      await ask(`/rate-tables/${stored.largeId}/rates?limit=${LIMIT}`);
      milliseconds.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: READERS }, read));
  const seconds = (performance.now() - began) / 1000;
  return {
    readersRequestsPerSecond: milliseconds.length / seconds,
    readersMillisecondsP99: percentile99(milliseconds),
  };
}

async function measureOffset({
  database,
  stored,
  rateCount,
  repetitions,
}: Bench): Promise<Metrics> {
  const samples = await timed(Math.min(repetitions, 5), async () => {
    await database.read.rows(sql`
      SELECT rates.* FROM rates WHERE rate_table_id = ${stored.largeId} AND NOT stashed
      ORDER BY code, id OFFSET ${Math.floor(rateCount / 2)} LIMIT ${LIMIT}`);
  });
  return { deepPageMilliseconds: median(samples) };
}
