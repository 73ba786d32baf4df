/**
 * A key may never more than who made it. When a user falls, the keys that it made fall along: those
 * of accounts that it does not see any more end, and so do all of one who is disabled or deleted.
 */

import type { WriteCall } from '../../platform/access/call.js';
import { hasPermission, permissions, type Role } from '../../platform/access/permissions.js';
import { auditApiKey } from './audited.js';
import type { ApiKey } from './key-schema.js';
import * as store from './key-store.js';

/** What the user may from now on; null: nothing. */
export type MayNow = { readonly role: Role; readonly accountId: string } | null;

const grantsAll = (wide: Role, narrow: Role): boolean =>
  permissions.every((one) => !hasPermission(narrow, one) || hasPermission(wide, one));

/** The role of a key that a user of another role made: of both the lesser, else what both may. */
export function fittedRole(key: Role, user: Role): Role {
  if (grantsAll(user, key)) return key;
  return grantsAll(key, user) ? user : 'read-only';
}

export async function fitKeysOf(call: WriteCall, userId: string, may: MayNow): Promise<void> {
  for (const before of await store.lockKeysOf(call.db, userId, call.now)) {
    const isSeen = may !== null && (await store.isBelow(call.db, before.account.id, may.accountId));
    if (!isSeen) {
      await store.revokeApiKey(call.db, before.id, call.now);
      await audit(call, 'revoke', before);
      continue;
    }
    const role = fittedRole(before.role, may.role);
    if (role === before.role) continue;
    await store.updateKeyRole(call.db, before.id, role);
    await audit(call, 'edit', before);
  }
}

async function audit(call: WriteCall, action: string, before: ApiKey): Promise<void> {
  const after = await store.findApiKey(call.db, call.principal, before.id, call.now);
  await auditApiKey(call, action, before, after);
}
