/** What the few routes that begin and end sessions know of HTTP. */

import type { FastifyReply, FastifyRequest } from 'fastify';
import { SESSION_COOKIE } from './identify.js';
import type { Exchange } from './route.js';
import type { RouteServices } from './route-services.js';

const USER_AGENT_LENGTH_MAX = 500;

export function exchangeOf(
  request: FastifyRequest,
  reply: FastifyReply,
  services: RouteServices,
): Exchange {
  const cookie = {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: services.secureCookies,
  } as const;
  return {
    userAgent: request.headers['user-agent']?.slice(0, USER_AGENT_LENGTH_MAX) ?? null,
    sessionToken: request.cookies[SESSION_COOKIE] ?? null,
    setSessionCookie: (token, expiresAt) => {
      reply.setCookie(SESSION_COOKIE, token, { ...cookie, expires: new Date(expiresAt) });
    },
    clearSessionCookie: () => {
      reply.clearCookie(SESSION_COOKIE, cookie);
    },
    database: services.database,
  };
}
