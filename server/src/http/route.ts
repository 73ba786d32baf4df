/**
 * A route as data: what it takes, what it answers, who may call it. `register-routes.ts` makes the
 * server of it; OpenAPI and the test of all permissions read the same list.
 */

import type { Static, TSchema } from 'typebox';
import type { ReadCall, WriteCall } from '../access/call.js';
import type { Access } from '../access/permissions.js';
import type { Database } from '../db/database.js';

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
  setSessionCookie(token: string, expiresAt: string): void;
  clearSessionCookie(): void;
  readonly database: Database;
}

interface RouteParts<Params, Query, Body, Answer> {
  /** Below `/api/v1`: `/accounts/:id`. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly access: Access;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  readonly bodyBytesMax?: number;
  /** Left out: 204, no content. */
  readonly answer?: Answer;
  /** More than the rate of requests that everybody has: `login` is strict. */
  readonly limit?: 'login';
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

/** `create` answers 201 and understands `Idempotency-Key`; `change` answers 200 or 204. */
export interface WriteRoute<Params, Query, Body, Answer>
  extends RouteParts<Params, Query, Body, Answer> {
  readonly method: 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly kind: 'create' | 'change';
  readonly handle: Handler<WriteCall, Params, Query, Body, Answer>;
}

/** A route whose types were checked where it was made. */
export interface Route extends RouteParts<TSchema, TSchema, TSchema, TSchema> {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly kind: 'read' | 'create' | 'change';
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
