/**
 * Runs benchmarks from a built clone without the rest of the product:
 *
 *     node engine/dist-bench/run.js [NAME ...] [--json]
 *
 * Exit codes: 0 done, 1 wrong answers, 2 unknown name.
 */

import { benchmarks } from './registry.js';
import { reportText } from './report-text.js';

async function main(args: readonly string[]): Promise<number> {
  const json = args.includes('--json');
  const named = args.filter((arg) => arg !== '--json');
  const known = Object.keys(benchmarks);
  const unknown = named.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    process.stderr.write(`no benchmark ${unknown.join(', ')}: there are ${known.join(', ')}\n`);
    return 2;
  }
  let exitCode = 0;
  for (const name of named.length > 0 ? named : known) {
    try {
      const report = await benchmarks[name]!();
      process.stdout.write(json ? `${JSON.stringify(report)}\n` : `${reportText(report)}\n`);
    } catch (error) {
      const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
      process.stderr.write(`benchmark ${name} failed: ${words}\n`);
      exitCode = 1;
    }
  }
  return exitCode;
}

process.exitCode = await main(process.argv.slice(2));
