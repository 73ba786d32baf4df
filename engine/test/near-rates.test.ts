/**
 * What explanations say is nearest to an event without a rate: examples, and over random books the
 * near codes against those that a look at every rate finds.
 *
 * `RATEDECK_SEED` is the seed of the first book, `RATEDECK_BOOKS` the count.
 */

import { describe, expect, it } from 'vitest';
import type { Book, Rate } from '../src/book/book.js';
import type { NearRate } from '../src/event/event.js';
import { compile } from '../src/index.js';
import { generateCall } from './generate-event.js';
import { generateBook } from './generators.js';

const SEED = Number(process.env['RATEDECK_SEED'] ?? 20_261_127);
const BOOKS = Number(process.env['RATEDECK_BOOKS'] ?? 60);
const CALLS = 20;
const AT = '2026-11-21T12:00:00Z';

function nearestOf(book: Book, to: string, more: object = {}): readonly NearRate[] {
  const { table = 'T', ...event } = more as { table?: string };
  const call = { to, at: AT, volume: 60, ...event };
  return compile(book).explain(call, 'plan' in more ? {} : { table }).legs[0]!.nearest;
}

const shortly = ({ code, sharedDigits, reason }: NearRate) => `${code} ${sharedDigits} ${reason}`;

const tableOf = (rates: readonly Rate[]): Book => ({
  book: 1,
  timeProfiles: [{ name: 'Night', windows: [{ weekdays: [6], from: '22:00', to: '06:00' }] }],
  rateTables: [{ name: 'T', rates }],
});

const codesOf = (...codes: string[]): Book => tableOf(codes.map((code) => ({ code, price: '1' })));

describe('what is nearest to a number without a rate', () => {
  it.each<[string, readonly string[], string, readonly string[]]>([
    [
      'codes that share most digits',
      ['43660', '43664', '4367', '49'],
      '4366912',
      ['43660', '43664'],
    ],
    ['the shortest first', ['4312', '431', '43', '44'], '4999', ['43', '44', '431', '4312']],
    ['codes that are longer than the number', ['4366', '4367', '9'], '43', ['4366', '4367']],
    [
      'at most five of them',
      ['1', '21', '22', '23', '24', '25', '26'],
      '29',
      ['21', '22', '23', '24', '25'],
    ],
    ['nothing when nothing is shared', ['43', '44'], '1204', []],
    [
      'codes of more digits than have a place',
      ['436601234567890123', '49'],
      '43661',
      ['436601234567890123'],
    ],
  ])('says %s', (_, codes, number, expected) => {
    expect(nearestOf(codesOf(...codes), number).map(({ code }) => code)).toEqual(expected);
  });

  it('tells how far a code leads, and its name', () => {
    const book = tableOf([{ code: '43664', name: 'Austria mobile', price: '1', sourceCode: '49' }]);
    expect(nearestOf(book, '+43 660 1234567')).toEqual([
      {
        ...{ rateTable: 'T', code: '43664', codeName: 'Austria mobile', service: 'voice' },
        ...{ sharedDigits: 4, reason: 'no_code', sourceCode: '49', numberLength: null },
        ...{ timeProfile: null, tag: null, effectiveFrom: null, effectiveTo: null },
        blocked: false,
      },
    ]);
  });

  it('says of codes that fit what the rate asks for, the nearest first', () => {
    const book = tableOf([
      { code: '431', price: '1', effectiveFrom: '2027-01-01' },
      { code: '431', price: '1', tag: 'gold' },
      { code: '43', price: '1', effectiveTo: '2026-01-01' },
      { code: '43', price: '1', service: 'sms' },
      { code: '43', price: '1', stashed: true },
      { code: '4', price: '1', numberLength: { max: 6 } },
      { code: '4', price: '1', timeProfile: 'Night' },
      { code: '43124', price: '1' },
      { code: '43129', price: '1' },
    ]);
    expect(nearestOf(book, '4312345').map(shortly)).toEqual([
      ...['431 3 not_yet_effective', '431 3 tag', '43 2 expired', '43 2 stashed', '43 2 service'],
      ...['43124 4 no_code', '43129 4 no_code'],
    ]);
    expect(nearestOf(book, '4319').map(shortly)).not.toContain('43124 3 no_code');
  });

  it('shows the version that comes, or that ended', () => {
    const book = tableOf([
      { code: '43', price: '1', effectiveTo: '2026-01-01' },
      { code: '44', price: '1', effectiveFrom: '2027-01-01' },
      { code: '44', price: '2', effectiveFrom: '2028-01-01' },
    ]);
    expect(nearestOf(book, '431')).toMatchObject([{ effectiveTo: '2026-01-01T00:00:00Z' }]);
    expect(nearestOf(book, '441')).toMatchObject([{ effectiveFrom: '2027-01-01T00:00:00Z' }]);
  });

  it('names the timing of an entry that does not hold', () => {
    const book: Book = {
      ...codesOf('43'),
      ratingPlans: [{ name: 'P', entries: [{ rateTable: 'T', timing: 'Night' }] }],
    };
    expect(nearestOf(book, '431', { plan: 'P' })).toMatchObject([
      { code: '43', reason: 'time_profile', timeProfile: 'Night' },
    ]);
  });

  it('is nothing where there is a rate, or where it is blocked', () => {
    const book = tableOf([
      { code: '43', blocked: true },
      { code: '4', price: '1' },
    ]);
    expect(nearestOf(book, '431')).toEqual([]);
    expect(nearestOf(book, '441')).toEqual([]);
  });
});

