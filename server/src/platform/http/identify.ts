/**
 * Finds out who calls, before the body of a request is read, and refuses who may not.
 *
 * A key is sent on purpose, a cookie by the browser on its own: with a cookie, whatever changes
 * something has to carry the session's token, which another site cannot read.
 */

import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Access } from '../access/permissions.js';
import { requireAccess } from '../access/principal.js';
import { Problem } from '../problems/problem.js';
import type { Authenticator, KnownCaller } from './authenticator.js';
import type { RequestLimits } from './request-limits.js';

export const SESSION_COOKIE = 'ratedeck_session';
const SAFE_METHODS = new Set(['GET', 'HEAD']);
const BEARER = /^Bearer +([\x21-\x7e]{1,200})$/i;

declare module 'fastify' {
  interface FastifyRequest {
    /** Null: a stranger. */
    known: KnownCaller | null;
  }
}

function sameText(one: string, other: string): boolean {
  const a = Buffer.from(one);
  const b = Buffer.from(other);
  return a.length === b.length && timingSafeEqual(a, b);
}

/** What identifying needs; made once, by whoever builds the server. */
export interface Identifying {
  readonly authenticator: Authenticator;
  readonly limits: RequestLimits;
}

async function knownCaller(
  request: FastifyRequest,
  { authenticator, limits }: Identifying,
): Promise<KnownCaller | null> {
  const onUnknown = (): void => limits.spendGuess(request);
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const key = BEARER.exec(authorization)?.[1];
    return key === undefined ? null : authenticator.byKey(key, onUnknown);
  }
  const token = request.cookies[SESSION_COOKIE];
  if (token === undefined) return null;
  const session = await authenticator.bySession(token, onUnknown);
  if (session === null) return null;
  if (!SAFE_METHODS.has(request.method)) {
    const given = request.headers['x-csrf-token'];
    if (typeof given !== 'string' || !sameText(given, session.csrfToken)) {
      throw new Problem('csrf_failed');
    }
  }
  return session;
}

export async function identify(
  request: FastifyRequest,
  identifying: Identifying,
  access: Access,
): Promise<void> {
  // What is open to all, login first of all, must work with an old cookie too.
  if (access === 'public') return;
  const { limits } = identifying;
  const caller = await knownCaller(request, identifying);
  const isCounted = request.routeOptions.config.requestLimit !== 'none';
  if (caller !== null) {
    if (isCounted) limits.spendByCaller(caller.principal, caller.requestsPerMinute);
    request.known = caller;
  } else if (isCounted) limits.spendByAddress(request);
  requireAccess(caller?.principal ?? null, access);
}
