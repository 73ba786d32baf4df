/** Prices of events through the API, with the arithmetic beside. */

import { beforeAll, describe, expect, it } from 'vitest';
import { makePricedCompany, WEEKEND, WORKDAY } from '../../../test/support/priced-company.js';
import { type TestApi, testApi } from '../../../test/support/test-api.js';
import { databaseServers, embeddedServer } from '../../../test/support/test-database.js';
import { openDatabase } from '../../platform/db/database.js';
import { buildApp } from '../../platform/http/app.js';
import { product } from '../../product.js';
import { serveBy } from '../live-pricing/service.js';

const FIXED = '+43 1 5321234';
const MOBILE = '+43 660 1234567';
const FREEPHONE = '+43 800 123456';

const priceIn = (api: TestApi) => async (event: object) => {
  const { status, body } = await api.as('read-only').post('/rate', {
    event: { to: FIXED, at: WORKDAY, volume: 90, ...event },
  });
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
};

describe.each(databaseServers())('POST /rate on $name', (server) => {
  const api = testApi(server, { prices: true });
  const price = priceIn(api);
  beforeAll(async () => void (await makePricedCompany(api)));

  it.each([
    // 90 s are two minutes begun.
    { what: 'base on a workday: 2 x 0.30', event: {}, amount: '0.6', code: '43' },
    { what: 'the longer code: 2 x 0.60', event: { to: MOBILE }, amount: '1.2', code: '436' },
    // The weekend's table weighs more, so even its shorter code wins: 2 x 0.20.
    { what: 'the weekend', event: { at: WEEKEND }, amount: '0.4', code: '43' },
    { what: 'the weekend, mobile', event: { at: WEEKEND, to: MOBILE }, amount: '0.4', code: '43' },
    { what: 'what a heavier table frees', event: { to: FREEPHONE }, amount: '0', code: '43800' },
    {
      what: 'free at weekends too',
      event: { to: FREEPHONE, at: WEEKEND },
      amount: '0',
      code: '43800',
    },
  ])('prices by a plan of tables with weights: $what', async ({ event, amount, code }) => {
    const result = await price({ account: 'Stranger', ...event });
    expect(result).toMatchObject({ outcome: 'rated', currency: 'EUR', amount, code });
    expect(result.ratingPlan).toBe('Standard');
  });

  it('changes the plan at the midnight of its activation, to the millisecond', async () => {
    const at = (instant: string) => price({ account: 'Stranger', at: instant });
    // 2 x 0.30, then 2 x 9.00.
    expect(await at('2026-12-01T23:59:59.999Z')).toMatchObject({ amount: '0.6' });
    expect(await at('2026-12-02T00:00:00.000Z')).toMatchObject({ amount: '18' });
  });

  it('sets the cost of a carrier and the payout of a reseller beside the price', async () => {
    const result = await price({ account: 'Customer', carrier: 'Cheap' });
    expect(
      result.legs.map(({ role, account, amount, currency }: never) => [
        ...[role, account, amount, currency],
      ]),
    ).toEqual([
      ['customer', 'Customer', '0.6', 'EUR'],
      ['carrier', 'Cheap', '0.22', 'USD'],
      ['reseller', 'Reseller', '0.1', 'EUR'],
    ]);
    // 0.60 - 0.22 x 0.9 - 0.10 = 0.60 - 0.198 - 0.10
    expect(result.margin).toEqual({ amount: '0.302', currency: 'EUR' });
  });

  it('lets each customer pay the one above it', async () => {
    const result = await price({ account: 'Sub-customer' });
    expect(result).toMatchObject({ amount: '1.8', account: 'Sub-customer' });
    expect(result.legs.map(({ account, amount }: never) => [account, amount])).toEqual([
      ['Sub-customer', '1.8'], // 2 x 0.90
      ['Customer', '0.6'], // 2 x 0.30
      ['Reseller', '0.1'], // 2 x 0.05
    ]);
    expect(result.margin).toEqual({ amount: '0.5', currency: 'EUR' });
  });

  it('answers many in their order; what is wrong with one hides no other', async () => {
    const call = { to: FIXED, at: WORKDAY, volume: 60, account: 'Customer' };
    const events = [
      { ...call, id: 'good' },
      { ...call, to: 'no number' },
      { ...call, account: 'Nobody' },
      { ...call, to: '4990' },
      { ...call, account: 'Sub-customer', to: '43900' },
      { ...call, account: 'Cheap' },
      { ...call, volume: '60.5' },
    ];
    const { body } = await api.as('read-only').post('/rate', { events });
    expect(
      body.items.map(({ id, outcome, reason, amount }: never) => [
        ...[id, outcome, reason, amount],
      ]),
    ).toEqual([
      ['good', 'rated', null, '0.3'],
      [null, 'invalid_number', expect.stringContaining('1 to 32 digits'), null],
      [null, 'invalid_event', expect.stringContaining('"Nobody"'), null],
      [null, 'no_rate', 'no_code', null],
      [null, 'blocked', null, null],
      [null, 'rated', null, '0.11'],
      [null, 'rated', null, '0.6'],
    ]);
  });

  it('explains, and says nothing of places in memory', async () => {
    const event = { to: MOBILE, at: WORKDAY, volume: 90, account: 'Customer' };
    const { body } = await api.as('read-only').post('/rate', { event, explain: true });
    expect(body.explanation.normalisation).toContain('international by its +: 436601234567');
    expect(
      body.explanation.legs[0].candidates.map(({ code, verdict }: never) => [code, verdict]),
    ).toEqual([
      ['436', 'won'],
      ['43', 'not-a-candidate'], // the weekend's
      ['43', 'lost'],
    ]);
    expect(body.explanation.legs[0].exactTotal).toBe('1.2');
    expect(body.rate).toMatchObject({ price: '0.6', firstInterval: 60 });
    expect(JSON.stringify(body)).not.toContain('"index"');
  });

  it('wants one event or a list of them, and few when they are explained', async () => {
    const event = { to: FIXED, at: WORKDAY, volume: 60 };
    const send = (body: object) => api.as('read-only').post('/rate', body);
    expect((await send({})).body.faults).toMatchObject([{ path: 'body', code: 'one_of_two' }]);
    expect((await send({ event, events: [event] })).status).toBe(400);
    const many = Array.from({ length: 501 }, () => event);
    expect((await send({ events: many, explain: true })).body.faults).toMatchObject([
      { path: 'body.events', code: 'too_many' },
    ]);
    expect((await send({ events: many })).body.items).toHaveLength(501);
  });
});

