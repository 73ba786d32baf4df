/** Who calls: a user by a session, a program by an API key, or the program itself. */

import { Problem } from '../problems/problem.js';
import { type Access, hasPermission, type Role, rolesWith } from './permissions.js';

export interface Principal {
  readonly kind: 'user' | 'api-key' | 'system';
  /** Null for the system. */
  readonly id: string | null;
  /** For the audit log: a login, or the name of a key. */
  readonly name: string;
  readonly role: Role;
  readonly accountId: string;
  /** Bound to the root of the account tree, so that everything is in scope. */
  readonly isOperator: boolean;
}

/** `user:17`; tells one caller from another. */
export const principalKey = ({ kind, id }: Principal): string => `${kind}:${id ?? ''}`;

/** Refuses with `not_signed_in` or `forbidden`. */
export function requireAccess(principal: Principal | null, access: Access): void {
  if (access === 'public') return;
  if (principal === null) throw new Problem('not_signed_in');
  if (access === 'signed-in') return;
  const permission = typeof access === 'string' ? access : access.permission;
  if (!hasPermission(principal.role, permission)) {
    const able = rolesWith(permission).join(', ');
    throw new Problem(
      'forbidden',
      `needs the permission ${permission}, which the role ${principal.role} lacks (roles: ${able})`,
    );
  }
  if (typeof access !== 'string' && !principal.isOperator) {
    throw new Problem('forbidden', "is for users of the operator's own account only");
  }
}
