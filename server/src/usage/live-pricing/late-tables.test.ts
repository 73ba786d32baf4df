/**
 * States of pricing while a large table is read as a whole: what has nothing to do with it goes on, and
 * nothing is seen half.
 */

import { openRater } from '@ratedeck/engine';
import { beforeAll, expect, it } from 'vitest';
import { type Answer, testApi } from '../../../test/support/test-api.js';
import { embeddedServer } from '../../../test/support/test-database.js';
import { readChanges } from '../../platform/db/change-feed.js';
import { requestMassEdit } from '../../tariffs/mass-edits/service.js';
import { buildTable, nextState, type PricingState } from './pricing-state.js';
import type { BuiltTable } from './table-step.js';

const AT = '2026-11-26T12:00:00Z';
const LIMITS = { smallTableMax: 2, layerToBuild: 3, layerMax: 4 };
const api = testApi(embeddedServer());

let state: PricingState | null = null;
const asked = new Set<string>();
let built: BuiltTable[] = [];
const tables: Record<string, string> = {};

const done = ({ status, body }: Answer): Answer['body'] => {
  expect(status, JSON.stringify(body)).toBeLessThan(300);
  return body;
};
const inSnapshot = <Result>(work: Parameters<typeof api.database.transaction<Result>>[0]) =>
  api.database.transaction(work, { isolation: 'repeatable read' });

/** What is asked of the builder is not built before `build`. */
async function look(): Promise<void> {
  const builder = { ask: (id: string) => void asked.add(id), built: () => built };
  state = await inSnapshot(async (db) => {
    const reading = await readChanges(db, state?.snapshot ?? null);
    return nextState(db, state, reading, { builder, limits: LIMITS });
  });
  built = built.filter(({ state: { id } }) => !state!.isWhole && id !== '');
}

async function build(): Promise<void> {
  for (const id of asked) {
    const table = await inSnapshot((db) => buildTable(db, id));
    if (table !== null) built.push(table);
  }
  asked.clear();
}

/** Prices of a minute by table; null: none. */
function prices(): Record<string, string | null> {
  const rater = openRater(state!.compiled);
  return Object.fromEntries(
    state!.configuration.book.rateTables.map((table) => {
      const name = String(table['name']);
      const rated = rater.rate({ to: '4311', at: AT, volume: 60 }, { table: name });
      return [name, rated.amount === null ? null : String(rated.amount)];
    }),
  );
}

const setTo = (price: string) =>
  ({ filter: {}, action: 'edit', inPlace: true, price: { set: price } }) as const;

const setPrice = (table: string, price: string) =>
  api.as('rates').post(`/rate-tables/${tables[table]}/mass-edits`, setTo(price)).then(done);

beforeAll(async () => {
  for (const [name, codes] of Object.entries({
    Large: '43,44,45,46,47,48',
    Vast: '43,44,45,46,47,48',
    Small: '43',
    Tiny: '43',
  })) {
    const rates = api.as('rates');
    tables[name] = done(await rates.post('/rate-tables', { name, scope: 'customer' })).id;
    const effectiveFrom = '2020-01-01T00:00:00Z';
    const added = { codes, price: '1', effectiveFrom };
    done(await rates.post(`/rate-tables/${tables[name]}/rates`, added));
  }
  await look();
});

it('goes on with other tables while one is read as a whole', async () => {
  expect(prices()).toMatchObject({ Large: '1', Vast: '1', Small: '1', Tiny: '1' });
  const { snapshot } = state!;
  await setPrice('Large', '2');
  await setPrice('Small', '2');
  await look();
  expect(prices()).toMatchObject({ Large: '1', Small: '2' });
  expect(state).toMatchObject({ isWhole: false, snapshot });
  expect([...asked]).toEqual([tables['Large']]);
  await build();
  await setPrice('Small', '3');
  await look();
  expect(prices()).toMatchObject({ Large: '2', Small: '3' });
  expect(state!.isWhole).toBe(true);
  expect(state!.snapshot).not.toBe(snapshot);
});

/** In one transaction, as special rates and books change several tables. */
const setPrices = (names: readonly string[], price: number) =>
  api.database.transaction(async (db) => {
    const { operatorId: accountId } = api;
    const who = { kind: 'system', id: null, name: 'test', role: 'admin' } as const;
    const call = {
      ...{ db, now: AT, requestId: null, ip: null, expectedVersions: null },
      signal: new AbortController().signal,
      principal: { ...who, accountId, isOperator: true },
    };
    for (const name of names) await requestMassEdit(call, tables[name]!, setTo(String(price)));
  });

it('shows nothing of a transaction that a late table is part of', async () => {
  await setPrices(['Large', 'Small'], 5);
  await setPrices(['Small', 'Tiny'], 6);
  await setPrices(['Vast'], 7);
  const change = { taxRate: '20' };
  done(await api.as('rates').patch(`/rate-tables/${tables['Vast']}`, change));
  await look();
  expect(prices()).toMatchObject({ Large: '2', Small: '3', Tiny: '1', Vast: '1' });
  await build();
  await setPrices(['Vast'], 8);
  await look();
  expect(prices()).toMatchObject({ Large: '5', Small: '6', Tiny: '6' });
  while (!state!.isWhole) {
    await build();
    await look();
  }
  expect(prices()).toEqual({ Large: '5', Small: '6', Tiny: '6', Vast: '8' });
});

it('holds what is made by a configuration that waits', async () => {
  const rates = api.as('rates');
  const windows = [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }];
  done(await rates.patch(`/rate-tables/${tables['Large']}`, { defaults: { setupFee: '1' } }));
  const profile = done(await rates.post('/time-profiles', { name: 'Always', windows }));
  const added = { codes: '431', price: '9', timeProfileId: profile.id };
  const effectiveFrom = '2020-01-01T00:00:00Z';
  done(await rates.post(`/rate-tables/${tables['Small']}/rates`, { ...added, effectiveFrom }));
  await setPrice('Tiny', '10');
  await look();
  expect(prices()).toMatchObject({ Large: '5', Small: '6', Tiny: '10' });
  expect([...asked]).toEqual([tables['Large']]);
  await build();
  await look();
  expect(prices()).toMatchObject({ Large: '6', Small: '9', Tiny: '10' });
  expect(state!.isWhole).toBe(true);
});

it('reads a table anew while a growing number of codes lies over it', async () => {
  const { items } = done(await api.as('rates').get(`/rate-tables/${tables['Vast']}/rates`));
  const rateIds = (items as { id: string }[]).slice(0, 4).map(({ id }) => id);
  const edit = { rateIds, action: 'edit', inPlace: true, price: { set: '30' } };
  done(await api.as('rates').post(`/rate-tables/${tables['Vast']}/mass-edits`, edit));
  const sinceOf = () => state!.tables.find(({ id }) => id === tables['Vast'])!.wholeSince;
  const before = sinceOf();
  await look();
  expect(prices()).toMatchObject({ Vast: '30' });
  expect(state!.isWhole).toBe(true);
  expect(sinceOf()).toBe(before);
  expect([...asked]).toEqual([tables['Vast']]);
  await build();
  await look();
  expect(prices()).toMatchObject({ Vast: '30' });
  expect(sinceOf()).not.toBe(before);
  expect(state!.isWhole).toBe(true);
});
