import { changeRoute, createRoute, type Route, readRoute } from '../../platform/http/route.js';
import { IdParams } from '../../platform/http/schemas.js';
import { Account, AccountEdit, AccountPage, AccountQuery, NewAccount } from './schema.js';
import * as accounts from './service.js';

const tag = 'Accounts';

export const accountRoutes: readonly Route[] = [
  readRoute({
    path: '/accounts',
    tag,
    summary: 'List accounts',
    access: 'read',
    query: AccountQuery,
    answer: AccountPage,
    handle: (call, { query }) => accounts.listAccounts(call, query),
  }),
  createRoute({
    path: '/accounts',
    tag,
    summary: 'Create an account',
    access: 'edit-accounts',
    body: NewAccount,
    answer: Account,
    handle: (call, { body }) => accounts.createAccount(call, body),
  }),
  readRoute({
    path: '/accounts/:id',
    tag,
    summary: 'Show an account',
    access: 'read',
    params: IdParams,
    answer: Account,
    handle: (call, { params }) => accounts.getAccount(call, params.id),
  }),
  changeRoute({
    method: 'PATCH',
    path: '/accounts/:id',
    tag,
    summary: 'Edit an account',
    access: 'edit-accounts',
    params: IdParams,
    body: AccountEdit,
    answer: Account,
    handle: (call, { params, body }) => accounts.editAccount(call, params.id, body),
  }),
  changeRoute({
    method: 'DELETE',
    path: '/accounts/:id',
    tag,
    summary: 'Delete an account',
    access: 'edit-accounts',
    params: IdParams,
    handle: (call, { params }) => accounts.deleteAccount(call, params.id),
  }),
];
