/** What the first start asks the database of its users. */

import { sql } from 'kysely';
import type { Connection } from '../../platform/db/connection.js';

export async function hasUsers(db: Connection): Promise<boolean> {
  return (await db.row(sql`SELECT FROM users LIMIT 1`)) !== null;
}

/** Whether anybody has ever chosen one: a password is never taken away again. */
export async function hasAnyPassword(db: Connection): Promise<boolean> {
  return (await db.row(sql`SELECT FROM users WHERE password_hash IS NOT NULL LIMIT 1`)) !== null;
}

interface IdRow {
  readonly id: string;
}

/** The oldest active administrator of the operator. */
export async function findAdministratorId(db: Connection): Promise<string | null> {
  const row = await db.row(sql<IdRow>`
    SELECT users.id FROM users JOIN accounts ON accounts.id = users.account_id
    WHERE accounts.kind = 'operator' AND users.role = 'admin' AND users.status = 'active'
    ORDER BY users.id LIMIT 1`);
  return row?.id ?? null;
}

export async function findIdByLogin(db: Connection, login: string): Promise<string | null> {
  const row = await db.row(sql<IdRow>`SELECT id FROM users WHERE login = ${login}`);
  return row?.id ?? null;
}
