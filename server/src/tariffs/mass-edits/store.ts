/** The rates that a mass edit names one by one. */

import { sql } from 'kysely';
import type { Connection, Query } from '../../platform/db/connection.js';

/** Conditions on `rates`: those of the table with one of the ids. */
export function areNamed(rateTableId: string, ids: readonly string[]): Query[] {
  return [sql`rates.rate_table_id = ${rateTableId}`, sql`rates.id = ANY(${ids}::bigint[])`];
}

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
