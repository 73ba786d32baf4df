/**
 * The engine against the naive reference over random books, and what must hold of any price.
 *
 * `RATEDECK_SEED` is the seed of the first book (each next book has the next seed),
 * `RATEDECK_BOOKS` and `RATEDECK_EVENTS` are the counts. A failure prints the seed of its book and
 * a book that was made small: `RATEDECK_SEED=123 RATEDECK_BOOKS=1` runs it again.
 */

import { describe, expect, test } from 'vitest';

import type { Book } from '../src/book/book.js';
import type { Leg, RatedEvent } from '../src/event/event.js';
import { compile, normalize, type Rater } from '../src/index.js';
import { type GeneratedCall, generateCall } from './generate-event.js';
import { generateBook } from './generators.js';
import { Random } from './random.js';
import {
  add,
  compare,
  multiply,
  parseDecimal,
  subtract,
  toDecimal,
  ZERO,
} from './reference/fraction.js';
import { referenceNormalize } from './reference/reference-number.js';
import { referenceMaxVolume, referenceRate } from './reference/reference-rater.js';
import { shrinkBook } from './shrink-book.js';

const SEED = Number(process.env['RATEDECK_SEED'] ?? 20_261_121);
const BOOKS = Number(process.env['RATEDECK_BOOKS'] ?? 300);
const EVENTS = Number(process.env['RATEDECK_EVENTS'] ?? 40);
const TIMEOUT_MS = 60_000 + BOOKS * EVENTS * 60;

/** Sentences are free; only that an invalid event has one counts. */
function comparable(result: RatedEvent): RatedEvent {
  const plain = <T extends Leg>(leg: T): T =>
    leg.outcome === 'invalid_event' || leg.outcome === 'invalid_number'
      ? { ...leg, reason: leg.reason ? 'a sentence' : leg.reason }
      : leg;
  return { ...plain(result), legs: result.legs.map(plain) };
}

function ratedBy(book: Book, { event, options }: GeneratedCall): RatedEvent {
  return comparable(compile(book).rate(event, options));
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}

function referenceOf(book: Book, { event, options }: GeneratedCall): RatedEvent {
  return comparable(referenceRate(book, event, options));
}

function report(seed: number, book: Book, call: GeneratedCall): string {
  const small = shrinkBook(book, (smaller) => {
    return !isSame(ratedBy(smaller, call), referenceOf(smaller, call));
  });
  return [
    `RATEDECK_SEED=${seed} RATEDECK_BOOKS=1`,
    `book ${JSON.stringify(small)}`,
    `call ${JSON.stringify(call)}`,
    `engine    ${JSON.stringify(ratedBy(small, call))}`,
    `reference ${JSON.stringify(referenceOf(small, call))}`,
  ].join('\n');
}

/** Runs a check for each of some random books, with a few of its calls. */
function forBooks(
  share: number,
  callCount: number,
  check: (rater: Rater, book: Book, calls: GeneratedCall[], seed: number) => void,
): void {
  const count = Math.max(1, Math.ceil(BOOKS * share));
  for (let index = 0; index < count; index += 1) {
    const seed = SEED + index;
    const generated = generateBook(seed);
    const calls = Array.from({ length: callCount }, () => generateCall(generated));
    check(compile(generated.book), generated.book, calls, seed);
  }
}

function told(seed: number, call: GeneratedCall): string {
  return `RATEDECK_SEED=${seed} RATEDECK_BOOKS=1 ${JSON.stringify(call)}`;
}

