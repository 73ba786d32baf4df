/**
 * How big a run is, and how to make it smaller: the environment variables RATEDECK_BENCH_CODES,
 * RATEDECK_BENCH_EVENTS, RATEDECK_BENCH_SEED. The defaults are the sizes of the budgets.
 */

import { wholeNumber } from './environment.js';
import { seedDefault } from './random.js';

export interface BenchSizes {
  /** Distinct codes of the rate table. */
  readonly codeCount: number;
  /** Events of the file benchmark. */
  readonly eventCount: number;
  readonly seed: number;
}

export function sizesFromEnvironment(env: NodeJS.ProcessEnv = process.env): BenchSizes {
  return {
    codeCount: wholeNumber(env, 'RATEDECK_BENCH_CODES', 1_000_000),
    eventCount: wholeNumber(env, 'RATEDECK_BENCH_EVENTS', 10_000_000),
    seed: wholeNumber(env, 'RATEDECK_BENCH_SEED', seedDefault),
  };
}
