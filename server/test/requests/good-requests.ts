/**
 * A good request for each route with a body, so that tests can spoil one field of it at a time. A
 * route that has no line here fails `bodies.test.ts`.
 */

import type { Route } from '../../src/platform/http/route.js';
import type { Answer, TestApi } from '../support/test-api.js';

/** Ids of things that are there to be changed. */
export interface Company {
  readonly account: string;
  readonly codeDeck: string;
  readonly timeProfile: string;
  readonly category: string;
  readonly table: string;
  readonly otherTable: string;
  readonly rate: string;
  readonly user: string;
  readonly apiKey: string;
  readonly [noun: string]: string;
}

export interface GoodRequest {
  /** Below `/api/v1`. */
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

const aCall = { to: '4366012', from: '431', at: '2026-11-22T12:00:00Z', volume: '60' };

let companies = 0;

/** A company of one thing of each kind, by names that nobody else has. */
export async function makeCompany(api: TestApi): Promise<Company> {
  companies += 1;
  const name = `Company ${companies}`;
  const make = async (path: string, body: unknown): Promise<Answer['body']> => {
    const answer = await api.as('admin').post(path, body);
    if (answer.status !== 201) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const idOf = async (path: string, body: unknown): Promise<string> => (await make(path, body)).id;
  const account = await idOf('/accounts', { name, kind: 'customer' });
  const codes = [{ code: '44', name: 'UK', country: 'United Kingdom' }];
  const codeDeck = await idOf('/code-decks', { name, codes });
  const table = await idOf('/rate-tables', { name, scope: 'customer', codeDeckId: codeDeck });
  const rates = await make(`/rate-tables/${table}/rates`, { codes: '43', price: '1' });
  const special = { rateTableId: table, name, codes: '49', price: '1' };
  const file = Buffer.from('code,price\n43,1\n');
  const uploaded = await api
    .as('admin')
    .post(`/rate-tables/${table}/imports?fileName=a.csv`, file, { 'content-type': 'text/csv' });
  const day = `20${String(companies).padStart(2, '0')}-01-01`;
  return {
    account,
    codeDeck,
    table,
    rate: rates.items[0].id,
    trunk: await idOf('/trunks', { name, accountId: account }),
    timeProfile: await idOf('/time-profiles', { name }),
    category: await idOf('/categories', { name }),
    exchangeRate: await idOf('/exchange-rates', { from: 'EUR', to: 'USD', rate: '1', date: day }),
    otherTable: await idOf('/rate-tables', { name: `${name} B`, scope: 'customer' }),
    import: uploaded.body.id,
    specialRate: await idOf('/special-rates', special),
    ratingPlan: await idOf('/rating-plans', { name, currency: 'USD', entries: [] }),
    assignment: await idOf('/assignments', { accountId: account, rateTableId: table }),
    user: await idOf('/users', { login: `user${companies}`, name, role: 'read-only' }),
    apiKey: await idOf('/api-keys', { name, role: 'read-only' }),
  };
}

/** By method and path of the route. */
export const goodRequests: Readonly<Record<string, (company: Company) => GoodRequest>> = {
  'POST /accounts': () => ({ path: '/accounts', body: { name: 'N', kind: 'customer' } }),
  'PATCH /accounts/:id': (ids) => ({ path: `/accounts/${ids.account}`, body: {} }),
  'POST /trunks': (ids) => ({ path: '/trunks', body: { name: 'N', accountId: ids.account } }),
  'PATCH /trunks/:id': (ids) => ({ path: `/trunks/${ids['trunk']}`, body: {} }),
  'POST /code-decks': () => ({ path: '/code-decks', body: { name: 'N' } }),
  'PATCH /code-decks/:id': (ids) => ({ path: `/code-decks/${ids.codeDeck}`, body: { name: 'N' } }),
  'PUT /code-decks/:id/codes': (ids) => ({
    path: `/code-decks/${ids.codeDeck}/codes`,
    body: { codes: [{ code: '44', name: 'UK' }] },
  }),
  'POST /code-decks/:id/codes/delete': (ids) => ({
    path: `/code-decks/${ids.codeDeck}/codes/delete`,
    body: { codes: ['44'] },
  }),
  'POST /time-profiles': () => ({
    path: '/time-profiles',
    body: {
      name: 'N',
      windows: [{ weekdays: [1], from: '08:00', to: '20:00' }],
      exceptions: [{ date: '2026-12-25', as: 'out' }],
    },
  }),
  'PATCH /time-profiles/:id': (ids) => ({
    path: `/time-profiles/${ids.timeProfile}`,
    body: {
      windows: [{ weekdays: [1], from: '08:00', to: '20:00' }],
      exceptions: [{ date: '2026-12-25', as: 'out' }],
    },
  }),
  'POST /categories': () => ({ path: '/categories', body: { name: 'N' } }),
  'PATCH /categories/:id': (ids) => ({ path: `/categories/${ids.category}`, body: {} }),
  'POST /exchange-rates': () => ({
    path: '/exchange-rates',
    body: { from: 'EUR', to: 'GBP', rate: '0.9', date: '2026-11-21' },
  }),
  'PATCH /exchange-rates/:id': (ids) => ({
    path: `/exchange-rates/${ids['exchangeRate']}`,
    body: { rate: '2' },
  }),
  'POST /rate-tables': () => ({ path: '/rate-tables', body: { name: 'N', scope: 'customer' } }),
  'PATCH /rate-tables/:id': (ids) => ({ path: `/rate-tables/${ids.table}`, body: {} }),
  'POST /rate-tables/:id/rates': (ids) => ({
    path: `/rate-tables/${ids.otherTable}/rates`,
    body: { codes: '45', price: '1' },
  }),
  'PATCH /rates/:id': (ids) => ({ path: `/rates/${ids.rate}`, body: {} }),
  'PATCH /imports/:id': (ids) => ({ path: `/imports/${ids['import']}`, body: {} }),
  'POST /special-rates': (ids) => ({
    path: '/special-rates',
    body: { rateTableId: ids.table, name: 'N', codes: '46', price: '1' },
  }),
  'PATCH /special-rates/:id': (ids) => ({
    path: `/special-rates/${ids['specialRate']}`,
    body: {},
  }),
  'POST /rate-tables/:id/mass-edits': (ids) => ({
    path: `/rate-tables/${ids.table}/mass-edits`,
    body: { filter: {}, action: 'edit', price: { set: '1' } },
  }),
  'POST /rate-tables/:id/load': (ids) => ({
    path: `/rate-tables/${ids.otherTable}/load`,
    body: { fromTableId: ids.table, existing: 'skip' },
  }),
  'POST /rating-plans': () => ({
    path: '/rating-plans',
    body: { name: 'N', currency: 'USD', entries: [] },
  }),
  'PATCH /rating-plans/:id': (ids) => ({ path: `/rating-plans/${ids['ratingPlan']}`, body: {} }),
  'POST /rating-plans/:id/copies': (ids) => ({
    path: `/rating-plans/${ids['ratingPlan']}/copies`,
    body: { name: 'N' },
  }),
  'POST /assignments': (ids) => ({
    path: '/assignments',
    body: { accountId: ids.account, rateTableId: ids.table, activatesAt: '2027-01-01' },
  }),
  'PATCH /assignments/:id': (ids) => ({ path: `/assignments/${ids['assignment']}`, body: {} }),
  'POST /rate': () => ({
    path: '/rate',
    body: {
      event: { ...aCall, id: '1', account: 'A', trunk: 'T', carrier: 'C', device: 'D' },
    },
  }),
  'POST /simulations': (ids) => ({
    path: '/simulations',
    body: { to: '43', accountId: ids.account },
  }),
  'POST /authorizations': (ids) => ({
    path: '/authorizations',
    body: { to: '43', account: ids.account },
  }),
  'POST /book': () => ({ path: '/book', body: { book: 1 } }),
  'POST /book/diff': () => ({ path: '/book/diff', body: { book: 1 } }),
  'POST /users': () => ({ path: '/users', body: { login: 'n', name: 'N', role: 'read-only' } }),
  'PATCH /users/:id': (ids) => ({ path: `/users/${ids.user}`, body: {} }),
  'POST /api-keys': () => ({ path: '/api-keys', body: { name: 'N', role: 'read-only' } }),
  'PATCH /api-keys/:id': (ids) => ({ path: `/api-keys/${ids.apiKey}`, body: {} }),
  'POST /sessions': () => ({ path: '/sessions', body: { login: 'n', password: 'p' } }),
  'POST /login-links/use': () => ({
    path: '/login-links/use',
    body: { token: 't', password: 'long enough to be one' },
  }),
  'PUT /session/password': () => ({
    path: '/session/password',
    body: { current: 'c', next: 'long enough to be one' },
  }),
};

export const nameOf = ({ method, path }: Pick<Route, 'method' | 'path'>) => `${method} ${path}`;
