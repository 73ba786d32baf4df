/**
 * Makes a server of routes: schema, access, transaction, version, idempotency key, answer.
 *
 * A read runs outside a transaction; everything that writes runs in one, which its audit entries and
 * its idempotency key share, and which is cancelled when the caller goes away.
 */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { TSchema } from 'typebox';
import type { ReadCall, WriteCall } from '../access/call.js';
import type { Access } from '../access/permissions.js';
import type { Principal } from '../access/principal.js';
import { Problem } from '../problems/problem.js';
import { closedSchema } from './closed-schema.js';
import { exchangeOf } from './exchange.js';
import { hashRequest, keepAnswer, type StoredAnswer, takeKey } from './idempotency.js';
import { identify } from './identify.js';
import { ProblemAnswer } from './problem-answer.js';
import type { Route, RouteInput } from './route.js';
import type { RouteServices } from './route-services.js';

export const API_PREFIX = '/api/v1';
const LOGIN_TRIES_A_MINUTE = 20;

type Handle = (call: unknown, input: unknown, exchange: unknown) => Promise<unknown>;

const anybody: Principal = {
  kind: 'system',
  id: null,
  name: 'nobody',
  role: 'read-only',
  accountId: '0',
  isOperator: false,
};

function accessText(access: Access): string {
  if (access === 'public') return 'Anybody may call it.';
  if (access === 'signed-in') return 'Whoever is signed in may call it.';
  if (typeof access === 'string') return `Needs the permission \`${access}\`.`;
  return `Needs the permission \`${access.permission}\` and an operator's user.`;
}

function statusOf(route: Route): number {
  if (route.kind === 'create') return 201;
  return route.answer === undefined ? 204 : 200;
}

function schemaOf(route: Route): Record<string, unknown> {
  const { access, answer, body, description, params, query, summary, tag } = route;
  const closed = (schema: TSchema) => closedSchema(schema);
  return {
    tags: [tag],
    summary,
    description: [description, accessText(access)].filter(Boolean).join('\n\n'),
    ...(params !== undefined && { params: closed(params) }),
    ...(query !== undefined && { querystring: closed(query) }),
    ...(body !== undefined && { body: closed(body) }),
    ...(access === 'public' && { security: [] }),
    response: {
      [statusOf(route)]: answer ?? { type: 'null', description: 'Done.' },
      '4xx': { $ref: 'Problem#' },
    },
  };
}

export function registerRoutes(
  app: FastifyInstance,
  routes: readonly Route[],
  services: RouteServices,
): void {
  app.addSchema(ProblemAnswer);
  for (const route of routes) {
    app.route({
      method: route.method,
      url: API_PREFIX + route.path,
      schema: schemaOf(route),
      ...(route.bodyBytesMax !== undefined && { bodyLimit: route.bodyBytesMax }),
      ...(route.limit === 'login' && {
        config: { rateLimit: { max: LOGIN_TRIES_A_MINUTE, timeWindow: '1 minute' } },
      }),
      onRequest: (request) => identify(request, services.authenticator, route.access),
      handler: (request, reply) => handle(route, request, reply, services),
    });
  }
}

async function handle(
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
  services: RouteServices,
): Promise<FastifyReply> {
  const caller = {
    principal: request.principal ?? anybody,
    now: services.now().toISOString(),
    requestId: request.id,
    ip: request.ip,
  };
  const input = { params: request.params, query: request.query, body: request.body } as RouteInput<
    TSchema,
    TSchema,
    TSchema
  >;
  const exchange = exchangeOf(request, reply, services);
  if (route.kind === 'read') {
    const call: ReadCall = { ...caller, db: services.database.read };
    const answer = await (route.handle as unknown as Handle)(call, input, exchange);
    return sendAnswer(route, reply, answerOf(route, answer));
  }
  const signal = goneSignal(reply);
  const expectedVersion = expectedVersionOf(request);
  const answer = await services.database.transaction(
    async (db) => {
      const call: WriteCall = { ...caller, db, signal, expectedVersion };
      const run = async () =>
        answerOf(route, await (route.handle as unknown as Handle)(call, input, exchange));
      return route.kind === 'create' ? once(request, call, run) : run();
    },
    { signal },
  );
  return sendAnswer(route, reply, answer);
}

interface Answer {
  readonly value: unknown;
  readonly status: number;
  readonly location: string | null;
  readonly etag: string | null;
  /** Serialised before, when the request was answered before. */
  readonly body: string | null;
}

function answerOf(route: Route, value: unknown): Answer {
  const { id, version } = (value ?? {}) as { readonly id?: unknown; readonly version?: unknown };
  const hasPlace = route.kind === 'create' && typeof id === 'string';
  return {
    value,
    status: statusOf(route),
    location: hasPlace ? `${API_PREFIX}/${placeOf(route)}/${id}` : null,
    etag: typeof version === 'number' ? `"${version}"` : null,
    body: null,
  };
}

/** `/rate-tables/:id/rates` makes things that live at `/rates/:id`. */
const placeOf = (route: Route): string => route.path.split('/').at(-1)!;

async function once(
  request: FastifyRequest,
  call: WriteCall,
  run: () => Promise<Answer>,
): Promise<Answer> {
  const key = request.headers['idempotency-key'];
  if (key === undefined || request.principal === null) return run();
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key)) {
    const message = 'must be 1 to 200 characters without blanks';
    throw new Problem('invalid_request', undefined, [
      { path: 'headers.idempotency-key', code: 'pattern', message },
    ]);
  }
  const hash = hashRequest(request.method, request.url, request.body);
  const before = await takeKey(call.db, request.principal, key, hash);
  if (before !== null) return { ...before, value: null };
  const answer = await run();
  const body = JSON.stringify(answer.value);
  await keepAnswer(call.db, request.principal, key, { ...answer, body } as StoredAnswer);
  return answer;
}

function sendAnswer(route: Route, reply: FastifyReply, answer: Answer): FastifyReply {
  reply.code(answer.status);
  if (answer.location !== null) reply.header('location', answer.location);
  if (answer.etag !== null) reply.header('etag', answer.etag);
  if (answer.body !== null) {
    return reply.type('application/json; charset=utf-8').serializer(String).send(answer.body);
  }
  return route.answer === undefined ? reply.send() : reply.send(answer.value);
}

function expectedVersionOf(request: FastifyRequest): number | null {
  const header = request.headers['if-match'];
  if (header === undefined || header === '*') return null;
  const version = /^"([0-9]{1,9})"$/.exec(header)?.[1];
  if (version !== undefined) return Number(version);
  const message = 'must be the ETag that came with the thing, such as "3" with its quotes';
  throw new Problem('invalid_request', undefined, [
    { path: 'headers.if-match', code: 'pattern', message },
  ]);
}

/** Aborted when the connection closes before the answer is out. */
function goneSignal(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort();
  });
  return controller.signal;
}
