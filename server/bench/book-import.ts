/**
 * `book-import`: a book of a million new rates over HTTP into an empty table, and how long the server
 * answers nobody else meanwhile. Beside it, in the same run, the same rates in one COPY, which is
 * what the database alone takes for them.
 *
 * The book is made and sent by a thread of its own, so that the pauses are those of the server.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';
import {
  type BenchReport,
  describeLoad,
  describeMachine,
  roundMetrics,
} from '../../engine/dist-bench/report.js';
import { nameIds } from '../dist/catalogue/names/service.js';
import type { Database } from '../dist/platform/db/database.js';
import { migrate } from '../dist/platform/db/migrate.js';
import { runDatabase } from '../dist/platform/db/running-database.js';
import { bookContents, bookNames } from './book-of-rates.js';
import type { Sending, Sent } from './book-thread.js';
import type { BenchOptions } from './lists.js';
import { withServer } from './serving.js';
import { storeTable } from './stored-rates.js';

const SAMPLE_MS = 100;

export async function benchBookImport({
  rateCount,
}: Pick<BenchOptions, 'rateCount'>): Promise<BenchReport> {
  const load = describeLoad();
  const dataFolder = mkdtempSync(join(tmpdir(), 'ratedeck-bench-book-import-'));
  const running = await runDatabase({ dataFolder, databaseUrl: null }, () => undefined);
  try {
    const { database } = running;
    await migrate(database);
    const copySeconds = await secondsOfCopy(database, rateCount);
    const imported = await withServer(database, null, (served) =>
      measure({ ...served, rateCount }),
    );
    if (imported.created !== rateCount) {
      throw new Error(`${imported.created} rates were created, not ${rateCount}`);
    }
    const { seconds, bytes, pauseMilliseconds, peakRssMiB } = imported;
    return {
      bench: 'book-import',
      metrics: roundMetrics({
        ...{ seconds, ratioToCopy: seconds / copySeconds, pauseMillisecondsMax: pauseMilliseconds },
        ...{ peakRssMiB, bookMiB: bytes / 2 ** 20, rates: rateCount },
      }),
      peers: { copyAlone: roundMetrics({ seconds: copySeconds }) },
      machine: describeMachine(),
      notes: [
        load,
        'Memory is that of the process, with the thread that makes and sends the book.',
      ],
    };
  } finally {
    await running.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

async function measure(
  sending: Sending,
): Promise<Sent & { readonly pauseMilliseconds: number; readonly peakRssMiB: number }> {
  const pauses = monitorEventLoopDelay({ resolution: 5 });
  let peakRss = 0;
  const sampling = setInterval(() => {
    peakRss = Math.max(peakRss, process.memoryUsage.rss());
  }, SAMPLE_MS);
  try {
    const sent = await send(sending, () => pauses.enable());
    pauses.disable();
    const pauseMilliseconds = pauses.max / 1e6;
    return { ...sent, pauseMilliseconds, peakRssMiB: peakRss / 2 ** 20 };
  } finally {
    clearInterval(sampling);
  }
}

function send(sending: Sending, onMade: () => void): Promise<Sent> {
  const thread = new Worker(new URL('./book-thread.js', import.meta.url), { workerData: sending });
  return new Promise((resolve, reject) => {
    thread.on('message', (message: Sent | 'made') => {
      if (message === 'made') onMade();
      else resolve(message);
    });
    thread.once('error', reject);
  });
}

async function secondsOfCopy(database: Database, rateCount: number): Promise<number> {
  const names = await database.transaction((db) => nameIds({ db }, bookNames()));
  const began = performance.now();
  await database.transaction((db) => storeTable(db, 'Copied', bookContents(rateCount, names)));
  return (performance.now() - began) / 1000;
}
