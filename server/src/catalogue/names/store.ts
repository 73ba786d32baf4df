/**
 * Names of destinations: each stands once in the database, and rates and code decks hold its id.
 * Names are only ever added.
 */

import { sql } from 'kysely';
import type { Connection, Transaction } from '../../platform/db/connection.js';

/** The ids of names that differ from each other; those that are missing are added first. */
export async function nameIds(
  db: Transaction,
  wanted: readonly string[],
): Promise<Map<string, number>> {
  // Only what is missing is tried: a conflict would use up a number of the sequence each time.
  // Sorted, so that two imports that add the same names wait for each other in one order.
  await db.run(sql`
    INSERT INTO names (name)
    SELECT name FROM unnest(${wanted}::text[]) AS wanted (name)
    WHERE NOT EXISTS (SELECT FROM names WHERE names.name = wanted.name)
    ORDER BY name COLLATE "C"
    ON CONFLICT DO NOTHING`);
  const rows = await db.rows(sql<{ id: number; name: string }>`
    SELECT id, name FROM names WHERE name = ANY (${wanted}::text[])`);
  return new Map(rows.map(({ id, name }) => [name, id]));
}

/** The names of these ids; 0 stands for none. */
export async function namesOfIds(
  db: Connection,
  ids: readonly number[],
): Promise<Map<number, string>> {
  const rows = await db.rows(sql<{ id: number; name: string }>`
    SELECT id, name FROM names WHERE id = ANY (${[...ids]}::integer[]) AND id <> 0`);
  return new Map(rows.map(({ id, name }) => [id, name]));
}