/** The database of the server is closed, as it is when it is away; who calls is known. */
describe('prices without a database', () => {
  const api = testApi(embeddedServer(), { prices: true });

  it('are answered all the same', async () => {
    await makePricedCompany(api);
    const database = await openDatabase(api.config);
    serveBy(database, api.pricing);
    const now = () => new Date(WORKDAY);
    const headers = { authorization: `Bearer ${await api.keyOf('read-only')}` };
    const app = await buildApp({
      ...{ database, now, secureCookies: false, log: null },
      ...{ version: product.version, routes: product.routes, schemas: product.schemas },
      authenticator: product.authenticator(database, now, api.pricing.credentials),
    });
    // From here on the key is known.
    expect((await app.inject({ url: '/api/v1/session', headers })).statusCode).toBe(200);
    await database.close();
    const call = { to: FIXED, account: 'Customer' };
    const send = (url: string, payload: object) =>
      app.inject({ method: 'POST', url: `/api/v1${url}`, payload, headers });
    const list = await app.inject({ url: '/api/v1/accounts', headers });
    expect(list.statusCode).toBe(503);
    const rated = await send('/rate', { event: { ...call, at: WORKDAY, volume: 60 } });
    expect(rated.json()).toMatchObject({ amount: '0.3' });
    await app.close();
  });
});
