/**
 * Roles and what each may do: the one place that decides it. Whose things somebody may touch is
 * decided by `scope.ts`.
 */

export const roles = ['admin', 'rates', 'finance', 'read-only'] as const;
export type Role = (typeof roles)[number];

const grants = {
  /** See everything in the own subtree of accounts. */
  read: ['admin', 'rates', 'finance', 'read-only'],
  /** Rate tables, rates, special rates, code decks, time profiles, categories. */
  'edit-rates': ['admin', 'rates'],
  /** Accounts, trunks and exchange rates. */
  'edit-accounts': ['admin', 'finance'],
  /** Assignments: what an account pays is decided by whoever keeps prices or accounts. */
  'assign-plans': ['admin', 'rates', 'finance'],
  /** Users and API keys of the own subtree. */
  'manage-users': ['admin'],
  /** The audit log. */
  'read-audit': ['admin', 'finance'],
  /** Export and import of the whole configuration, backup. */
  'manage-system': ['admin'],
} as const satisfies Readonly<Record<string, readonly Role[]>>;

export type Permission = keyof typeof grants;
export const permissions = Object.keys(grants) as readonly Permission[];

/**
 * Who may call a route: anybody (`public`), whoever is signed in, or who has a permission. With
 * `operatorOnly`, only users of the operator's own account: for things that all accounts share.
 */
export type Access =
  | 'public'
  | 'signed-in'
  | Permission
  | { readonly permission: Permission; readonly operatorOnly: true };

export function rolesWith(permission: Permission): readonly Role[] {
  return grants[permission];
}

export function hasPermission(role: Role, permission: Permission): boolean {
  return rolesWith(permission).includes(role);
}
