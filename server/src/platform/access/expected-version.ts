/** Refuses an edit of something that was changed since its editor has read it. */

import { Problem } from '../problems/problem.js';
import type { WriteCall } from './call.js';

export function requireVersion(call: WriteCall, found: { readonly version: number }): void {
  const { expectedVersion } = call;
  if (expectedVersion === null || expectedVersion === found.version) return;
  throw new Problem(
    'stale',
    `it is at version ${found.version}, your edit is of version ${expectedVersion}: nothing was ` +
      'written; read it again, look at the difference, and send with the new ETag',
  );
}
