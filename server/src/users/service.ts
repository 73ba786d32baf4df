/** Who calls: the service that HTTP asks for every request. */

import { hashSecret } from '../access/secrets.js';
import type { Database } from '../db/database.js';
import type { Authenticator } from '../http/authenticator.js';
import { findKeyPrincipal, findSession, touchKey } from './credential-store.js';

export function createAuthenticator(database: Database, now: () => Date): Authenticator {
  const db = database.read;
  return {
    byKey: async (key) => {
      const at = now().toISOString();
      const principal = await findKeyPrincipal(db, hashSecret(key), at);
      if (principal?.id != null) await touchKey(db, principal.id, at);
      return principal;
    },
    bySession: async (token) => {
      const row = await findSession(db, hashSecret(token), now().toISOString());
      if (row === null) return null;
      const { csrfToken, ...user } = row;
      return { principal: { kind: 'user', ...user }, csrfToken };
    },
  };
}
