import { changeRoute, createRoute, type Route, readRoute } from '../../platform/http/route.js';
import { IdParams } from '../../platform/http/schemas.js';
import { NewRateTable, RateTable, RateTableEdit, RateTablePage, RateTableQuery } from './schema.js';
import * as tables from './service.js';

const tag = 'Rate tables';

export const rateTableRoutes: readonly Route[] = [
  readRoute({
    path: '/rate-tables',
    tag,
    summary: 'List rate tables',
    access: 'read',
    query: RateTableQuery,
    answer: RateTablePage,
    handle: (call, { query }) => tables.listRateTables(call, query),
  }),
  createRoute({
    path: '/rate-tables',
    tag,
    summary: 'Create a rate table',
    access: 'edit-rates',
    body: NewRateTable,
    answer: RateTable,
    handle: (call, { body }) => tables.createRateTable(call, body),
  }),
  readRoute({
    path: '/rate-tables/:id',
    tag,
    summary: 'Show a rate table',
    access: 'read',
    params: IdParams,
    answer: RateTable,
    handle: (call, { params }) => tables.getRateTable(call, params.id),
  }),
  changeRoute({
    method: 'PATCH',
    path: '/rate-tables/:id',
    tag,
    summary: 'Edit, archive or activate a rate table',
    access: 'edit-rates',
    params: IdParams,
    body: RateTableEdit,
    answer: RateTable,
    handle: (call, { params, body }) => tables.editRateTable(call, params.id, body),
  }),
  changeRoute({
    method: 'DELETE',
    path: '/rate-tables/:id',
    tag,
    summary: 'Delete a rate table with its rates',
    description: 'Refused once calls were rated by it: archive it instead.',
    access: 'edit-rates',
    params: IdParams,
    handle: (call, { params }) => tables.deleteRateTable(call, params.id),
  }),
];
