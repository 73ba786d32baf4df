/**
 * Finds out who calls, before the body of a request is read, and refuses who may not.
 *
 * A key is sent on purpose, a cookie by the browser on its own: with a cookie, whatever changes
 * something has to carry the session's token, which another site cannot read.
 */

import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Access } from '../access/permissions.js';
import { type Principal, requireAccess } from '../access/principal.js';
import { Problem } from '../problems/problem.js';
import type { Authenticator } from './authenticator.js';

export const SESSION_COOKIE = 'ratedeck_session';
const SAFE_METHODS = new Set(['GET', 'HEAD']);
const BEARER = /^Bearer +([\x21-\x7e]{1,200})$/i;

declare module 'fastify' {
  interface FastifyRequest {
    principal: Principal | null;
  }
}

function sameText(one: string, other: string): boolean {
  const a = Buffer.from(one);
  const b = Buffer.from(other);
  return a.length === b.length && timingSafeEqual(a, b);
}

async function principalOf(
  request: FastifyRequest,
  authenticator: Authenticator,
): Promise<Principal | null> {
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const key = BEARER.exec(authorization)?.[1];
    return key === undefined ? null : authenticator.byKey(key);
  }
  const token = request.cookies[SESSION_COOKIE];
  if (token === undefined) return null;
  const session = await authenticator.bySession(token);
  if (session === null) return null;
  if (!SAFE_METHODS.has(request.method)) {
    const given = request.headers['x-csrf-token'];
    if (typeof given !== 'string' || !sameText(given, session.csrfToken)) {
      throw new Problem('csrf_failed');
    }
  }
  return session.principal;
}

export async function identify(
  request: FastifyRequest,
  authenticator: Authenticator,
  access: Access,
): Promise<void> {
  // What is open to all, login first of all, must work with an old cookie too.
  request.principal = access === 'public' ? null : await principalOf(request, authenticator);
  requireAccess(request.principal, access);
}
