import { changeRoute, createRoute, type Route, readRoute } from '../../platform/http/route.js';
import { IdParams } from '../../platform/http/schemas.js';
import { LoginLink, NewUser, User, UserEdit, UserPage, UserQuery } from './schema.js';
import * as users from './user-service.js';

const tag = 'Users';
const access = 'manage-users';

export const managedUserRoutes: readonly Route[] = [
  readRoute({
    path: '/users',
    tag,
    summary: 'List users',
    access,
    query: UserQuery,
    answer: UserPage,
    handle: (call, { query }) => users.listUsers(call, query),
  }),
  createRoute({
    path: '/users',
    tag,
    summary: 'Create a user',
    description: 'A new user has no password: make a login link next.',
    access,
    body: NewUser,
    answer: User,
    handle: (call, { body }) => users.createUser(call, body),
  }),
  readRoute({
    path: '/users/:id',
    tag,
    summary: 'Show a user',
    access,
    params: IdParams,
    answer: User,
    handle: (call, { params }) => users.getUser(call, params.id),
  }),
  changeRoute({
    method: 'PATCH',
    path: '/users/:id',
    tag,
    summary: 'Edit a user',
    access,
    params: IdParams,
    body: UserEdit,
    answer: User,
    handle: (call, { params, body }, { sessionToken }) =>
      users.editUser(call, params.id, body, sessionToken),
  }),
  changeRoute({
    method: 'DELETE',
    path: '/users/:id',
    tag,
    summary: 'Delete a user',
    access,
    params: IdParams,
    handle: (call, { params }) => users.deleteUser(call, params.id),
  }),
  changeRoute({
    method: 'POST',
    path: '/users/:id/login-link',
    operationId: 'makeLoginLink',
    tag,
    summary: 'Make a login link',
    description:
      'By it the user chooses a password, the first one or a new one for a forgotten one.',
    access,
    params: IdParams,
    answer: LoginLink,
    answersSecret: true,
    handle: (call, { params }) => users.createLoginLink(call, params.id),
  }),
  changeRoute({
    method: 'DELETE',
    path: '/users/:id/sessions',
    tag,
    summary: 'End all sessions of a user',
    access,
    params: IdParams,
    handle: (call, { params }) => users.endSessions(call, params.id),
  }),
];
