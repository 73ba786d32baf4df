/** Who is signed in, and the end of that. */

import type { ReadCall, WriteCall } from '../../platform/access/call.js';
import { hasPermission, permissions } from '../../platform/access/permissions.js';
import { hashSecret } from '../../platform/access/secrets.js';
import { recordAudit } from '../../platform/audit-trail/record-audit.js';
import type { Page } from '../../platform/db/page.js';
import { Problem } from '../../platform/problems/problem.js';
import { findSession } from './credential-store.js';
import { findApiKey } from './key-store.js';
import type { Me, OwnSession } from './session-schema.js';
import { deleteSession, sessionsOf } from './session-store.js';
import { findUser } from './store.js';

type SessionToken = string | null;

const tokenHashOf = (token: SessionToken): Buffer | null =>
  token === null ? null : hashSecret(token);

export async function whoAmI(call: ReadCall, token: SessionToken): Promise<Me> {
  const { principal, db, now } = call;
  const { role, isOperator } = principal;
  const id = principal.id!;
  const may = permissions.filter((permission) => hasPermission(role, permission));
  const rights = { role, isOperator, permissions: may };
  if (principal.kind === 'api-key') {
    const key = await findApiKey(db, principal, id, now);
    if (key === null) throw new Problem('not_signed_in');
    const { name, account, expiresAt } = key;
    const { kind } = principal;
    return { kind, id, login: null, name, account, ...rights, csrfToken: null, expiresAt };
  }
  const tokenHash = tokenHashOf(token);
  const session = tokenHash === null ? null : await findSession(db, tokenHash, now);
  const user = await findUser(db, null, id, now);
  if (session === null || user === null) throw new Problem('not_signed_in');
  const { login, name, account } = user;
  const { csrfToken, expiresAt } = session;
  return { kind: 'user', id, login, name, account, ...rights, csrfToken, expiresAt };
}

/** All of them in one page: a user has a score at most. A key has none. */
export async function listOwnSessions(
  { principal, db, now }: ReadCall,
  token: SessionToken,
): Promise<Page<OwnSession>> {
  if (principal.kind !== 'user') return { items: [], nextCursor: null };
  const items = await sessionsOf(db, principal.id!, tokenHashOf(token), now);
  return { items, nextCursor: null };
}

export async function signOut(call: WriteCall, token: SessionToken): Promise<void> {
  const { principal } = call;
  const tokenHash = tokenHashOf(token);
  if (principal.kind !== 'user' || tokenHash === null) {
    throw new Problem('conflict', 'a key is in no session: revoke it to end its use');
  }
  await deleteSession(call.db, tokenHash);
  const { id, name, accountId } = principal;
  const place = { noun: 'user', id: id!, name, ownerId: accountId };
  await recordAudit(call, { action: 'sign-out', ...place, before: null, after: null });
}
