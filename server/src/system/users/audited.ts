/** By what name the audit log knows users and API keys; whoever sees their account sees it. */

import { type AuditedThing, auditOf } from '../../platform/audit-trail/record-audit.js';
import type { ApiKey } from './key-schema.js';
import type { User } from './schema.js';

export const auditedUser = ({
  id,
  login,
  account,
}: Pick<User, 'id' | 'login' | 'account'>): AuditedThing => ({
  ...{ noun: 'user', id, name: login, ownerId: account.id },
});

export const auditUser = auditOf<User>(auditedUser);

export const auditApiKey = auditOf<ApiKey>(({ id, name, account }) => ({
  ...{ noun: 'api-key', id, name, ownerId: account.id },
}));
