/** The rates that a mass edit names one by one. */

import { sql } from 'kysely';
import type { Connection } from '../../platform/db/connection.js';

/** Those of the ids that are rates of the table. */
export async function knownIds(
  db: Connection,
  rateTableId: string,
  ids: readonly string[],
): Promise<Set<bigint>> {
  const rows = await db.rows(sql<{ id: string }>`
    SELECT id FROM rates WHERE rate_table_id = ${rateTableId} AND id = ANY(${ids}::bigint[])`);
  return new Set(rows.map(({ id }) => BigInt(id)));
}
