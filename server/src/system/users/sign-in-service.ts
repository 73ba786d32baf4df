/**
 * Signing in and choosing passwords, the same for the API and for the pages.
 *
 * An unknown login, a wrong password, a disabled user and a locked one are answered in the same
 * words after the same work. Tries are counted in a step of their own, committed before a password
 * is looked at; hashes are made while no connection is held.
 */

import type { WriteCall } from '../../platform/access/call.js';
import { hashSecret, newSecret } from '../../platform/access/secrets.js';
import { recordAudit } from '../../platform/audit-trail/record-audit.js';
import type { Exchange } from '../../platform/http/route.js';
import type { StepwiseCall } from '../../platform/http/stepwise-call.js';
import { invalidRequest, Problem } from '../../platform/problems/problem.js';
import { auditedUser } from './audited.js';
import { deleteDevicesOf, insertDevice, useDevice } from './device-store.js';
import { hashPassword, isPassword } from './password-hash.js';
import { passwordFaults } from './password-rules.js';
import { LOGIN_PATTERN, type User } from './schema.js';
import type { LinkUse, PasswordChange, SignedIn, SignIn } from './session-schema.js';
import { deleteSession, deleteSessionsOf, insertSession } from './session-store.js';
import * as signIns from './sign-in-store.js';
import { findUser } from './store.js';

/** The browser (or program) that signs in. */
export type Browser = Pick<Exchange, 'userAgent' | 'sessionToken' | 'deviceToken'>;

export interface StartedSession {
  readonly token: string;
  /** By which the browser is known again. */
  readonly deviceToken: string;
  /** When the cookie may be forgotten. */
  readonly lastPossibleAt: string;
  readonly signedIn: SignedIn;
}

const hashOf = (token: string | null): Buffer | null => (token === null ? null : hashSecret(token));

const loginFormat = new RegExp(LOGIN_PATTERN);

export async function signIn(
  call: StepwiseCall,
  input: SignIn,
  browser: Browser,
): Promise<StartedSession> {
  const login = input.login.trim().toLowerCase();
  // What cannot be a login is not asked for, but costs as much.
  const { ip } = call;
  const from = { ip, deviceHash: hashOf(browser.deviceToken) };
  const taken = loginFormat.test(login)
    ? await call.write(({ db, now }) => signIns.takeTry(db, { login }, from, now))
    : null;
  const isRight = await isPassword(input.password, taken?.passwordHash ?? null);
  if (taken === null || !isRight) {
    await noteLock(call, taken);
    throw new Problem('login_failed');
  }
  return call.write(async (step) => {
    if (!(await signIns.clearTries(step.db, taken))) throw new Problem('login_failed');
    return startSession(step, taken.id, browser);
  });
}

/** Whom a link is for; refuses one that was used, replaced or is too old. */
export async function linkUser(
  call: Pick<StepwiseCall, 'db' | 'now'>,
  token: string,
): Promise<signIns.LinkUser> {
  const user = await signIns.findLinkUser(call.db, hashSecret(token), call.now);
  if (user === null) throw new Problem('link_used');
  return user;
}

export async function useLoginLink(
  call: StepwiseCall,
  { token, password }: LinkUse,
  browser: Browser,
): Promise<StartedSession> {
  const user = await linkUser(call, token);
  const faults = passwordFaults(password, user.login, 'password');
  if (faults.length > 0) throw invalidRequest(...faults);
  const passwordHash = await hashPassword(password);
  return call.write(async (step) => {
    const found = await signIns.useLink(step.db, hashSecret(token), step.now);
    if (found === null) throw new Problem('link_used');
    await signIns.setPassword(step.db, found.id, passwordHash);
    await deleteSessionsOf(step.db, found.id, step.now);
    await deleteDevicesOf(step.db, found.id);
    await auditSignIn(step, await userOf(step, found.id), 'choose-password');
    return startSession(step, found.id, browser);
  });
}

