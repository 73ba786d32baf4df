/**
 * The benchmarks of the server by name, at the sizes of the performance budgets, or those of
 * `RATEDECK_BENCH_RATES`. `ratedeck bench` runs them from here.
 */

import type { BenchReport } from '../../engine/dist-bench/report.js';
import { benchBookImport } from './book-import.js';
import { benchCallers } from './callers.js';
import { benchFreshness } from './freshness.js';
import { benchHttp } from './http.js';
import { benchLists } from './lists.js';
import { benchStart } from './start.js';

const RATES = 1_000_000;

function rateCount(): number {
  const text = process.env['RATEDECK_BENCH_RATES'];
  if (text === undefined) return RATES;
  if (/^[1-9][0-9]{0,8}$/.test(text)) return Number(text);
  throw new Error(`RATEDECK_BENCH_RATES is "${text}": give a whole number above 0`);
}

export const benchmarks: Record<string, () => Promise<BenchReport>> = {
  'book-import': () => benchBookImport({ rateCount: rateCount() }),
  callers: () => benchCallers({ rateCount: rateCount(), repetitions: 5 }),
  freshness: () => benchFreshness({ rateCount: rateCount(), repetitions: 1000 }),
  http: () => benchHttp({ rateCount: rateCount(), repetitions: 10 }),
  lists: () => benchLists({ rateCount: rateCount(), repetitions: 20 }),
  start: () => benchStart({ rateCount: rateCount(), repetitions: 5 }),
};
