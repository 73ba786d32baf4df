/**
 * Counts and totals of a run: those of the threads added up, and how long it took. Adding is exact:
 * money is decimal text and is added as integers. What is counted is the engine's business.
 */

import { addMoney } from '@ratedeck/engine';
import type { BatchSummary } from '@ratedeck/engine/batch';
import { printable } from '../../platform/cli/printable.js';

export interface RunFigures {
  /** From the first event read to the output complete on the disk. */
  readonly seconds: number;
  /** Reading and compiling the book, before that. */
  readonly bookSeconds: number;
  readonly threadCount: number;
}

export type RunSummary = BatchSummary & {
  readonly seconds: number;
  readonly bookSeconds: number;
  readonly eventsPerSecond: number;
  readonly threads: number;
};

type Totals = { [name: string]: unknown };

function isTotals(value: unknown): value is Totals {
  return typeof value === 'object' && value !== null;
}

function addValues(a: unknown, b: unknown): unknown {
  if (b === undefined || b === null) return a;
  if (a === undefined || a === null) return b;
  if (typeof a === 'number' && typeof b === 'number') return a + b;
  if (typeof a === 'string' && typeof b === 'string') return addMoney(a, b);
  if (isTotals(a) && isTotals(b)) return addTotals(a, b);
  throw new Error(`summaries of threads differ in form: ${typeof a} and ${typeof b}`);
}

function addTotals(a: Totals, b: Totals): Totals {
  // Names of accounts and tables are keys here; `__proto__` must be one like any other.
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  const own = (totals: Totals, name: string): unknown =>
    Object.hasOwn(totals, name) ? totals[name] : undefined;
  return Object.fromEntries(names.map((name) => [name, addValues(own(a, name), own(b, name))]));
}

/** Names come out sorted, so that the same events give the same text on any number of threads. */
function sortedNames(value: unknown, depth: number): unknown {
  if (!isTotals(value)) return value;
  const entries = Object.entries(value).map(([name, part]): [string, unknown] => [
    name,
    sortedNames(part, depth + 1),
  ]);
  // The top level keeps the order of the engine: events first, then their parts.
  if (depth > 0) entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return Object.fromEntries(entries);
}

export function mergeSummaries(summaries: readonly BatchSummary[]): BatchSummary {
  const merged = summaries.reduce<unknown>((sum, next) => addValues(sum, next), null);
  return sortedNames(merged, 0) as BatchSummary;
}

export function runSummary(summary: BatchSummary, figures: RunFigures): RunSummary {
  const { seconds, bookSeconds, threadCount } = figures;
  const rounded = (value: number): number => Math.round(value * 1000) / 1000;
  return {
    ...summary,
    seconds: rounded(seconds),
    bookSeconds: rounded(bookSeconds),
    eventsPerSecond: Math.round(summary.events / Math.max(seconds, 1e-6)),
    threads: threadCount,
  };
}

export function runSummaryText(summary: RunSummary, outPath: string): string {
  const count = (value: number): string => value.toLocaleString('en');
  const refusedCount = summary.events - summary.rated;
  const refused = refusedCount === 0 ? '' : `, ${count(refusedCount)} not rated`;
  const seconds = summary.seconds.toLocaleString('en', { maximumFractionDigits: 1 });
  const where = outPath === '-' ? '' : ` -> ${printable(outPath)}`;
  return (
    `${count(summary.rated)} of ${count(summary.events)} events rated${refused}, ` +
    `${seconds} s, ${count(summary.eventsPerSecond)} events/s${where}\n`
  );
}
