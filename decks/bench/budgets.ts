/** What reading and checking a deck may cost. Missing a budget is news, not a failure. */

import type { Budget } from '../../engine/dist-bench/budgets.js';

export const budgets: readonly Budget[] = [
  { bench: 'deck-csv', metric: 'seconds', atMost: 4 },
  { bench: 'deck-csv', metric: 'peakRssMiB', atMost: 1024 },
  { bench: 'deck-xlsx', metric: 'seconds', atMost: 10 },
  { bench: 'deck-xlsx', metric: 'peakRssMiB', atMost: 1024 },
];
