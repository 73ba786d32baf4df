/** Who a key or a session stands for, in the database: asked for every request. */

import { sql } from 'kysely';
import type { Principal } from '../../platform/access/principal.js';
import type { Connection, Writer } from '../../platform/db/connection.js';
import type { KnownCaller, Session } from '../../platform/http/authenticator.js';
import { lastPossibleAt } from './session-store.js';

interface PrincipalRow {
  readonly id: string;
  readonly name: string;
  readonly role: Principal['role'];
  readonly accountId: string;
  readonly isOperator: boolean;
}

export interface FoundKey extends KnownCaller {
  /** Its last use that was written down. */
  readonly seenAt: string | null;
}

export async function findKey(
  db: Connection,
  keyHash: Buffer,
  now: string,
): Promise<FoundKey | null> {
  const row = await db.row(sql<
    PrincipalRow & Omit<FoundKey, 'principal' | 'displayName' | 'csrfToken'>
  >`
    SELECT api_keys.id, api_keys.name, api_keys.role, account_id AS "accountId",
      accounts.kind = 'operator' AS "isOperator", accounts.name AS "accountName",
      expires_at AS "expiresAt", last_used_at AS "seenAt",
      requests_per_minute AS "requestsPerMinute"
    FROM api_keys JOIN accounts ON accounts.id = account_id
    WHERE key_hash = ${keyHash} AND revoked_at IS NULL
      AND (expires_at IS NULL OR expires_at > ${now}::timestamptz)`);
  if (row === null) return null;
  const { expiresAt, seenAt, requestsPerMinute, accountName, ...key } = row;
  const principal = { kind: 'api-key', ...key } as const;
  const names = { displayName: key.name, accountName };
  return { principal, ...names, requestsPerMinute, csrfToken: null, expiresAt, seenAt };
}

/** Skipped while somebody edits the key: when it was used is not worth a wait. */
export async function touchKey(db: Writer, keyHash: Buffer, now: string): Promise<void> {
  await db.run(sql`
    UPDATE api_keys SET last_used_at = ${now}::timestamptz WHERE key_hash IN (
      SELECT key_hash FROM api_keys WHERE key_hash = ${keyHash} FOR UPDATE SKIP LOCKED)`);
}

export interface FoundSession extends Session {
  readonly expiresAt: string;
  /** Even when it is used all the time. */
  readonly lastPossibleAt: string;
  readonly seenAt: string;
}

export async function findSession(
  db: Connection,
  tokenHash: Buffer,
  now: string,
): Promise<FoundSession | null> {
  const row = await db.row(sql<
    PrincipalRow & Omit<FoundSession, 'principal' | 'requestsPerMinute'>
  >`
    SELECT users.id, users.login AS name, users.role, users.account_id AS "accountId",
      accounts.kind = 'operator' AS "isOperator", accounts.name AS "accountName",
      users.name AS "displayName", sessions.csrf_token AS "csrfToken",
      sessions.expires_at AS "expiresAt", ${lastPossibleAt} AS "lastPossibleAt",
      last_seen_at AS "seenAt"
    FROM sessions JOIN users ON users.id = sessions.user_id
      JOIN accounts ON accounts.id = users.account_id
    WHERE sessions.token_hash = ${tokenHash} AND sessions.expires_at > ${now}::timestamptz
      AND users.status = 'active'`);
  if (row === null) return null;
  const { id, name, role, accountId, isOperator, ...session } = row;
  const principal = { kind: 'user', id, name, role, accountId, isOperator } as const;
  return { principal, requestsPerMinute: null, ...session };
}
