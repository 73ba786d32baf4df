/**
 * `callers`: how many requests a second the server answers when 64 connections ask at once, and how
 * long the slowest hundredth of them takes: who calls, health with and without the database, and the
 * first page of a large table. The callers run in a thread of their own, so that they do not take the
 * time of the server that they measure.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import {
  type BenchReport,
  describeLoad,
  describeMachine,
  roundMetrics,
} from '../../engine/dist-bench/report.js';
import { migrate } from '../dist/platform/db/migrate.js';
import type { RunningDatabase } from '../dist/platform/db/running-database.js';
import { runDatabase } from '../dist/platform/db/running-database.js';
import { product } from '../dist/product.js';
import type { RunningWork } from '../dist/system/serving/product.js';
import type { Asking, Measured } from './caller-thread.js';
import type { BenchOptions } from './lists.js';
import { withServer } from './serving.js';
import { storeRates } from './stored-rates.js';

const CONNECTIONS = 64;
const WARM_UP_MS = 500;
const LOADED_MS_MAX = 300_000;

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
    await withWork(running, ({ credentials }) =>
      withServer(database, credentials, async (served) => {
        const { port, key } = served;
        for (const [name, path] of Object.entries(questions)) {
          const asking = { port, key, path, connections: CONNECTIONS };
          await ask({ ...asking, milliseconds: WARM_UP_MS });
          const measured = await ask({ ...asking, milliseconds: repetitions * 1000 });
          metrics[`${name}PerSecond`] = measured.perSecond;
          metrics[`${name}MillisecondsP50`] = measured.millisecondsP50;
          metrics[`${name}MillisecondsP99`] = measured.millisecondsP99;
        }
      }),
    );
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

/** With what the product does beside requests, as soon as it has read all rates. */
async function withWork(
  { database, config }: RunningDatabase,
  measure: (work: RunningWork) => Promise<void>,
): Promise<void> {
  const troubles: Error[] = [];
  const work = product.work({ database, config, onTrouble: (error) => void troubles.push(error) });
  try {
    const deadline = Date.now() + LOADED_MS_MAX;
    while (work.waitsFor() !== null) {
      if (troubles[0] !== undefined) throw troubles[0];
      if (Date.now() > deadline) throw new Error(`${work.waitsFor()} for too long`);
      await delay(50);
    }
    await measure(work);
  } finally {
    await work.stop();
  }
}

function ask(asking: Asking): Promise<Measured> {
  const thread = new Worker(new URL('./caller-thread.js', import.meta.url), { workerData: asking });
  return new Promise((resolve, reject) => {
    thread.once('message', resolve);
    thread.once('error', reject);
  });
}
