/**
 * Live pricing, on each database: after random changes through the API it prices as the book does that
 * the same database exports.
 *
 * `RATEDECK_SEED` replays a run; `npm run soak` makes ten times as many changes.
 */

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { compile, type RatedEvent, type RatingEvent } from '@ratedeck/engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, testApi } from '../../../test/support/test-api.js';
import { databaseServers } from '../../../test/support/test-database.js';
import { type LivePricing, startLivePricing } from './service.js';
import { PRICING_LIMITS } from './table-step.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const seed = Number(process.env['RATEDECK_SEED'] ?? Date.now() % 1_000_000_000);
const isSoak = process.env['RATEDECK_SOAK'] === '1';
const STEPS = isSoak ? 400 : 40;
const SWAPS = isSoak ? 1000 : 20;
const LIMIT_MS = isSoak ? 1_200_000 : 120_000;
const CALLS = 30;
/** As if every table had millions of rates. */
const LARGE_TABLES = { smallTableMax: 0, layerToBuild: 2, layerMax: 4 };
const ALWAYS = '2020-01-01T00:00:00Z';

function randomsOf(start: number): (below: number) => number {
  let state = start >>> 0;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x6d2b79f5) >>> 0;
    return Math.floor(((state ^ (state >>> 13)) >>> 0) % below);
  };
}

/** What is money, and what it is called; the place of a rate in its list is another one. */
function shown({ rate: _, legs, ...result }: RatedEvent) {
  return { ...result, legs: legs.map(({ rate, ...leg }) => ({ ...leg, price: rate?.price })) };
}

const kinds = databaseServers().flatMap((server) => [
  { ...server, server, how: 'tables read at once', limits: PRICING_LIMITS },
  { ...server, server, how: 'every table read beside the rest', limits: LARGE_TABLES },
]);