describe('the engine is the reference', () => {
  test(
    'rate',
    () => {
      const outcomes = new Map<string, number>();
      forBooks(1, EVENTS, (rater, book, calls, seed) => {
        for (const call of calls) {
          const engine = comparable(rater.rate(call.event, call.options));
          const reference = referenceOf(book, call);
          if (!isSame(engine, reference)) expect.fail(report(seed, book, call));
          const { outcome, reason } = reference;
          const key = outcome === 'no_rate' ? `${outcome} ${reason}` : outcome;
          outcomes.set(key, (outcomes.get(key) ?? 0) + 1);
        }
      });
      if (process.env['RATEDECK_VERBOSE'] !== undefined) console.log(SEED, outcomes);
      // A generator that hits nothing would agree with anything.
      if (BOOKS >= 100) expect(outcomes.size).toBeGreaterThanOrEqual(12);
    },
    TIMEOUT_MS,
  );

  test(
    'rateBatch and explain give what rate gives',
    () => {
      forBooks(0.3, 10, (rater, _book, calls, seed) => {
        const events = calls.map(({ event }) => event);
        const { options } = calls[0]!;
        const single = events.map((event) => rater.rate(event, options));
        expect(rater.rateBatch(events, options), `seed ${seed}`).toEqual(single);
        const explained = events.map((event) => rater.explain(event, options).result);
        expect(explained, `seed ${seed}`).toEqual(single);
      });
    },
    TIMEOUT_MS,
  );

  test(
    'maxVolume',
    () => {
      forBooks(0.1, 2, (rater, book, calls, seed) => {
        for (const call of calls) {
          const options = { ...call.options, volumeMax: 200 };
          for (const balance of ['0', '0.07', '1.5', '20000']) {
            const engine = rater.maxVolume(call.event, balance, options);
            const reference = referenceMaxVolume(book, call.event, balance, options);
            const at = `balance ${balance} ${told(seed, call)}`;
            expect(engine.volume, at).toBe(reference.volume);
            expect(engine.outcome, at).toBe(reference.outcome);
          }
        }
      });
    },
    TIMEOUT_MS,
  );
});

