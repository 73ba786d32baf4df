/** The smallest thing that a database at work can answer. */

import { sql } from 'kysely';
import type { Connection } from '../db/connection.js';

export async function requireAnswer(db: Connection): Promise<void> {
  await db.row(sql`SELECT 1`);
}
