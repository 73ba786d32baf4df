/**
 * Change sets in the database, as they are opened and closed. The triggers on rates find the open
 * one in a setting of the transaction.
 */

import { sql } from 'kysely';
import type { Principal } from '../../platform/access/principal.js';
import type { Connection, Transaction } from '../../platform/db/connection.js';

export interface NewChangeSet {
  readonly rateTableId: string;
  readonly kind: string;
  readonly summary: string;
  readonly at: string;
  readonly actor: Principal;
}

export async function insertChangeSet(db: Transaction, change: NewChangeSet): Promise<string> {
  const { actor } = change;
  const row = await db.row(sql<{ id: string }>`
    INSERT INTO change_sets
      (rate_table_id, kind, summary, at, actor_kind, actor_id, actor_name)
    VALUES (${change.rateTableId}, ${change.kind}, ${change.summary}, ${change.at},
      ${actor.kind}, ${actor.id}, ${actor.name})
    RETURNING id`);
  return row!.id;
}

/** Writes of rates belong to it from now on; null: to none, and are refused. */
export async function setOpenChangeSet(db: Transaction, id: string | null): Promise<void> {
  await db.run(sql`SELECT set_config('ratedeck.change_set_id', ${id ?? ''}, true)`);
}

export interface ChangeSetCounts {
  readonly addedCount: number;
  readonly updatedCount: number;
  readonly deletedCount: number;
}

export async function countsOf(db: Connection, id: string): Promise<ChangeSetCounts> {
  const counts = await db.row(sql<ChangeSetCounts>`
    SELECT added_count AS "addedCount", updated_count AS "updatedCount",
      deleted_count AS "deletedCount" FROM change_sets WHERE id = ${id}`);
  return counts!;
}

/**
 * The planner's figures of rates are taken anew. Whoever takes them keeps everybody else from it until
 * its transaction ends, so who comes second goes on without: waiting would put one large change set
 * behind another of a different table.
 */
export async function analyzeRates(db: Transaction): Promise<void> {
  await db.run(sql`ANALYZE (SKIP_LOCKED) rates`);
}
