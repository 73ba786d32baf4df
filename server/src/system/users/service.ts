/**
 * What the program itself asks of users: who calls, for every request; the first administrator and the
 * way back in, on the machine, where nobody has to be signed in; a key for a job of its own.
 */

import { findOperatorId } from '../../catalogue/accounts/service.js';
import type { WriteCall } from '../../platform/access/call.js';
import type { Database } from '../../platform/db/database.js';
import * as store from './first-admin-store.js';
import { makeLink } from './login-link.js';
import type { LoginLink } from './schema.js';
import { hasUsableLink } from './sign-in-store.js';
import { lockAdministrators } from './store.js';
import { createLoginLink, createUser } from './user-service.js';

export { createAuthenticator } from './authenticator.js';
export { withTemporaryKey } from './temporary-key.js';

const FIRST_ADMIN = { login: 'admin', name: 'Administrator', role: 'admin' } as const;

/**
 * To be called at each start. A new database gets its administrator; as long as nobody has ever
 * chosen a password, a link that has become too old is replaced. `sayLink` hears of a link once.
 */
export async function ensureFirstAdmin(
  database: Database,
  now: () => Date,
  sayLink: (path: string, expiresAt: string) => void,
): Promise<void> {
  const link = await asSystem(database, now, async (call) => {
    // Two programs may start on one database.
    await lockAdministrators(call.db);
    if (!(await store.hasUsers(call.db))) {
      return makeLink(call, await createUser(call, FIRST_ADMIN));
    }
    if (await store.hasAnyPassword(call.db)) return null;
    if (await hasUsableLink(call.db, call.now)) return null;
    const id = await store.findAdministratorId(call.db);
    return id === null ? null : createLoginLink(call, id);
  });
  if (link !== null) sayLink(link.path, link.expiresAt);
}

/** For who runs the machine, when no administrator can sign in; null: there is no such login. */
export function createRecoveryLink(
  database: Database,
  now: () => Date,
  login: string,
): Promise<LoginLink | null> {
  return asSystem(database, now, async (call) => {
    const id = await store.findIdByLogin(call.db, login);
    return id === null ? null : createLoginLink(call, id);
  });
}

function asSystem<T>(
  database: Database,
  now: () => Date,
  work: (call: WriteCall) => Promise<T>,
): Promise<T> {
  const { signal } = new AbortController();
  return database.transaction(async (db) => {
    const accountId = await findOperatorId({ db });
    const system = { kind: 'system', id: null, name: 'ratedeck', role: 'admin' } as const;
    const principal = { ...system, accountId, isOperator: true };
    const origin = { now: now().toISOString(), requestId: null, ip: null };
    return work({ principal, ...origin, db, expectedVersions: null, signal });
  });
}
