/**
 * `lookup`: the longest prefix of random numbers among random codes, by the engine's index and by
 * its peers. The index, the trie and the `Map` answer the same numbers in turns and must agree on
 * every one; a sample is compared with a scan of all codes. One thread, so the figure is per core.
 */

import {
  describeCodes,
  type NumberBlock,
  numberStride,
  numberText,
  randomCodes,
  randomNumbers,
} from './codes.js';
import { randomDeck } from './deck.js';
import { CodeIndex } from './engine-internals.js';
import { type RoundsPlan, timeInTurns } from './measure.js';
import { assertSameAnswers, naiveLongestPrefix } from './naive.js';
import { buildDigitTrie, lookupInTrie } from './peers/digit-trie.js';
import { buildPrefixMap, lookupInMap } from './peers/prefix-map.js';
import { measureSqlPeers, sqlPeerNames } from './peers/sql-lookup.js';
import { createRandom } from './random.js';
import {
  type BenchReport,
  describeLoad,
  describeMachine,
  type Metrics,
  type NotRun,
  roundMetrics,
} from './report.js';
import { tableMemory } from './table-memory.js';

export interface LookupOptions {
  readonly codeCount: number;
  readonly numberCount: number;
  readonly seed: number;
  /** False leaves the SQL peers out, with a note. */
  readonly sql: boolean;
  readonly rounds?: RoundsPlan;
}

/** Enough for the slowest way that is still timed in batches, and quick to load. */
const sqlNumbersMax = 100_000;
const naiveSampleMax = 100;

export async function benchLookup(options: LookupOptions): Promise<BenchReport> {
  const load = describeLoad();
  const random = createRandom(options.seed);
  const codes = randomCodes(options.codeCount, random);
  const numbers = randomNumbers(options.numberCount, random);
  const plan = options.rounds ?? { warmUp: 2, rounds: 5 };
  const memory = measureInMemory(codes, numbers, plan);
  const sampleSize = Math.min(naiveSampleMax, numbers.count);
  checkSample(codes, numbers, memory.answers, sampleSize);
  const sql = await sqlPeers(options, codes, numbers, memory.answers);
  return {
    bench: 'lookup',
    metrics: roundMetrics({
      ...memory.metrics,
      ...bytesPerCode(codes, options.seed),
      answersChecked: numbers.count,
    }),
    peers: roundPeers({ ...memory.peers, ...sql.peers }),
    machine: describeMachine(),
    notes: [
      'Longest prefix, per core, one thread.',
      describeCodes(codes),
      `Each round answers ${numbers.count} numbers whose digits lie ready as bytes (strings for ` +
        `the Map); median of ${plan.rounds} rounds after ${plan.warmUp} of warm-up, in turns.`,
      `All answers of index, trie and Map are equal; ${sampleSize} are compared with a scan of ` +
        'all codes; the answers of each SQL peer are compared too.',
      'bytesPerCode: what a compiled table of one rate a code finds rates by, links to shorter ' +
        'codes included. bytesPerCodeWithRates: all of that table, with validity and prices. ' +
        'bytesPerRateWithHistory: all of a table with ten versions on a tenth of the codes and a ' +
        'second rate for peak hours on another tenth, by rate.',
      ...sql.notes,
      load,
      `Seed ${options.seed}.`,
    ],
  };
}

function bytesPerCode(codes: readonly string[], seed: number): Metrics {
  const world = tableMemory(randomDeck(codes, 'world', createRandom(seed + 1)));
  const historyRates = randomDeck(codes, 'history', createRandom(seed + 1));
  const history = tableMemory(historyRates);
  return {
    bytesPerCode: world.indexBytes / codes.length,
    bytesPerCodeWithRates: world.totalBytes / codes.length,
    bytesPerRateWithHistory: history.totalBytes / historyRates.length,
  };
}

interface InMemory {
  readonly metrics: Metrics;
  readonly peers: Record<string, Metrics>;
  readonly answers: Int32Array;
}

