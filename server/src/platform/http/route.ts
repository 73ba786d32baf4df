/**
 * A route as data: what it takes, what it answers, who may call it. `register-routes.ts` makes the
 * server of it; OpenAPI and the test of all permissions read the same list.
 */

import type { Readable } from 'node:stream';
import type { Static, TSchema } from 'typebox';
import type { ReadCall, WriteCall } from '../access/call.js';
import type { Access } from '../access/permissions.js';
import type { Database } from '../db/database.js';
import type { StepwiseCall } from './stepwise-call.js';

type StaticOr<Schema, Otherwise> = Schema extends TSchema ? Static<Schema> : Otherwise;

export interface RouteInput<Params, Query, Body> {
  readonly params: StaticOr<Params, Record<string, never>>;
  readonly query: StaticOr<Query, Record<string, never>>;
  readonly body: StaticOr<Body, undefined>;
}

/** What a route knows of HTTP beyond its input; few need it. */
export interface Exchange {
  readonly userAgent: string | null;
  /** The session's cookie, for the routes that begin and end sessions. */
  readonly sessionToken: string | null;
  /** The cookie by which a browser in which somebody signed in before is known. */
  readonly deviceToken: string | null;
  setSessionCookie(token: string, expiresAt: string): void;
  setDeviceCookie(token: string): void;
  clearSessionCookie(): void;
  readonly database: Database;
}

export interface OpenedBody {
  close(): Promise<void>;
}

interface RouteParts<Params, Query, Body, Answer> {
  /** Below `/api/v1`: `/accounts/:id`. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  /** For generated clients; left out: see `operation-id.ts`. */
  readonly operationId?: string;
  readonly description?: string;
  readonly access: Access;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  readonly bodyBytesMax?: number;
  /**
   * For bodies too large to be read at once: takes the bytes as they came and judges them itself, in
   * place of the schema, before the transaction begins. What it opens is the handler's `body`, and
   * is closed after it.
   */
  readonly openBody?: (bytes: Buffer) => Promise<OpenedBody>;
  /** Left out: 204, no content. */
  readonly answer?: Answer;
  /** More than the rate of requests that everybody has: `login` is strict. */
  readonly limit?: 'login';
  /**
   * The answer holds a secret that is shown once, so it is not kept for `Idempotency-Key`: the same
   * request again still creates nothing, and is told so instead of being answered.
   */
  readonly answersSecret?: true;
}

type Handler<Call, Params, Query, Body, Answer> = (
  call: Call,
  input: RouteInput<Params, Query, Body>,
  exchange: Exchange,
) => Promise<StaticOr<Answer, void>>;

export interface ReadRoute<Params, Query, Body, Answer>
  extends RouteParts<Params, Query, Body, Answer> {
  readonly method: 'GET' | 'POST';
  readonly kind: 'read';
  readonly handle: Handler<ReadCall, Params, Query, Body, Answer>;
}

/** `create` answers 201, `change` 200 or 204; each POST of them understands `Idempotency-Key`. */
export interface WriteRoute<Params, Query, Body, Answer>
  extends RouteParts<Params, Query, Body, Answer> {
  readonly method: 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly kind: 'create' | 'change';
  readonly handle: Handler<WriteCall, Params, Query, Body, Answer>;
}

/** A file, sent while it is made. Whoever makes it ends the work when the stream is destroyed. */
export interface FileAnswer {
  readonly fileName: string;
  readonly stream: Readable;
}

/** Answers a file that may be larger than memory. */
export interface FileRoute<Params, Query>
  extends Omit<RouteParts<Params, Query, undefined, undefined>, 'answer' | 'body'> {
  readonly contentType: string;
  readonly handle: (
    call: ReadCall,
    input: RouteInput<Params, Query, undefined>,
    exchange: Exchange,
  ) => Promise<FileAnswer>;
}

/** Commits in steps of its own, see `stepwise-call.ts`; answers 200 or 204. */
export interface StepwiseRoute<Params, Query, Body, Answer>
  extends RouteParts<Params, Query, Body, Answer> {
  readonly method: 'POST' | 'PUT';
  readonly handle: Handler<StepwiseCall, Params, Query, Body, Answer>;
}

/** A route whose types were checked where it was made. */
export interface Route extends RouteParts<TSchema, TSchema, TSchema, TSchema> {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly kind: 'read' | 'create' | 'change' | 'stepwise' | 'file';
  /** Of the answer of a `file`. */
  readonly contentType?: string;
  readonly handle: (call: never, input: never, exchange: Exchange) => Promise<unknown>;
}

/** A route that only reads; a POST only when its input is too much for an address. */
export function readRoute<
  Params extends TSchema | undefined = undefined,
  Query extends TSchema | undefined = undefined,
  Body extends TSchema | undefined = undefined,
  Answer extends TSchema | undefined = undefined,
>(
  route: Omit<ReadRoute<Params, Query, Body, Answer>, 'kind' | 'method'> & { method?: 'POST' },
): Route {
  return { method: 'GET', ...route, kind: 'read' } as unknown as Route;
}

/** A route that changes data, in one transaction. */
export function writeRoute<
  Params extends TSchema | undefined = undefined,
  Query extends TSchema | undefined = undefined,
  Body extends TSchema | undefined = undefined,
  Answer extends TSchema | undefined = undefined,
>(route: WriteRoute<Params, Query, Body, Answer>): Route {
  return route as unknown as Route;
}

/** A route that answers a file, as it is made. */
export function fileRoute<
  Params extends TSchema | undefined = undefined,
  Query extends TSchema | undefined = undefined,
>(route: FileRoute<Params, Query>): Route {
  return { method: 'GET', ...route, kind: 'file' } as unknown as Route;
}

/** A route that changes data in several transactions; for what can't be one. */
export function stepwiseRoute<
  Params extends TSchema | undefined = undefined,
  Query extends TSchema | undefined = undefined,
  Body extends TSchema | undefined = undefined,
  Answer extends TSchema | undefined = undefined,
>(route: StepwiseRoute<Params, Query, Body, Answer>): Route {
  return { ...route, kind: 'stepwise' } as unknown as Route;
}
