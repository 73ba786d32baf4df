/** What somebody may give to a user or a key: nothing beyond what they have themselves. */

import type { WriteCall } from '../../platform/access/call.js';
import { hasPermission, permissions, type Role } from '../../platform/access/permissions.js';
import type { Principal } from '../../platform/access/principal.js';
import {
  invalidRequest,
  type ProblemFault,
  unknownReference,
} from '../../platform/problems/problem.js';
import { seesAccount } from './store.js';

export function roleFaults(principal: Principal, role: Role): ProblemFault[] {
  const missing = permissions.filter(
    (permission) => hasPermission(role, permission) && !hasPermission(principal.role, permission),
  );
  if (missing.length === 0) return [];
  const message = `permits ${missing.join(', ')}, which your own role ${principal.role} does not`;
  return [{ path: 'role', code: 'beyond_own_role', message }];
}

async function accountFaults(call: WriteCall, accountId: string): Promise<ProblemFault[]> {
  if (await seesAccount(call.db, call.principal, accountId)) return [];
  return [unknownReference('accountId', 'account')];
}

/** Refuses with all faults at once; `more` are those that the caller has found. */
export async function requireGrantable(
  call: WriteCall,
  role: Role,
  accountId: string,
  more: readonly ProblemFault[] = [],
): Promise<void> {
  const faults = [
    ...roleFaults(call.principal, role),
    ...(await accountFaults(call, accountId)),
    ...more,
  ];
  if (faults.length > 0) throw invalidRequest(...faults);
}
