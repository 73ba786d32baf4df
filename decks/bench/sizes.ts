/**
 * How big a run is, and how to make it smaller: the environment variables RATEDECK_BENCH_DECK_ROWS,
 * RATEDECK_BENCH_SHEET_ROWS, RATEDECK_BENCH_SEED. The defaults are the sizes of the budgets.
 */

import { wholeNumber } from '../../engine/dist-bench/environment.js';
import { seedDefault } from '../../engine/dist-bench/random.js';

export interface DeckSizes {
  readonly textRows: number;
  readonly sheetRows: number;
  readonly seed: number;
}

export function sizesFromEnvironment(env: NodeJS.ProcessEnv = process.env): DeckSizes {
  return {
    textRows: wholeNumber(env, 'RATEDECK_BENCH_DECK_ROWS', 1_000_000),
    sheetRows: wholeNumber(env, 'RATEDECK_BENCH_SHEET_ROWS', 200_000),
    seed: wholeNumber(env, 'RATEDECK_BENCH_SEED', seedDefault),
  };
}
