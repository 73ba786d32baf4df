/** How HTTP finds out who calls; the feature `users` knows. */

import type { Principal } from '../access/principal.js';

export interface KnownCaller {
  readonly principal: Principal;
  /** Its own limit of requests; null: that of the server. */
  readonly requestsPerMinute: number | null;
  /** Of the person, or of the key; the principal's is a login for people. */
  readonly displayName: string;
  readonly accountName: string;
  /** Null: never. */
  readonly expiresAt: string | null;
  /** Null for a key. */
  readonly csrfToken: string | null;
}

export interface Session extends KnownCaller {
  /** Has to come with every request that changes something. */
  readonly csrfToken: string;
}

/** Called before the database is asked for one that nobody remembers; may throw, to prevent it. */
export type OnUnknown = () => void;

export interface Authenticator {
  /** By `Authorization: Bearer KEY`. */
  byKey(key: string, onUnknown?: OnUnknown): Promise<KnownCaller | null>;
  /** By the session's cookie. */
  bySession(token: string, onUnknown?: OnUnknown): Promise<Session | null>;
}
