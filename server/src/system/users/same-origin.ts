/**
 * Whether a form was sent by a page of ours. The session's cookie is `SameSite=Strict`, so another
 * site's form comes without it; but a sign-in needs no cookie, and a neighbour on the same site is
 * no stranger to `SameSite`. Browsers say where a form comes from, and no script can change it.
 */

import type { FastifyRequest } from 'fastify';
import { Problem } from '../../platform/problems/problem.js';

function isOwnOrigin(origin: string, host: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, host: originHost } = new URL(origin);
  const own = `${protocol}//${host}`;
  // Reading both alike drops the port that is the protocol's own.
  return URL.canParse(own) && new URL(own).host === originHost;
}

export function requireSameOrigin(request: FastifyRequest): void {
  // Sent to HTTPS and to this machine; elsewhere the origin has to do.
  const site = request.headers['sec-fetch-site'];
  const { origin } = request.headers;
  const isOwn =
    site === undefined
      ? origin !== undefined && isOwnOrigin(origin, request.host)
      : site === 'same-origin';
  if (isOwn) return;
  throw new Problem(
    'csrf_failed',
    'the form was not sent by a page of this server: open the page here and send it again. A ' +
      'proxy in front must pass on the headers Host and Origin as they are',
  );
}
