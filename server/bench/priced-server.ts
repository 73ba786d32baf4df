/**
 * The server as a process on a PostgreSQL with two tables of many rates, of which a customer has the
 * large one; and calls with the prices that they must have, found by plain SQL.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { sql } from 'kysely';
import type { Database } from '../dist/platform/db/database.js';
import { migrate } from '../dist/platform/db/migrate.js';
import { runDatabase } from '../dist/platform/db/running-database.js';
import { withTemporaryKey } from '../dist/system/users/service.js';
import type { Load, LoadMeasured } from './load-thread.js';
import { type RunningProgram, startServer } from './program.js';
import { type StoredTables, storeRates } from './stored-rates.js';

export const CUSTOMER = 'Customer';
const CALLS = 1000;
/** Digits behind the code of a call. */
const SUBSCRIBER = '7070';

export interface PricedCall {
  readonly rateId: string;
  readonly to: string;
  /** Of a minute. */
  readonly price: string;
}

export interface PricedServer {
  readonly program: RunningProgram;
  readonly key: string;
  readonly stored: StoredTables;
  readonly calls: readonly PricedCall[];
  /** Of the other table, in which nearly all rates have ended. */
  readonly otherCalls: readonly PricedCall[];
}

export interface Asked {
  readonly method: 'POST' | 'PATCH';
  readonly path: string;
  readonly body: object;
}

/** One request, with its answer. */
export async function send<Answer>(
  { program, key }: PricedServer,
  { method, path, body }: Asked,
): Promise<Answer> {
  const answer = await fetch(`${program.address}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${text}`);
  return JSON.parse(text) as Answer;
}

const LOOK_MS = 10;

/** A change of many rates, until it is committed: it goes on as a job. */
export async function sendAndWait(server: PricedServer, asked: Asked): Promise<void> {
  const { jobId } = await send<{ readonly jobId?: string }>(server, asked);
  if (jobId === undefined) return;
  const { program, key } = server;
  for (;;) {
    const answer = await fetch(`${program.address}/api/v1/jobs/${jobId}`, {
      headers: { authorization: `Bearer ${key}` },
    });
    const { status, endedAt } = (await answer.json()) as {
      readonly status: string;
      readonly endedAt: string | null;
    };
    if (status === 'done') return;
    if (endedAt !== null) throw new Error(`job ${jobId} ${status}`);
    await delay(LOOK_MS);
  }
}

/** Many requests, from a thread of their own. */
export function load(options: Load): Promise<LoadMeasured> {
  const thread = new Worker(new URL('./load-thread.js', import.meta.url), { workerData: options });
  return new Promise((resolve, reject) => {
    thread.once('message', resolve);
    thread.once('error', reject);
  });
}

export async function withPricedServer<Result>(
  rateCount: number,
  work: (server: PricedServer) => Promise<Result>,
): Promise<Result> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'ratedeck-bench-prices-'));
  const running = await runDatabase({ dataFolder, databaseUrl: null }, () => undefined);
  try {
    const { database, config } = running;
    await migrate(database);
    const stored = await storeRates(database, rateCount);
    const url = `postgres://${config.user}@localhost:${config.port}/${config.database}`;
    const place = ['--database-url', `${url}?host=${config.host}`];
    // The first start of the program loads the default code deck; a cold start is a later one.
    await (await startServer(...place)).stop();
    const program = await startServer(...place, '--requests-per-minute', '100000000');
    try {
      return await withTemporaryKey(database, 'bench', async (key) => {
        const server = {
          ...{ program, key, stored },
          calls: await callsOf(database, stored.largeId),
          otherCalls: await callsOf(database, stored.historyId),
        };
        await giveTable(server);
        return work(server);
      });
    } finally {
      await program.stop();
    }
  } finally {
    await running.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

async function giveTable(server: PricedServer): Promise<void> {
  const account = { name: CUSTOMER, kind: 'customer', currency: 'USD' };
  const post = (path: string, body: object) =>
    send<{ readonly id: string }>(server, { method: 'POST', path, body });
  const { id } = await post('/accounts', account);
  const rateTableId = server.stored.largeId;
  await post('/assignments', { accountId: id, rateTableId, activatesAt: '2020-01-01T00:00:00Z' });
  const body = { account: CUSTOMER, to: server.calls[0]!.to };
  const isGiven = () =>
    send<{ readonly allowed: boolean }>(server, { method: 'POST', path: '/authorizations', body });
  while (!(await isGiven()).allowed);
}

/** Rates that any call to their code is priced by, now and for long. */
async function callsOf(database: Database, rateTableId: string): Promise<PricedCall[]> {
  const plain = sql`rate_table_id = ${rateTableId} AND service = 'voice' AND NOT blocked AND NOT stashed
    AND tag IS NULL AND time_profile_id IS NULL AND effective_to IS NULL
    AND effective_from < now() AND valid_to > now() + interval '1 day'`;
  const chosen = await database.read.rows(sql<PricedCall & { readonly code: string }>`
    SELECT id AS "rateId", code, code || ${SUBSCRIBER} AS to, trim_scale(price)::text AS price
    FROM rates WHERE ${plain} ORDER BY hashint8(id) LIMIT ${CALLS}`);
  const longer = chosen.flatMap(({ code, to }) =>
    Array.from(SUBSCRIBER, (_, more) => to.slice(0, code.length + more + 1)),
  );
  const found = await database.read.rows(sql<{ readonly code: string }>`
    SELECT DISTINCT code FROM rates
    WHERE rate_table_id = ${rateTableId} AND code = ANY (${longer}::text[])`);
  const taken = new Set(found.map(({ code }) => code));
  const calls = chosen.filter(({ code, to }) => {
    return ![...SUBSCRIBER].some((_, more) => taken.has(to.slice(0, code.length + more + 1)));
  });
  if (calls.length === 0) throw new Error(`the table ${rateTableId} has no plain rates`);
  return calls;
}
