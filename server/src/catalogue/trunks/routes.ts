import { changeRoute, createRoute, type Route, readRoute } from '../../platform/http/route.js';
import { IdParams } from '../../platform/http/schemas.js';
import { NewTrunk, Trunk, TrunkEdit, TrunkPage, TrunkQuery } from './schema.js';
import * as trunks from './service.js';

const tag = 'Trunks';

export const trunkRoutes: readonly Route[] = [
  readRoute({
    path: '/trunks',
    tag,
    summary: 'List trunks',
    access: 'read',
    query: TrunkQuery,
    answer: TrunkPage,
    handle: (call, { query }) => trunks.listTrunks(call, query),
  }),
  createRoute({
    path: '/trunks',
    tag,
    summary: 'Create a trunk',
    access: 'edit-accounts',
    body: NewTrunk,
    answer: Trunk,
    handle: (call, { body }) => trunks.createTrunk(call, body),
  }),
  readRoute({
    path: '/trunks/:id',
    tag,
    summary: 'Show a trunk',
    access: 'read',
    params: IdParams,
    answer: Trunk,
    handle: (call, { params }) => trunks.getTrunk(call, params.id),
  }),
  changeRoute({
    method: 'PATCH',
    path: '/trunks/:id',
    tag,
    summary: 'Edit a trunk',
    description: 'Number rules and addresses are replaced as a whole.',
    access: 'edit-accounts',
    params: IdParams,
    body: TrunkEdit,
    answer: Trunk,
    handle: (call, { params, body }) => trunks.editTrunk(call, params.id, body),
  }),
  changeRoute({
    method: 'DELETE',
    path: '/trunks/:id',
    tag,
    summary: 'Delete a trunk',
    access: 'edit-accounts',
    params: IdParams,
    handle: (call, { params }) => trunks.deleteTrunk(call, params.id),
  }),
];
