/** Whether anybody has used a database yet. */

import { sql } from 'kysely';
import type { Connection } from '../../platform/db/connection.js';

export async function hasNoUser(db: Connection): Promise<boolean> {
  const row = await db.row(
    sql<{ isNew: boolean }>`SELECT NOT EXISTS (SELECT FROM users) AS "isNew"`,
  );
  return row!.isNew;
}
