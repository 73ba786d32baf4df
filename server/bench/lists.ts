/**
 * `lists`: the first rows of a filtered table of a million rates, over HTTP against the real server
 * with the embedded PostgreSQL. Beside it, in the same run, the way that most systems page: by
 * OFFSET, at the same depth.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
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
import { buildApp } from '../dist/platform/http/app.js';
import { product } from '../dist/product.js';
import { withTemporaryKey } from '../dist/system/users/service.js';
import { RARE_NAME, storeRates } from './stored-rates.js';

export interface BenchOptions {
  readonly rateCount: number;
  readonly repetitions: number;
}

interface Page {
  readonly items: readonly Readonly<Record<string, unknown>>[];
  readonly nextCursor: string | null;
}

/** What a user of the page asks for; `min` items have to come, so that nothing fast is empty. */
const questions: Readonly<Record<string, { readonly query: string; readonly min: number }>> = {
  first: { query: '', min: 50 },
  codePrefix: { query: 'search=44', min: 1 },
  number: { query: 'number=441234567890', min: 0 },
  commonName: { query: 'search=mobile', min: 50 },
  rareName: { query: `search=${encodeURIComponent(RARE_NAME.slice(0, 12))}`, min: 1 },
  noName: { query: 'search=Atlantis', min: 0 },
  byName: { query: 'sort=name', min: 50 },
  byNameDescending: { query: 'sort=-name', min: 50 },
  byPrice: { query: 'sort=-price', min: 50 },
  byDate: { query: 'sort=-effectiveFrom', min: 50 },
  current: { query: 'state=current', min: 50 },
  future: { query: 'state=future', min: 50 },
  ended: { query: 'state=ended', min: 50 },
  blocked: { query: 'state=blocked', min: 50 },
  stashed: { query: 'state=stashed', min: 0 },
  tag: { query: 'tag=gold', min: 50 },
  priceRange: { query: 'priceFrom=0.05&priceTo=0.0501&sort=code', min: 1 },
  mobileByPrice: { query: 'search=mobile&sort=price', min: 50 },
};

export async function benchLists(options: BenchOptions): Promise<BenchReport> {
  const load = describeLoad();
  const dataFolder = mkdtempSync(join(tmpdir(), 'ratedeck-bench-lists-'));
  const running = await runDatabase({ dataFolder, databaseUrl: null }, () => undefined);
  try {
    await migrate(running.database);
    const stored = await storeRates(running.database, options.rateCount).then((s) => ({
      ...s,
      rateTableId: s.largeId,
    }));
    const measured = await withServer(running.database, (ask) =>
      measure(ask, stored.rateTableId, options),
    );
    const offset = await measureOffset(running.database, stored.rateTableId, options);
    return {
      bench: 'lists',
      metrics: roundMetrics({ ...measured, loadSeconds: stored.loadSeconds }),
      peers: { offsetPaging: roundMetrics(offset) },
      machine: describeMachine(),
      notes: [load, 'millisecondsMax is the slowest median of all questions.'],
    };
  } finally {
    await running.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

type Ask = (path: string) => Promise<Page>;

async function withServer<T>(database: Database, work: (ask: Ask) => Promise<T>): Promise<T> {
  const now = () => new Date();
  const app = await buildApp({
    ...{ database, now, version: product.version, routes: product.routes },
    authenticator: product.authenticator(database, now),
    ...{ secureCookies: false, log: null, requestsPerMinuteMax: 1_000_000 },
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  try {
    return await withTemporaryKey(database, 'bench', (key) =>
      work(async (path) => {
        const headers = { authorization: `Bearer ${key}` };
        const answer = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, { headers });
        if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
        return (await answer.json()) as Page;
      }),
    );
  } finally {
    await app.close();
  }
}

async function timed(repetitions: number, run: () => Promise<void>): Promise<number[]> {
  const milliseconds: number[] = [];
  for (let round = -1; round < repetitions; round++) {
    const began = performance.now();
    await run();
    if (round >= 0) milliseconds.push(performance.now() - began);
  }
  return milliseconds;
}

const percentile99 = (samples: readonly number[]): number =>
  [...samples].sort((a, b) => a - b)[Math.ceil(samples.length * 0.99) - 1]!;

async function measure(ask: Ask, id: string, { repetitions }: BenchOptions): Promise<Metrics> {
  const metrics: Metrics = {};
  const all: number[] = [];
  for (const [name, { query, min }] of Object.entries(questions)) {
    const samples = await timed(repetitions, async () => {
      const page = await ask(`/rate-tables/${id}/rates?limit=50&${query}`);
      if (page.items.length < min) throw new Error(`${name}: ${page.items.length} items`);
    });
    metrics[`${name}Milliseconds`] = median(samples);
    all.push(...samples);
  }
  const deep = await deepCursor(ask, id);
  const samples = await timed(repetitions, async () => {
    await ask(`/rate-tables/${id}/rates?limit=50&cursor=${deep}`);
  });
  metrics['deepPageMilliseconds'] = median(samples);
  const slowest = Math.max(...Object.values(metrics));
  return {
    millisecondsMax: slowest,
    millisecondsP99: percentile99([...all, ...samples]),
    ...metrics,
  };
}

/** A cursor in the middle of the table, as following the pages would come to. */
async function deepCursor(ask: Ask, id: string): Promise<string> {
  const page = await ask(`/rate-tables/${id}/rates?limit=1&code=5`);
  const [rate] = page.items;
  const place = JSON.stringify(['code', rate!['code'], rate!['id']]);
  return Buffer.from(place).toString('base64url');
}

async function measureOffset(
  database: Database,
  id: string,
  { rateCount, repetitions }: BenchOptions,
): Promise<Metrics> {
  const samples = await timed(Math.min(repetitions, 5), async () => {
    await database.read.rows(sql`
      SELECT rates.* FROM rates WHERE rate_table_id = ${id} AND NOT stashed
      ORDER BY code, id OFFSET ${Math.floor(rateCount / 2)} LIMIT 50`);
  });
  return { deepPageMilliseconds: median(samples) };
}