describe.each(kinds)('live pricing on $name, $how', ({ server, limits }) => {
  const api = testApi(server);
  let live: LivePricing;

  beforeAll(async () => {
    live = startLivePricing(api.config, { here: true, limits });
    await live.catchUp();
  });
  afterAll(() => live.stop());

  const done = (answer: Answer): Answer => {
    // A random change may be refused, but not for want of its address.
    expect([404, 405, 500], JSON.stringify(answer.body)).not.toContain(answer.status);
    return answer;
  };
  const rates = () => api.as('rates');

  it(
    'prices as the exported book does, change after change',
    async () => {
      const random = randomsOf(seed);
      const pick = <Item>(items: readonly Item[]): Item => items[random(items.length)]!;
      const profile = {
        name: 'Peak',
        windows: [{ weekdays: [1, 2, 3], from: '08:00', to: '20:00' }],
      };
      const profileId = done(await rates().post('/time-profiles', profile)).body.id;
      const deckId = done(await rates().post('/code-decks', { name: 'Names' })).body.id;
      const tables: string[] = [];
      for (const name of ['Base', 'Child', 'Other']) {
        const parentId = name === 'Child' ? tables[0] : undefined;
        const table = { name, scope: 'customer', codeDeckId: deckId, parentId };
        tables.push(done(await rates().post('/rate-tables', table)).body.id);
      }
      const account = { name: 'Acme', kind: 'customer', currency: 'USD' };
      const accountId = done(await api.as('finance').post('/accounts', account)).body.id;
      const entries = () =>
        tables.map((rateTableId) => ({ rateTableId, weight: pick([5, 10, 10]) })).slice(random(3));
      const plan = { name: 'Plan', currency: 'USD', entries: entries() };
      const planId = done(await rates().post('/rating-plans', plan)).body.id;
      const assign = (activatesAt: string) => {
        const given = pick([{ ratingPlanId: planId }, { rateTableId: pick(tables) }]);
        return api.as('admin').post('/assignments', { accountId, ...given, activatesAt });
      };
      expect((await assign('2026-11-20T00:00:00Z')).status).toBe(201);
      const code = () => `4${random(2)}${random(2) === 0 ? '' : random(6)}`;
      const price = () => `0.${String(random(10_000)).padStart(4, '0')}`;
      const someRate = async (): Promise<{ id: string } | undefined> => {
        const list = await rates().get(`/rate-tables/${pick(tables)}/rates?limit=200`);
        return list.body.items.length === 0 ? undefined : pick(list.body.items);
      };
      const changes: (() => Promise<unknown>)[] = [
        async () => {
          const rate = {
            ...{ codes: code(), price: price(), service: pick(['voice', 'voice', 'sms']) },
            effectiveFrom: pick([ALWAYS, ALWAYS, '2026-11-25T00:00:00Z', undefined]),
            ...(random(4) === 0 && { timeProfileId: profileId }),
            ...(random(4) === 0 && { tag: 'gold' }),
            ...(random(6) === 0 && { name: `Own ${random(3)}` }),
            ...(random(9) === 0 && { blocked: true, price: null }),
          };
          return done(await rates().post(`/rate-tables/${pick(tables)}/rates`, rate));
        },
        async () => {
          const rate = await someRate();
          return rate && done(await rates().patch(`/rates/${rate.id}`, { price: price() }));
        },
        async () => {
          const rate = await someRate();
          return rate && done(await rates().post(`/rates/${rate.id}/stash`, {}));
        },
        async () => {
          const rate = await someRate();
          return rate && done(await rates().delete(`/rates/${rate.id}`));
        },
        async () => {
          const edit = { filter: {}, action: 'edit', price: { raisePercent: '7' }, decimals: 4 };
          return done(await rates().post(`/rate-tables/${pick(tables)}/mass-edits`, edit));
        },
        async () => {
          const edit = pick([
            { defaults: { setupFee: price() } },
            { rounding: { decimals: random(6), mode: 'up' } },
            { name: `Table ${random(1000)}` },
          ]);
          return done(await rates().patch(`/rate-tables/${pick(tables)}`, edit));
        },
        async () => {
          const codes = [{ code: code(), name: `Place ${random(5)}` }];
          return done(await rates().put(`/code-decks/${deckId}/codes`, { codes }));
        },
        async () => {
          const edit = { entries: entries(), precedence: pick(['weight', 'prefix']) };
          return done(await rates().patch(`/rating-plans/${planId}`, edit));
        },
        async () => {
          return done(await assign(`2026-11-${20 + random(8)}T00:00:00Z`));
        },
        async () => {
          const windows = [{ weekdays: [1 + random(7)], from: '08:00', to: '20:00' }];
          return done(await rates().patch(`/time-profiles/${profileId}`, { windows }));
        },
      ];
      const call = (): RatingEvent => ({
        to: `${code()}${random(100_000)}`,
        at: pick(['2026-11-23T09:00:00Z', '2026-11-24T22:00:00Z', '2026-11-26T12:00:00Z']),
        volume: random(300),
        service: pick(['voice', 'voice', 'voice', 'sms']),
        ...(random(3) === 0 && { tag: 'gold' }),
      });
      let ratedCount = 0;
      for (let step = 0; step < STEPS; step += 1) {
        // The first ones fill the tables.
        await (step < 12 ? changes[0]! : pick([...changes, changes[0]!, changes[1]!]))();
        await live.catchUp();
        const book = (await api.as('admin').get('/book')).body;
        const exported = compile(book);
        const { rater } = live.current();
        for (let i = 0; i < CALLS; i += 1) {
          const options = pick([
            { table: pick(book.rateTables as { name: string }[]).name },
            { plan: 'Plan' },
            {},
          ]);
          const event = {
            ...call(),
            ...(Object.keys(options).length === 0 && { account: 'Acme' }),
          };
          if (rater.rate(event, options).outcome === 'rated') ratedCount += 1;
          const told = `RATEDECK_SEED=${seed}, step ${step}: ${JSON.stringify({ event, options })}`;
          expect(shown(rater.rate(event, options)), told).toEqual(
            shown(exported.rate(event, options)),
          );
        }
      }
      // How many depends on the seed; without any the test would say nothing.
      expect(ratedCount).toBeGreaterThan((STEPS * CALLS) / 40);
    },
    LIMIT_MS,
  );

  it(
    'lets go of the states before',
    async () => {
      const table = { name: 'Edited', scope: 'customer' };
      const id = done(await rates().post('/rate-tables', table)).body.id;
      const states: WeakRef<object>[] = [];
      for (let count = 0; count < SWAPS; count += 1) {
        const rate = { codes: '44', price: `0.${count + 10}`, effectiveFrom: ALWAYS };
        if (count === 0) done(await rates().post(`/rate-tables/${id}/rates`, rate));
        else
          done(
            await rates().patch(`/rate-tables/${id}`, {
              taxRate: `0.${String(count).padStart(4, '0')}`,
            }),
          );
        await live.catchUp();
        const { rater } = live.current();
        expect(states.at(-1)?.deref() === rater).toBe(false);
        states.push(new WeakRef(rater));
      }
      // What a turn of the loop has looked at lives until the turn ends.
      await new Promise((resolve) => setImmediate(resolve));
      collect();
      expect(states.filter((state) => state.deref() !== undefined)).toHaveLength(1);
    },
    LIMIT_MS,
  );
});
