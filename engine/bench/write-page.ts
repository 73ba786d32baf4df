/**
 * Writes the documentation page of the benchmarks:
 *
 *     node engine/dist-bench/write-page.js RESULTS.jsonl ...
 *
 * Each line is a report as `--json` prints it; of several reports of one benchmark the last counts.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { BenchReport } from './report.js';
import { resultsPage } from './results-page.js';

const page = fileURLToPath(new URL('../../docs/reference/benchmarks.md', import.meta.url));

const paths = process.argv.slice(2);
if (paths.length === 0) throw new Error('usage: node write-page.js RESULTS.jsonl ...');
const reports = new Map<string, BenchReport>();
for (const path of paths) {
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    if (line.trim() === '') continue;
    const report = JSON.parse(line) as BenchReport;
    reports.set(report.bench, report);
  }
}
writeFileSync(page, resultsPage([...reports.values()]));
