/**
 * The headers that a route takes, for the document of the API, or a generated client could not send
 * them. They are judged where they are read, in `once.ts` and `if-match.ts`.
 */

import Type, { type TSchema } from 'typebox';
import type { Route } from './route.js';

const idempotencyKey = Type.String({
  description: 'Your name for this request: sent again with it, it is carried out once.',
  minLength: 1,
  maxLength: 200,
});

const ifMatch = Type.String({
  description: 'The ETag that the thing came with: refused with 412 when it was changed since.',
  examples: ['"3"'],
});

const WRITING: ReadonlySet<Route['kind']> = new Set(['create', 'change', 'upload']);

export function documentedHeaders(route: Route): TSchema | undefined {
  const { kind, method, access, params } = route;
  const isWriting = WRITING.has(kind);
  const isOnce = isWriting && method === 'POST' && access !== 'public';
  const isVersioned = (isWriting || kind === 'stepwise') && params !== undefined;
  if (!isOnce && !isVersioned) return undefined;
  return Type.Object({
    ...(isOnce && { 'Idempotency-Key': Type.Optional(idempotencyKey) }),
    ...(isVersioned && { 'If-Match': Type.Optional(ifMatch) }),
  });
}
