/** Makes the one-time link by which a user chooses a password; only a hash of its token is kept. */

import type { WriteCall } from '../../platform/access/call.js';
import { hashSecret, newSecret } from '../../platform/access/secrets.js';
import { recordAudit } from '../../platform/audit-trail/record-audit.js';
import type { LoginLink, User } from './schema.js';
import { replaceLink } from './sign-in-store.js';

export const WELCOME_PATH = '/welcome';

/** The path only: which name the server is reached by is the caller's to know. */
export async function makeLink(
  call: WriteCall,
  { id, login, account }: Pick<User, 'id' | 'login' | 'account'>,
): Promise<LoginLink> {
  const token = newSecret();
  const expiresAt = await replaceLink(call.db, id, hashSecret(token), call.now);
  await recordAudit(call, {
    ...{ action: 'create-login-link', noun: 'user', id, name: login, ownerId: account.id },
    before: null,
    after: null,
  });
  return { path: `${WELCOME_PATH}?token=${token}`, expiresAt };
}
