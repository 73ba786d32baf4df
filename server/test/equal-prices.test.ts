/**
 * One price, whoever asks: `/rate`, `/simulations`, `/authorizations` and `ratedeck rate` say of random
 * calls what the library says of the exported book, and the longest call that is allowed is just what
 * the balance pays. The books are those by which the engine is judged, as a server can hold them.
 *
 * `RATEDECK_SEED` is the seed of the first book (each next book has the next seed), `RATEDECK_BOOKS`
 * their number, `RATEDECK_PRICED_EVENTS` the number of calls of all of them.
 */

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Book,
  compareMoney,
  compile,
  type RatedEvent,
  type Rater,
  type RatingEvent,
} from '@ratedeck/engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateCall } from '../../engine/test/generate-event.js';
import { type GeneratedBook, generateBook } from '../../engine/test/generators.js';
import { Random } from '../../engine/test/random.js';
import { makeFolder, removeFolder, runRatedeck } from '../../test/cli/run-ratedeck.js';
import { storableBook } from './support/storable-book.js';
import { testApi } from './support/test-api.js';
import { embeddedServer } from './support/test-database.js';

const firstSeed = Number(process.env['RATEDECK_SEED'] ?? Date.now() % 1_000_000_000);
const bookCount = Number(process.env['RATEDECK_BOOKS'] ?? 3);
const eventCount = Math.ceil(Number(process.env['RATEDECK_PRICED_EVENTS'] ?? 300) / bookCount);
const seeds = Array.from({ length: bookCount }, (_, index) => firstSeed + index);
const BATCH = 1_000;
let ratedCount = 0;

const VOLUME = /^[0-9]{1,16}([.][0-9]{1,3})?$/;

/** A call as it can be asked of a server: what is no event at all refuses a whole request. */
function askable({ id: _, volume, at, to, ...call }: RatingEvent): RatingEvent | null {
  const atMs = typeof at === 'number' ? at : Date.parse(at);
  const isEvent = !Number.isNaN(atMs) && VOLUME.test(String(volume)) && to !== '';
  return isEvent ? { ...call, to, volume, at: new Date(atMs).toISOString() } : null;
}

function calls(generated: GeneratedBook, count: number): RatingEvent[] {
  const found: RatingEvent[] = [];
  while (found.length < count) {
    const { event, options } = generateCall(generated);
    const isNamed = event.plan !== undefined || event.table !== undefined;
    const call = askable({ ...event, ...(!isNamed && options.plan && { plan: options.plan }) });
    if (call !== null) found.push(call);
  }
  return found;
}

/** The place of a rate in a table is another one in another table. */
function shown({ rate, legs, ...result }: RatedEvent) {
  const without = (used: RatedEvent['rate']) => {
    if (used === null) return null;
    const { index: _, ...values } = used;
    return values;
  };
  return {
    ...result,
    rate: without(rate),
    legs: legs.map((leg) => ({ ...leg, rate: without(leg.rate) })),
  };
}

/** What a result is made of, whatever the order of its fields. */
const amountsOf = ({ outcome, reason, code, amount, margin, legs }: RatedEvent) => [
  ...[outcome, reason, code, amount, margin?.amount],
  ...legs.map((leg) => [leg.role, leg.account, leg.outcome, leg.reason, leg.amount, leg.gross]),
];

