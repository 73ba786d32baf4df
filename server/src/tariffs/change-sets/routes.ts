import { changeRoute, type Route, readRoute } from '../../platform/http/route.js';
import { IdParams } from '../../platform/http/schemas.js';
import {
  ChangeSet,
  ChangeSetPage,
  ChangeSetQuery,
  RateChangePage,
  RateChangeQuery,
} from './schema.js';
import * as changeSets from './service.js';

const tag = 'Change sets';

export const changeSetRoutes: readonly Route[] = [
  readRoute({
    path: '/change-sets',
    tag,
    summary: 'List change sets, the latest first',
    access: 'read',
    query: ChangeSetQuery,
    answer: ChangeSetPage,
    handle: (call, { query }) => changeSets.listChangeSets(call, query),
  }),
  readRoute({
    path: '/change-sets/:id',
    tag,
    summary: 'Show a change set',
    access: 'read',
    params: IdParams,
    answer: ChangeSet,
    handle: (call, { params }) => changeSets.getChangeSet(call, params.id),
  }),
  readRoute({
    path: '/change-sets/:id/rates',
    tag,
    summary: 'List the rates that a change set touched, before and after',
    access: 'read',
    params: IdParams,
    query: RateChangeQuery,
    answer: RateChangePage,
    handle: (call, { params, query }) => changeSets.listRateChanges(call, params.id, query),
  }),
  changeRoute({
    method: 'POST',
    path: '/change-sets/:id/revert',
    tag,
    summary: 'Take a change set back',
    description: 'As one change set, which can be taken back as well.',
    access: 'edit-rates',
    params: IdParams,
    answer: ChangeSet,
    handle: (call, { params }) => changeSets.revertChangeSet(call, params.id),
  }),
];
