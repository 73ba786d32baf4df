/**
 * A POST that changes something, with an `Idempotency-Key`: carried out once, however often it comes.
 * A request that fails leaves no key behind, so it may be tried again.
 */

import type { FastifyRequest } from 'fastify';
import type { ReadCall, WriteCall } from '../access/call.js';
import type { Database } from '../db/database.js';
import { Problem } from '../problems/problem.js';
import { hashRequest, keepAnswer, type StoredAnswer, takeKey } from './idempotency-store.js';
import type {
  ChangeRoute,
  CreateRoute,
  ReceiveRoute,
  StepwiseRoute,
  UploadRoute,
} from './route.js';

/** One transaction holds work and answer. */
export type WriteRoute = CreateRoute | ChangeRoute | UploadRoute;
/** Each step commits by itself. */
export type StepsRoute = StepwiseRoute | ReceiveRoute;

export interface Answer {
  readonly value: unknown;
  readonly status: number;
  readonly location: string | null;
  readonly etag: string | null;
  /** Serialised before, when the request was answered before; empty: it had no content. */
  readonly body: string | null;
}

interface Holding {
  readonly caller: Omit<ReadCall, 'db'>;
  readonly database: Database;
  readonly signal: AbortSignal;
}

export async function once(
  route: WriteRoute | StepsRoute,
  request: FastifyRequest,
  call: WriteCall,
  run: () => Promise<Answer>,
  body: unknown = request.body,
): Promise<Answer> {
  const key = request.headers['idempotency-key'];
  if (key === undefined || request.known === null) return run();
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key)) {
    const message = 'must be 1 to 200 characters without blanks';
    throw new Problem('invalid_request', undefined, [
      { path: 'headers.idempotency-key', code: 'pattern', message },
    ]);
  }
  const hash = hashRequest(request.method, request.url, body);
  const before = await takeKey(call.db, request.known.principal, key, hash);
  if (before !== null) {
    if (before.body === null) throw secretIsGone(before);
    return { ...before, value: null };
  }
  const answer = await run();
  await keepAnswer(call.db, request.known.principal, key, {
    ...answer,
    body: keptBody(route, answer),
  });
  return answer;
}

/** Of a route that commits in steps: what was committed when it failed is not done again by itself. */
class StepsFailed extends Error {}

/**
 * The key is held in a transaction of its own, beside the steps; whoever sends the same waits for it.
 * Should the program end in between, the steps that were committed stay and the key is free again.
 */
export async function onceInSteps(
  route: StepsRoute,
  request: FastifyRequest,
  { caller, database, signal }: Holding,
  run: () => Promise<Answer>,
  body?: unknown,
): Promise<Answer> {
  if (route.method !== 'POST' || request.headers['idempotency-key'] === undefined) return run();
  const steps = () =>
    run().catch((cause: unknown) => {
      throw new StepsFailed('a step failed', { cause });
    });
  try {
    return await database.transaction(
      (db) => once(route, request, { ...caller, db, signal, expectedVersions: null }, steps, body),
      { signal },
    );
  } catch (error) {
    throw error instanceof StepsFailed ? error.cause : error;
  }
}

function keptBody(route: WriteRoute | StepsRoute, { value }: Answer): string | null {
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
