/**
 * `rate`: whole pricing of an event against a table with ten versions on a tenth of its codes. The
 * number is normalised from its text, the plan asked, code, version and profile chosen, the charge
 * worked out and rounded; printing is left out, for the engine and for its peers. All amounts of
 * engine and peers are equal, a sample is compared with the naive calculation.
 */

import {
  compile,
  type Rate,
  type RatedEvent,
  type Rater,
  type RatingEvent,
} from '@ratedeck/engine';
import { describeCodes, randomCodes, randomNumbers } from './codes.js';
import { csvAmounts, csvBlocks, rateCsvBlocks } from './csv-blocks.js';
import { bookOf, planName, randomDeck } from './deck.js';
import {
  EventPricer,
  findParties,
  Lookahead,
  PreparedEvent,
  readNumber,
} from './engine-internals.js';
import { type RoundsPlan, timeInTurns } from './measure.js';
import { assertSameAnswers } from './naive.js';
import { microsOf } from './naive-price.js';
import { checkSample, naiveSampleSize } from './naive-sample.js';
import { buildPlainRater, type PlainRater, plainPrice } from './peers/plain-pricing.js';
import { createRandom } from './random.js';
import { type BenchReport, describeLoad, describeMachine, roundMetrics } from './report.js';
import { durationText, randomTraffic, type Traffic } from './traffic.js';

export interface RateOptions {
  readonly codeCount: number;
  readonly eventCount: number;
  readonly seed: number;
  readonly rounds?: RoundsPlan;
}

/** Result objects are large: fewer of them a round. */
const objectCountMax = 50_000;

export async function benchRate(options: RateOptions): Promise<BenchReport> {
  const load = describeLoad();
  const random = createRandom(options.seed);
  const codes = randomCodes(options.codeCount, random);
  const rates = randomDeck(codes, 'history', random);
  const traffic = randomTraffic(randomNumbers(options.eventCount, random), random);
  const rater = compile(bookOf(rates));
  const plan = options.rounds ?? { warmUp: 2, rounds: 5 };
  const perSecond = measure(rater, rates, traffic, plan);
  checkSample(rater, rates, options.seed + 1);
  return {
    bench: 'rate',
    metrics: roundMetrics({
      eventsPerSecond: perSecond.engine,
      ratioToPlainTrie: perSecond.engine / perSecond.plainTrie,
      ratioToPlainMap: perSecond.engine / perSecond.plainMap,
      csvEventsPerSecond: perSecond.csv,
      objectEventsPerSecond: perSecond.objects,
      answersChecked: options.eventCount,
    }),
    peers: {
      plainTrieBigInt: roundMetrics({ eventsPerSecond: perSecond.plainTrie }),
      plainMapBigInt: roundMetrics({ eventsPerSecond: perSecond.plainMap }),
    },
    machine: describeMachine(),
    notes: [
      'Whole pricing, per core, one thread, nothing printed: number from its bytes (every second ' +
        'one with a +), plan, code, version, time profile, charge, rounding to 6 decimals.',
      `${rates.length} rates: ten versions on a tenth of the codes, on another tenth a second rate ` +
        'for peak hours in Europe/Vienna; five pairs of increments, some set-up fees.',
      describeCodes(codes),
      `Each round prices ${options.eventCount} events; median of ${plan.rounds} rounds after ` +
        `${plan.warmUp} of warm-up, in turns.`,
      'csvEventsPerSecond: bytes of CSV in memory to bytes of CSV, with reading and printing. ' +
        'objectEventsPerSecond: rater.rateBatch, event objects in, result objects out.',
      'The peers know that every code has a rate at all times and that the zone of the profile is ' +
        'an hour ahead of UTC.',
      `All amounts are equal; ${naiveSampleSize} events are compared with a scan of all rates.`,
      load,
      `Seed ${options.seed}.`,
    ],
  };
}

interface EventsPerSecond {
  readonly engine: number;
  readonly plainTrie: number;
  readonly plainMap: number;
  readonly csv: number;
  readonly objects: number;
}

