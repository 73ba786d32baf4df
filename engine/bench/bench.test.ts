/**
 * The benchmarks at a tiny size: they run, compare their answers and report the figures that the
 * budgets name. Nothing here looks at how fast anything was, and no PostgreSQL is started.
 */

import { describe, expect, test } from 'vitest';
import { budgets } from './budgets.js';
import { benchProgram } from './child-process.js';
import { numberText, randomCodes, randomNumbers } from './codes.js';
import { benchCompile } from './compile.js';
import { benchFile } from './file.js';
import { benchLookup } from './lookup.js';
import { median } from './measure.js';
import { assertSameAnswers, naiveLongestPrefix } from './naive.js';
import { microsOf, microsText } from './naive-price.js';
import { buildDigitTrie, lookupInTrie } from './peers/digit-trie.js';
import { buildPrefixMap, lookupInMap } from './peers/prefix-map.js';
import { createRandom, seedDefault } from './random.js';
import { benchRate } from './rate.js';
import { type BenchReport, isNotRun } from './report.js';
import { reportText } from './report-text.js';
import { resultsPage } from './results-page.js';
import { sizesFromEnvironment } from './sizes.js';

const seed = Number(process.env['RATEDECK_SEED'] ?? seedDefault);
const codeCount = 2000;
const rounds = { warmUp: 0, rounds: 1 };

console.log(`bench.test.ts: RATEDECK_SEED=${seed}`);

function expectReport(report: BenchReport, bench: string): void {
  expect(report.bench).toBe(bench);
  for (const budget of budgets.filter((one) => one.bench === bench)) {
    expect(report.metrics).toHaveProperty(budget.metric);
  }
  const peers = Object.values(report.peers).filter((peer) => !isNotRun(peer));
  for (const figure of [report.metrics, ...peers].flatMap((one) => Object.values(one))) {
    expect(figure).toBeGreaterThan(0);
  }
  expect(report.metrics['answersChecked']).toBeGreaterThan(0);
  expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  expect(reportText(report)).toContain(bench);
  expect(resultsPage([report])).toContain(`## ${bench}`);
}

describe('benchmarks at a tiny size', () => {
  test('lookup', async () => {
    const report = await benchLookup({ codeCount, numberCount: 500, seed, sql: false, rounds });
    expectReport(report, 'lookup');
    expect(Object.keys(report.peers)).toEqual([
      'digitTrie',
      'mapLongestFirst',
      'postgresPlainSql',
      'postgresBtreeAnyPrefix',
      'postgresPrefixGist',
    ]);
    expect(report.peers['postgresPrefixGist']).toEqual({ notRun: 'left out of this run' });
    expect(reportText(report)).toContain('not run: left out of this run');
  });

  test('rate', async () => {
    expectReport(await benchRate({ codeCount, eventCount: 500, seed, rounds }), 'rate');
  });

  test('compile', async () => {
    expectReport(await benchCompile({ codeCount, seed, isolated: false }), 'compile');
  });

  test('file, with the plain loop as the program under test', async () => {
    const product = (files: { deck: string; calls: string }, out: string): string[] => [
      ...benchProgram('peers/plain-file-rater'),
      'bytes',
      files.deck,
      files.calls,
      out,
    ];
    const report = await benchFile({ codeCount, eventCount: 3000, seed, product });
    expect(report.bench).toBe('file');
    expect(report.metrics).toHaveProperty('eventsPerSecond');
    expect(report.metrics['answersChecked']).toBe(1000);
  });

  test('file refuses a program that answers wrongly', async () => {
    const script = 'require("fs").writeFileSync(process.argv[1], "id,outcome\\nc0,rated\\n")';
    const product = (_files: unknown, out: string): string[] => ['-e', script, out];
    await expect(benchFile({ codeCount, eventCount: 1, seed, product })).rejects.toThrow(
      /event c0: /,
    );
  });
});

describe('peers and truth', () => {
  test('trie and Map find what a scan of all codes finds', () => {
    const random = createRandom(seed);
    const codes = randomCodes(codeCount, random);
    const numbers = randomNumbers(500, random);
    const trie = buildDigitTrie(codes);
    const map = buildPrefixMap(codes);
    for (let i = 0; i < numbers.count; i += 1) {
      const number = numberText(numbers, i);
      const expected = naiveLongestPrefix(codes, number);
      const digits = Uint8Array.from(number, Number);
      expect(lookupInTrie(trie, digits, digits.length)).toBe(expected);
      expect(lookupInMap(map, number)).toBe(expected);
    }
  });

  test('a different answer is an error that names it', () => {
    expect(() => assertSameAnswers('the trie', [1, 2], [1, 3])).toThrow(
      'the trie answered 2 for item 1, right is 3',
    );
    expect(() => assertSameAnswers('the trie', [1], [1, 3])).toThrow('1 answers, not 2');
  });

  test('amounts are written without trailing zeros', () => {
    const rows = [
      ['0', 0n],
      ['0.33', 330_000n],
      ['1', 1_000_000n],
      ['12.000001', 12_000_001n],
    ] as const;
    for (const [text, micros] of rows) {
      expect(microsText(micros)).toBe(text);
      expect(microsOf(text)).toBe(Number(micros));
    }
  });
});

test('the median of an even count is between the middle two', () => {
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(() => median([])).toThrow('no measurement');
});

test('sizes come from the environment', () => {
  expect(sizesFromEnvironment({})).toEqual({
    codeCount: 1_000_000,
    eventCount: 10_000_000,
    seed: seedDefault,
  });
  expect(sizesFromEnvironment({ RATEDECK_BENCH_CODES: '7' }).codeCount).toBe(7);
  expect(() => sizesFromEnvironment({ RATEDECK_BENCH_EVENTS: '-1' })).toThrow(
    'RATEDECK_BENCH_EVENTS is "-1": give a whole number above 0',
  );
});
