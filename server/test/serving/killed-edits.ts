/**
 * A mass edit that is killed at a random moment, and what must hold after the next start: all or
 * nothing, and everything that was confirmed. One that was taken as a job goes on by itself.
 */

import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { expect } from 'vitest';
import { signalAll } from '../support/signal-all.js';
import { databaseIn, insertKey, postgresOf, type Served, serve } from './served-process.js';

const CODES_A_REQUEST = 10_000;

export interface EditedSystem {
  readonly folder: string;
  readonly key: string;
  readonly tableId: string;
  readonly rateCount: number;
}

async function send(server: Served, key: string, path: string, body: unknown) {
  const answer = await fetch(`${server.address}/api/v1${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${text}`);
  return JSON.parse(text) as { readonly id: string; readonly jobId?: string };
}

const LOOK_MS = 100;

/** Waits until the job has ended. */
async function jobEnd(server: Served, key: string, jobId: string): Promise<string> {
  for (;;) {
    const answer = await fetch(`${server.address}/api/v1/jobs/${jobId}`, {
      headers: { authorization: `Bearer ${key}` },
    });
    const { status, endedAt } = (await answer.json()) as {
      status: string;
      endedAt?: string | null;
    };
    if (answer.ok && endedAt !== null) return status;
    await delay(LOOK_MS);
  }
}

/** A table of `rateCount` rates at 1, and the server stopped again. */
export async function makeSystem(folder: string, rateCount: number): Promise<EditedSystem> {
  const server = await serve('--data', folder, '--quiet');
  const database = await databaseIn(folder);
  const key = await insertKey(database, 'admin');
  await database.close();
  const { id } = await send(server, key, '/rate-tables', { name: 'Large', scope: 'customer' });
  for (let start = 0; start < rateCount; start += CODES_A_REQUEST) {
    const count = Math.min(CODES_A_REQUEST, rateCount - start);
    const codes = Array.from({ length: count }, (_, index) => 100_000_000 + start + index);
    const effectiveFrom = '2026-01-01T00:00:00Z';
    await send(server, key, `/rate-tables/${id}/rates`, {
      codes: codes.join(','),
      price: '1',
      effectiveFrom,
    });
  }
  server.kill('SIGTERM');
  await server.ended;
  return { folder, key, tableId: id, rateCount };
}

export type Victim = 'program' | 'program and database';

interface Stored {
  readonly price: string;
  readonly count: number;
}

/** Prices and how many have each; counters of the table have to agree with the rates. */
async function pricesIn({ folder, tableId }: EditedSystem): Promise<Stored[]> {
  const database = await databaseIn(folder);
  try {
    const rows = await database.read.rows(sql<Stored>`
      SELECT trim_scale(price)::text AS price, count(*)::integer AS count FROM rates
      WHERE rate_table_id = ${tableId} GROUP BY price ORDER BY price`);
    const table = await database.read.row(sql<{ count: number; sets: number; changes: number }>`
      SELECT rate_count AS count,
        (SELECT count(*)::integer FROM change_sets WHERE kind = 'mass-edit') AS sets,
        (SELECT count(*)::integer FROM rate_changes) AS changes
      FROM rate_tables WHERE id = ${tableId}`);
    expect(table!.count).toBe(rows.reduce((sum, { count }) => sum + count, 0));
    expect(table!.changes).toBe(table!.sets * table!.count);
    return rows;
  } finally {
    await database.close();
  }
}

/** How long an edit takes that nobody disturbs. */
export async function editSeconds(system: EditedSystem, price: string): Promise<number> {
  const server = await serve('--data', system.folder, '--quiet');
  const began = performance.now();
  await edit(server, system, price, () => undefined);
  const seconds = (performance.now() - began) / 1000;
  server.kill('SIGTERM');
  await server.ended;
  return seconds;
}

/** Until it is done; `onJob` is told when it goes on as a job. */
async function edit(
  server: Served,
  { key, tableId }: EditedSystem,
  price: string,
  onJob: (jobId: string) => void,
): Promise<void> {
  const body = { filter: {}, action: 'edit', price: { set: price }, inPlace: true };
  const { jobId } = await send(server, key, `/rate-tables/${tableId}/mass-edits`, body);
  if (jobId === undefined) return;
  onJob(jobId);
  expect(await jobEnd(server, key, jobId)).toBe('done');
}

/** Kills an edit to `price` after so many seconds; `before` is the price that all rates have. */
export async function killDuringEdit(
  system: EditedSystem,
  {
    before,
    price,
    seconds,
    victim,
  }: {
    readonly before: string;
    readonly price: string;
    readonly seconds: number;
    readonly victim: Victim;
  },
): Promise<string> {
  const server = await serve('--data', system.folder, '--quiet');
  let job: string | null = null;
  const noteJob = (jobId: string): void => {
    job = jobId;
  };
  const outcome = edit(server, system, price, noteJob).then(
    () => 'confirmed',
    () => 'lost',
  );
  await Promise.race([outcome, delay(seconds * 1000)]);
  if (victim === 'program and database') {
    signalAll(postgresOf(system.folder), 'SIGKILL');
  }
  server.kill('SIGKILL');
  await server.ended;
  const heard = await outcome;
  const again = await serve('--data', system.folder, '--quiet');
  const rows = await pricesIn(system);
  const last = job === null ? rows : await afterJob(again, system, job);
  again.kill('SIGTERM');
  await again.ended;
  expect(rows).toHaveLength(1);
  const [{ price: found, count }] = rows as [Stored];
  expect(count).toBe(system.rateCount);
  expect(heard === 'confirmed' ? [price] : [before, price]).toContain(found);
  if (job !== null) expect(last).toEqual([{ price, count }]);
  return last[0]!.price;
}

async function afterJob(server: Served, system: EditedSystem, job: string): Promise<Stored[]> {
  expect(await jobEnd(server, system.key, job)).toBe('done');
  return pricesIn(system);
}
