/** The documentation page of the benchmarks, made from reports; see `write-page.ts`. */

import { budgetOf, budgetText, isKept } from './budgets.js';
import { type BenchReport, isNotRun } from './report.js';
import { figureText, machineText, peerText } from './report-text.js';

const descriptions: Readonly<Record<string, string>> = {
  lookup: 'Longest prefix of uniformly random numbers among random codes of 3 to 10 digits.',
  rate:
    'Whole pricing of an event: normalise the number, plan, version, time profile, charge, ' +
    'rounding, against a table with ten versions on a tenth of its codes.',
  compile: 'A rater from rates that lie in memory.',
  file: 'A CSV of events to a CSV of rated events, through `ratedeck rate`, loading included.',
  'deck-csv':
    'A rate deck of a million rows as CSV: bytes to recognised, converted and checked rates.',
  'deck-xlsx': 'The same from a workbook of 200,000 rows.',
  lists:
    'The first 50 rates by every filter in every order, of two tables of a million rates as ' +
    'unkind as tables get, for the operator and for a customer, over HTTP on the embedded PostgreSQL.',
  callers:
    'Requests a second of 64 connections at once, and the slowest hundredth: who calls, health, the first page of a large table.',
  freshness:
    'How long after its commit an edit prices the next call (`millisecondsP50` and so on), with two ' +
    'tables of a million rates: of single rates; of a large part of a table (`wholeTableSeconds`), with ' +
    'edits of the other table (`meanwhile`) and readers of it beside; and what the server holds in ' +
    'memory before and after.',
  http:
    'Authorizations (and `POST /rate`, with `rate` before its figures) over loopback with 64 kept ' +
    'connections, a million rates: as many as can be; `steady` at 1,000 a second by the clock, where a ' +
    'pause counts for all that it delays; `edited` while rates change five times a second.',
  'book-import':
    'A book of a million new rates over HTTP, with the longest pause in which the server answers nobody else.',
  start: 'The server, from the begin of its process to ready, a million rates stored.',
};

const head = `# Benchmarks

This page is generated from the results of a run; do not edit it. To measure on another machine, from a built clone:

    npm run bench                                        all of them, as text
    npx ratedeck bench lookup --json                     one of them, as one line of JSON
    npx ratedeck bench --json > results.jsonl
    node engine/dist-bench/write-page.js results.jsonl   writes this page

Every benchmark compares its answers with a naive calculation and fails when one differs. Peers are measured in the same run on the
same data. \`RATEDECK_BENCH_CODES\`, \`RATEDECK_BENCH_EVENTS\` and \`RATEDECK_BENCH_SEED\` change the sizes and the random data;
\`RATEDECK_BENCH_POSTGRES_BIN\` names the folder of PostgreSQL's server programs. The SQL peers start a PostgreSQL of their own in a
temporary folder; without one they are reported as not run. On Debian: \`apt-get install postgresql-15 postgresql-15-prefix\`.

A budget is what the figure should be on a 2-core machine whose dependent random memory read costs about 190 ns.
`;

export function resultsPage(reports: readonly BenchReport[]): string {
  return `${[head, ...reports.map(section)].join('\n')}`;
}

function section(report: BenchReport): string {
  const rows = Object.entries(report.metrics).map(([name, value]) => {
    const budget = budgetOf(report.bench, name);
    const limit = budget === null ? '' : budgetText(budget);
    const verdict = budget === null ? '' : isKept(budget, value) ? 'yes' : 'no';
    return `| \`${name}\` | ${figureText(value)} | ${limit} | ${verdict} |`;
  });
  const peers = Object.entries(report.peers).map(([name, peer]) => {
    const text = isNotRun(peer) ? `not run: ${peer.notRun}` : peerText(peer);
    return `| \`${name}\` | ${cell(text)} |`;
  });
  return [
    `## ${report.bench}\n`,
    `${descriptions[report.bench] ?? ''}\n`,
    `Repeat it: \`npx ratedeck bench ${report.bench}\`. Measured on: ${machineText(report.machine)}.\n`,
    '| figure | measured | budget | kept |\n| --- | ---: | --- | --- |',
    `${rows.join('\n')}\n`,
    '| peer, same run | measured |\n| --- | --- |',
    `${peers.join('\n')}\n`,
    // The command line prints reports without their notes.
    `${(report.notes ?? []).map((note) => `- ${note}`).join('\n')}\n`,
  ].join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
