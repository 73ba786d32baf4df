import { changeRoute, type Route } from '../../platform/http/route.js';
import { IdParams } from '../../platform/http/schemas.js';
import { Load, LoadAnswer } from './schema.js';
import { loadRates } from './service.js';

const tag = 'Rates';

export const loadRoutes: readonly Route[] = [
  changeRoute({
    method: 'POST',
    path: '/rate-tables/:id/load',
    operationId: 'loadRates',
    tag,
    summary: 'Load rates from another table',
    description:
      'Copies the versions in force at `at` into this table, as one change set, with prices raised ' +
      'or lowered. What a rate takes from the defaults of its table is written out where this ' +
      'table has other defaults. `preview` and `If-Match` as in mass edits.',
    access: 'edit-rates',
    params: IdParams,
    body: Load,
    answer: LoadAnswer,
    handle: (call, { params, body }) => loadRates(call, params.id, body),
  }),
];
