/**
 * A POST that changes something, with an `Idempotency-Key`: carried out once, however often it comes.
 * A request that fails leaves no key behind, so it may be tried again.
 */

import type { FastifyRequest } from 'fastify';
import type { WriteCall } from '../access/call.js';
import { Problem } from '../problems/problem.js';
import { hashRequest, keepAnswer, type StoredAnswer, takeKey } from './idempotency-store.js';
import type { ChangeRoute, CreateRoute, UploadRoute } from './route.js';

/** The routes that understand the key when they are a POST: one transaction holds work and answer. */
export type WriteRoute = CreateRoute | ChangeRoute | UploadRoute;

export interface Answer {
  readonly value: unknown;
  readonly status: number;
  readonly location: string | null;
  readonly etag: string | null;
  /** Serialised before, when the request was answered before; empty: it had no content. */
  readonly body: string | null;
}

export async function once(
  route: WriteRoute,
  request: FastifyRequest,
  call: WriteCall,
  run: () => Promise<Answer>,
): Promise<Answer> {
  const key = request.headers['idempotency-key'];
  if (key === undefined || request.principal === null) return run();
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key)) {
    const message = 'must be 1 to 200 characters without blanks';
    throw new Problem('invalid_request', undefined, [
      { path: 'headers.idempotency-key', code: 'pattern', message },
    ]);
  }
  const hash = hashRequest(request.method, request.url, request.body);
  const before = await takeKey(call.db, request.principal, key, hash);
  if (before !== null) {
    if (before.body === null) throw secretIsGone(before);
    return { ...before, value: null };
  }
  const answer = await run();
  await keepAnswer(call.db, request.principal, key, { ...answer, body: keptBody(route, answer) });
  return answer;
}

function keptBody(route: WriteRoute, { value }: Answer): string | null {
  if (route.answersSecret === true) return null;
  return route.answer === undefined ? '' : JSON.stringify(value);
}

function secretIsGone({ location }: StoredAnswer): Problem {
  const made = location === null ? 'it' : location;
  return new Problem(
    'idempotency_key_reused',
    `this request was carried out before and made ${made}; its answer held a secret that is shown ` +
      'once and not kept. If it never arrived, remove what was made and send a new key',
  );
}
