/**
 * What a user of a customer sees and changes, on every route of the product and on each database: its
 * own things, and read-only the tables and plans that price its accounts. Whatever is others' is
 * called "Hidden" here or has a price of its own, and none of these may come in any answer.
 */

import { beforeAll, describe, expect, it } from 'vitest';
import type { Route } from '../../src/platform/http/route.js';
import { product } from '../../src/product.js';
import {
  HIDDEN,
  HIDDEN_BELOW,
  type Ids,
  idsOf,
  makeHiddenCompany,
} from '../support/hidden-company.js';
import { type Answer, type TestApi, testApi } from '../support/test-api.js';
import { databaseServers } from '../support/test-database.js';
import { goodRequests, makeCompany } from './good-requests.js';

const nameOf = ({ method, path }: Route) => `${method} ${path}`;
const namesOf = ({ body }: Answer): string[] =>
  body.items.map(({ name }: { name: string }) => name).sort();

/** Whatever addresses a thing by an id, with each id that there is. */
const LISTS = [
  ...['accounts', 'trunks', 'rate-tables', 'rating-plans', 'assignments', 'special-rates'],
  ...['change-sets', 'audit', 'users', 'api-keys', 'time-profiles', 'categories'],
];

async function everyId(api: TestApi): Promise<string[]> {
  const ids = new Set<string>();
  for (const list of LISTS) {
    const { body, status } = await api.as('admin').get(`/${list}?limit=200`);
    if (status !== 200) throw new Error(`${list}: ${JSON.stringify(body)}`);
    for (const { id } of body.items) ids.add(id);
  }
  for (const id of Object.values(await idsOf(api, 'rate-tables'))) {
    const { body } = await api.as('admin').get(`/rate-tables/${id}/rates?limit=200`);
    for (const rate of body.items) ids.add(rate.id);
  }
  return [...ids];
}

