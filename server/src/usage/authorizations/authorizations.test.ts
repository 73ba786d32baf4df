/** Authorizations through the API: who calls, whether it may, for how long, and by which carrier. */

import { beforeAll, describe, expect, it } from 'vitest';
import {
  makePricedCompany,
  type PricedIds,
  WORKDAY,
} from '../../../test/support/priced-company.js';
import { testApi } from '../../../test/support/test-api.js';
import { databaseServers } from '../../../test/support/test-database.js';

const FIXED = '+43 1 5321234';

describe.each(databaseServers())('POST /authorizations on $name', (server) => {
  const api = testApi(server, { prices: true });
  let ids: PricedIds;
  beforeAll(async () => {
    ids = await makePricedCompany(api);
    const patch = async (name: string, edit: object) => {
      const { status } = await api.as('admin').patch(`/trunks/${ids.trunks.get(name)}`, edit);
      expect(status).toBe(200);
    };
    await patch('Plain', { addresses: ['192.0.2.0/24', '2001:db8::/48'] });
    await patch('Prefixed', { addresses: ['192.0.2.7', '192.0.2.0/24'] });
    await api.pricing.catchUp();
  });

  const authorize = async (request: object) => {
    const body = { to: FIXED, at: WORKDAY, ...request };
    const answer = await api.as('read-only').post('/authorizations', body);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return answer.body;
  };

  it.each([
    ['an account by its name', { account: 'Customer' }, { trunk: null, legs: 2 }],
    ['a trunk by its name', { trunk: 'Plain' }, { trunk: 'Plain', legs: 2 }],
    ['the whole chain', { account: 'Sub-customer' }, { trunk: null, legs: 3 }],
  ])('allows %s', async (_, request, { trunk, legs }) => {
    const answer = await authorize(request);
    expect(answer).toMatchObject({ allowed: true, reason: null, maxVolume: null });
    expect([answer.trunk?.name ?? null, answer.legs.length]).toEqual([trunk, legs]);
  });

  it('takes digits for an id', async () => {
    const account = ids.accounts.get('Customer');
    expect(await authorize({ account })).toMatchObject({ account: { name: 'Customer' } });
    expect(await authorize({ account: '999999' })).toMatchObject({ reason: 'unknown_account' });
  });

  it.each([
    // The narrowest network of which a trunk fits: the address alone is that of the prefixed one.
    ['192.0.2.7', '99#4315321234', 'Prefixed'],
    ['192.0.2.7', FIXED, 'Plain'],
    // Of one network, the longest prefix.
    ['192.0.2.8', '99#4315321234', 'Prefixed'],
    ['192.0.2.8', FIXED, 'Plain'],
    ['::ffff:192.0.2.8', FIXED, 'Plain'],
    ['2001:db8:0:1::7', FIXED, 'Plain'],
    ['2001:db8:1::7', FIXED, null],
    ['198.51.100.1', FIXED, null],
  ])('knows the trunk of %s and %s', async (sourceIp, to, trunk) => {
    const answer = await authorize({ sourceIp, to });
    expect(answer.trunk?.name ?? null).toBe(trunk);
    expect(answer.reason).toBe(trunk === null ? 'unknown_source' : null);
    if (trunk !== null) expect(answer.number).toBe('4315321234');
  });

  it.each([
    ['nobody', { account: 'Nobody' }, 'unknown_account'],
    ['no trunk', { trunk: 'Nowhere' }, 'unknown_trunk'],
    ['a carrier', { account: 'Cheap' }, 'not_a_customer'],
    ['a blocked account', { account: 'Blocked' }, 'account_blocked'],
    ['what is no number', { account: 'Customer', to: 'abc' }, 'invalid_number'],
    ['where no rate is', { account: 'Customer', to: '+49 30 1' }, 'no_rate'],
    ['a blocked destination', { account: 'Sub-customer', to: '43900' }, 'blocked'],
    // Half a minute costs a minute.
    ['too small a balance', { account: 'Customer', balance: '0.29' }, 'no_balance'],
  ])('refuses %s', async (_, request, reason) => {
    expect(await authorize(request)).toMatchObject({ allowed: false, reason });
  });

  it('refuses when an account above is blocked or has no rate', async () => {
    const customer = `/accounts/${ids.accounts.get('Customer')}`;
    await api.as('admin').patch(customer, { status: 'blocked' });
    await api.pricing.catchUp();
    const reason = 'account_blocked';
    expect(await authorize({ account: 'Sub-customer' })).toMatchObject({ allowed: false, reason });
    await api.as('admin').patch(customer, { status: 'active' });
    await api.pricing.catchUp();
    expect(await authorize({ account: 'Sub-customer' })).toMatchObject({ allowed: true });
  });

  it.each([
    ['0.30', 60],
    ['0.59', 60],
    ['0.60', 120],
    ['1000000', 86_400],
  ])('lets a balance of %s last for %i seconds', async (balance, maxVolume) => {
    const answer = await authorize({ account: 'Customer', balance });
    expect(answer).toMatchObject({ allowed: true, maxVolume });
    // What it may cost is at most the balance, and a second more is more.
    const at = (volume: number) =>
      api.as('read-only').post('/rate', {
        event: { to: FIXED, at: WORKDAY, volume, account: 'Customer' },
      });
    expect(Number((await at(maxVolume)).body.amount)).toBeLessThanOrEqual(Number(balance));
  });

  it('lists carriers by their cost and marks those that lose money', async () => {
    const { carriers } = await authorize({ account: 'Customer', carriers: 'all' });
    // A minute: 0.30 - 0.05 - 0.11 x 0.9, and 0.30 - 0.05 - 0.40.
    expect(carriers).toMatchObject([
      { carrier: { name: 'Cheap' }, margin: { amount: '0.151' }, losesMoney: false },
      { carrier: { name: 'Dear' }, margin: { amount: '-0.15' }, losesMoney: true },
    ]);
    expect(carriers).toHaveLength(2);
  });

  it('wants to know in one way who calls', async () => {
    const send = (body: object) =>
      api.as('read-only').post('/authorizations', { to: '43', ...body });
    expect((await send({})).body.faults).toMatchObject([{ code: 'one_of_three' }]);
    expect((await send({ account: 'A', trunk: 'B' })).status).toBe(400);
    expect((await send({ sourceIp: '1.2.3' })).body.faults).toMatchObject([
      { path: 'body.sourceIp', code: 'bad_address' },
    ]);
  });
});
