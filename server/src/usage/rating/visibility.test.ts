/**
 * What users who are not the operator's get of prices: the legs of their own accounts, no margin, no
 * cost, and of what is not theirs the same words as of what is not there.
 */

import { beforeAll, describe, expect, it } from 'vitest';
import {
  makePricedCompany,
  type PricedIds,
  WORKDAY,
} from '../../../test/support/priced-company.js';
import { testApi } from '../../../test/support/test-api.js';
import { embeddedServer } from '../../../test/support/test-database.js';

const call = { to: '+43 1 5321234', at: WORKDAY };

describe('prices for', () => {
  const api = testApi(embeddedServer(), { prices: true });
  let ids: PricedIds;
  beforeAll(async () => {
    ids = await makePricedCompany(api);
  });

  const as = (name: string) => api.as('read-only', ids.accounts.get(name)!);
  const rate = async (user: string, event: object) => {
    const body = { event: { ...call, volume: 60, ...event }, explain: true };
    return (await as(user).post('/rate', body)).body;
  };
  const authorize = async (user: string, request: object) =>
    (await as(user).post('/authorizations', { ...call, carriers: true, ...request })).body;
  const simulate = (user: string, request: object) =>
    as(user).post('/simulations', { ...call, explain: true, ...request });
  const legsOf = ({ legs }: { legs: readonly { readonly account: string }[] }) =>
    legs.map(({ account }) => account);

  it.each([
    ['Reseller', 'Sub-customer', ['Sub-customer', 'Customer', 'Reseller']],
    ['Customer', 'Sub-customer', ['Sub-customer', 'Customer']],
    ['Customer', 'Customer', ['Customer']],
    ['Sub-customer', 'Sub-customer', ['Sub-customer']],
  ])('%s of %s: its own legs', async (user, account, legs) => {
    const price = await rate(user, { account });
    expect(price).toMatchObject({ outcome: 'rated', margin: null, marginReason: null });
    expect(legsOf(price)).toEqual(legs);
    expect(legsOf({ legs: price.explanation.legs.map(({ leg }: never) => leg) })).toEqual(legs);
    expect(legsOf(await authorize(user, { account }))).toEqual(legs);
    const { body } = await simulate(user, { accountId: ids.accounts.get(account) });
    expect(body.items[0].explanation.legs).toHaveLength(legs.length);
    expect(body.items[0]).not.toHaveProperty('margin');
  });

  it.each([
    ['Sub-customer', 'Customer'],
    ['Sub-customer', 'Stranger'],
    ['Customer', 'Reseller'],
    ['Customer', 'Cheap'],
    ['Cheap', 'Customer'],
    ['Cheap', 'Dear'],
  ])('%s of %s: as if it were not there', async (user, account) => {
    const named = await rate(user, { account });
    const missing = await rate(user, { account: 'Nobody' });
    expect(JSON.stringify(named).replaceAll(account, 'Nobody')).toBe(JSON.stringify(missing));
    const carrier = await rate(user, { account: user, carrier: account });
    expect(carrier).toMatchObject({ outcome: 'invalid_event', legs: [] });
    expect(await authorize(user, { account })).toMatchObject({
      reason: 'unknown_account',
      legs: [],
    });
    const id = ids.accounts.get(account);
    for (const request of [{ accountId: id }, { carrierId: id }]) {
      expect((await simulate(user, request)).status).toBe(404);
    }
  });

  it('a carrier: what itself costs', async () => {
    const carrierId = ids.accounts.get('Cheap');
    const { body } = await simulate('Cheap', { carrierId, carriers: 'all', ratingPlanIds: 'all' });
    expect(body.items.map(({ carrier, amount }: never) => [carrier, amount])).toEqual([
      [{ id: carrierId, name: 'Cheap' }, '0.11'],
      [{ id: carrierId, name: 'Cheap' }, '0.11'],
    ]);
  });

  it('a customer: the plans and tables that it has or was given, no others', async () => {
    const { body } = await simulate('Customer', { ratingPlanIds: 'all', carriers: 'all' });
    expect(body.items.map(({ ratingPlan }: never) => ratingPlan)).toEqual([
      { id: ids.plans.get('Standard'), name: 'Standard' },
    ]);
    const ratingPlanIds = [ids.plans.get('Luxury')];
    expect((await simulate('Customer', { ratingPlanIds })).status).toBe(404);
    const outcomes = async (user: string, names: readonly object[]) => {
      const prices = await Promise.all(names.map((event) => rate(user, event)));
      return prices.map(({ outcome }) => outcome);
    };
    const asked = [{ table: 'Retail' }, { table: 'Base' }, { plan: 'Standard' }];
    expect(await outcomes('Customer', asked)).toEqual(['rated', 'rated', 'rated']);
    // Given to it is what its own customer sells it, alone.
    expect(await outcomes('Sub-customer', asked)).toEqual([
      'rated',
      'invalid_event',
      'invalid_event',
    ]);
    const others = [
      { table: 'Cheap' },
      { table: 'Payout' },
      { table: 'Premium' },
      { plan: 'Luxury' },
    ];
    expect(new Set(await outcomes('Customer', others))).toEqual(new Set(['invalid_event']));
  });

  it('a sub-customer: refused for what it does not see, without a word of whom', async () => {
    // The customer above has no rate there, the sub-customer has.
    const retail = ids.tables.get('Retail');
    await api.as('admin').post(`/rate-tables/${retail}/rates`, { codes: '49', price: '1' });
    await api.pricing.catchUp();
    const event = { to: '+49 30 1', at: '2027-01-01T00:00:00Z' };
    const own = await rate('Sub-customer', { ...event, account: 'Sub-customer' });
    expect(own).toMatchObject({ outcome: 'rated', reason: null });
    expect(legsOf(own)).toEqual(['Sub-customer']);
    const answer = await authorize('Sub-customer', { ...event, account: 'Sub-customer' });
    expect(answer).toMatchObject({ allowed: false, reason: 'refused_above' });
    expect(legsOf(answer)).toEqual(['Sub-customer']);
    const above = await authorize('Customer', { ...event, account: 'Sub-customer' });
    expect(above).toMatchObject({ allowed: false, reason: 'no_rate' });
  });
});