describe.each(seeds)(
  'prices of random calls (RATEDECK_SEED=%i RATEDECK_BOOKS=1)',
  (seed) => {
    const api = testApi(embeddedServer(), { prices: true });
    const generated = generateBook(seed);
    const book: Book = storableBook(generated.book);
    const events = calls({ ...generated, book }, eventCount);
    const random = new Random(seed);
    let exported: Book;
    let rater: Rater;
    let folder = '';
    let accounts: ReadonlyMap<string, string>;
    let trunks: ReadonlyMap<string, string>;
    let plans: ReadonlyMap<string, string>;

    const idsOf = async (noun: string): Promise<Map<string, string>> => {
      const { items } = (await api.as('admin').get(`/${noun}?limit=500`)).body;
      return new Map(items.map(({ name, id }: { name: string; id: string }) => [name, id]));
    };
    beforeAll(async () => {
      const imported = await api.as('admin').post('/book', book);
      expect(imported.status, JSON.stringify(imported.body)).toBe(200);
      await api.pricing.catchUp();
      exported = (await api.as('admin').get('/book')).body;
      rater = compile(exported);
      accounts = await idsOf('accounts');
      trunks = await idsOf('trunks');
      plans = await idsOf('rating-plans');
      folder = await makeFolder();
    });
    afterAll(() => removeFolder(folder));
    const send = async (path: string, body: object) => {
      const answer = await api.as('read-only').post(path, body);
      expect(answer.status, JSON.stringify({ body, answer: answer.body })).toBe(200);
      return answer.body;
    };
    const told = (event: object) => JSON.stringify(event);

    it('by the exported book are those of the book that was stored', () => {
      const stored = compile(book);
      for (const event of events) {
        const price = rater.rate(event);
        expect(amountsOf(price), told(event)).toEqual(amountsOf(stored.rate(event)));
        if (price.outcome === 'rated') ratedCount += 1;
      }
    });

    it('by /rate are those of the exported book', async () => {
      for (let start = 0; start < events.length; start += BATCH) {
        const batch = events.slice(start, start + BATCH);
        const { items } = await send('/rate', { events: batch });
        for (const [index, event] of batch.entries()) {
          expect(items[index], told(event)).toEqual(shown(rater.rate(event)));
        }
      }
    });

    it('by ratedeck rate are those of the server', async () => {
      const [bookFile, callsFile, out] = ['book.json', 'calls.jsonl', 'out.jsonl'].map((name) =>
        join(folder, name),
      ) as [string, string, string];
      await writeFile(bookFile, JSON.stringify(exported));
      await writeFile(callsFile, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
      const files = ['--book', bookFile, '--calls', callsFile, '--out', out];
      const { stderr } = await runRatedeck(['rate', ...files, '--quiet', '--threads', '1']);
      expect(stderr).toBe('');
      const lines = (await readFile(out, 'utf8')).trimEnd().split('\n');
      expect(lines).toHaveLength(events.length);
      const { items } = await send('/rate', { events: events.slice(0, 10_000) });
      for (const [index, line] of lines.entries()) {
        // A file says in which line something is wrong.
        const text = line.replace(/"line [0-9]+: /g, '"');
        expect(shown(JSON.parse(text)), told(events[index]!)).toEqual(items[index]);
      }
    });

    /** The id by which a simulation is asked, and what the library is asked in its place. */
    function simulated({ account = '', trunk = '', plan = '', table }: RatingEvent) {
      if (table !== undefined) return null;
      if (plans.has(plan)) {
        return {
          by: { plan },
          options: {},
          ids: { ratingPlanIds: [plans.get(plan)] },
          pays: false,
        };
      }
      const owner = book.trunks!.find(({ name }) => name === trunk)?.account ?? '';
      const isCarrier = book.accounts!.some(
        ({ name, kind }) => name === owner && kind === 'carrier',
      );
      if (trunks.has(trunk)) {
        const options = isCarrier ? { carrier: owner } : {};
        return { by: { trunk }, options, ids: { trunkId: trunks.get(trunk) }, pays: !isCarrier };
      }
      if (trunk !== '' || !accounts.has(account)) return null;
      return {
        by: { account },
        options: {},
        ids: { accountId: accounts.get(account) },
        pays: true,
      };
    }

    it('by simulations are those of the exported book, with carriers beside', async () => {
      for (const event of events) {
        const { to, at, volume, from, service, tag } = event;
        const asked = simulated(event);
        if (asked === null) continue;
        const call = JSON.parse(JSON.stringify({ to, at, volume, from, service, tag }));
        const { by, options, ids, pays } = asked;
        const { items } = await send('/simulations', { ...call, ...ids, carriers: 'all' });
        const own = rater.rate({ ...call, ...by }, options);
        const { outcome, reason, rateTable, code, billedVolume, amount, currency } = own;
        const expected = { outcome, reason, rateTable, code, billedVolume, amount, currency };
        expect(items[0], told(event)).toMatchObject(expected);
        if (!pays) continue;
        for (const item of items.slice(1)) {
          const both = rater.rate({ ...call, ...by, carrier: item.carrier.name });
          const leg = both.legs.find(({ role }) => role === 'carrier');
          expect([item.amount, item.margin], told(event)).toEqual([
            leg?.amount ?? null,
            both.margin,
          ]);
        }
      }
    });

    it('by authorizations are what a balance is held against', async () => {
      for (const event of events) {
        const { carrier: _c, device: _d, table, plan, volume: _v, account, trunk, ...call } = event;
        if (table !== undefined || plan !== undefined) continue;
        const party = trunk === undefined ? { account: account! } : { trunk };
        const balance = `${random.between(0, 3)}.${random.between(0, 9)}`;
        const answer = await send('/authorizations', { ...call, ...party, balance });
        const volume = { voice: 60, sms: 1, data: 1_048_576 }[call.service ?? 'voice'];
        const start = rater.rate({ ...call, ...party, volume });
        if (answer.reason === 'not_a_customer' || answer.reason?.startsWith('unknown_')) continue;
        const isRated = start.outcome === 'rated';
        const isAllowed = isRated && answer.maxVolume !== 0;
        expect(answer.reason, told(event)).toBe(
          isAllowed ? null : isRated ? 'no_balance' : start.outcome,
        );
        expect(answer.legs, told(event)).toEqual(shown(start).legs);
        if (!isAllowed) continue;
        const costs = (asked: number) =>
          rater.rate({ ...call, ...party, volume: asked }).legs[0]!.amount!;
        expect(compareMoney(costs(answer.maxVolume), balance), told(event)).toBeLessThanOrEqual(0);
        const most = { voice: 86_400, sms: 100_000, data: 2 ** 40 }[call.service ?? 'voice'];
        if (answer.maxVolume === most) continue;
        expect(compareMoney(costs(answer.maxVolume + 1), balance), told(event)).toBe(1);
      }
    });
  },
  600_000,
);

it('random calls meet rates', () => {
  // What nothing prices is equal by any mistake; a book or two may hold little that does.
  const least = bookCount < 3 ? 0 : (eventCount * bookCount) / 20;
  expect(ratedCount).toBeGreaterThanOrEqual(least);
});
