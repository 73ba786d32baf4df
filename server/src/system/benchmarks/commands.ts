/**
 * `ratedeck bench`: runs the benchmarks that stand in a clone, in `engine/bench`,
 * `decks/bench` and `server/bench`, and prints what they measured. It measures nothing itself. A benchmark checks its own answers and throws when
 * they are wrong; the others still run.
 */

import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { badInput, CommandFailure, exitCodes } from '../../platform/cli/command-failure.js';
import { suggestion } from '../../platform/cli/did-you-mean.js';
import { printable } from '../../platform/cli/printable.js';
import { writeStderr, writeStdout } from '../../platform/cli/terminal.js';
import { textTable } from '../../platform/cli/text-table.js';

type Figures = Readonly<Record<string, unknown>>;

/** As the benchmarks make it. */
export interface BenchReport {
  readonly bench: string;
  readonly metrics: Figures;
  /** The same figures of each peer, or why it was not measured. */
  readonly peers: Readonly<Record<string, Figures>>;
  readonly machine: Figures;
  readonly notes?: readonly string[];
}

export type Benchmarks = Readonly<Record<string, () => Promise<BenchReport>>>;

interface BenchOptions {
  readonly json?: boolean;
}

const registries: Readonly<Record<string, URL>> = {
  '@ratedeck/engine': new URL('../dist-bench/registry.js', import.meta.resolve('@ratedeck/engine')),
  '@ratedeck/decks': new URL('../dist-bench/registry.js', import.meta.resolve('@ratedeck/decks')),
  ratedeck: new URL('../../../dist-bench/registry.js', import.meta.url),
};

async function loadBenchmarks(): Promise<Benchmarks> {
  const loaded: Benchmarks[] = [];
  for (const [name, registry] of Object.entries(registries)) {
    if (!existsSync(registry)) {
      throw new CommandFailure(
        exitCodes.inputOutput,
        `the benchmarks of ${name} are not here: they stand in a clone of the repository, ` +
          'where npm run build makes them',
      );
    }
    const module = (await import(registry.href)) as { readonly benchmarks: Benchmarks };
    loaded.push(module.benchmarks);
  }
  return Object.assign({}, ...loaded) as Benchmarks;
}

function shown(value: unknown): string {
  if (typeof value === 'number') {
    const digits = Math.abs(value) >= 1000 ? 0 : 3;
    return value.toLocaleString('en', { maximumFractionDigits: digits });
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function section(title: string, figures: Figures): string[][] {
  return Object.entries(figures).map(([name, value]) => [title, name, shown(value)]);
}

export function benchReportText(report: BenchReport): string {
  const rows = [
    ...section('measured', report.metrics),
    ...Object.entries(report.peers).flatMap(([peer, figures]) => section(peer, figures)),
    ...section('machine', report.machine),
  ];
  const table = textTable([{ header: report.bench }, { header: '' }, { header: '' }], rows);
  return table + (report.notes ?? []).map((note) => `  ${printable(note)}\n`).join('');
}

function benchReportJson({ bench, metrics, peers, machine }: BenchReport): string {
  return `${JSON.stringify({ bench, metrics, peers, machine })}\n`;
}

export async function runBenchmarks(
  benchmarks: Benchmarks,
  name: string | undefined,
  options: BenchOptions,
): Promise<number> {
  const names = Object.keys(benchmarks);
  if (name !== undefined && !names.includes(name)) {
    throw badInput(`there is no benchmark ${JSON.stringify(name)}${suggestion(name, names)}`);
  }
  let failed = false;
  for (const chosen of name === undefined ? names : [name]) {
    try {
      const report = await benchmarks[chosen]!();
      await writeStdout(
        options.json === true ? benchReportJson(report) : `${benchReportText(report)}\n`,
      );
    } catch (error) {
      failed = true;
      const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
      writeStderr(`ratedeck: benchmark ${chosen} failed: ${words}\n`);
    }
  }
  return failed ? exitCodes.unrated : exitCodes.done;
}

const help = `
Examples:
  npx ratedeck bench                 run them all
  npx ratedeck bench lookup --json   one of them, as one line of JSON

Exit codes: 0 done; 1 a benchmark found wrong answers; 2 unknown name; 3 not in a clone.
`;

export function registerBenchmarkCommands(program: Command): void {
  program
    .command('bench')
    .description('measure the speed of rating, reading decks and the server on this machine')
    .argument('[name]', 'only this benchmark')
    .option('--json', 'one line of JSON for each benchmark')
    .addHelpText('after', help)
    .action(async (name: string | undefined, options: BenchOptions) => {
      process.exitCode = await runBenchmarks(await loadBenchmarks(), name, options);
    });
}