describe('what holds of any price', () => {
  const isRated = (result: RatedEvent) => result.outcome === 'rated';

  test(
    'the charge never falls when the volume grows',
    () => {
      forBooks(0.3, 10, (rater, _book, calls, seed) => {
        for (const call of calls) {
          const steps = [0, 1, 2, 5, 6, 7, 25, 30, 31, 60, 61, 90, 121, 300];
          let before = ZERO;
          for (const volume of steps) {
            const result = rater.rate({ ...call.event, volume }, call.options);
            if (!isRated(result)) continue;
            const amount = parseDecimal(result.amount!);
            expect(compare(before, amount), `${told(seed, call)} ${volume}`).toBeLessThanOrEqual(0);
            before = amount;
          }
        }
      });
    },
    TIMEOUT_MS,
  );

  test(
    'maxVolume is the last volume that the balance pays for',
    () => {
      const volumesMax = { voice: 86_400, sms: 100_000, data: 1_099_511_627_776 };
      forBooks(0.3, 5, (rater, _book, calls, seed) => {
        for (const call of calls) {
          const service = call.event.service ?? 'voice';
          const amountOf = (volume: number) =>
            parseDecimal(rater.rate({ ...call.event, volume }, call.options).amount!);
          for (const balance of ['0', '0.5', '12.345', '100000']) {
            const { volume, outcome } = rater.maxVolume(call.event, balance, call.options);
            expect(volume === null, told(seed, call)).toBe(outcome !== 'rated');
            if (volume === null) continue;
            const limit = parseDecimal(balance);
            const at = `balance ${balance} volume ${volume} ${told(seed, call)}`;
            expect(compare(amountOf(volume), limit), at).toBeLessThanOrEqual(0);
            if (volume === volumesMax[service]) continue;
            expect(compare(amountOf(volume + 1), limit), at).toBe(1);
          }
        }
      });
    },
    TIMEOUT_MS,
  );

  test(
    'net and tax make the gross, and the legs make the margin',
    () => {
      forBooks(0.5, 20, (rater, _book, calls, seed) => {
        for (const call of calls) {
          const { legs, margin } = rater.rate(call.event, call.options);
          for (const leg of legs) {
            if (leg.outcome !== 'rated') continue;
            const sum = add(parseDecimal(leg.net!), parseDecimal(leg.tax!));
            expect(toDecimal(sum), told(seed, call)).toBe(leg.gross);
          }
          if (margin === null) continue;
          if (legs.some((leg) => leg.currency !== margin.currency)) continue;
          const customers = legs.filter(({ role }) => role === 'customer');
          const costs = legs.filter(({ role }) => role !== 'customer');
          let total = parseDecimal(customers.at(-1)!.net!);
          for (const { net } of costs) total = subtract(total, parseDecimal(net!));
          expect(toDecimal(total), told(seed, call)).toBe(margin.amount);
        }
      });
    },
    TIMEOUT_MS,
  );

  test(
    'the order of rates in a table never matters',
    () => {
      forBooks(0.3, 20, (rater, book, calls, seed) => {
        const random = new Random(seed);
        const places = new Map<string, number[]>();
        const rateTables = (book.rateTables ?? []).map((table) => {
          const order = random.shuffle((table.rates ?? []).map((_, index) => index));
          places.set(table.name, order);
          return { ...table, rates: order.map((index) => table.rates![index]!) };
        });
        const shuffled = compile({ ...book, rateTables });
        const back = <T extends Leg>(leg: T): T => {
          if (leg.rate === null) return leg;
          const index = places.get(leg.rateTable!)![leg.rate.index]!;
          return { ...leg, rate: { ...leg.rate, index } };
        };
        for (const call of calls) {
          const result = shuffled.rate(call.event, call.options);
          const restored = { ...back(result), legs: result.legs.map(back) };
          expect(restored, told(seed, call)).toEqual(rater.rate(call.event, call.options));
        }
      });
    },
    TIMEOUT_MS,
  );

  test(
    'a fee and a price that are all a hundred times as high make a hundred times the total',
    () => {
      const random = new Random(SEED);
      for (let index = 0; index < 300; index += 1) {
        const cents = (scale: number) => ({
          price: String(7 * scale),
          setupFee: String(3 * scale),
        });
        const table = { rounding: { decimals: 10, mode: 'down' } } as const;
        const volume = random.between(1, 600);
        const [small, large] = [1, 100].map((scale) => {
          const rates = [{ code: '', ...cents(scale), firstInterval: 30, nextInterval: 6 }];
          const rater = compile({ book: 1, rateTables: [{ name: 'T', ...table, rates }] });
          return rater.rate({ to: '44', at: 0, volume, table: 'T' });
        });
        const expected = multiply(parseDecimal(small!.amount!), parseDecimal('100'));
        expect(large!.amount, `volume ${volume}`).toBe(toDecimal(expected));
      }
    },
    TIMEOUT_MS,
  );
});

describe('normalising', () => {
  const random = new Random(SEED);
  const pieces = [
    '+',
    '0',
    '00',
    '1',
    '43',
    ' ',
    '-',
    '.',
    '(',
    ')',
    '/',
    '\t',
    '\u00a0',
    'x',
    '#',
  ];

  test(`any text, seed ${SEED}`, () => {
    for (let index = 0; index < 3000; index += 1) {
      let text = '';
      const count = random.between(0, 12);
      for (let piece = 0; piece < count; piece += 1) {
        text += random.chance(50) ? random.digits(random.between(1, 4)) : random.pick(pieces);
      }
      const rules = {
        ...(random.chance(40) ? { techPrefix: random.pick(['99', '0', '1#', '+']) } : {}),
        ...(random.chance(60)
          ? {
              numberRules: [
                { strip: random.pick(['0', '00', '']), add: random.pick(['', '1']) },
                { strip: '1', numberLength: { min: random.between(1, 9) } },
              ],
            }
          : {}),
      };
      const once = normalize(text, rules);
      expect(once, JSON.stringify({ text, rules })).toBe(referenceNormalize(text, rules));
      if (once !== null) expect(normalize(once), JSON.stringify(text)).toBe(once);
    }
  });
});
