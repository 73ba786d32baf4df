/**
 * A route as data: what it takes, what it answers, who may call it. `register-routes.ts` makes the
 * server of it; OpenAPI and the test of all permissions read the same list.
 *
 * There is a kind of route for each way to answer, with a function that makes it: `readRoute`,
 * `createRoute`, `changeRoute`, `uploadRoute`, `receiveRoute`, `stepwiseRoute`, `fileRoute`. Where a
 * route is made, its handler is held to its schemas; `Route` is any of them, told apart by `kind`.
 */

import type { Readable } from 'node:stream';
import type { Static, TSchema } from 'typebox';
import type { ReadCall, WriteCall } from '../access/call.js';
import type { Access } from '../access/permissions.js';
import type { Database } from '../db/database.js';
import type { KnownCaller } from './authenticator.js';
import type { ReceivedFile } from './received-file.js';
import type { StartedJob } from './started-job.js';
import type { StepwiseCall } from './stepwise-call.js';

/** What a route knows of HTTP beyond its input; few need it. */
export interface Exchange {
  readonly userAgent: string | null;
  /** Who calls, as it was found; null: a stranger. */
  readonly known: KnownCaller | null;
  /** The session's cookie, for the routes that begin and end sessions. */
  readonly sessionToken: string | null;
  /** The cookie by which a browser in which somebody signed in before is known. */
  readonly deviceToken: string | null;
  setSessionCookie(token: string, expiresAt: string): void;
  setDeviceCookie(token: string): void;
  clearSessionCookie(): void;
  readonly database: Database;
}

