import { changeRoute, createRoute, type Route, readRoute } from '../../platform/http/route.js';
import { IdParams } from '../../platform/http/schemas.js';
import {
  NewSpecialRate,
  SpecialRate,
  SpecialRateEdit,
  SpecialRatePage,
  SpecialRateQuery,
  WrittenSpecialRate,
} from './schema.js';
import * as specialRates from './service.js';

const tag = 'Special rates';

export const specialRateRoutes: readonly Route[] = [
  readRoute({
    path: '/special-rates',
    tag,
    summary: 'List special rates',
    access: 'read',
    query: SpecialRateQuery,
    answer: SpecialRatePage,
    handle: (call, { query }) => specialRates.listSpecialRates(call, query),
  }),
  createRoute({
    path: '/special-rates',
    tag,
    summary: 'Create a special rate',
    description:
      'One price, or a block, for a code name or a list of codes. It writes one rate a code and ' +
      'owns it: that rate is edited through the special rate only. Ordinary versions that would ' +
      'begin while it holds are stashed. At its end, if it has one, the ordinary price is written ' +
      'again.',
    access: 'edit-rates',
    body: NewSpecialRate,
    answer: WrittenSpecialRate,
    handle: (call, { body }) => specialRates.createSpecialRate(call, body),
  }),
  readRoute({
    path: '/special-rates/:id',
    tag,
    summary: 'Show a special rate',
    access: 'read',
    params: IdParams,
    answer: SpecialRate,
    handle: (call, { params }) => specialRates.getSpecialRate(call, params.id),
  }),
  changeRoute({
    method: 'PATCH',
    path: '/special-rates/:id',
    tag,
    summary: 'Edit a special rate',
    description:
      'Its rates are corrected, added and deleted accordingly. In a table by which calls were ' +
      'rated, one that has begun gets new versions from now on, and what was stays.',
    access: 'edit-rates',
    params: IdParams,
    body: SpecialRateEdit,
    answer: WrittenSpecialRate,
    handle: (call, { params, body }) => specialRates.editSpecialRate(call, params.id, body),
  }),
  changeRoute({
    method: 'DELETE',
    path: '/special-rates/:id',
    tag,
    summary: 'Delete a special rate, or end it now',
    description:
      'Its rates go, and the ordinary versions that it had stashed come back. In a table by which ' +
      'calls were rated, one that has begun ends now instead: the ordinary price holds again, and ' +
      'the special rate stays with `effectiveTo` as a part of the past.',
    access: 'edit-rates',
    params: IdParams,
    handle: (call, { params }) => specialRates.deleteSpecialRate(call, params.id),
  }),
];
