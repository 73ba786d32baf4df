/**
 * Sessions in the database. A session ends twelve hours after its last use, and seven days after
 * it began whatever happens; `expires_at` is the earlier of both.
 */

import { sql } from 'kysely';
import type { Connection, Transaction, Writer } from '../../platform/db/connection.js';
import type { OwnSession } from './session-schema.js';

const IDLE_HOURS = 12;
const IDLE_MS = IDLE_HOURS * 3_600_000;
const IDLE = sql`make_interval(hours => ${IDLE_HOURS})`;
const LONGEST = sql`interval '7 days'`;
/** A program that signs in again and again keeps no more than these. */
const SESSIONS_PER_USER_MAX = 20;

export interface NewSession {
  readonly tokenHash: Buffer;
  readonly csrfToken: string;
  readonly userId: string;
  readonly ip: string | null;
  readonly userAgent: string | null;
}

/** When one ends that is used all the time. */
export const lastPossibleAt = sql`sessions.created_at + ${LONGEST}`;

export interface SessionEnds {
  readonly expiresAt: string;
  /** Even when it is used all the time. */
  readonly lastPossibleAt: string;
}

export async function insertSession(
  db: Transaction,
  session: NewSession,
  now: string,
): Promise<SessionEnds> {
  await db.run(sql`DELETE FROM sessions WHERE expires_at <= ${now}::timestamptz`);
  const { tokenHash, csrfToken, userId, ip, userAgent } = session;
  const row = await db.row(sql<SessionEnds>`
    INSERT INTO sessions (token_hash, csrf_token, user_id, created_at, last_seen_at, expires_at,
      ip, user_agent)
    VALUES (${tokenHash}, ${csrfToken}, ${userId}, ${now}, ${now},
      ${now}::timestamptz + ${IDLE}, ${ip}, ${userAgent})
    RETURNING expires_at AS "expiresAt", ${lastPossibleAt} AS "lastPossibleAt"`);
  await db.run(sql`
    DELETE FROM sessions WHERE token_hash IN (
      SELECT token_hash FROM sessions WHERE user_id = ${userId} AND token_hash <> ${tokenHash}
      ORDER BY last_seen_at DESC, token_hash OFFSET ${SESSIONS_PER_USER_MAX - 1})`);
  return row!;
}

/** When a session ends that is used now. */
export function endOfUsed(lastPossibleAt: string, nowMs: number): string {
  const idleMs = nowMs + IDLE_MS;
  return Date.parse(lastPossibleAt) < idleMs ? lastPossibleAt : new Date(idleMs).toISOString();
}

/** It was used `now`, and ends at what `endOfUsed` says. */
export async function touchSession(
  db: Writer,
  tokenHash: Buffer,
  now: string,
  expiresAt: string,
): Promise<void> {
  await db.run(sql`
    UPDATE sessions SET last_seen_at = ${now}::timestamptz, expires_at = ${expiresAt}::timestamptz
    WHERE token_hash = ${tokenHash}`);
}

export async function deleteSession(db: Transaction, tokenHash: Buffer): Promise<void> {
  await db.run(sql`DELETE FROM sessions WHERE token_hash = ${tokenHash}`);
}

/** All of a user, but one if it is named; the number of those that had not ended by themselves. */
export async function deleteSessionsOf(
  db: Transaction,
  userId: string,
  now: string,
  except: Buffer | null = null,
): Promise<number> {
  const rows = await db.rows(sql<{ isLive: boolean }>`
    DELETE FROM sessions WHERE user_id = ${userId} AND token_hash IS DISTINCT FROM ${except}::bytea
    RETURNING expires_at > ${now}::timestamptz AS "isLive"`);
  return rows.filter(({ isLive }) => isLive).length;
}

export async function sessionsOf(
  db: Connection,
  userId: string,
  current: Buffer | null,
  now: string,
): Promise<OwnSession[]> {
  return db.rows(sql<OwnSession>`
    SELECT token_hash IS NOT DISTINCT FROM ${current}::bytea AS "isCurrent",
      created_at AS "createdAt", last_seen_at AS "lastSeenAt", expires_at AS "expiresAt",
      host(ip) AS ip, user_agent AS "userAgent"
    FROM sessions WHERE user_id = ${userId} AND expires_at > ${now}::timestamptz
    ORDER BY last_seen_at DESC, token_hash`);
}
