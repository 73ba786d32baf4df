/**
 * One price, whoever asks: `/rate`, `/simulations` and `/authorizations` say of random calls what the
 * library says of the exported book, and the longest call that is allowed is just what the balance pays.
 *
 * `RATEDECK_SEED` replays a run, `RATEDECK_PRICED_EVENTS` is the number of calls.
 */

import {
  compareMoney,
  compile,
  type RatedEvent,
  type Rater,
  type RatingEvent,
} from '@ratedeck/engine';
import { beforeAll, describe, expect, it } from 'vitest';
import { pick, randomFrom } from './fuzz/random-value.js';
import { makePricedCompany, type PricedIds } from './support/priced-company.js';
import { testApi } from './support/test-api.js';
import { embeddedServer } from './support/test-database.js';

const seed = Number(process.env['RATEDECK_SEED'] ?? Date.now() % 1_000_000_000);
const eventCount = Number(process.env['RATEDECK_PRICED_EVENTS'] ?? 300);
const BATCH = 1_000;

const random = randomFrom(seed);
const below = (limit: number): number => Math.floor(random() * limit);

const INSTANTS = [
  ...['2026-12-01T10:00:00.000Z', '2026-11-28T10:00:00.000Z', '2026-11-27T23:59:59.999Z'],
  ...['2026-12-01T23:59:59.999Z', '2026-12-02T00:00:00.000Z', '2019-01-01T00:00:00.000Z'],
];
const CUSTOMERS = ['Customer', 'Sub-customer', 'Stranger'];
const CARRIERS = ['Cheap', 'Dear', 'Elsewhere'];

function randomCall(): RatingEvent & { readonly account: string } {
  const code = pick(random, ['43', '436', '43800', '43900', '1', '49', '+43 (6', 'x']);
  return {
    to: `${code}${below(1_000_000)}`,
    at: pick(random, INSTANTS),
    volume: below(400),
    account: pick(random, CUSTOMERS),
    ...(below(2) === 0 && { carrier: pick(random, CARRIERS) }),
  };
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

describe(`prices of random calls (seed ${seed})`, { timeout: 600_000 }, () => {
  const api = testApi(embeddedServer(), { prices: true });
  let ids: PricedIds;
  let rater: Rater;
  const events = Array.from({ length: eventCount }, randomCall);

  beforeAll(async () => {
    ids = await makePricedCompany(api);
    rater = compile((await api.as('admin').get('/book')).body);
  });
  const send = async (path: string, body: object) => {
    const answer = await api.as('read-only').post(path, body);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return answer.body;
  };
  const told = (event: object) => `RATEDECK_SEED=${seed}: ${JSON.stringify(event)}`;

  it('are those of the exported book, event by event', async () => {
    for (let start = 0; start < events.length; start += BATCH) {
      const batch = events.slice(start, start + BATCH);
      const { items } = await send('/rate', { events: batch });
      for (const [index, event] of batch.entries()) {
        expect(items[index], told(event)).toEqual(shown(rater.rate(event)));
      }
    }
    expect(events.filter((event) => rater.rate(event).outcome === 'rated').length).toBeGreaterThan(
      events.length / 4,
    );
  });

  it('are those of simulations', async () => {
    for (const event of events.slice(0, eventCount / 3)) {
      const { to, at, volume, account } = event;
      const request = { to, at, volume, accountId: ids.accounts.get(account), carriers: 'all' };
      const { items } = await send('/simulations', request);
      const own = rater.rate({ to, at, volume, account });
      const { outcome, rateTable, code, billedVolume, amount, currency } = own;
      const expected = { outcome, rateTable, code, billedVolume, amount, currency };
      expect(items[0], told(event)).toMatchObject(expected);
      for (const item of items.slice(1)) {
        const both = rater.rate({ to, at, volume, account, carrier: item.carrier.name });
        const leg = both.legs.find(({ role }) => role === 'carrier');
        expect([item.amount, item.margin], told(event)).toEqual([leg?.amount ?? null, both.margin]);
      }
    }
  });

  it('are what authorizations hold a balance against', async () => {
    for (const event of events.slice(0, eventCount / 3)) {
      const { to, at, account } = event;
      const balance = `${below(3)}.${below(10)}`;
      const answer = await send('/authorizations', { to, at, account, balance });
      const minute = rater.rate({ to, at, account, volume: 60 });
      const isAllowed = minute.outcome === 'rated' && answer.maxVolume !== 0;
      expect([answer.allowed, answer.legs.length], told(event)).toEqual([
        ...[isAllowed, minute.legs.length],
      ]);
      if (!isAllowed) continue;
      const costs = (volume: number) => rater.rate({ to, at, account, volume }).legs[0]!.amount!;
      expect(compareMoney(costs(answer.maxVolume), balance), told(event)).toBeLessThanOrEqual(0);
      if (answer.maxVolume === 86_400) continue;
      expect(compareMoney(costs(answer.maxVolume + 1), balance), told(event)).toBe(1);
    }
  });
});
