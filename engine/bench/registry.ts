/**
 * All benchmarks by name, at the sizes of the performance budgets (or those of the environment, see
 * `sizes.ts`). `ratedeck bench` and `run.ts` run them from here.
 */

import { benchCompile } from './compile.js';
import { benchFile } from './file.js';
import { benchLookup } from './lookup.js';
import { benchRate } from './rate.js';
import type { BenchReport } from './report.js';
import { sizesFromEnvironment } from './sizes.js';

export type { BenchReport } from './report.js';

const numbersPerRound = 2_000_000;
const eventsPerRound = 1_000_000;

export const benchmarks: Record<string, () => Promise<BenchReport>> = {
  lookup: () => benchLookup({ ...sizesFromEnvironment(), numberCount: numbersPerRound, sql: true }),
  rate: () => benchRate({ ...sizesFromEnvironment(), eventCount: eventsPerRound }),
  compile: () => benchCompile({ ...sizesFromEnvironment(), isolated: true }),
  file: () => benchFile(sizesFromEnvironment()),
};
