/** On whose behalf the database works for a request: bounds how much of it one caller gets. */

import type { FastifyReply, FastifyRequest } from 'fastify';
import { principalKey } from '../access/principal.js';
import { callerPlace } from './caller-address.js';

export interface Work {
  readonly caller: string;
  /** What a write will change, where its address says so: `rate-tables/17`. */
  readonly topic?: string;
  /** Aborted when the connection closes before the answer is out. */
  readonly signal: AbortSignal;
}

/** `/api/v1/rate-tables/:id/rates` changes the rate table. */
const OF_ONE = /^\/api\/v1\/([a-z-]+)\/:id(?:\/|$)/;

function topicOf(request: FastifyRequest): { topic?: string } {
  const noun = OF_ONE.exec(request.routeOptions.url ?? '')?.[1];
  if (noun === undefined) return {};
  return { topic: `${noun}/${(request.params as { readonly id: string }).id}` };
}

function goneSignal(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort();
  });
  return controller.signal;
}

export function workOf(request: FastifyRequest, reply: FastifyReply): Work {
  const { principal } = request;
  const caller =
    principal === null ? `address:${callerPlace(request.ip)}` : principalKey(principal);
  return { caller, ...topicOf(request), signal: goneSignal(reply) };
}
