/**
 * The benchmarks of reading decks by name, at the sizes of the performance budgets (or those of the
 * environment, see `sizes.ts`). `ratedeck bench` runs them from here.
 */

import type { BenchReport } from '../../engine/dist-bench/report.js';
import { benchDeckRead } from './deck-read.js';
import { sizesFromEnvironment } from './sizes.js';

export const benchmarks: Record<string, () => Promise<BenchReport>> = {
  'deck-csv': () => {
    const { textRows, seed } = sizesFromEnvironment();
    return benchDeckRead({ format: 'csv', rowCount: textRows, seed });
  },
  'deck-xlsx': () => {
    const { sheetRows, seed } = sizesFromEnvironment();
    return benchDeckRead({ format: 'xlsx', rowCount: sheetRows, seed });
  },
};
