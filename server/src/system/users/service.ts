/** What others ask of users: who calls, for every request, and the first administrator. */

import { hashSecret } from '../../platform/access/secrets.js';
import type { Database } from '../../platform/db/database.js';
import type { Authenticator } from '../../platform/http/authenticator.js';
import { findKey, findSession, touchKey } from './credential-store.js';
import { touchSession } from './session-store.js';

export { createRecoveryLink, ensureFirstAdmin } from './first-admin.js';
export { withTemporaryKey } from './temporary-key.js';

export function createAuthenticator(database: Database, now: () => Date): Authenticator {
  const db = database.reserved;
  return {
    byKey: async (key) => {
      const at = now().toISOString();
      const hash = hashSecret(key);
      const found = await findKey(db, hash, at);
      if (found?.isStale === true) await touchKey(db, hash, at);
      return found?.principal ?? null;
    },
    bySession: async (token) => {
      const at = now().toISOString();
      const hash = hashSecret(token);
      const found = await findSession(db, hash, at);
      if (found?.isStale === true) await touchSession(db, hash, at);
      return found;
    },
  };
}
