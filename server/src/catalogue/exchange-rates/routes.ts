import { changeRoute, createRoute, type Route, readRoute } from '../../platform/http/route.js';
import { IdParams } from '../../platform/http/schemas.js';
import {
  ExchangeRate,
  ExchangeRateEdit,
  ExchangeRatePage,
  ExchangeRateQuery,
  NewExchangeRate,
} from './schema.js';
import * as exchangeRates from './service.js';

const tag = 'Exchange rates';
const write = { permission: 'edit-accounts', operatorOnly: true } as const;

export const exchangeRateRoutes: readonly Route[] = [
  readRoute({
    path: '/exchange-rates',
    tag,
    summary: 'List exchange rates',
    access: 'read',
    query: ExchangeRateQuery,
    answer: ExchangeRatePage,
    handle: (call, { query }) => exchangeRates.listExchangeRates(call, query),
  }),
  createRoute({
    path: '/exchange-rates',
    tag,
    summary: 'Create an exchange rate',
    access: write,
    body: NewExchangeRate,
    answer: ExchangeRate,
    handle: (call, { body }) => exchangeRates.createExchangeRate(call, body),
  }),
  readRoute({
    path: '/exchange-rates/:id',
    tag,
    summary: 'Show an exchange rate',
    access: 'read',
    params: IdParams,
    answer: ExchangeRate,
    handle: (call, { params }) => exchangeRates.getExchangeRate(call, params.id),
  }),
  changeRoute({
    method: 'PATCH',
    path: '/exchange-rates/:id',
    tag,
    summary: 'Correct an exchange rate',
    description: 'Its currencies and its date stay: another date is another exchange rate.',
    access: write,
    params: IdParams,
    body: ExchangeRateEdit,
    answer: ExchangeRate,
    handle: (call, { params, body }) => exchangeRates.editExchangeRate(call, params.id, body),
  }),
  changeRoute({
    method: 'DELETE',
    path: '/exchange-rates/:id',
    tag,
    summary: 'Delete an exchange rate',
    access: write,
    params: IdParams,
    handle: (call, { params }) => exchangeRates.deleteExchangeRate(call, params.id),
  }),
];