function measureInMemory(
  codes: readonly string[],
  numbers: NumberBlock,
  plan: RoundsPlan,
): InMemory {
  const index = new CodeIndex(codes);
  const block = { digits: numbers.digits, stride: numberStride, lengths: numbers.lengths };
  const trie = buildDigitTrie(codes);
  const map = buildPrefixMap(codes);
  const texts = Array.from({ length: numbers.count }, (_, i) => numberText(numbers, i));
  const answers = new Int32Array(numbers.count);
  const oneAnswers = new Int32Array(numbers.count);
  const trieAnswers = new Int32Array(numbers.count);
  const mapAnswers = new Int32Array(numbers.count);
  const seconds = timeInTurns(
    [
      {
        name: 'index',
        run: () => index.lookupMany(block, numbers.count, answers),
      },
      {
        name: 'index, one at a time',
        run: () => answerAll(numbers, oneAnswers, (digits, length) => index.lookup(digits, length)),
      },
      {
        name: 'trie',
        run: () =>
          answerAll(numbers, trieAnswers, (digits, length) => lookupInTrie(trie, digits, length)),
      },
      {
        name: 'map',
        run: () => {
          for (let i = 0; i < texts.length; i += 1) mapAnswers[i] = lookupInMap(map, texts[i]!);
        },
      },
    ],
    plan,
  );
  assertSameAnswers('the index', answers, mapAnswers);
  assertSameAnswers('the index, one at a time', oneAnswers, mapAnswers);
  assertSameAnswers('the trie', trieAnswers, mapAnswers);
  const perSecond = (name: string): number => numbers.count / seconds.get(name)!;
  return {
    metrics: {
      lookupsPerSecond: perSecond('index'),
      lookupsPerSecondOneAtATime: perSecond('index, one at a time'),
      ratioToTrie: perSecond('index') / perSecond('trie'),
      ratioToMap: perSecond('index') / perSecond('map'),
    },
    peers: {
      digitTrie: {
        lookupsPerSecond: perSecond('trie'),
        bytesPerCode: trie.nodes.byteLength / codes.length,
      },
      mapLongestFirst: { lookupsPerSecond: perSecond('map') },
    },
    answers,
  };
}

type Lookup = (digits: Uint8Array, length: number) => number;

/** The copy into one small array stands for what normalising leaves; index and trie both pay it. */
function answerAll(numbers: NumberBlock, answers: Int32Array, lookup: Lookup): void {
  const digits = new Uint8Array(numberStride);
  for (let i = 0; i < numbers.count; i += 1) {
    const start = i * numberStride;
    for (let at = 0; at < numberStride; at += 1) digits[at] = numbers.digits[start + at]!;
    answers[i] = lookup(digits, numbers.lengths[i]!);
  }
}

function checkSample(
  codes: readonly string[],
  numbers: NumberBlock,
  answers: Int32Array,
  size: number,
): void {
  const truth = Array.from({ length: size }, (_, i) =>
    naiveLongestPrefix(codes, numberText(numbers, i)),
  );
  assertSameAnswers('the index', answers.subarray(0, size), truth);
}

async function sqlPeers(
  options: LookupOptions,
  codes: readonly string[],
  numbers: NumberBlock,
  answers: Int32Array,
): Promise<{ peers: Record<string, Metrics | NotRun>; notes: string[] }> {
  if (!options.sql) {
    const notRun = 'left out of this run';
    return { peers: Object.fromEntries(sqlPeerNames.map((name) => [name, { notRun }])), notes: [] };
  }
  const count = Math.min(sqlNumbersMax, numbers.count);
  const texts = Array.from({ length: count }, (_, i) => numberText(numbers, i));
  return measureSqlPeers(codes, texts, (name, found) =>
    assertSameAnswers(name, found, answers.subarray(0, found.length)),
  );
}

function roundPeers(peers: Record<string, Metrics | NotRun>): Record<string, Metrics | NotRun> {
  const rounded = Object.entries(peers).map(([name, peer]) => [
    name,
    'notRun' in peer ? peer : roundMetrics(peer as Metrics),
  ]);
  return Object.fromEntries(rounded) as Record<string, Metrics | NotRun>;
}
