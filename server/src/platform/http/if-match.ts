/**
 * The versions that an edit is meant for, of the `If-Match` of its request (RFC 9110, 13.1.1): one
 * ETag or several, any of which will do; `*` is whatever is there.
 *
 * ETags are compared weakly: they count the edits, which a proxy that compresses answers, and weakens
 * their tags for it, does not change. A tag that no answer of ours had matches nothing.
 */

import { Problem } from '../problems/problem.js';

const TAG = '(?:W/)?"[\\x21\\x23-\\x7e\\x80-\\xff]*"';
/** Empty members of a list are allowed, as a proxy may leave them when it joins headers. */
const TAGS = new RegExp(`^[ \\t,]*${TAG}(?:[ \\t]*,[ \\t]*(?:${TAG})?)*$`);
const VERSIONS = /"(0|[1-9][0-9]{0,8})"/g;

/** Null: any. */
export function expectedVersionsOf(header: string | undefined): readonly number[] | null {
  const text = header?.trim();
  if (text === undefined || text === '*') return null;
  if (TAGS.test(text)) return [...text.matchAll(VERSIONS)].map(([, version]) => Number(version));
  const message = 'must be the ETag that came with the thing, such as "3" with its quotes';
  throw new Problem('invalid_request', undefined, [
    { path: 'headers.if-match', code: 'pattern', message },
  ]);
}
