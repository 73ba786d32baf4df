/**
 * What users of a customer are told who ask for prices, of everything that there is, by its name and by
 * its id: nothing that is others', in any answer or refusal.
 */

import { beforeAll, describe, expect, it } from 'vitest';
import { product } from '../../src/product.js';
import {
  HIDDEN,
  HIDDEN_BELOW,
  hiddenBook,
  type Ids,
  idsOf,
  makeHiddenCompany,
} from '../support/hidden-company.js';
import { testApi } from '../support/test-api.js';
import { embeddedServer } from '../support/test-database.js';

const at = '2026-12-01T10:00:00Z';
/** Rated, of a parent, of nobody, and what is near to a code. */
const NUMBERS = ['+43 1 5321234', '491', '12', '4'];

interface Asked {
  readonly body: object;
  /** What the request itself says comes back in refusals. */
  readonly words: readonly string[];
}

const namesOf = (things: readonly { readonly name: string; readonly owner?: string }[]) =>
  things.flatMap(({ name, owner = '' }) => [name, `${owner}/${name}`]);

const names = {
  account: hiddenBook.accounts.map(({ name }) => name),
  trunk: hiddenBook.trunks.map(({ name }) => name),
  plan: namesOf(hiddenBook.ratingPlans),
  table: namesOf(hiddenBook.rateTables),
};

/** Events that name one thing, or one beside an account of the caller's. */
function events(own: string): (Asked & { readonly body: object })[] {
  const named = [
    ...names.account.flatMap((name) => [
      { event: { account: name }, name },
      { event: { account: own, carrier: name }, name },
      { event: { account: own, device: name }, name },
    ]),
    ...names.trunk.map((name) => ({ event: { trunk: name }, name })),
    ...names.plan.map((name) => ({ event: { plan: name }, name })),
    ...names.table.map((name) => ({ event: { table: name }, name })),
  ];
  return NUMBERS.flatMap((to) =>
    named.flatMap(({ event, name }) =>
      [false, true].map((explain) => ({
        body: { event: { to, at, volume: 60, ...event }, explain },
        words: [name],
      })),
    ),
  );
}

function simulations(own: string, ids: readonly Ids[]): Asked[] {
  const all = ids.flatMap((each) => Object.values(each));
  const asked = all.flatMap((id) => [
    { accountId: id },
    { trunkId: id },
    { carrierId: id, accountId: own },
    { ratingPlanIds: [id] },
  ]);
  const everything = { ratingPlanIds: 'all', carriers: 'all', accountId: own, balance: '1' };
  return NUMBERS.flatMap((to) =>
    [...asked, everything].flatMap((request) =>
      [false, true].map((explain) => ({ body: { to, at, ...request, explain }, words: [] })),
    ),
  );
}

function authorizations(accounts: Ids, trunks: Ids): Asked[] {
  const asked = [
    ...[...names.account, ...Object.values(accounts)].map((account) => ({ account })),
    ...[...names.trunk, ...Object.values(trunks)].map((trunk) => ({ trunk })),
    ...['192.0.2.1', '198.51.100.1'].map((sourceIp) => ({ sourceIp })),
  ];
  return NUMBERS.flatMap((to) =>
    asked.map((request) => ({
      body: { to, at, balance: '1', carriers: true, ...request },
      words: [],
    })),
  );
}

describe('asking for prices', () => {
  const api = testApi(embeddedServer(), { prices: true });
  let accounts: Ids = {};
  let others: Ids[] = [];
  beforeAll(async () => {
    await makeHiddenCompany(api);
    await api.pricing.catchUp();
    accounts = await idsOf(api, 'accounts');
    others = await Promise.all(
      ['trunks', 'rating-plans', 'rate-tables'].map((noun) => idsOf(api, noun)),
    );
  });

  it.each([
    ['Middle', HIDDEN],
    ['Below', HIDDEN_BELOW],
  ])('%s is told nothing of others', { timeout: 120_000 }, async (own, hidden) => {
    const requests: Readonly<Record<string, readonly Asked[]>> = {
      '/rate': events(own),
      '/simulations': simulations(accounts[own]!, [accounts, ...others]),
      '/authorizations': authorizations(accounts, others[0]!),
    };
    const asking = product.routes.filter(
      ({ kind, method }) => kind === 'read' && method === 'POST',
    );
    expect(asking.map(({ path }) => path).sort()).toEqual(Object.keys(requests).sort());
    const found: string[] = [];
    const outcomes = new Set<unknown>();
    for (const [path, list] of Object.entries(requests)) {
      for (const { body, words } of list) {
        const { status, body: told } = await api.as('read-only', accounts[own]!).post(path, body);
        const text = JSON.stringify(told);
        const rest = words.reduce((left, word) => left.replaceAll(word, ''), text);
        const seen = hidden.filter((marker) => rest.includes(marker));
        const isLeak = seen.length > 0 || /"margin(Reason)?":[^n]/.test(rest);
        if (status >= 500 || isLeak) found.push(`${path} ${JSON.stringify(body)}: ${text}`);
        outcomes.add(told.outcome ?? told.reason ?? status);
      }
    }
    expect(found).toEqual([]);
    expect([...outcomes]).toEqual(
      expect.arrayContaining(['rated', 'no_rate', 'invalid_event', 404]),
    );
  });
});
