/** The choices that only the things of a book have; those of values are in `values/scalars.ts`. */

export const SCOPES = ['customer', 'carrier', 'reseller', 'device'] as const;
export const ACCOUNT_KINDS = ['customer', 'reseller', 'carrier', 'device'] as const;
export const ACCOUNT_STATUSES = ['active', 'blocked'] as const;
export const PRECEDENCES = ['weight', 'prefix'] as const;
