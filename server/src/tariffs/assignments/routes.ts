import { changeRoute, createRoute, type Route, readRoute } from '../../platform/http/route.js';
import { IdParams } from '../../platform/http/schemas.js';
import {
  Assignment,
  AssignmentEdit,
  AssignmentPage,
  AssignmentQuery,
  NewAssignment,
} from './schema.js';
import * as assignments from './service.js';

const tag = 'Assignments';

export const assignmentRoutes: readonly Route[] = [
  readRoute({
    path: '/assignments',
    tag,
    summary: 'List assignments',
    description: 'Of an account, a trunk, a plan or a table; past, current and planned ones.',
    access: 'read',
    query: AssignmentQuery,
    answer: AssignmentPage,
    handle: (call, { query }) => assignments.listAssignments(call, query),
  }),
  createRoute({
    path: '/assignments',
    tag,
    summary: 'Assign a rating plan or a rate table',
    description:
      'To an account or a trunk, from an instant on: it ends the one before, which does not come ' +
      'back when this one ends.',
    access: 'assign-plans',
    body: NewAssignment,
    answer: Assignment,
    handle: (call, { body }) => assignments.createAssignment(call, body),
  }),
  readRoute({
    path: '/assignments/:id',
    tag,
    summary: 'Show an assignment',
    access: 'read',
    params: IdParams,
    answer: Assignment,
    handle: (call, { params }) => assignments.getAssignment(call, params.id),
  }),
  changeRoute({
    method: 'PATCH',
    path: '/assignments/:id',
    tag,
    summary: 'Edit or end an assignment',
    description: 'Once calls were rated by it, only its end can change, to after the last of them.',
    access: 'assign-plans',
    params: IdParams,
    body: AssignmentEdit,
    answer: Assignment,
    handle: (call, { params, body }) => assignments.editAssignment(call, params.id, body),
  }),
  changeRoute({
    method: 'DELETE',
    path: '/assignments/:id',
    tag,
    summary: 'Remove an assignment',
    description: 'As if it had never been; refused once calls were rated by it: end it instead.',
    access: 'assign-plans',
    params: IdParams,
    handle: (call, { params }) => assignments.deleteAssignment(call, params.id),
  }),
];
