/** Simulations through the API, with the arithmetic beside. */

import { beforeAll, describe, expect, it } from 'vitest';
import {
  makePricedCompany,
  type PricedIds,
  WORKDAY,
} from '../../../test/support/priced-company.js';
import { testApi } from '../../../test/support/test-api.js';
import { databaseServers } from '../../../test/support/test-database.js';

interface Item {
  readonly [field: string]: unknown;
  readonly ratingPlan?: { readonly name: string };
  readonly carrier?: { readonly name: string };
}

describe.each(databaseServers())('POST /simulations on $name', (server) => {
  const api = testApi(server, { prices: true });
  let ids: PricedIds;
  beforeAll(async () => {
    ids = await makePricedCompany(api);
  });

  const simulate = async (request: object) => {
    const body = { to: '+43 1 5321234', at: WORKDAY, volume: 90, ...request };
    const answer = await api.as('read-only').post('/simulations', body);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return answer.body;
  };
  const account = (name: string) => ids.accounts.get(name)!;

  it('asks every plan; one without a rate hides no other', async () => {
    const { number, volume, items } = await simulate({ to: '+44 20 7946', ratingPlanIds: 'all' });
    expect({ number, volume }).toEqual({ number: '44207946', volume: 90 });
    expect(items).toMatchObject([
      { ratingPlan: { name: 'Luxury' }, outcome: 'rated', amount: '18', currency: 'EUR' }, // 2 x 9
      { ratingPlan: { name: 'Standard' }, outcome: 'no_rate', reason: 'no_code', amount: null },
    ]);
  });

  it('says what is nearest where there is no rate, for plans and carriers, explained or not', async () => {
    const request = { to: '+4', ratingPlanIds: [ids.plans.get('Luxury')], carriers: 'all' };
    for (const explain of [false, true]) {
      const { items } = await simulate({ ...request, explain });
      expect(items[0]).not.toHaveProperty('nearest');
      expect(items.slice(1).map(({ carrier, nearest }: Item) => [carrier?.name, nearest])).toEqual([
        ['Cheap', [expect.objectContaining({ code: '43', codeName: 'Austria', sharedDigits: 1 })]],
        ['Dear', [expect.objectContaining({ rateTable: 'Dear', reason: 'no_code' })]],
        ['Elsewhere', []],
      ]);
    }
    const { items } = await simulate({ to: '+44 20', ratingPlanIds: [ids.plans.get('Standard')] });
    expect(items[0].nearest).toMatchObject([
      { code: '43', codeName: 'Austria', rateTable: 'Base', sharedDigits: 1, reason: 'no_code' },
      { code: '436', codeName: 'Austria mobile', rateTable: 'Base' },
      { code: '43800', rateTable: 'Free' },
    ]);
    const sms = await simulate({ to: '+43 1', service: 'sms', volume: 1, carriers: 'all' });
    expect(sms.items[0].nearest).toMatchObject([
      { code: '43', reason: 'service', service: 'voice' },
    ]);
  });

  it('asks no archived plan unless it is named', async () => {
    const { items } = await simulate({ ratingPlanIds: 'all' });
    const plan = { name: 'Archived', currency: 'EUR', entries: [] };
    const created = await api.as('rates').post('/rating-plans', plan);
    expect(created.status, JSON.stringify(created.body)).toBe(201);
    await api.as('rates').patch(`/rating-plans/${created.body.id}`, { status: 'archived' });
    await api.pricing.catchUp();
    expect((await simulate({ ratingPlanIds: 'all' })).items).toEqual(items);
    expect((await simulate({ ratingPlanIds: [created.body.id] })).items).toMatchObject([
      { ratingPlan: { name: 'Archived' }, outcome: 'no_rate' },
    ]);
  });

  it('asks the plans that are named, in the order given', async () => {
    const ratingPlanIds = [ids.plans.get('Standard'), ids.plans.get('Luxury')];
    const { items } = await simulate({ ratingPlanIds });
    expect(items.map(({ ratingPlan, amount }: Item) => [ratingPlan?.name, amount])).toEqual([
      ['Standard', '0.6'],
      ['Luxury', '18'],
    ]);
    const { status, body } = await api.as('read-only').post('/simulations', {
      ...{ to: '431', ratingPlanIds: ['999999'] },
    });
    expect([status, body.code]).toEqual([404, 'not_found']);
  });

  it('takes now, a minute and a number in any form when nothing else is said', async () => {
    api.clock.now = '2026-12-02T00:00:00.000Z';
    const body = { to: '+43 (1) 532-1234', accountId: account('Stranger') };
    const answer = await api.as('read-only').post('/simulations', body);
    // The plan that begins at that very midnight.
    expect(answer.body).toMatchObject({
      ...{ number: '4315321234', at: '2026-12-02T00:00:00.000Z', volume: 60 },
      items: [{ account: { name: 'Stranger' }, amount: '9', codeName: 'Any' }],
    });
  });

  it('prices an account or a trunk with its chain, whose rules normalise', async () => {
    const trunkId = ids.trunks.get('Prefixed');
    const { number, items } = await simulate({
      ...{ to: '99#+43 1 5321234', trunkId, accountId: account('Customer'), explain: true },
    });
    expect(number).toBe('4315321234');
    expect(items).toMatchObject([
      { account: { name: 'Customer' }, amount: '0.6', margin: { amount: '0.5' } },
      { trunk: { name: 'Prefixed' }, amount: '1.8', margin: { amount: '0.5' } },
    ]);
    const roles = items[1].explanation.legs.map(
      ({ leg }: { leg: { account: string } }) => leg.account,
    );
    expect(roles).toEqual(['Sub-customer', 'Customer', 'Reseller']);
  });

  it('puts carriers side by side, the cheapest first, with the margin against an account', async () => {
    const { items } = await simulate({ carriers: 'all', accountId: account('Customer') });
    expect(
      items.map(({ carrier, outcome, amount, currency, margin }: Item) => [
        ...[carrier?.name, outcome, amount, currency, margin],
      ]),
    ).toEqual([
      [undefined, 'rated', '0.6', 'EUR', { amount: '0.5', currency: 'EUR' }], // 0.60 - 0.10
      // 0.22 USD are 0.198 EUR: 0.60 - 0.10 - 0.198; 2 x 0.40: 0.60 - 0.10 - 0.80.
      ['Cheap', 'rated', '0.22', 'USD', { amount: '0.302', currency: 'EUR' }],
      ['Dear', 'rated', '0.8', 'EUR', { amount: '-0.3', currency: 'EUR' }],
      ['Elsewhere', 'no_rate', null, null, null],
    ]);
  });

  it('compares carriers of several currencies without an account too', async () => {
    const { items } = await simulate({ carriers: 'all', carrierId: account('Dear') });
    expect(items.map(({ carrier, amount }: Item) => [carrier?.name, amount])).toEqual([
      ['Dear', '0.8'],
      ['Cheap', '0.22'], // 0.198 EUR
      ['Dear', '0.8'],
      ['Elsewhere', null],
    ]);
    expect(items.some((item: Item) => 'margin' in item)).toBe(false);
  });

  it('says how long a balance lasts', async () => {
    const { items } = await simulate({ accountId: account('Customer'), balance: '1.00' });
    // 0.30 for each minute begun: three minutes are 0.90.
    expect(items).toMatchObject([{ amount: '0.6', maxVolume: 180 }]);
  });

  it('refuses what is no carrier, no volume or no number, each in its way', async () => {
    const send = (body: object) => api.as('read-only').post('/simulations', { to: '431', ...body });
    expect((await send({ carrierId: account('Customer') })).body.faults).toMatchObject([
      { path: 'body.carrierId', code: 'wrong_kind' },
    ]);
    expect((await send({ volume: 1.5, service: 'sms' })).body.faults).toMatchObject([
      { path: 'body.volume', code: 'bad_volume' },
    ]);
    const { number, items } = await simulate({ to: 'nobody', accountId: account('Customer') });
    expect([number, items[0].outcome]).toEqual([null, 'invalid_number']);
  });
});
