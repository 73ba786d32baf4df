/** How HTTP finds out who calls; the feature `users` knows. */

import type { Principal } from '../access/principal.js';

export interface Session {
  readonly principal: Principal;
  /** Has to come with every request that changes something. */
  readonly csrfToken: string;
}

export interface Authenticator {
  /** By `Authorization: Bearer KEY`. */
  byKey(key: string): Promise<Principal | null>;
  /** By the session's cookie. */
  bySession(token: string): Promise<Session | null>;
}
