/**
 * What is told of keys, users, sessions and accounts that are not any more what they were, by whoever
 * follows the database, whichever program changed them: what was remembered of them is forgotten.
 */

import type { FeedChange } from '../db/feed-change.js';

const NOUNS: ReadonlySet<string> = new Set(['api-key', 'session', 'user']);

/** The id of a `session` is that of its user. */
export const isOnlyOfCredentials = ({ noun }: FeedChange): boolean => NOUNS.has(noun);

/** Callers are told the name of their account, which prices depend on too. */
export const isOfCredentials = (change: FeedChange): boolean =>
  change.noun === 'account' || isOnlyOfCredentials(change);

/** Null: nobody knows what was changed, all has to be read again. */
export type CredentialChanges = readonly FeedChange[] | null;

export interface CredentialFeed {
  /** Epoch milliseconds: all that was committed before was told; null: nothing was told yet. */
  readonly currentSinceMs: number | null;
  onChanges(listener: (changes: CredentialChanges) => void): void;
}
