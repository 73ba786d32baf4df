/**
 * What a benchmark says: figures, the same figures of the peers measured in the same run, the
 * machine, and notes on how it was measured. Figures are binary numbers: they are measurements,
 * never money.
 */

import { arch, cpus, loadavg, platform, release, totalmem } from 'node:os';

export type Metrics = Record<string, number>;

/** A peer that could not be measured says why, it is never left out. */
export interface NotRun {
  readonly notRun: string;
}

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly node: string;
  readonly os: string;
}

export interface BenchReport {
  readonly bench: string;
  readonly metrics: Metrics;
  readonly peers: Record<string, Metrics | NotRun>;
  readonly machine: Machine;
  /** Left out where the report comes from the command line. */
  readonly notes?: readonly string[];
}

export function describeMachine(): Machine {
  const processors = cpus();
  return {
    cpu: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    os: `${platform()} ${release()} ${arch()}`,
  };
}

/** Asked before a benchmark begins: figures from a busy machine are not to be compared. */
export function describeLoad(): string {
  const load = loadavg()[0]!;
  const quiet = load < 0.5 ? 'the machine was quiet' : 'other work was running';
  return `Load average before the run: ${load.toFixed(1)} on ${cpus().length} cores (${quiet}).`;
}

export function isNotRun(peer: Metrics | NotRun): peer is NotRun {
  return 'notRun' in peer;
}

/** Rounded to what a measurement is good for, so that reports of two runs compare by eye. */
function roundFigure(value: number): number {
  if (!Number.isFinite(value)) throw new Error(`a measurement is ${value}, not a number`);
  return Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(4));
}

export function roundMetrics(metrics: Metrics): Metrics {
  const entries = Object.entries(metrics);
  return Object.fromEntries(entries.map(([name, value]) => [name, roundFigure(value)]));
}
