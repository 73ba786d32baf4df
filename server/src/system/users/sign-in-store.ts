/** What users sign in with, in the database: hashes of passwords, counts of wrong ones, links. */

import { sql } from 'kysely';
import type { Connection, Transaction } from '../../platform/db/connection.js';

const WRONG_PASSWORDS_MAX = 10;
const LOCK = sql`interval '15 minutes'`;
const LINK_LIFE = sql`interval '24 hours'`;

export interface SignInTry {
  readonly id: string;
  readonly login: string;
  readonly passwordHash: string | null;
  /** Whether this was the last try before a lock. */
  readonly isLast: boolean;
}

/**
 * Takes one of the tries that a user has, before the password is looked at: counted afterwards, a
 * thousand guesses at once would all be the first. Null: no such user, disabled, or locked.
 */
export async function takeTry(
  db: Transaction,
  user: { readonly login: string } | { readonly id: string },
  now: string,
): Promise<SignInTry | null> {
  const which = 'login' in user ? sql`login = ${user.login}` : sql`id = ${user.id}`;
  return db.row(sql<SignInTry>`
    UPDATE users SET
      failed_logins = CASE WHEN failed_logins + 1 >= ${WRONG_PASSWORDS_MAX} THEN 0
        ELSE failed_logins + 1 END,
      locked_until = CASE WHEN failed_logins + 1 >= ${WRONG_PASSWORDS_MAX}
        THEN ${now}::timestamptz + ${LOCK} END
    WHERE ${which} AND status = 'active'
      AND (locked_until IS NULL OR locked_until <= ${now}::timestamptz)
    RETURNING id, login, password_hash AS "passwordHash", locked_until IS NOT NULL AS "isLast"`);
}

/**
 * The password was right: all tries are free again. False: user or password changed since the try
 * was taken.
 */
export async function clearTries(
  db: Transaction,
  { id, passwordHash }: SignInTry,
): Promise<boolean> {
  const cleared = await db.run(sql`
    UPDATE users SET failed_logins = 0, locked_until = NULL
    WHERE id = ${id} AND status = 'active' AND password_hash = ${passwordHash}`);
  return cleared === 1;
}

export async function noteLogin(db: Transaction, userId: string, now: string): Promise<void> {
  await db.run(sql`UPDATE users SET last_login_at = ${now} WHERE id = ${userId}`);
}

export async function setPassword(
  db: Transaction,
  userId: string,
  passwordHash: string,
): Promise<void> {
  await db.run(sql`
    UPDATE users SET password_hash = ${passwordHash}, failed_logins = 0, locked_until = NULL
    WHERE id = ${userId}`);
}

/** In place of all earlier ones of the user. */
export async function replaceLink(
  db: Transaction,
  userId: string,
  tokenHash: Buffer,
  now: string,
): Promise<string> {
  await deleteLinks(db, userId);
  const row = await db.row(sql<{ expiresAt: string }>`
    INSERT INTO login_links (token_hash, user_id, created_at, expires_at)
    VALUES (${tokenHash}, ${userId}, ${now}, ${now}::timestamptz + ${LINK_LIFE})
    RETURNING expires_at AS "expiresAt"`);
  return row!.expiresAt;
}

export async function deleteLinks(db: Transaction, userId: string): Promise<void> {
  await db.run(sql`DELETE FROM login_links WHERE user_id = ${userId}`);
}

export interface LinkUser {
  readonly id: string;
  readonly login: string;
}

const usableLink = (tokenHash: Buffer, now: string) => sql`
  login_links.token_hash = ${tokenHash} AND used_at IS NULL
  AND expires_at > ${now}::timestamptz AND users.id = user_id AND users.status = 'active'`;

/** Whom a link is for, while it can be used. */
export async function findLinkUser(
  db: Connection,
  tokenHash: Buffer,
  now: string,
): Promise<LinkUser | null> {
  return db.row(sql<LinkUser>`
    SELECT users.id, users.login FROM login_links, users WHERE ${usableLink(tokenHash, now)}`);
}

/** Of two uses at once, one gets the user. */
export async function useLink(
  db: Transaction,
  tokenHash: Buffer,
  now: string,
): Promise<LinkUser | null> {
  return db.row(sql<LinkUser>`
    UPDATE login_links SET used_at = ${now} FROM users WHERE ${usableLink(tokenHash, now)}
    RETURNING users.id, users.login`);
}

/** Whether there is a link that somebody could still use. */
export async function hasUsableLink(db: Connection, now: string): Promise<boolean> {
  const row = await db.row(sql`
    SELECT FROM login_links JOIN users ON users.id = user_id
    WHERE used_at IS NULL AND expires_at > ${now}::timestamptz AND users.status = 'active' LIMIT 1`);
  return row !== null;
}
