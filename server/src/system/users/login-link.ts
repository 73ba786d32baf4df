/** Makes the one-time link by which a user chooses a password; only a hash of its token is kept. */

import type { WriteCall } from '../../platform/access/call.js';
import { hashSecret, newSecret } from '../../platform/access/secrets.js';
import { recordAudit } from '../../platform/audit-trail/record-audit.js';
import { auditedUser } from './audited.js';
import type { LoginLink, User } from './schema.js';
import { replaceLink } from './sign-in-store.js';

export const WELCOME_PATH = '/welcome';

/** The path only: which name the server is reached by is the caller's to know. */
export async function makeLink(
  call: WriteCall,
  user: Pick<User, 'id' | 'login' | 'account'>,
): Promise<LoginLink> {
  const token = newSecret();
  const expiresAt = await replaceLink(call.db, user.id, hashSecret(token), call.now);
  await recordAudit(call, {
    ...{ ...auditedUser(user), action: 'create-login-link', before: null, after: null },
  });
  return { path: `${WELCOME_PATH}?token=${token}`, expiresAt };
}