const sharedBy = (code: string, number: string): number => {
  let shared = 0;
  while (shared < code.length && code[shared] === number[shared]) shared += 1;
  return shared;
};

/** The codes of a table and those above it that have a rate in force, whatever else it asks for. */
function servedCodes(book: Book, name: string, service: string, atMs: number): string[] {
  const table = book.rateTables!.find((each) => each.name === name)!;
  const latest = new Map<string, Rate>();
  for (const rate of table.rates ?? []) {
    if (rate.stashed === true || (rate.service ?? table.service ?? 'voice') !== service) continue;
    if (beginsAt(rate) > atMs) continue;
    const { code, sourceCode, numberLength, timeProfile, tag } = rate;
    const length = numberLength && [numberLength.min ?? 1, numberLength.max ?? 32];
    const identity = JSON.stringify([code, sourceCode, length, timeProfile, tag]);
    const before = latest.get(identity);
    if (before === undefined || beginsAt(rate) > beginsAt(before)) latest.set(identity, rate);
  }
  const served = [...latest.values()].filter(
    ({ effectiveTo }) => effectiveTo === undefined || Date.parse(effectiveTo) > atMs,
  );
  const above = table.parent === undefined ? [] : servedCodes(book, table.parent, service, atMs);
  return [...served.map(({ code }) => code), ...above];
}

const beginsAt = ({ effectiveFrom }: Rate): number =>
  effectiveFrom === undefined ? Number.NEGATIVE_INFINITY : Date.parse(effectiveFrom);

function nearCodes(codes: readonly string[], number: string, fits: number): string[] {
  const most = Math.max(
    1,
    ...codes.map((code) => (number.startsWith(code) ? 0 : sharedBy(code, number))),
  );
  const near = codes.filter((code) => !number.startsWith(code) && sharedBy(code, number) === most);
  if (most <= fits) return [];
  return [...new Set(near)].sort((a, b) => a.length - b.length || (a < b ? -1 : 1)).slice(0, 5);
}

describe(`near codes of random books, seed ${SEED}`, () => {
  it('are those that a look at every rate finds', { timeout: 60_000 + BOOKS * 500 }, () => {
    let nearCount = 0;
    for (let seed = SEED; seed < SEED + BOOKS; seed += 1) {
      const generated = generateBook(seed);
      const { book, stock } = generated;
      const rater = compile(book);
      for (let index = 0; index < CALLS; index += 1) {
        const { at, service = 'voice', tag } = generateCall(generated).event;
        const atMs = typeof at === 'number' ? at : Date.parse(at);
        if (Number.isNaN(atMs)) continue;
        const table = stock.random.pick(book.rateTables!).name;
        const leading = stock.random.pick(stock.numbers).slice(0, stock.random.between(1, 12));
        const to = leading + stock.random.digits(stock.random.between(0, 9));
        const event = { to, at, service, volume: 1, ...(tag !== undefined && { tag }), table };
        const [leg] = rater.explain(event).legs;
        if (leg?.leg.outcome !== 'no_rate') continue;
        const near = leg.nearest.filter(({ reason }) => reason === 'no_code');
        const fits = leg.nearest.find(({ reason }) => reason !== 'no_code')?.code ?? '';
        const expected = nearCodes(servedCodes(book, table, service, atMs), to, fits.length);
        expect(
          near.map(({ code }) => code),
          `RATEDECK_SEED=${seed} ${JSON.stringify(event)}`,
        ).toEqual(expected);
        nearCount += near.length;
      }
    }
    if (BOOKS >= 50) expect(nearCount).toBeGreaterThan(100);
  });
});
