/**
 * `compile`: a rater from a book of 1,000,000 rates that lies in memory, and the trie of the same
 * codes as peer. Each measurement is a fresh process (a program compiles once, cold), so that the
 * largest resident size is that of this work; the median of three counts.
 */

import { benchProgram, runProgram } from './child-process.js';
import { type CompileMeasurement, type CompileWork, measureCompile } from './compile-once.js';
import { median } from './measure.js';
import {
  type BenchReport,
  describeLoad,
  describeMachine,
  type Metrics,
  roundMetrics,
} from './report.js';

export interface CompileOptions {
  readonly codeCount: number;
  readonly seed: number;
  /** False measures in this process: its memory then holds whatever ran before. */
  readonly isolated: boolean;
}

const repetitions = 3;

export async function benchCompile(options: CompileOptions): Promise<BenchReport> {
  const load = describeLoad();
  const rater = await measureOften('rater', options);
  const trie = await measureOften('trie', options);
  return {
    bench: 'compile',
    metrics: roundMetrics({
      ...metricsOf(rater),
      ratesPerSecond: options.codeCount / median(rater.map(({ seconds }) => seconds)),
      answersChecked: rater[0]!.answersChecked,
    }),
    peers: { digitTrie: roundMetrics(metricsOf(trie)) },
    machine: describeMachine(),
    notes: [
      `compile(book) of ${options.codeCount} rates in memory, one thread; median of ` +
        `${repetitions}, ${options.isolated ? 'each in a fresh process' : 'in one process'}.`,
      'peakRssMiB is the whole process, the rates as objects included; inputRssMiB is what it held ' +
        'before it compiled.',
      'The trie holds the codes only: no prices, no checks, no order among rates.',
      `The rater priced ${rater[0]!.answersChecked} events like the naive calculation.`,
      load,
      `Seed ${options.seed}.`,
    ],
  };
}

async function measureOften(
  work: CompileWork,
  options: CompileOptions,
): Promise<CompileMeasurement[]> {
  const measured: CompileMeasurement[] = [];
  for (let i = 0; i < repetitions; i += 1) {
    if (options.isolated) {
      const args = [work, String(options.codeCount), String(options.seed)];
      const run = await runProgram([...benchProgram('compile-program'), ...args]);
      measured.push(JSON.parse(run.stdout) as CompileMeasurement);
    } else {
      measured.push(measureCompile(work, options.codeCount, options.seed));
    }
  }
  return measured;
}

function metricsOf(measured: readonly CompileMeasurement[]): Metrics {
  return {
    seconds: median(measured.map(({ seconds }) => seconds)),
    peakRssMiB: median(measured.map((one) => one.peakRssMiB)),
    inputRssMiB: median(measured.map((one) => one.inputRssMiB)),
  };
}
