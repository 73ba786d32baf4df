/**
 * `callers`: how many requests a second the server answers when 64 connections ask at once, and how
 * long the slowest hundredth of them takes: who calls, health with and without the database, and the
 * first page of a large table. The callers run in a thread of their own, so that they do not take the
 * time of the server that they measure.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import {
  type BenchReport,
  describeLoad,
  describeMachine,
  roundMetrics,
} from '../../engine/dist-bench/report.js';
import type { Database } from '../dist/platform/db/database.js';
import { migrate } from '../dist/platform/db/migrate.js';
import { runDatabase } from '../dist/platform/db/running-database.js';
import { buildApp } from '../dist/platform/http/app.js';
import { product } from '../dist/product.js';
import { withTemporaryKey } from '../dist/system/users/service.js';
import type { Asking, Measured } from './caller-thread.js';
import type { BenchOptions } from './lists.js';
import { storeRates } from './stored-rates.js';

const CONNECTIONS = 64;
const WARM_UP_MS = 500;

export async function benchCallers({ rateCount, repetitions }: BenchOptions): Promise<BenchReport> {
  const load = describeLoad();
  const dataFolder = mkdtempSync(join(tmpdir(), 'ratedeck-bench-callers-'));
  const running = await runDatabase({ dataFolder, databaseUrl: null }, () => undefined);
  try {
    const { database } = running;
    await migrate(database);
    const { largeId } = await storeRates(database, rateCount);
    const questions = {
      session: '/api/v1/session',
      health: '/healthz',
      ready: '/readyz',
      firstPage: `/api/v1/rate-tables/${largeId}/rates`,
    };
    const metrics: Record<string, number> = {};
    await withServer(database, async (port, key) => {
      for (const [name, path] of Object.entries(questions)) {
        const asking = { port, key, path, connections: CONNECTIONS };
        await ask({ ...asking, milliseconds: WARM_UP_MS });
        const measured = await ask({ ...asking, milliseconds: repetitions * 1000 });
        metrics[`${name}PerSecond`] = measured.perSecond;
        metrics[`${name}MillisecondsP50`] = measured.millisecondsP50;
        metrics[`${name}MillisecondsP99`] = measured.millisecondsP99;
      }
    });
    return {
      bench: 'callers',
      metrics: roundMetrics({ connections: CONNECTIONS, ...metrics }),
      peers: {},
      machine: describeMachine(),
      notes: [load],
    };
  } finally {
    await running.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

async function withServer(
  database: Database,
  work: (port: number, key: string) => Promise<void>,
): Promise<void> {
  const now = () => new Date();
  const app = await buildApp({
    ...{ database, now, version: product.version, routes: product.routes },
    authenticator: product.authenticator(database, now, null),
    ...{ secureCookies: false, log: null, requestsPerMinuteMax: 100_000_000 },
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  try {
    await withTemporaryKey(database, 'bench', (key) => work(port, key));
  } finally {
    await app.close();
  }
}

function ask(asking: Asking): Promise<Measured> {
  const thread = new Worker(new URL('./caller-thread.js', import.meta.url), { workerData: asking });
  return new Promise((resolve, reject) => {
    thread.once('message', resolve);
    thread.once('error', reject);
  });
}
