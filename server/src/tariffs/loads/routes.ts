import { changeRoute, type Route } from '../../platform/http/route.js';
import { IdParams } from '../../platform/http/schemas.js';
import { Load, LoadAnswer } from './schema.js';
import { requestLoad } from './service.js';

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
      'table has other defaults. `preview` and `If-Match` as in mass edits. One of more than 20,000 rates goes on as a job.',
    access: 'edit-rates',
    params: IdParams,
    body: Load,
    answer: LoadAnswer,
    startsJobs: true,
    handle: (call, { params, body }) => requestLoad(call, params.id, body),
  }),
];
