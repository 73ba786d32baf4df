/**
 * `file`: a CSV of events to a CSV of rated events through the `ratedeck rate` program, as a user
 * runs it, loading included. Beside it, in the same run and on the same files, a plain
 * single-threaded loop, once over bytes and once with `split(',')`. Each output has a sample of its
 * lines compared with a naive calculation. Everything lies in a temporary folder, gone afterwards.
 */

import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Rate } from '@ratedeck/engine';
import { type SampledEvent, writeBook, writeCalls } from './calls-file.js';
import { benchProgram, type ProgramRun, runProgram } from './child-process.js';
import { describeCodes, randomCodes } from './codes.js';
import { planName, randomDeck } from './deck.js';
import { createRandom } from './random.js';
import { checkRatedFile } from './rated-file.js';
import {
  type BenchReport,
  describeLoad,
  describeMachine,
  type Metrics,
  roundMetrics,
} from './report.js';

export interface FileOptions {
  readonly codeCount: number;
  readonly eventCount: number;
  readonly seed: number;
  /** Node's arguments for the program under test; left out = `ratedeck rate`. */
  readonly product?: (files: BenchFiles, out: string) => string[];
}

export interface BenchFiles {
  readonly book: string;
  readonly deck: string;
  readonly calls: string;
  readonly summary: string;
}

const sampleSize = 1000;
const ratedeckProgram = fileURLToPath(new URL('../../server/bin/ratedeck.js', import.meta.url));

export async function benchFile(options: FileOptions): Promise<BenchReport> {
  const load = describeLoad();
  const product = options.product ?? ratedeckRate;
  const folder = mkdtempSync(join(tmpdir(), 'ratedeck-bench-'));
  const discard = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', discard);
  try {
    const random = createRandom(options.seed);
    const codes = randomCodes(options.codeCount, random);
    const rates = randomDeck(codes, 'world', random);
    const calls = join(folder, 'calls.csv');
    const summary = join(folder, 'summary.json');
    const files = { ...writeBook(folder, rates), calls, summary };
    const sample = writeCalls(calls, options.eventCount, sampleSize, random);
    const out = join(folder, 'rated.csv');
    const measure = async (args: readonly string[]): Promise<FileRun> => {
      // Exit code 1: events without a rate, as a small table leaves them.
      const run = await runProgram(args, [0, 1]);
      const linesChecked = checkRatedFile(out, options.eventCount, sample, rates);
      const outputBytes = statSync(out).size;
      rmSync(out);
      return { ...run, linesChecked, outputBytes };
    };
    const plain = benchProgram('peers/plain-file-rater');
    const plainBytes = await measure([...plain, 'bytes', files.deck, calls, out]);
    const plainSplit = await measure([...plain, 'split', files.deck, calls, out]);
    const rated = await measure(product(files, out));
    return reportOf(options, { load, codes, sample, rates, files, rated, plainBytes, plainSplit });
  } finally {
    process.off('exit', discard);
    discard();
  }
}

function ratedeckRate(files: BenchFiles, out: string): string[] {
  if (!existsSync(ratedeckProgram)) {
    throw new Error(`${ratedeckProgram} is not there: the file benchmark needs a built clone`);
  }
  const inputs = ['--book', files.book, '--calls', files.calls, '--plan', planName];
  return [ratedeckProgram, 'rate', ...inputs, '--out', out, '--summary', files.summary, '--quiet'];
}

interface FileRun extends ProgramRun {
  readonly linesChecked: number;
  readonly outputBytes: number;
}

interface Measured {
  readonly load: string;
  readonly codes: readonly string[];
  readonly rates: readonly Rate[];
  readonly sample: readonly SampledEvent[];
  readonly files: BenchFiles;
  readonly rated: FileRun;
  readonly plainBytes: FileRun;
  readonly plainSplit: FileRun;
}

function reportOf(options: FileOptions, measured: Measured): BenchReport {
  const { rated, plainBytes, plainSplit, files } = measured;
  const metrics = metricsOf(rated, options.eventCount);
  const mebibytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(0);
  return {
    bench: 'file',
    metrics: roundMetrics({
      ...metrics,
      ...toldBySummary(files.summary),
      ratioToPlainBytes: plainBytes.seconds / rated.seconds,
      ratioToPlainSplit: plainSplit.seconds / rated.seconds,
      answersChecked: rated.linesChecked,
    }),
    peers: {
      plainLoopBytes: roundMetrics(metricsOf(plainBytes, options.eventCount)),
      plainLoopSplit: roundMetrics(metricsOf(plainSplit, options.eventCount)),
    },
    machine: describeMachine(),
    notes: [
      `${options.eventCount} events (${mebibytes(statSync(files.calls).size)} MiB in, ` +
        `${mebibytes(rated.outputBytes)} MiB out), ${measured.rates.length} rates in CSV.`,
      'Time of the whole process, from its start to its end: reading the book and the deck, ' +
        'rating, writing. `ratedeck rate` takes the threads that it takes by default; the peers ' +
        'are single-threaded processes that load the same deck. loadingSeconds, threads and ' +
        'eventsPerSecondAfterLoading are what its summary says.',
      'The plain loops know the columns, know no versions, zones or plans, check nothing and ' +
        'write 5 columns instead of the whole result.',
      describeCodes(measured.codes),
      `${rated.linesChecked} lines of each output are compared with a naive calculation, all ` +
        'are counted. One run each.',
      'peakRssMiB is the largest resident size of the process as Linux counts it.',
      measured.load,
      `Seed ${options.seed}.`,
    ],
  };
}

function metricsOf(run: FileRun, eventCount: number): Metrics {
  const metrics = { seconds: run.seconds, eventsPerSecond: eventCount / run.seconds };
  return run.peakRssMiB === null ? metrics : { ...metrics, peakRssMiB: run.peakRssMiB };
}

/** What the program itself says in its summary about loading, rating and threads. */
function toldBySummary(path: string): Metrics {
  if (!existsSync(path)) return {};
  const told = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  const figures = [
    ['loadingSeconds', told['bookSeconds']],
    ['eventsPerSecondAfterLoading', told['eventsPerSecond']],
    ['threads', told['threads']],
  ] as const;
  return Object.fromEntries(figures.filter(([, value]) => typeof value === 'number')) as Metrics;
}
