/**
 * Makes a server of routes: schema, access, transaction, version, idempotency key, answer.
 *
 * A read runs outside a transaction; everything that writes runs in one, which its audit entries and
 * its idempotency key share, and which is cancelled when the caller goes away.
 */

import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { TSchema } from 'typebox';
import type { ReadCall } from '../access/call.js';
import type { Access } from '../access/permissions.js';
import type { Database } from '../db/database.js';
import { auditDownload } from './audit-download.js';
import { callerOf } from './caller.js';
import { closedSchema } from './closed-schema.js';
import { documentedHeaders } from './documented-headers.js';
import { exchangeOf } from './exchange.js';
import { type Identifying, identify } from './identify.js';
import { expectedVersionsOf } from './if-match.js';
import { type Answer, once, onceInSteps, type WriteRoute } from './once.js';
import { operationIdOf } from './operation-id.js';
import { ProblemAnswer } from './problem-answer.js';
import { receiveFile } from './received-file.js';
import type { RequestLimit } from './request-limits.js';
import type {
  Checked,
  Exchange,
  FileAnswer,
  FileRoute,
  ReceiveRoute,
  Route,
  StepwiseRoute,
} from './route.js';
import type { RouteServices } from './route-services.js';
import { JobStarted, StartedJob } from './started-job.js';
import { stepwiseCall } from './stepwise-call.js';
import { type Work, workOf } from './work.js';

export const API_PREFIX = '/api/v1';
/** What a form has around its file. */
const FORM_BYTES = 64 * 1024;

function accessText(access: Access): string {
  if (access === 'public') return 'Anybody may call it.';
  if (access === 'signed-in') return 'Whoever is signed in may call it.';
  if (typeof access === 'string') return `Needs the permission \`${access}\`.`;
  return `Needs the permission \`${access.permission}\` and an operator's user.`;
}

type AnsweringRoute = Exclude<Route, FileRoute>;

function statusOf(route: Route): number {
  if (route.kind === 'create' || route.kind === 'receive') return 201;
  if (route.kind === 'file') return 200;
  return route.answer === undefined ? 204 : 200;
}

const startsJobs = (route: Route): boolean => route.kind === 'change' && route.startsJobs === true;

const DONE = { type: 'null', description: 'Done.' };

function answerSchema(route: Route): object {
  if (route.kind !== 'file') return route.answer ?? DONE;
  const content = { [route.contentType]: { schema: { type: 'string', format: 'binary' } } };
  return { description: 'The file, sent while it is made.', content };
}

const FILE = { type: 'string', format: 'binary' };
const FORM = { type: 'object', required: ['file'], properties: { file: FILE } };
/** Told, not checked: what came is a file, whatever its bytes are. */
const FILE_BODY = {
  content: {
    'application/octet-stream': { schema: FILE },
    'multipart/form-data': { schema: FORM },
  },
};

function schemaOf(route: Route): Record<string, unknown> {
  const { access, body, description, params, query, summary, tag } = route;
  const closed = (schema: TSchema) => closedSchema(schema);
  const headers = documentedHeaders(route);
  return {
    tags: [tag],
    operationId: operationIdOf(route),
    summary,
    description: [description, accessText(access)].filter(Boolean).join('\n\n'),
    ...(params !== undefined && { params: closed(params) }),
    ...(query !== undefined && { querystring: closed(query) }),
    ...(body !== undefined && { body: closed(body) }),
    ...(headers !== undefined && { headers }),
    ...(route.kind === 'receive' && { body: FILE_BODY }),
    ...(access === 'public' && { security: [] }),
    response: {
      [statusOf(route)]: answerSchema(route),
      ...(startsJobs(route) && { 202: JobStarted }),
      '4xx': { $ref: 'Problem#' },
    },
  };
}

function configOf(route: Route): { readonly requestLimit?: RequestLimit } {
  if (route.limit === 'login') return { requestLimit: 'login' };
  return route.access === 'public' ? {} : { requestLimit: 'caller' };
}

export function registerRoutes(
  app: FastifyInstance,
  routes: readonly Route[],
  services: RouteServices & Identifying,
): void {
  app.addSchema(ProblemAnswer);
  const add = (scope: FastifyInstance, route: Route) =>
    scope.route({
      method: route.method,
      url: API_PREFIX + route.path,
      schema: schemaOf(route),
      ...(route.bodyBytesMax !== undefined && { bodyLimit: route.bodyBytesMax }),
      config: configOf(route),
      ...(route.isFrequent === true && { logLevel: 'warn' }),
      // Before the body is read.
      preParsing: async (request) => {
        await identify(request, services, route.access);
      },
      ...(route.kind === 'upload' && { validatorCompiler: () => () => true }),
      ...(route.kind === 'receive' && {
        bodyLimit: route.fileBytesMax + FORM_BYTES,
        validatorCompiler: (part) =>
          part.httpPart === 'body' ? () => true : app.validatorCompiler!(part),
      }),
      handler: (request, reply) => handle(route, request, reply, services),
    });
  const isPlain = ({ kind }: Route) => kind !== 'upload' && kind !== 'receive';
  for (const route of routes) if (isPlain(route)) add(app, route);
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', async (_: FastifyRequest, body: IncomingMessage) => body);
    for (const route of routes) if (route.kind === 'receive') add(scope, route);
  });
  app.register(async (scope) => {
    scope.removeContentTypeParser('application/json');
    scope.addContentTypeParser(
      'application/json',
      { parseAs: 'buffer' },
      async (_: FastifyRequest, bytes: Buffer) => bytes,
    );
    for (const route of routes) if (route.kind === 'upload') add(scope, route);
  });
}

