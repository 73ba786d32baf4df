/** Pages of lists against the plain meaning of filter and sort: each filter in each order. */

import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { testApi } from '../../../test/support/test-api.js';
import { databaseServers } from '../../../test/support/test-database.js';

interface Shown {
  readonly id: string;
  readonly code: string;
  readonly name: string | null;
  readonly price: string | null;
  readonly effectiveFrom: string | null;
  readonly validTo: string | null;
  readonly state: string;
  readonly tag: string | null;
}

const sorts = ['code', 'name', 'price', 'effectiveFrom', 'validTo'] as const;
type Sort = (typeof sorts)[number];
const at = '2026-07-15T00:00:00.000Z';

const isBefore = (one: string | null, other: string): boolean => one === null || one <= other;
const isPriced = ({ price }: Shown, from: number, to: number): boolean =>
  price !== null && Number(price) >= from && Number(price) <= to;

/** Each filter with what it means. */
const filters: readonly (readonly [string, (rate: Shown) => boolean])[] = [
  ['', ({ state }) => state !== 'stashed'],
  ...['current', 'future', 'ending', 'ended', 'blocked', 'stashed'].map(
    (state) => [`state=${state}`, (rate: Shown) => rate.state === state] as const,
  ),
  [`at=${at}`, (rate) => rate.state !== 'stashed' && isHeld(rate)],
  ['code=4', ({ state, code }) => state !== 'stashed' && code.startsWith('4')],
  ['search=north', ({ state, name }) => state !== 'stashed' && name === 'North'],
  ['name=North', ({ state, name }) => state !== 'stashed' && name === 'North'],
  ['name=Nowhere', () => false],
  ['state=ended&search=4', ({ state, code }) => state === 'ended' && code.startsWith('4')],
  ['tag=gold', ({ state, tag }) => state !== 'stashed' && tag === 'gold'],
  ['priceFrom=0.03', (rate) => rate.state !== 'stashed' && isPriced(rate, 0.03, 9)],
  ['priceTo=0.03', (rate) => rate.state !== 'stashed' && isPriced(rate, 0, 0.03)],
  ['state=current&priceTo=0.04', (rate) => rate.state === 'current' && isPriced(rate, 0, 0.04)],
  [`state=ended&at=${at}`, (rate) => rate.state === 'ended' && isHeld(rate)],
];

const isHeld = ({ effectiveFrom, validTo }: Shown): boolean =>
  isBefore(effectiveFrom, at) && (validTo === null || validTo > at);

function compare(sort: Sort, one: Shown, other: Shown): number {
  if (sort === 'price') return Number(one.price ?? -1) - Number(other.price ?? -1);
  const keyOf = (rate: Shown) => rate[sort] ?? (sort === 'validTo' ? '~' : '');
  return keyOf(one) < keyOf(other) ? -1 : Number(keyOf(one) > keyOf(other));
}

describe.each(databaseServers())('pages of rates on $name', (server) => {
  const api = testApi(server);
  let path = '';
  const all: Shown[] = [];

  beforeAll(async () => {
    const table = { name: 'Pages', scope: 'customer' };
    const id = (await api.as('rates').post('/rate-tables', table)).body.id;
    path = `/rate-tables/${id}/rates`;
    const add = (codes: string, fields: object) =>
      api.as('rates').post(path, { codes, price: '0.01', name: 'North', ...fields });
    await add('41, 42, 51', { effectiveFrom: null });
    await add('41, 52', { effectiveFrom: '2026-06-01', price: '0.03', name: 'South' });
    await add('41', { effectiveFrom: '2026-10-01', price: '0.10' });
    await add('42', { effectiveFrom: '2027-01-01', price: '0.02', tag: 'gold' });
    await add('43, 53', { effectiveFrom: '2026-03-01', effectiveTo: '2026-08-01', name: null });
    await add('44, 54', { effectiveTo: '2028-01-01', price: '0.05', tag: 'gold' });
    await add('45', { blocked: true, price: null, effectiveFrom: '2026-02-01' });
    await add('46, 56', { effectiveFrom: '2027-03-01', effectiveTo: '2027-09-01' });
    const { body } = await api.as('rates').get(`${path}?code=56`);
    await api.as('rates').post(`/rates/${body.items[0].id}/stash`);
    for (const query of ['?limit=500', '?limit=500&state=stashed']) {
      all.push(...(await api.as('rates').get(path + query)).body.items);
    }
    const stored = await api.database.read.row(sql<{ count: string }>`SELECT count(*) FROM rates`);
    expect(all).toHaveLength(Number(stored!.count));
  });

  it.each(filters)('with %j are what the filter means, in each order', async (query, isChosen) => {
    for (const sort of sorts) {
      for (const sign of [1, -1]) {
        const order = sign === 1 ? sort : `-${sort}`;
        const expected = all
          .filter(isChosen)
          .toSorted((a, b) => sign * (compare(sort, a, b) || Number(a.id) - Number(b.id)));
        const found: Shown[] = [];
        let cursor: string | null = null;
        do {
          const page = cursor === null ? '' : `&cursor=${cursor}`;
          const answer: { body: { items: Shown[]; nextCursor: string | null } } = await api
            .as('rates')
            .get(`${path}?${query}&sort=${order}&limit=2${page}`);
          found.push(...answer.body.items);
          cursor = answer.body.nextCursor;
        } while (cursor !== null);
        const idsOf = (rates: readonly Shown[]) => rates.map(({ id }) => id);
        expect(idsOf(found), `${query} ${order}`).toEqual(idsOf(expected));
      }
    }
  });
});
