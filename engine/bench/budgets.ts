/**
 * The performance budgets that all benchmarks answer to, those of decks and server too. Missing one
 * is news, not a failure.
 */

export interface Budget {
  readonly bench: string;
  readonly metric: string;
  readonly atLeast?: number;
  readonly atMost?: number;
}

export const budgets: readonly Budget[] = [
  { bench: 'lookup', metric: 'lookupsPerSecond', atLeast: 8_000_000 },
  { bench: 'lookup', metric: 'ratioToTrie', atLeast: 2.5 },
  { bench: 'lookup', metric: 'bytesPerCode', atMost: 24 },
  { bench: 'lookup', metric: 'bytesPerCodeWithRates', atMost: 64 },
  { bench: 'rate', metric: 'eventsPerSecond', atLeast: 2_000_000 },
  { bench: 'compile', metric: 'seconds', atMost: 2.5 },
  { bench: 'file', metric: 'eventsPerSecond', atLeast: 1_800_000 },
  { bench: 'file', metric: 'peakRssMiB', atMost: 512 },
  { bench: 'deck-csv', metric: 'seconds', atMost: 4 },
  { bench: 'deck-csv', metric: 'peakRssMiB', atMost: 1024 },
  { bench: 'deck-xlsx', metric: 'seconds', atMost: 10 },
  { bench: 'deck-xlsx', metric: 'peakRssMiB', atMost: 1024 },
  { bench: 'lists', metric: 'millisecondsMax', atMost: 200 },
  { bench: 'freshness', metric: 'millisecondsMax', atMost: 1000 },
  { bench: 'freshness', metric: 'meanwhileMillisecondsMax', atMost: 1000 },
  { bench: 'freshness', metric: 'wholeTableSeconds', atMost: 6 },
  { bench: 'http', metric: 'requestsPerSecond', atLeast: 8_000 },
  { bench: 'http', metric: 'millisecondsP99', atMost: 25 },
  { bench: 'http', metric: 'steadyMillisecondsP99', atMost: 5 },
  { bench: 'http', metric: 'editedSteadyMillisecondsP99', atMost: 5 },
  { bench: 'http', metric: 'rateRequestsPerSecond', atLeast: 8_000 },
  { bench: 'http', metric: 'rateMillisecondsP99', atMost: 25 },
  { bench: 'http', metric: 'rateSteadyMillisecondsP99', atMost: 5 },
  { bench: 'http', metric: 'rateEditedSteadyMillisecondsP99', atMost: 5 },
  { bench: 'book-import', metric: 'seconds', atMost: 10 },
  { bench: 'start', metric: 'seconds', atMost: 6 },
];

export function budgetOf(bench: string, metric: string): Budget | null {
  return budgets.find((one) => one.bench === bench && one.metric === metric) ?? null;
}

export function isKept(budget: Budget, value: number): boolean {
  return value >= (budget.atLeast ?? -Infinity) && value <= (budget.atMost ?? Infinity);
}

export function budgetText(budget: Budget): string {
  const limit = (budget.atLeast ?? budget.atMost)!.toLocaleString('en');
  return budget.atLeast === undefined ? `at most ${limit}` : `at least ${limit}`;
}
