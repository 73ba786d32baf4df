/** Refuses an edit of something that was changed since its editor has read it. */

import { Problem } from '../problems/problem.js';
import type { WriteCall } from './call.js';

export function isExpected({ expectedVersions }: WriteCall, version: number): boolean {
  return expectedVersions?.includes(version) ?? true;
}

/** As in "you have seen version 3"; what no version of ours was, has no number. */
export function expectedText({ expectedVersions }: WriteCall): string {
  if (expectedVersions === null || expectedVersions.length === 0) return 'another one';
  return expectedVersions.join(' or ');
}

export function requireVersion(call: WriteCall, found: { readonly version: number }): void {
  if (isExpected(call, found.version)) return;
  throw new Problem(
    'stale',
    `it is at version ${found.version}, your edit is of version ${expectedText(call)}: nothing was ` +
      'written; read it again, look at the difference, and send with the new ETag',
  );
}
