/** What users sign in with, in the database: hashes of passwords, counts of wrong ones, links. */

import { sql } from 'kysely';
import type { Connection, Transaction } from '../../platform/db/connection.js';

/** From one place. */
const WRONG_PASSWORDS_MAX = 10;
/** From all places where the user has never signed in, together. */
const STRANGERS_MAX = 50;
const LOCK = sql`interval '15 minutes'`;
const LINK_LIFE = sql`interval '24 hours'`;

/** Where a try comes from. */
export type TrySource =
  | { readonly ip: string | null; readonly deviceHash: Buffer | null }
  | { readonly sessionHash: Buffer };

export interface SignInTry {
  readonly id: string;
  readonly login: string;
  readonly passwordHash: string | null;
  readonly source: string;
  /** Set when this was the last try before a lock. */
  readonly lockedUntil: string | null;
}

interface TryingUser extends Pick<SignInTry, 'id' | 'login' | 'passwordHash'> {
  readonly source: string;
  readonly isStranger: boolean;
  readonly isLocked: boolean;
}

/** A network of a home or an office counts as one: IPv6 gives each of them more than can be counted. */
function sourceOf(from: TrySource) {
  if ('sessionHash' in from)
    return { source: sql`'session:' || ${hex(from.sessionHash)}`, known: sql`true` };
  const { ip, deviceHash } = from;
  const known = sql`EXISTS (SELECT FROM known_devices
    WHERE token_hash = ${deviceHash}::bytea AND user_id = users.id)`;
  const network = sql`coalesce(network(set_masklen(${ip}::inet,
    CASE family(${ip}::inet) WHEN 4 THEN 32 ELSE 64 END))::text, 'unknown')`;
  const device = sql`'device:' || ${deviceHash === null ? '' : hex(deviceHash)}`;
  return { source: sql`CASE WHEN ${known} THEN ${device} ELSE ${network} END`, known };
}

const hex = (hash: Buffer): string => hash.toString('hex');

/**
 * Takes one of the tries that a user has from there, before the password is looked at: counted
 * afterwards, a thousand guesses at once would all be the first. Null: no such user, disabled, or
 * locked for whoever comes from there.
 */
export async function takeTry(
  db: Transaction,
  user: { readonly login: string } | { readonly id: string },
  from: TrySource,
  now: string,
): Promise<SignInTry | null> {
  const which = 'login' in user ? sql`login = ${user.login}` : sql`id = ${user.id}`;
  const { source, known } = sourceOf(from);
  const found = await db.row(sql<TryingUser>`
    SELECT id, login, password_hash AS "passwordHash", ${source} AS source,
      NOT ${known} AS "isStranger",
      locked_until IS NOT NULL AND locked_until > ${now}::timestamptz AS "isLocked"
    FROM users WHERE ${which} AND status = 'active' FOR NO KEY UPDATE`);
  if (found === null || (found.isStranger && found.isLocked)) return null;
  const { id, login, passwordHash } = found;
  const here = await countHere(db, found, now);
  if (here === null) return null;
  const everywhere = found.isStranger ? await countStranger(db, id, now) : null;
  const lockedUntil = here.lockedUntil ?? everywhere;
  return { id, login, passwordHash, source: found.source, lockedUntil };
}

async function countHere(
  db: Transaction,
  { id, source }: TryingUser,
  now: string,
): Promise<{ readonly lockedUntil: string | null } | null> {
  await db.run(sql`
    DELETE FROM sign_in_tries
    WHERE user_id = ${id} AND last_at < ${now}::timestamptz - interval '1 day'`);
  return db.row(sql<{ lockedUntil: string | null }>`
    INSERT INTO sign_in_tries AS tries (user_id, source, failed, last_at)
    VALUES (${id}, ${source}, 1, ${now})
    ON CONFLICT (user_id, source) DO UPDATE SET last_at = ${now},
      failed = CASE WHEN tries.failed + 1 >= ${WRONG_PASSWORDS_MAX} THEN 0
        ELSE tries.failed + 1 END,
      locked_until = CASE WHEN tries.failed + 1 >= ${WRONG_PASSWORDS_MAX}
        THEN ${now}::timestamptz + ${LOCK} END
    WHERE tries.locked_until IS NULL OR tries.locked_until <= ${now}::timestamptz
    RETURNING locked_until AS "lockedUntil"`);
}

/** Of many addresses together; who signs in from a known browser is not held up by these. */
async function countStranger(db: Transaction, id: string, now: string): Promise<string | null> {
  const row = await db.row(sql<{ lockedUntil: string | null }>`
    UPDATE users SET
      failed_logins = CASE WHEN failed_logins + 1 >= ${STRANGERS_MAX} THEN 0
        ELSE failed_logins + 1 END,
      locked_until = CASE WHEN failed_logins + 1 >= ${STRANGERS_MAX}
        THEN ${now}::timestamptz + ${LOCK} END
    WHERE id = ${id} RETURNING locked_until AS "lockedUntil"`);
  return row!.lockedUntil;
}

/**
 * The password was right: all tries from there are free again. False: user or password changed
 * since the try was taken.
 */
export async function clearTries(
  db: Transaction,
  { id, passwordHash, source }: SignInTry,
): Promise<boolean> {
  const cleared = await db.run(sql`
    UPDATE users SET failed_logins = 0, locked_until = NULL
    WHERE id = ${id} AND status = 'active' AND password_hash = ${passwordHash}`);
  if (cleared === 0) return false;
  await db.run(sql`DELETE FROM sign_in_tries WHERE user_id = ${id} AND source = ${source}`);
  return true;
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
  await db.run(sql`DELETE FROM sign_in_tries WHERE user_id = ${userId}`);
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
