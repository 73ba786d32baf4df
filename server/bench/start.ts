/**
 * `start`: the program as a process, from its begin to ready, on a data folder in which a million
 * rates are stored. Beside it, in the same run, the bare start of the same PostgreSQL.
 */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
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
import { storeRates } from './stored-rates.js';

const program = fileURLToPath(new URL('../bin/ratedeck.js', import.meta.url));
const ADDRESS = /http:\/\/[0-9.:]+/;

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
    for (let round = 0; round < repetitions; round++) {
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
  const began = performance.now();
  const args = ['serve', '--data', dataFolder, '--port', '0', '--empty', '--quiet'];
  const child = spawn(process.execPath, [program, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const address = await addressOf(child);
    const deadline = Date.now() + 60_000;
    while (!(await isReady(address))) {
      if (Date.now() > deadline) throw new Error('the server is not ready after a minute');
      await delay(5);
    }
    return (performance.now() - began) / 1000;
  } finally {
    if (child.exitCode === null) {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    }
  }
}

async function addressOf(child: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: child.stdout! })) {
    const address = ADDRESS.exec(line)?.[0];
    if (address !== undefined) {
      child.stdout!.resume();
      return address;
    }
  }
  throw new Error(`the server ended with ${child.exitCode} before it was open`);
}

async function isReady(address: string): Promise<boolean> {
  try {
    return (await fetch(`${address}/readyz`)).ok;
  } catch {
    return false;
  }
}

async function secondsOfPostgres(dataFolder: string): Promise<number> {
  const began = performance.now();
  const server = await startEmbeddedPostgres(dataFolder);
  const seconds = (performance.now() - began) / 1000;
  await server.stop();
  return seconds;
}
