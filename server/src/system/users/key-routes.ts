import { changeRoute, createRoute, type Route, readRoute } from '../../platform/http/route.js';
import { IdParams } from '../../platform/http/schemas.js';
import {
  ApiKey,
  ApiKeyEdit,
  ApiKeyPage,
  ApiKeyQuery,
  MadeApiKey,
  NewApiKey,
} from './key-schema.js';
import * as keys from './key-service.js';

const tag = 'API keys';
const access = 'manage-users';

export const apiKeyRoutes: readonly Route[] = [
  readRoute({
    path: '/api-keys',
    tag,
    summary: 'List API keys',
    access,
    query: ApiKeyQuery,
    answer: ApiKeyPage,
    handle: (call, { query }) => keys.listApiKeys(call, query),
  }),
  createRoute({
    path: '/api-keys',
    tag,
    summary: 'Create an API key',
    description:
      'The key is in this answer only. With an `Idempotency-Key`, the same request again makes no ' +
      'second key and does not tell the first one again: it is refused.',
    access,
    body: NewApiKey,
    answer: MadeApiKey,
    answersSecret: true,
    handle: (call, { body }) => keys.createApiKey(call, body),
  }),
  readRoute({
    path: '/api-keys/:id',
    tag,
    summary: 'Show an API key',
    access,
    params: IdParams,
    answer: ApiKey,
    handle: (call, { params }) => keys.getApiKey(call, params.id),
  }),
  changeRoute({
    method: 'PATCH',
    path: '/api-keys/:id',
    tag,
    summary: 'Edit an API key',
    access,
    params: IdParams,
    body: ApiKeyEdit,
    answer: ApiKey,
    handle: (call, { params, body }) => keys.editApiKey(call, params.id, body),
  }),
  changeRoute({
    method: 'DELETE',
    path: '/api-keys/:id',
    tag,
    summary: 'Revoke an API key',
    description: 'It works no more, for good; its name and history stay.',
    access,
    params: IdParams,
    handle: (call, { params }) => keys.revokeApiKey(call, params.id),
  }),
];