describe.each(databaseServers())('what is assigned, on $name', (server) => {
  const api = testApi(server);
  let accounts: Ids = {};
  let tables: Ids = {};
  let plans: Ids = {};

  beforeAll(async () => {
    await makeHiddenCompany(api);
    accounts = await idsOf(api, 'accounts');
    tables = await idsOf(api, 'rate-tables');
    plans = await idsOf(api, 'rating-plans');
    const special = { name: 'Hidden special', codes: '48', price: '0.2' };
    const made = await api
      .as('admin')
      .post('/special-rates', { ...special, rateTableId: tables['Shared base'] });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    const user = { login: 'hidden', name: 'Hidden user', role: 'read-only' };
    expect((await api.as('admin').post('/users', user)).status).toBe(201);
  });

  const middle = () => api.as('admin', accounts['Middle']);
  const below = () => api.as('admin', accounts['Below']);

  it('is listed with what is own, and nothing of others', async () => {
    expect(namesOf(await middle().get('/rate-tables'))).toEqual([
      ...['For below', 'Middle draft', 'Shared base', 'Shared weekend', 'Upper'],
    ]);
    expect(namesOf(await middle().get('/rating-plans'))).toEqual(['Plan for below', 'Shared plan']);
    expect(namesOf(await below().get('/rate-tables'))).toEqual(['For below']);
    expect(namesOf(await below().get('/rating-plans'))).toEqual(['Plan for below']);
    expect(namesOf(await api.as('admin').get('/rating-plans'))).toContain('Hidden plan');
  });

  it('is counted as far as it is of the own accounts', async () => {
    const plan = `/rating-plans/${plans['Shared plan']}`;
    expect((await middle().get(plan)).body).toMatchObject({ assignmentCount: 1 });
    expect((await api.as('admin').get(plan)).body).toMatchObject({ assignmentCount: 2 });
    const table = `/rate-tables/${tables['Shared base']}`;
    expect((await middle().get(table)).body).toMatchObject({ planCount: 1, stashedCount: 0 });
    expect((await api.as('admin').get(table)).body).toMatchObject({
      planCount: 2,
      stashedCount: 1,
    });
  });

  it('shows the rates that price, of a parent those that no nearer table has', async () => {
    const ratesOf = async (name: string, query = '') => {
      const { body } = await middle().get(`/rate-tables/${tables[name]}/rates${query}`);
      return body.items.map(({ code, price }: Record<string, string>) => `${code} ${price}`);
    };
    expect(await ratesOf('Upper')).toEqual(['49 0.222001']);
    expect(await ratesOf('Shared base')).toEqual(['43 0.111001', '48 0.2']);
    expect(await ratesOf('Shared base', '?state=stashed')).toEqual([]);
    const own = await api.as('admin').get(`/rate-tables/${tables['Upper']}/rates`);
    expect(own.body.items).toHaveLength(2);
    for (const { id, price } of own.body.items) {
      const isSeen = price === '0.222001';
      expect((await middle().get(`/rates/${id}`)).status).toBe(isSeen ? 200 : 404);
      expect((await middle().get(`/rates/${id}/versions`)).status).toBe(isSeen ? 200 : 404);
      expect((await below().get(`/rates/${id}`)).status).toBe(404);
    }
  });

  it('is changed by its owner alone, which the refusal says', async () => {
    const table = `/rate-tables/${tables['Shared base']}`;
    const [rate] = (await middle().get(`${table}/rates`)).body.items;
    const plan = `/rating-plans/${plans['Shared plan']}`;
    const refused = [
      await middle().patch(table, { name: 'Mine' }),
      await middle().delete(table),
      await middle().post(`${table}/rates`, { codes: '44', price: '1' }),
      await middle().patch(`/rates/${rate.id}`, { price: '1' }),
      await middle().delete(`/rates/${rate.id}`),
      await middle().post(`/rates/${rate.id}/stash`),
      await middle().post('/special-rates', {
        ...{ rateTableId: tables['Shared base'], name: 'Mine', codes: '44', price: '1' },
      }),
      await middle().patch(plan, { name: 'Mine' }),
      await middle().delete(plan),
      await middle().post(`${plan}/copies`, { name: 'Mine' }),
    ];
    for (const { status, body } of refused) {
      expect(status, JSON.stringify(body)).toBe(403);
      expect(body.detail).toContain('assigned to you');
    }
  });

  it('is all that comes of others, by any route that reads', async () => {
    const ids = await everyId(api);
    const found: string[] = [];
    for (const [caller, hidden] of [
      [middle(), HIDDEN],
      [below(), HIDDEN_BELOW],
    ] as const) {
      for (const route of product.routes) {
        if (route.method !== 'GET') continue;
        const paths = route.path.includes(':')
          ? ids.map((id) => route.path.replace(/:[A-Za-z]+/g, id))
          : [route.path, `${route.path}?limit=200`, `${route.path}?search=Hidden`];
        for (const path of paths) {
          const { body, status } = await caller.get(path);
          if (status >= 500) found.push(`${path}: ${status}`);
          const text = typeof body === 'string' ? body : JSON.stringify({ ...body, instance: '' });
          const seen = hidden.filter((marker) => text.includes(marker));
          if (seen.length > 0) found.push(`${nameOf(route)} ${path}: ${seen.join(', ')}`);
        }
      }
    }
    expect(found).toEqual([]);
  }, 120_000);

  it('is never a way to change what is others', async () => {
    const company = await makeCompany(api);
    const taken: string[] = [];
    const named = new Set(Object.values(company));
    for (const route of product.routes) {
      const request = goodRequests[nameOf(route)]?.(company);
      const path =
        request?.path ?? (route.path.includes(':') ? route.path.replace(/:[A-Za-z]+/g, '1') : null);
      if (path === null || ['read', 'file'].includes(route.kind) || route.method === 'GET')
        continue;
      const refers = Object.entries(request?.body ?? {}).some(
        ([field, value]) => field.endsWith('Id') && named.has(String(value)),
      );
      if (!path.split('/').some((part) => named.has(part)) && !refers) continue;
      const send = middle();
      const { status, body } = await (route.method === 'POST'
        ? send.post(path, request?.body)
        : route.method === 'PATCH'
          ? send.patch(path, request?.body ?? {})
          : route.method === 'PUT'
            ? send.put(path, request?.body)
            : send.delete(path));
      const isRefused = [400, 403, 404].includes(status);
      const text = JSON.stringify({ ...body, instance: '' });
      const seen = HIDDEN.filter((marker) => text.includes(marker));
      if (!isRefused || seen.length > 0) taken.push(`${nameOf(route)}: ${status} ${text}`);
    }
    expect(taken).toEqual([]);
  });

  it('is seen no more when it is not assigned any more', async () => {
    const { body } = await api.as('admin').get(`/assignments?accountId=${accounts['Middle']}`);
    expect((await api.as('admin').delete(`/assignments/${body.items[0].id}`)).status).toBe(204);
    expect(namesOf(await middle().get('/rate-tables'))).toEqual(['For below', 'Middle draft']);
    const gone = await middle().get(`/rating-plans/${plans['Shared plan']}`);
    expect(gone.status).toBe(404);
  });
});