function measure(
  rater: Rater,
  rates: readonly Rate[],
  traffic: Traffic,
  plan: RoundsPlan,
): EventsPerSecond {
  const { count } = traffic;
  const plain = buildPlainRater(rates);
  const amounts = new Float64Array(count);
  const trieAmounts = new Float64Array(count);
  const mapAmounts = new Float64Array(count);
  const numbers = numberTexts(traffic);
  const csv = csvBlocks(traffic);
  const objects = objectEvents(traffic);
  let csvOutput: Uint8Array[] = [];
  let objectResults: RatedEvent[] = [];
  const seconds = timeInTurns(
    [
      { name: 'engine', run: () => priceAll(rater, traffic, numbers, amounts) },
      { name: 'plainTrie', run: () => plainAll(plain, plain.byTrie, traffic, trieAmounts) },
      { name: 'plainMap', run: () => plainAll(plain, plain.byMap, traffic, mapAmounts) },
      {
        name: 'csv',
        run: () => {
          csvOutput = rateCsvBlocks(rater, csv, { plan: planName });
        },
      },
      {
        name: 'objects',
        run: () => {
          objectResults = rater.rateBatch(objects, { plan: planName });
        },
      },
    ],
    plan,
  );
  assertSameAnswers('the plain rater by trie', trieAmounts, mapAmounts);
  assertSameAnswers('the engine', amounts, mapAmounts);
  assertSameAnswers('the batch of CSV', csvAmounts(csvOutput), mapAmounts);
  assertSameAnswers(
    'the batch of objects',
    objectResults.map(({ amount }) => microsOf(amount)),
    mapAmounts.subarray(0, objects.length),
  );
  const perSecond = (name: string, events: number): number => events / seconds.get(name)!;
  return {
    engine: perSecond('engine', count),
    plainTrie: perSecond('plainTrie', count),
    plainMap: perSecond('plainMap', count),
    csv: perSecond('csv', count),
    objects: perSecond('objects', objects.length),
  };
}

/** Events that are looked ahead for together, as many as the batch takes. */
const blockSize = 64;

/**
 * The plan has a name and is looked up once; its entries are asked every event. Numbers are
 * normalised from their bytes and events come in blocks, as the batch has them.
 */
function priceAll(
  rater: Rater,
  traffic: Traffic,
  numbers: NumberTexts,
  amounts: Float64Array,
): void {
  const parties = findParties(rater.book, { plan: planName }, {});
  if (!('paying' in parties)) throw new Error(`the plan ${planName} is not in the book`);
  const pricer = new EventPricer(rater.book);
  const lookahead = new Lookahead(blockSize);
  const events = Array.from({ length: blockSize }, () => new PreparedEvent());
  const partiesOf = events.map(() => parties);
  const { bytes, ends } = numbers;
  let start = 0;
  for (let from = 0; from < traffic.count; from += blockSize) {
    const size = Math.min(blockSize, traffic.count - from);
    for (let i = 0; i < size; i += 1) {
      const event = events[i]!;
      const end = ends[from + i]!;
      event.toLength = readNumber(bytes, start, end, event.to);
      start = end;
      if (event.toLength === 0) throw new Error(`number ${traffic.to[from + i]} is none`);
      event.atMs = traffic.atMs[from + i]!;
      // The engine's integer of a voice volume is in thousandths of a second.
      event.volume = traffic.durationMs[from + i]!;
    }
    lookahead.run(events, partiesOf, size);
    for (let i = 0; i < size; i += 1) {
      pricer.price(events[i]!, parties, undefined);
      const { leg } = pricer.result;
      amounts[from + i] = leg.outcome === 'rated' && leg.wide === null ? leg.amount : -1;
    }
  }
}

/** Texts one after another in one buffer; each begins where the one before ends. */
interface NumberTexts {
  readonly bytes: Uint8Array;
  readonly ends: Uint32Array;
}

function numberTexts(traffic: Traffic): NumberTexts {
  const ends = new Uint32Array(traffic.count);
  let length = 0;
  traffic.to.forEach((text, i) => {
    length += text.length;
    ends[i] = length;
  });
  return { bytes: Buffer.from(traffic.to.join('')), ends };
}

function plainAll(
  plain: PlainRater,
  lookup: (number: string) => number,
  traffic: Traffic,
  amounts: Float64Array,
): void {
  for (let i = 0; i < traffic.count; i += 1) {
    const { to, atMs, durationMs } = traffic;
    amounts[i] = Number(plainPrice(plain, lookup, to[i]!, atMs[i]!, durationMs[i]!));
  }
}

function objectEvents(traffic: Traffic): RatingEvent[] {
  const count = Math.min(objectCountMax, traffic.count);
  return Array.from({ length: count }, (_, i) => ({
    to: traffic.to[i]!,
    at: traffic.atMs[i]!,
    volume: durationText(traffic.durationMs[i]!),
  }));
}
