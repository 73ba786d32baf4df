/**
 * Users: their rules, whoever asks.
 *
 * A caller sees the users of its subtree and gives nobody more than it has itself. The operator
 * always keeps one administrator who can sign in. What changes what somebody may do ends that one's
 * sessions, except the one that asks.
 */

import type { ReadCall, WriteCall } from '../../platform/access/call.js';
import { requireVersion } from '../../platform/access/expected-version.js';
import { hashSecret } from '../../platform/access/secrets.js';
import { recordAudit } from '../../platform/audit-trail/record-audit.js';
import type { Page } from '../../platform/db/page.js';
import { notFound, Problem } from '../../platform/problems/problem.js';
import { auditedUser, auditUser } from './audited.js';
import { fitKeysOf } from './fit-keys.js';
import { requireGrantable } from './grantable.js';
import { makeLink } from './login-link.js';
import type { LoginLink, NewUser, User, UserEdit, UserQuery } from './schema.js';
import { deleteSessionsOf } from './session-store.js';
import { deleteLinks } from './sign-in-store.js';
import * as store from './store.js';

export function listUsers(call: ReadCall, query: UserQuery): Promise<Page<User>> {
  return store.listUsers(call.db, call.principal, query, call.now);
}

export async function getUser(call: ReadCall, id: string): Promise<User> {
  const user = await store.findUser(call.db, call.principal, id, call.now);
  if (user === null) throw notFound('user', id);
  return user;
}

export async function createUser(call: WriteCall, input: NewUser): Promise<User> {
  const accountId = input.accountId ?? call.principal.accountId;
  await requireGrantable(call, input.role, accountId);
  const id = await store.insertUser(call.db, { ...input, accountId }, call.now);
  if (id === null) throw new Problem('name_taken', `the login ${input.login} is taken`);
  const user = await getUser(call, id);
  await auditUser(call, 'create', null, user);
  return user;
}

/** `sessionToken` is that of the browser that asks: it stays signed in. */
export async function editUser(
  call: WriteCall,
  id: string,
  edit: UserEdit,
  sessionToken: string | null,
): Promise<User> {
  const before = await lockUser(call, id);
  const { name, role, status } = { ...before, ...edit };
  const accountId = edit.accountId ?? before.account.id;
  await requireGrantable(call, role, accountId);
  const after = { name, role, status, accountId };
  await requireAdministratorLeft(call, before, after);
  await store.updateUser(call.db, id, after);
  const mayOther =
    role !== before.role || status !== before.status || accountId !== before.account.id;
  if (mayOther) {
    const own = sessionToken === null ? null : hashSecret(sessionToken);
    await deleteSessionsOf(call.db, id, call.now, own);
  }
  if (status === 'disabled') await deleteLinks(call.db, id);
  if (mayOther) await fitKeysOf(call, id, status === 'active' ? { role, accountId } : null);
  const user = await getUser(call, id);
  await auditUser(call, 'edit', before, user);
  return user;
}

export async function deleteUser(call: WriteCall, id: string): Promise<void> {
  const user = await lockUser(call, id);
  await requireAdministratorLeft(call, user, null);
  await fitKeysOf(call, id, null);
  await store.deleteUser(call.db, id);
  await auditUser(call, 'delete', user, null);
}

export async function createLoginLink(call: WriteCall, id: string): Promise<LoginLink> {
  const user = await lockUser(call, id);
  if (user.status === 'disabled') {
    throw new Problem('conflict', `${user.login} is disabled: set the status to active first`);
  }
  return makeLink(call, user);
}

export async function endSessions(call: WriteCall, id: string): Promise<void> {
  const user = await lockUser(call, id);
  const sessions = await deleteSessionsOf(call.db, id, call.now);
  await recordAudit(call, {
    ...{ ...auditedUser(user), action: 'end-sessions' },
    before: { sessions },
    after: { sessions: 0 },
  });
}

async function lockUser(call: WriteCall, id: string): Promise<User> {
  await store.lockAdministrators(call.db);
  const user = await store.lockUser(call.db, call.principal, id, call.now);
  if (user === null) throw notFound('user', id);
  requireVersion(call, user);
  return user;
}

/** `after` null: deleted. */
async function requireAdministratorLeft(
  call: WriteCall,
  before: User,
  after: Required<UserEdit> | null,
): Promise<void> {
  const { id, account, role, status } = before;
  if (role !== 'admin' || status !== 'active') return;
  const stays =
    after?.role === 'admin' && after.status === 'active' && after.accountId === account.id;
  if (stays || !(await store.isOperatorAccount(call.db, account.id))) return;
  if (await store.isOtherAdministratorLeft(call.db, id)) return;
  throw new Problem(
    'conflict',
    `${before.login} is the last active administrator of the operator, without whom nobody could ` +
      'manage users: make another one first',
  );
}
