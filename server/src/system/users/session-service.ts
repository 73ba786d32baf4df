/** Who is signed in, and the end of that. */

import type { ReadCall, WriteCall } from '../../platform/access/call.js';
import { hasPermission, permissions } from '../../platform/access/permissions.js';
import { hashSecret } from '../../platform/access/secrets.js';
import { recordAudit } from '../../platform/audit-trail/record-audit.js';
import type { Page } from '../../platform/db/page.js';
import type { KnownCaller } from '../../platform/http/authenticator.js';
import { Problem } from '../../platform/problems/problem.js';
import type { Me, OwnSession } from './session-schema.js';
import { deleteSession, sessionsOf } from './session-store.js';

type SessionToken = string | null;

const tokenHashOf = (token: SessionToken): Buffer | null =>
  token === null ? null : hashSecret(token);

/** Of what is remembered of every caller: no database takes part. */
export function whoAmI({ principal, displayName, accountName, ...known }: KnownCaller): Me {
  const { kind, id, name, role, accountId, isOperator } = principal;
  const { csrfToken, expiresAt } = known;
  return {
    kind: kind === 'user' ? kind : 'api-key',
    id: id!,
    login: kind === 'user' ? name : null,
    name: displayName,
    role,
    account: { id: accountId, name: accountName },
    isOperator,
    permissions: permissions.filter((permission) => hasPermission(role, permission)),
    csrfToken,
    expiresAt,
  };
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
