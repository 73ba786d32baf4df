import { changeRoute, type Route } from '../../platform/http/route.js';
import { IdParams } from '../../platform/http/schemas.js';
import { MassEdit, MassEditAnswer } from './schema.js';
import { requestMassEdit } from './service.js';

const tag = 'Rates';

export const massEditRoutes: readonly Route[] = [
  changeRoute({
    method: 'POST',
    path: '/rate-tables/:id/mass-edits',
    operationId: 'massEditRates',
    tag,
    summary: 'Edit, delete, stash or end many rates at once',
    description:
      'One change set for all that a filter selects or that are named. An edit is a new version ' +
      'from `effectiveFrom` on of each version in force then; one that begins at that instant is ' +
      'corrected itself. Later versions stay as they are. Send it with `preview` first, then with ' +
      'the preview\'s `revision` as `If-Match` (`"17"`): it is refused when rates of the table ' +
      'were changed between. One of more than 20,000 rates goes on as a job.',
    access: 'edit-rates',
    params: IdParams,
    body: MassEdit,
    answer: MassEditAnswer,
    startsJobs: true,
    handle: (call, { params, body }) => requestMassEdit(call, params.id, body),
  }),
];
