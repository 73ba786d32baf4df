/** Options that commands on users and on keys share. */

import type { FieldOption } from '../../platform/client/field-options.js';
import { places } from '../../platform/client/find-thing.js';

export const roles = ['admin', 'rates', 'finance', 'read-only'] as const;

export const roleOption: FieldOption = {
  flags: '--role <role>',
  words: roles.join(', '),
  field: 'role',
  kind: 'text',
  choices: roles,
};

/** `words` say whose subtree it is when the option is left out. */
export const accountOption = (words = ''): FieldOption => ({
  flags: '--account <account>',
  words: `the account whose subtree is seen${words}`,
  field: 'accountId',
  kind: places.account,
});

export const statusOption = (words: string, choices: readonly string[]): FieldOption => ({
  flags: '--status <status>',
  words,
  field: 'status',
  kind: 'text',
  choices,
});
