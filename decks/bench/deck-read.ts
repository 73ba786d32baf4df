/**
 * `deck-csv` and `deck-xlsx`: a large deck from bytes to checked rates, and beside it in the same
 * run a plain parser that only takes the cells apart. Each measurement is a fresh process, so that
 * the largest resident size is that of this work.
 */

import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProgram } from '../../engine/dist-bench/child-process.js';
import { median } from '../../engine/dist-bench/measure.js';
import {
  type BenchReport,
  describeLoad,
  describeMachine,
  type Metrics,
  roundMetrics,
} from '../../engine/dist-bench/report.js';
import { type BenchFormat, writeDeck } from './deck-files.js';
import type { Reader, ReadMeasurement } from './read-once.js';

export interface DeckReadOptions {
  readonly format: BenchFormat;
  readonly rowCount: number;
  readonly seed: number;
  readonly repetitions?: number;
}

const repetitionsDefault = 3;
const plainReaders: Readonly<Record<BenchFormat, Reader>> = { csv: 'papaparse', xlsx: 'exceljs' };

export async function benchDeckRead(options: DeckReadOptions): Promise<BenchReport> {
  const { format, rowCount, seed } = options;
  const load = describeLoad();
  const folder = mkdtempSync(join(tmpdir(), 'ratedeck-bench-'));
  try {
    const path = join(folder, `deck.${format}`);
    await writeDeck(path, format, rowCount, seed);
    const fileBytes = statSync(path).size;
    const plain = plainReaders[format];
    const measured = await measureInTurns(['ratedeck', plain], path, options);
    const own = measured.get('ratedeck')!;
    const peer = measured.get(plain)!;
    return {
      bench: `deck-${format}`,
      metrics: roundMetrics({
        ...metricsOf(own, rowCount),
        checkSeconds: median(own.map(({ checkSeconds }) => checkSeconds)),
        ratioToPlain: medianSeconds(own) / medianSeconds(peer),
        answersChecked: own[0]!.answersChecked,
      }),
      peers: { [`${plain}Plain`]: roundMetrics(metricsOf(peer, rowCount)) },
      machine: describeMachine(),
      notes: [
        `${rowCount} rows, ${Math.round(fileBytes / 2 ** 20)} MiB: bytes of the file to checked ` +
          `rates; median of ${own.length}, each in a fresh process.`,
        'The plain parser takes the cells apart and does nothing with them: no columns, no ' +
          'amounts, no dates, no checks.',
        `All ${own[0]!.answersChecked} codes and prices were compared with the rows as made.`,
        load,
        `Seed ${seed}.`,
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The readers take turns, so that a busy moment of the machine hits both. */
async function measureInTurns(
  readers: readonly Reader[],
  path: string,
  { rowCount, seed, repetitions = repetitionsDefault }: DeckReadOptions,
): Promise<Map<Reader, ReadMeasurement[]>> {
  const measured = new Map<Reader, ReadMeasurement[]>(readers.map((reader) => [reader, []]));
  for (let turn = 0; turn < repetitions; turn += 1) {
    for (const reader of readers) {
      const args = [reader, path, String(rowCount), String(seed)];
      const { stdout } = await runProgram([...readProgram(), ...args]);
      measured.get(reader)!.push(JSON.parse(stdout) as ReadMeasurement);
    }
  }
  return measured;
}

/** Built, or as TypeScript where tests run it. */
function readProgram(): string[] {
  const built = !import.meta.url.endsWith('.ts');
  const path = fileURLToPath(new URL(`read-program.${built ? 'js' : 'ts'}`, import.meta.url));
  return built ? [path] : ['--import', 'tsx', path];
}

function metricsOf(measured: readonly ReadMeasurement[], rowCount: number): Metrics {
  return {
    seconds: medianSeconds(measured),
    rowsPerSecond: rowCount / medianSeconds(measured),
    peakRssMiB: median(measured.map((one) => one.peakRssMiB)),
  };
}

function medianSeconds(measured: readonly ReadMeasurement[]): number {
  return median(measured.map(({ seconds }) => seconds));
}
