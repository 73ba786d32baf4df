/**
 * A company in which a customer sees little: what is others' is called "Hidden" or has a price of its
 * own, so that a test of any answer can look for these.
 *
 *     operator <- Middle <- Below;  operator <- Hidden customer, Hidden carrier, Hidden reseller
 */

import type { TestApi } from './test-api.js';

export const HIDDEN = ['Hidden', 'Company', '0.777001', '0.666001', '0.888001', '0.555001'];
/** What the account in the middle pays is nothing for the one below it. */
export const HIDDEN_BELOW = [...HIDDEN, 'Shared', 'Upper', 'Middle draft', '0.111001', '0.222001'];

export type Ids = Readonly<Record<string, string>>;

export const hiddenBook = {
  book: 1,
  timeProfiles: [{ name: 'Peak' }],
  accounts: [
    { name: 'Middle', kind: 'customer' },
    { name: 'Below', kind: 'customer', parent: 'Middle' },
    { name: 'Hidden customer', kind: 'customer' },
    { name: 'Hidden carrier', kind: 'carrier' },
    { name: 'Hidden reseller', kind: 'reseller' },
  ],
  trunks: [{ name: 'Hidden trunk', account: 'Hidden customer' }],
  rateTables: [
    {
      name: 'Upper',
      rates: [
        { code: '43', price: '0.666001' },
        { code: '49', price: '0.222001' },
      ],
    },
    {
      name: 'Shared base',
      parent: 'Upper',
      rates: [
        { code: '43', price: '0.111001', notes: 'Hidden note' },
        { code: '43', price: '0.777001', stashed: true, effectiveFrom: '2027-01-01T00:00:00Z' },
      ],
    },
    { name: 'Shared weekend', rates: [{ code: '43', price: '0.1' }] },
    { name: 'Hidden list', rates: [{ code: '43', price: '0.555001' }] },
    { name: 'Hidden cost', scope: 'carrier', rates: [{ code: '43', price: '0.888001' }] },
    { name: 'Hidden share', scope: 'reseller', rates: [{ code: '43', price: '0.888001' }] },
    { name: 'For below', owner: 'Middle', rates: [{ code: '43', price: '0.3' }] },
    { name: 'Middle draft', owner: 'Middle', rates: [{ code: '43', price: '0.4' }] },
  ],
  ratingPlans: [
    {
      name: 'Shared plan',
      entries: [{ rateTable: 'Shared base' }, { rateTable: 'Shared weekend', timing: 'Peak' }],
    },
    { name: 'Hidden plan', entries: [{ rateTable: 'Shared base' }, { rateTable: 'Hidden list' }] },
    { name: 'Plan for below', owner: 'Middle', entries: [{ rateTable: 'For below' }] },
  ],
  assignments: [
    { account: 'Middle', ratingPlan: 'Shared plan' },
    { account: 'Below', ratingPlan: 'Plan for below' },
    { account: 'Hidden customer', ratingPlan: 'Shared plan' },
    { account: 'Hidden customer', ratingPlan: 'Hidden plan', activatesAt: '2027-01-01T00:00:00Z' },
    { account: 'Hidden carrier', rateTable: 'Hidden cost' },
    { account: 'Hidden reseller', rateTable: 'Hidden share' },
  ],
};

/** Ids by name of all things of a list. */
export async function idsOf(api: TestApi, noun: string): Promise<Ids> {
  const { body } = await api.as('admin').get(`/${noun}?limit=200`);
  return Object.fromEntries(
    body.items.map(({ id, name }: { id: string; name: string }) => [name, id]),
  );
}

export async function makeHiddenCompany(api: TestApi): Promise<void> {
  const { status, body } = await api.as('admin').post('/book', hiddenBook);
  if (status !== 200) throw new Error(JSON.stringify(body));
}