/** What came with a request, after the schemas of its route have passed it. */
export interface Checked {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

type Handle<Call, Answer = unknown> = (
  call: Call,
  input: Checked,
  exchange: Exchange,
) => Promise<Answer>;

interface RouteParts {
  /** Below `/api/v1`: `/accounts/:id`. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  /** For generated clients; left out: see `operation-id.ts`. */
  readonly operationId?: string;
  readonly description?: string;
  readonly access: Access;
  readonly params?: TSchema | undefined;
  readonly query?: TSchema | undefined;
  readonly body?: TSchema | undefined;
  readonly bodyBytesMax?: number;
  /** More than the rate of requests that everybody has: `login` is strict. */
  readonly limit?: 'login';
  /** Asked thousands of times a second: only what goes wrong is logged, figures count it all. */
  readonly isFrequent?: true;
}

interface WriteParts extends RouteParts {
  /**
   * The answer holds a secret that is shown once, so it is not kept for `Idempotency-Key`: the same
   * request again still creates nothing, and is told so instead of being answered.
   */
  readonly answersSecret?: true;
}

/** Only reads; a POST only when its input is too much for an address. */
export interface ReadRoute extends RouteParts {
  readonly kind: 'read';
  readonly method: 'GET' | 'POST';
  readonly answer: TSchema;
  readonly handle: Handle<ReadCall>;
}

/** Makes something in one transaction; answers 201 and where it is. */
export interface CreateRoute extends WriteParts {
  readonly kind: 'create';
  readonly method: 'POST';
  readonly answer: TSchema;
  readonly handle: Handle<WriteCall>;
}

/** Changes data in one transaction; answers 200, or 204 when it has no answer. */
export interface ChangeRoute extends WriteParts {
  readonly kind: 'change';
  readonly method: 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly answer?: TSchema | undefined;
  /** What takes longer than a moment is answered 202, and goes on as a job. */
  readonly startsJobs?: true;
  readonly handle: Handle<WriteCall>;
}

/**
 * A change whose body is too large to be read at once: `open` takes the bytes as they came and judges
 * them itself, in place of the schema, before the transaction begins.
 */
export interface UploadRoute extends WriteParts {
  readonly kind: 'upload';
  readonly method: 'POST';
  readonly body: TSchema;
  readonly answer: TSchema;
  /** Its outcome is the handler's `body`, and is closed after it. */
  readonly open: (bytes: Buffer) => Promise<OpenedBody>;
  readonly handle: Handle<WriteCall>;
}

export interface OpenedBody {
  close(): Promise<void>;
}

/**
 * Takes a file of any size: it is received as a whole before the handler begins, outside of memory and
 * without a connection. Commits in steps; answers 201 and where what it made is.
 */
export interface ReceiveRoute extends WriteParts {
  readonly kind: 'receive';
  readonly method: 'POST';
  readonly answer: TSchema;
  readonly fileBytesMax: number;
  /** The handler's `body` is a `ReceivedFile`, which is gone after it. */
  readonly handle: Handle<StepwiseCall>;
}

/** Commits in steps of its own, see `stepwise-call.ts`; answers 200 or 204. */
export interface StepwiseRoute extends WriteParts {
  readonly kind: 'stepwise';
  readonly method: 'POST' | 'PUT' | 'PATCH';
  readonly answer?: TSchema | undefined;
  readonly handle: Handle<StepwiseCall>;
}

/** Answers a file that may be larger than memory. */
export interface FileRoute extends RouteParts {
  readonly kind: 'file';
  readonly method: 'GET';
  readonly contentType: string;
  readonly handle: Handle<ReadCall, FileAnswer>;
}

/** A file, sent while it is made. Whoever makes it ends the work when the stream is destroyed. */
export interface FileAnswer {
  readonly fileName: string;
  readonly stream: Readable;
}

export type Route =
  | ReadRoute
  | CreateRoute
  | ChangeRoute
  | UploadRoute
  | ReceiveRoute
  | StepwiseRoute
  | FileRoute;

type Schema = TSchema | undefined;
type StaticOr<S extends Schema, Otherwise> = S extends TSchema ? Static<S> : Otherwise;

/** What a handler answers: it may hand on what it must not change. */
export type Answered<Told> = Told extends object
  ? { readonly [Field in keyof Told]: Answered<Told[Field]> }
  : Told;

interface Input<Params extends Schema, Query extends Schema, Body> {
  readonly params: StaticOr<Params, Record<string, never>>;
  readonly query: StaticOr<Query, Record<string, never>>;
  readonly body: Body;
}

interface Handled<Call, Params extends Schema, Query extends Schema, Body, Answer> {
  readonly params?: Params;
  readonly query?: Query;
  readonly handle: (
    call: Call,
    input: Input<Params, Query, Body>,
    exchange: Exchange,
  ) => Promise<Answer>;
}

/** What a route of a kind says beside its schemas and handler. */
type Words<R extends Route, Given extends string = never> = Omit<
  R,
  'kind' | 'params' | 'query' | 'body' | 'answer' | 'handle' | Given
>;

/** The one place where what came is taken for what the schemas say: they have checked it. */
function checked<Call, Params extends Schema, Query extends Schema, Body, Answer>({
  handle,
}: Handled<Call, Params, Query, Body, Answer>): Handle<Call, Answer> {
  return (call, input, exchange) => handle(call, input as Input<Params, Query, Body>, exchange);
}

export function readRoute<
  Answer extends TSchema,
  Params extends Schema = undefined,
  Query extends Schema = undefined,
  Body extends Schema = undefined,
>(
  route: Words<ReadRoute, 'method'> &
    Handled<ReadCall, Params, Query, StaticOr<Body, undefined>, Answered<Static<Answer>>> & {
      readonly method?: 'POST';
      readonly body?: Body;
      readonly answer: Answer;
    },
): ReadRoute {
  return { method: 'GET', ...route, kind: 'read', handle: checked(route) };
}

export function createRoute<
  Answer extends TSchema,
  Params extends Schema = undefined,
  Body extends Schema = undefined,
>(
  route: Words<CreateRoute, 'method'> &
    Handled<WriteCall, Params, undefined, StaticOr<Body, undefined>, Static<Answer>> & {
      readonly body?: Body;
      readonly answer: Answer;
    },
): CreateRoute {
  return { ...route, kind: 'create', method: 'POST', handle: checked(route) };
}

export function changeRoute<
  Params extends Schema = undefined,
  Query extends Schema = undefined,
  Body extends Schema = undefined,
  Answer extends Schema = undefined,
>(
  route: Words<ChangeRoute> &
    Handled<
      WriteCall,
      Params,
      Query,
      StaticOr<Body, undefined>,
      StaticOr<Answer, void> | StartedJob
    > & {
      readonly body?: Body;
      readonly answer?: Answer;
    },
): ChangeRoute {
  return { ...route, kind: 'change', handle: checked(route) };
}

export function uploadRoute<
  Opened extends OpenedBody,
  Answer extends TSchema,
  Params extends Schema = undefined,
>(
  route: Words<UploadRoute, 'method' | 'open'> &
    Handled<WriteCall, Params, undefined, Opened, Static<Answer>> & {
      readonly body: TSchema;
      readonly answer: Answer;
      readonly open: (bytes: Buffer) => Promise<Opened>;
    },
): UploadRoute {
  return { ...route, kind: 'upload', method: 'POST', handle: checked(route) };
}

export function receiveRoute<
  Answer extends TSchema,
  Params extends Schema = undefined,
  Query extends Schema = undefined,
>(
  route: Words<ReceiveRoute, 'method'> &
    Handled<StepwiseCall, Params, Query, ReceivedFile, Static<Answer>> & {
      readonly answer: Answer;
    },
): ReceiveRoute {
  return { ...route, kind: 'receive', method: 'POST', handle: checked(route) };
}

export function stepwiseRoute<
  Params extends Schema = undefined,
  Body extends Schema = undefined,
  Answer extends Schema = undefined,
>(
  route: Words<StepwiseRoute> &
    Handled<StepwiseCall, Params, undefined, StaticOr<Body, undefined>, StaticOr<Answer, void>> & {
      readonly body?: Body;
      readonly answer?: Answer;
    },
): StepwiseRoute {
  return { ...route, kind: 'stepwise', handle: checked(route) };
}

export function fileRoute<Params extends Schema = undefined, Query extends Schema = undefined>(
  route: Words<FileRoute, 'method'> & Handled<ReadCall, Params, Query, undefined, FileAnswer>,
): FileRoute {
  return { ...route, kind: 'file', method: 'GET', handle: checked(route) };
}
