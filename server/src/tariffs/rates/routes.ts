import type { CodesListener } from '../../catalogue/code-decks/service.js';
import { changeRoute, createRoute, type Route, readRoute } from '../../platform/http/route.js';
import { IdParams } from '../../platform/http/schemas.js';
import {
  AddedRates,
  NewRates,
  Rate,
  RateEdit,
  RatePage,
  RateQuery,
  RateVersionsQuery,
} from './schema.js';
import * as rates from './service.js';

const tag = 'Rates';

const routesOfRates: readonly Route[] = [
  readRoute({
    path: '/rate-tables/:id/rates',
    operationId: 'listRates',
    tag,
    summary: 'List the rates of a table',
    access: 'read',
    params: IdParams,
    query: RateQuery,
    answer: RatePage,
    handle: (call, { params, query }) => rates.listRates(call, params.id, query),
  }),
  readRoute({
    path: '/rates/:id',
    tag,
    summary: 'Show a rate',
    access: 'read',
    params: IdParams,
    answer: Rate,
    handle: (call, { params }) => rates.getRate(call, params.id),
  }),
  readRoute({
    path: '/rates/:id/versions',
    tag,
    summary: 'List all versions of a rate, the latest first',
    access: 'read',
    params: IdParams,
    query: RateVersionsQuery,
    answer: RatePage,
    handle: (call, { params, query }) => rates.listVersions(call, params.id, query),
  }),
  changeRoute({
    method: 'PATCH',
    path: '/rates/:id',
    tag,
    summary: 'Edit a rate',
    description:
      'In a table by which calls were rated, an edit of what was in force is written as a new ' +
      'version from now on, and the answer is that version.',
    access: 'edit-rates',
    params: IdParams,
    body: RateEdit,
    answer: Rate,
    handle: (call, { params, body }) => rates.editRate(call, params.id, body),
  }),
  changeRoute({
    method: 'POST',
    path: '/rates/:id/stash',
    tag,
    summary: 'Put a rate aside: kept, not rated',
    access: 'edit-rates',
    params: IdParams,
    answer: Rate,
    handle: (call, { params }) => rates.setStashed(call, params.id, true),
  }),
  changeRoute({
    method: 'POST',
    path: '/rates/:id/unstash',
    tag,
    summary: 'Bring a stashed rate back',
    access: 'edit-rates',
    params: IdParams,
    answer: Rate,
    handle: (call, { params }) => rates.setStashed(call, params.id, false),
  }),
  changeRoute({
    method: 'DELETE',
    path: '/rates/:id',
    tag,
    summary: 'Delete a rate',
    access: 'edit-rates',
    params: IdParams,
    handle: (call, { params }) => rates.deleteRate(call, params.id),
  }),
];

const addingRoute = (onCodesChanged: CodesListener): Route =>
  createRoute({
    path: '/rate-tables/:id/rates',
    tag,
    summary: 'Add rates for one or more codes',
    description: 'One entry makes a rate for each source code of each code, all as one change set.',
    access: 'edit-rates',
    params: IdParams,
    body: NewRates,
    answer: AddedRates,
    handle: (call, { params, body }) => rates.addRates(call, params.id, body, onCodesChanged),
  });

export const rateRoutes = (onCodesChanged: CodesListener): readonly Route[] => [
  ...routesOfRates,
  addingRoute(onCodesChanged),
];