export async function changePassword(
  call: StepwiseCall,
  { current, next }: PasswordChange,
  { sessionToken }: Browser,
): Promise<void> {
  const { principal } = call;
  if (principal.kind !== 'user') {
    throw new Problem('conflict', 'a key has no password: make a new key and revoke this one');
  }
  const id = principal.id!;
  const faults = passwordFaults(next, principal.name, 'next');
  // Who has the session of somebody else guesses for that session only.
  const from = { sessionHash: hashSecret(sessionToken ?? '') };
  const taken = await call.write(({ db, now }) => signIns.takeTry(db, { id }, from, now));
  const isRight = await isPassword(current, taken?.passwordHash ?? null);
  if (taken === null || !isRight) {
    await noteLock(call, taken);
    throw invalidRequest(wrongCurrent, ...faults);
  }
  if (faults.length > 0) {
    await call.write(({ db }) => signIns.clearTries(db, taken));
    throw invalidRequest(...faults);
  }
  const passwordHash = await hashPassword(next);
  await call.write(async (step) => {
    if (!(await signIns.clearTries(step.db, taken))) throw invalidRequest(wrongCurrent);
    await signIns.setPassword(step.db, id, passwordHash);
    await signIns.deleteLinks(step.db, id);
    const kept = sessionToken === null ? null : hashSecret(sessionToken);
    await deleteSessionsOf(step.db, id, step.now, kept);
    await auditSignIn(step, await userOf(step, id), 'change-password');
  });
}

const wrongCurrent = {
  path: 'current',
  code: 'wrong_password',
  message: 'is not your password; after ten wrong ones no more are tried for 15 minutes',
};

async function startSession(
  call: WriteCall,
  userId: string,
  { userAgent, sessionToken, deviceToken: shown }: Browser,
): Promise<StartedSession> {
  // Who signs in over an old session does not leave it behind.
  if (sessionToken !== null) await deleteSession(call.db, hashSecret(sessionToken));
  const token = newSecret();
  const csrfToken = newSecret();
  const session = { tokenHash: hashSecret(token), csrfToken, userId, ip: call.ip, userAgent };
  const { expiresAt, lastPossibleAt } = await insertSession(call.db, session, call.now);
  await signIns.noteLogin(call.db, userId, call.now);
  const deviceToken = await knownDevice(call, userId, shown);
  const user = await userOf(call, userId);
  await auditSignIn(call, user, 'sign-in');
  return { token, deviceToken, lastPossibleAt, signedIn: { user, csrfToken, expiresAt } };
}

/** The browser is known from now on, by the cookie that it has or by a new one. */
async function knownDevice(
  { db, now }: WriteCall,
  userId: string,
  shown: string | null,
): Promise<string> {
  if (shown !== null && (await useDevice(db, hashSecret(shown), userId, now))) return shown;
  const deviceToken = newSecret();
  await insertDevice(db, hashSecret(deviceToken), userId, now);
  return deviceToken;
}

async function userOf({ db, now }: WriteCall, id: string): Promise<User> {
  const user = await findUser(db, null, id, now);
  if (user === null) throw new Problem('login_failed');
  return user;
}

/** Done by the user, who is not signed in yet. */
function auditSignIn(call: WriteCall, user: User, action: string): Promise<void> {
  const { id, login, role, account } = user;
  const actor = { kind: 'user', id, name: login, role, accountId: account.id } as const;
  const principal = { ...call.principal, ...actor };
  const change = { ...auditedUser(user), action, before: null, after: null };
  return recordAudit({ ...call, principal }, change);
}

/** Done by whoever guessed: from there no password is looked at for a while. */
async function noteLock(call: StepwiseCall, taken: signIns.SignInTry | null): Promise<void> {
  if (taken === null || taken.lockedUntil === null) return;
  const { id, lockedUntil, source } = taken;
  await call.write(async (step) => {
    const user = await userOf(step, id);
    // The hash of a cookie is nobody's business.
    const from = source.replace(/:[0-9a-f]{64}$/, '');
    const after = { lockedUntil, from };
    await recordAudit(step, { ...auditedUser(user), action: 'lock', before: null, after });
  });
}