async function handle(
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
  services: RouteServices,
): Promise<FastifyReply> {
  const { database } = services;
  const caller = callerOf(request, services);
  const { params, query, body } = request;
  const input: Checked = { params, query, body };
  const exchange = exchangeOf(request, reply, services);
  const work = workOf(request, reply);
  switch (route.kind) {
    case 'read': {
      const answer = await route.handle({ ...caller, db: database.readFor(work) }, input, exchange);
      return sendAnswer(route, reply, answerOf(route, answer));
    }
    case 'file': {
      const file = await route.handle({ ...caller, db: database.readFor(work) }, input, exchange);
      await auditDownload(route, { caller, work, database }, file);
      return sendFile(route, reply, file);
    }
    case 'receive': {
      const writing = { caller, input, exchange, work, database };
      return sendAnswer(route, reply, await receive(route, request, writing));
    }
    case 'stepwise': {
      const writing = { caller, input, exchange, work, database };
      return sendAnswer(route, reply, await inSteps(route, request, writing));
    }
    default:
      return sendAnswer(
        route,
        reply,
        await write(route, request, { caller, input, exchange, work, database }),
      );
  }
}

interface Writing {
  readonly caller: Omit<ReadCall, 'db'>;
  readonly input: Checked;
  readonly exchange: Exchange;
  readonly work: Work;
  readonly database: Database;
}

async function inSteps(
  route: StepwiseRoute,
  request: FastifyRequest,
  { caller, input, exchange, work, database }: Writing,
): Promise<Answer> {
  const versions = expectedVersions(route, request);
  const call = stepwiseCall(caller, database, { work, expectedVersions: versions });
  const run = async () => answerOf(route, await route.handle(call, input, exchange));
  return onceInSteps(route, request, { caller, database, signal: work.signal }, run);
}

/** The file first: while it comes, nothing else is held. */
async function receive(
  route: ReceiveRoute,
  request: FastifyRequest,
  { caller, input, exchange, work, database }: Writing,
): Promise<Answer> {
  const body = input.body instanceof Readable ? input.body : Readable.from([]);
  const { 'content-type': contentType = '' } = request.headers;
  const file = await receiveFile(body, contentType, route.fileBytesMax);
  try {
    const call = stepwiseCall(caller, database, { work });
    const run = async () =>
      answerOf(route, await route.handle(call, { ...input, body: file }, exchange));
    const holding = { caller, database, signal: work.signal };
    return await onceInSteps(route, request, holding, run, file.sha256);
  } finally {
    await file.remove();
  }
}

/** A version is one of the thing that the address names: a list, or the book, has none to compare. */
function expectedVersions(route: Route, request: FastifyRequest): readonly number[] | null {
  const versions = expectedVersionsOf(request.headers['if-match']);
  return route.params === undefined ? null : versions;
}

/** In one transaction; an upload is opened before it and closed after it. */
async function write(
  route: WriteRoute,
  request: FastifyRequest,
  { caller, input, exchange, work, database }: Writing,
): Promise<Answer> {
  const expected = expectedVersions(route, request);
  const opened = route.kind === 'upload' ? await route.open(bytesOf(input.body)) : null;
  try {
    const given = opened === null ? input : { ...input, body: opened };
    return await database.transaction(async (db) => {
      const call = { ...caller, db, signal: work.signal, expectedVersions: expected };
      const run = async () => answerOf(route, await route.handle(call, given, exchange));
      return route.method === 'POST' ? once(route, request, call, run) : run();
    }, work);
  } finally {
    await opened?.close();
  }
}

/** A request without a body has none. */
const bytesOf = (body: unknown): Buffer => (Buffer.isBuffer(body) ? body : Buffer.alloc(0));

function answerOf(route: AnsweringRoute, value: unknown): Answer {
  if (value instanceof StartedJob) return answerOfJob(route, value.id);
  const { id, version } = (value ?? {}) as { readonly id?: unknown; readonly version?: unknown };
  const hasPlace = statusOf(route) === 201 && typeof id === 'string';
  return {
    value,
    status: statusOf(route),
    location: hasPlace ? `${API_PREFIX}/${placeOf(route)}/${id}` : null,
    etag: typeof version === 'number' ? `"${version}"` : null,
    body: null,
  };
}

function answerOfJob(route: AnsweringRoute, jobId: string): Answer {
  if (!startsJobs(route)) throw new Error(`${route.path} does not say that it starts jobs`);
  const value: JobStarted = { jobId };
  return { value, status: 202, location: `${API_PREFIX}/jobs/${jobId}`, etag: null, body: null };
}

/** `/rate-tables/:id/rates` makes things that live at `/rates/:id`. */
const placeOf = (route: Route): string => route.path.split('/').at(-1)!;

function sendAnswer(route: AnsweringRoute, reply: FastifyReply, answer: Answer): FastifyReply {
  // What is read with a key or a session is nobody else's: no cache on the way keeps it.
  reply.code(answer.status).header('cache-control', 'no-store');
  if (answer.location !== null) reply.header('location', answer.location);
  if (answer.etag !== null) reply.header('etag', answer.etag);
  if (answer.body === '') return reply.send();
  if (answer.body !== null) {
    return reply.type('application/json; charset=utf-8').serializer(String).send(answer.body);
  }
  return route.answer === undefined ? reply.send() : reply.send(answer.value);
}

/** A failure in the middle breaks the connection: a cut file must not look like a whole one. */
function sendFile(route: FileRoute, reply: FastifyReply, file: FileAnswer): FastifyReply {
  return reply
    .type(route.contentType)
    .header('content-disposition', `attachment; filename="${file.fileName}"`)
    .header('cache-control', 'no-store')
    .send(file.stream);
}
