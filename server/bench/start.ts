/**
 * `start`: the program as a process, from its begin to ready, on a data folder in which a million
 * rates are stored. Beside it, in the same run, the bare start of the same PostgreSQL.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from '../../engine/dist-bench/measure.js';
import {
  type BenchReport,
  describeLoad,
  describeMachine,
  roundMetrics,
} from '../../engine/dist-bench/report.js';
import { startEmbeddedPostgres } from '../dist/platform/db/embedded/embedded-postgres.js';
import { migrate } from '../dist/platform/db/migrate.js';
import { runDatabase } from '../dist/platform/db/running-database.js';
import type { BenchOptions } from './lists.js';
import { startServer } from './program.js';
import { storeRates } from './stored-rates.js';

export async function benchStart({ rateCount, repetitions }: BenchOptions): Promise<BenchReport> {
  const load = describeLoad();
  const dataFolder = mkdtempSync(join(tmpdir(), 'ratedeck-bench-start-'));
  try {
    const running = await runDatabase({ dataFolder, databaseUrl: null }, () => undefined);
    await migrate(running.database);
    const { loadSeconds } = await storeRates(running.database, rateCount);
    await running.stop();
    // The first start of the program loads the default code deck; a cold start is a later one.
    await secondsToReady(dataFolder);
    const seconds: number[] = [];
    const bare: number[] = [];
    for (let round = 0; round < repetitions; round += 1) {
      seconds.push(await secondsToReady(dataFolder));
      bare.push(await secondsOfPostgres(dataFolder));
    }
    return {
      bench: 'start',
      metrics: roundMetrics({ seconds: median(seconds), loadSeconds }),
      peers: { postgresAlone: roundMetrics({ seconds: median(bare) }) },
      machine: describeMachine(),
      notes: [load, 'Files of the database are in the cache of the system.'],
    };
  } finally {
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

async function secondsToReady(dataFolder: string): Promise<number> {
  const server = await startServer('--data', dataFolder);
  await server.stop();
  return server.secondsToReady;
}

async function secondsOfPostgres(dataFolder: string): Promise<number> {
  const began = performance.now();
  const server = await startEmbeddedPostgres(dataFolder);
  const seconds = (performance.now() - began) / 1000;
  await server.stop();
  return seconds;
}
