/** What every route works with; made once, by whoever starts the server. */

import type { Database } from '../db/database.js';
import type { Authenticator } from './authenticator.js';

export interface RouteServices {
  readonly database: Database;
  readonly authenticator: Authenticator;
  readonly now: () => Date;
  /** Whether cookies are sent over TLS only. */
  readonly secureCookies: boolean;
}
