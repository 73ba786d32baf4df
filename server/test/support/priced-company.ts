/**
 * A small carrier's world for tests of prices, as a book: a reseller brings a customer, who sells on to
 * a sub-customer; two carriers take the calls, a third one has no way there.
 *
 *     operator <- Reseller <- Customer <- Sub-customer
 *     operator <- Stranger, Blocked;  carriers Cheap, Dear, Elsewhere
 */

import type { Answer, TestApi } from './test-api.js';

const ALWAYS = { activatesAt: '2020-01-01T00:00:00Z' };

/** A minute of any volume costs this much for each minute begun. */
const minutes = (code: string, price: string, name = 'Austria') => ({
  ...{ code, name, price, firstInterval: 60, nextInterval: 60 },
});

const pricedCompany = {
  book: 1,
  timeProfiles: [
    {
      name: 'Weekend',
      timeZone: 'UTC',
      windows: [{ weekdays: [6, 7], from: '00:00', to: '24:00' }],
    },
  ],
  accounts: [
    { name: 'Reseller', kind: 'reseller', currency: 'EUR' },
    { name: 'Customer', kind: 'customer', parent: 'Reseller', currency: 'EUR' },
    { name: 'Sub-customer', kind: 'customer', parent: 'Customer', currency: 'EUR' },
    { name: 'Stranger', kind: 'customer', currency: 'EUR' },
    { name: 'Blocked', kind: 'customer', currency: 'EUR', status: 'blocked' },
    { name: 'Cheap', kind: 'carrier', currency: 'USD' },
    { name: 'Dear', kind: 'carrier', currency: 'EUR' },
    { name: 'Elsewhere', kind: 'carrier', currency: 'EUR' },
  ],
  trunks: [
    { name: 'Plain', account: 'Customer' },
    { name: 'Prefixed', account: 'Sub-customer', techPrefix: '99#' },
  ],
  rateTables: [
    {
      ...{ name: 'Base', scope: 'customer', currency: 'EUR' },
      rates: [minutes('43', '0.30'), minutes('436', '0.60', 'Austria mobile')],
    },
    {
      ...{ name: 'Weekend', scope: 'customer', currency: 'EUR' },
      rates: [minutes('43', '0.20')],
    },
    {
      ...{ name: 'Free', scope: 'customer', currency: 'EUR' },
      rates: [minutes('43800', '0', 'Austria freephone')],
    },
    { name: 'Premium', scope: 'customer', currency: 'EUR', rates: [minutes('', '9.00', 'Any')] },
    {
      ...{ name: 'Retail', owner: 'Customer', scope: 'customer', currency: 'EUR' },
      rates: [minutes('43', '0.90'), { code: '43900', name: 'Premium', blocked: true }],
    },
    {
      ...{ name: 'Payout', scope: 'reseller', currency: 'EUR' },
      rates: [minutes('43', '0.05')],
    },
    { name: 'Cheap', scope: 'carrier', currency: 'USD', rates: [minutes('43', '0.11')] },
    { name: 'Dear', scope: 'carrier', currency: 'EUR', rates: [minutes('43', '0.40')] },
    {
      ...{ name: 'Elsewhere', scope: 'carrier', currency: 'EUR' },
      rates: [minutes('1', '0.01', 'USA')],
    },
  ],
  ratingPlans: [
    {
      ...{ name: 'Standard', currency: 'EUR' },
      entries: [
        { rateTable: 'Free', weight: 30 },
        { rateTable: 'Weekend', weight: 20, timing: 'Weekend' },
        { rateTable: 'Base' },
      ],
    },
    { name: 'Luxury', currency: 'EUR', entries: [{ rateTable: 'Premium' }] },
  ],
  assignments: [
    { account: 'Reseller', rateTable: 'Payout', ...ALWAYS },
    { account: 'Customer', ratingPlan: 'Standard', ...ALWAYS },
    { account: 'Sub-customer', rateTable: 'Retail', ...ALWAYS },
    { account: 'Stranger', ratingPlan: 'Standard', ...ALWAYS },
    // From midnight of the second of December on its prices are others.
    { account: 'Stranger', ratingPlan: 'Luxury', activatesAt: '2026-12-02T00:00:00Z' },
    { account: 'Blocked', ratingPlan: 'Standard', ...ALWAYS },
    { account: 'Cheap', rateTable: 'Cheap', ...ALWAYS },
    { account: 'Dear', rateTable: 'Dear', ...ALWAYS },
    { account: 'Elsewhere', rateTable: 'Elsewhere', ...ALWAYS },
  ],
  exchangeRates: [{ from: 'USD', to: 'EUR', rate: '0.9', date: '2020-01-01' }],
};

/** A Tuesday, and the Saturday before it. */
export const WORKDAY = '2026-12-01T10:00:00.000Z';
export const WEEKEND = '2026-11-28T10:00:00.000Z';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Ids by names, of each kind. */
export interface PricedIds {
  readonly accounts: ReadonlyMap<string, string>;
  readonly trunks: ReadonlyMap<string, string>;
  readonly tables: ReadonlyMap<string, string>;
  readonly plans: ReadonlyMap<string, string>;
}

/** Stores it. */
export async function makePricedCompany(api: TestApi): Promise<PricedIds> {
  const admin = api.as('admin');
  const done = ({ status, body }: Answer) => {
    if (status >= 300) throw new Error(JSON.stringify(body));
    return body;
  };
  const idsOf = async (path: string): Promise<Map<string, string>> => {
    const { items } = done(await admin.get(`${path}?limit=500`));
    return new Map(items.map(({ id, name }: Named) => [name, id]));
  };
  done(await admin.post('/book', pricedCompany));
  await api.pricing.catchUp();
  return {
    accounts: await idsOf('/accounts'),
    trunks: await idsOf('/trunks'),
    tables: await idsOf('/rate-tables'),
    plans: await idsOf('/rating-plans'),
  };
}
