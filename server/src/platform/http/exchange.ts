/** What the few routes that begin and end sessions know of HTTP. */

import type { FastifyReply, FastifyRequest } from 'fastify';
import { SESSION_COOKIE } from './identify.js';
import type { Exchange } from './route.js';
import type { RouteServices } from './route-services.js';

const USER_AGENT_LENGTH_MAX = 500;
const DEVICE_COOKIE = 'ratedeck_device';
const DEVICE_SECONDS = 365 * 24 * 3600;

/**
 * Flags of every cookie: no script reads it, no other site's page sends it. `app.ts` gives them to
 * the cookie plugin, so that no place can forget them.
 */
export function cookieFlags({ secureCookies }: Pick<RouteServices, 'secureCookies'>) {
  return { path: '/', httpOnly: true, sameSite: 'strict', secure: secureCookies } as const;
}

export function exchangeOf(
  request: FastifyRequest,
  reply: FastifyReply,
  { database }: Pick<RouteServices, 'database'>,
): Exchange {
  return {
    userAgent: request.headers['user-agent']?.slice(0, USER_AGENT_LENGTH_MAX) ?? null,
    known: request.known,
    sessionToken: request.cookies[SESSION_COOKIE] ?? null,
    setSessionCookie: (token, expiresAt) => {
      reply.setCookie(SESSION_COOKIE, token, { expires: new Date(expiresAt) });
    },
    deviceToken: request.cookies[DEVICE_COOKIE] ?? null,
    setDeviceCookie: (token) => {
      reply.setCookie(DEVICE_COOKIE, token, { maxAge: DEVICE_SECONDS });
    },
    clearSessionCookie: () => {
      reply.clearCookie(SESSION_COOKIE);
    },
    database,
  };
}
