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

function goneSignal(request: FastifyRequest, reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  const look = (): void => {
    if (!reply.raw.writableFinished) controller.abort();
  };
  if (request.raw.socket.destroyed) look();
  else reply.raw.once('close', look);
  return controller.signal;
}

export function workOf(request: FastifyRequest, reply: FastifyReply): Work {
  const { known } = request;
  const caller =
    known === null ? `address:${callerPlace(request.ip)}` : principalKey(known.principal);
  let signal: AbortSignal | undefined;
  return {
    caller,
    ...topicOf(request),
    // Made for who asks for it: what is answered from memory needs none, thousands of times a second.
    get signal() {
      signal ??= goneSignal(request, reply);
      return signal;
    },
  };
}
