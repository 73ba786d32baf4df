/** Who a key or a session stands for, in the database. */

import { sql } from 'kysely';
import type { Principal } from '../access/principal.js';
import type { Connection } from '../db/connection.js';

interface PrincipalRow {
  readonly id: string;
  readonly name: string;
  readonly role: Principal['role'];
  readonly accountId: string;
  readonly isOperator: boolean;
}

export async function findKeyPrincipal(
  db: Connection,
  keyHash: Buffer,
  now: string,
): Promise<Principal | null> {
  const row = await db.row(sql<PrincipalRow>`
    SELECT api_keys.id, api_keys.name, api_keys.role, account_id AS "accountId",
      accounts.kind = 'operator' AS "isOperator"
    FROM api_keys JOIN accounts ON accounts.id = account_id
    WHERE key_hash = ${keyHash} AND revoked_at IS NULL
      AND (expires_at IS NULL OR expires_at > ${now}::timestamptz)`);
  return row === null ? null : { kind: 'api-key', ...row };
}

/** Once a minute is often enough to see which keys are still in use. */
export async function touchKey(db: Connection, id: string, now: string): Promise<void> {
  await db.run(sql`
    UPDATE api_keys SET last_used_at = ${now}::timestamptz WHERE id = ${id}
      AND (last_used_at IS NULL OR last_used_at < ${now}::timestamptz - interval '1 minute')`);
}

export interface SessionRow extends PrincipalRow {
  readonly csrfToken: string;
}

export async function findSession(
  db: Connection,
  tokenHash: Buffer,
  now: string,
): Promise<SessionRow | null> {
  return db.row(sql<SessionRow>`
    SELECT users.id, users.login AS name, users.role, users.account_id AS "accountId",
      accounts.kind = 'operator' AS "isOperator", sessions.csrf_token AS "csrfToken"
    FROM sessions JOIN users ON users.id = sessions.user_id
      JOIN accounts ON accounts.id = users.account_id
    WHERE sessions.token_hash = ${tokenHash} AND sessions.expires_at > ${now}::timestamptz
      AND users.status = 'active'`);
}
