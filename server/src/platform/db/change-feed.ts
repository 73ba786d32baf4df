/**
 * Follows what was changed, for whoever holds copies of the configuration in memory.
 *
 * A copy is made of one snapshot. Asked for that snapshot, the feed tells what became visible since,
 * in a new snapshot, of which the copies are then mended: nothing is missed, because a transaction
 * that was at work during the first look is compared by its number and not by the order of rows; and
 * nothing is seen half, because all is read in the one transaction.
 */

import { sql } from 'kysely';
import type { Transaction } from './connection.js';
import type { Database } from './database.js';
import type { FeedChange } from './feed-change.js';

/** Told when something was committed that copies in memory have to read again. */
export const CHANGES_CHANNEL = 'ratedeck_changes';

export interface FeedReading {
  /** To be given with the next question; opaque. */
  readonly snapshot: string;
  /** Null: the copies are too old to be mended and have to be made anew. */
  readonly changes: readonly FeedChange[] | null;
}

/** In a transaction of isolation `repeatable read`; `since` is null at the first time. */
export async function readChanges(db: Transaction, since: string | null): Promise<FeedReading> {
  const row = await db.row(sql<{ snapshot: string; isKept: boolean }>`
    SELECT pg_current_snapshot()::text AS snapshot, coalesce((
      SELECT (SELECT min(id) FROM change_feed) = 1
        OR made_in <= pg_snapshot_xmin(${since}::pg_snapshot)
      FROM change_feed ORDER BY made_in LIMIT 1), true) AS "isKept"`);
  const { snapshot, isKept } = row!;
  if (since === null || !isKept) return { snapshot, changes: null };
  const changes = await db.rows(sql<FeedChange>`
    SELECT DISTINCT noun, thing_id AS id FROM change_feed
    WHERE made_in >= pg_snapshot_xmin(${since}::pg_snapshot)
      AND NOT pg_visible_in_snapshot(made_in, ${since}::pg_snapshot)
    ORDER BY noun, thing_id`);
  return { snapshot, changes };
}

/** So many pieces of a thousand at once: a long backlog is worked off over several rounds. */
const PIECES_MAX = 100;

/**
 * Forgets what is older than a week, in short transactions, so that nobody who writes waits for it.
 * Several servers on one database may do so at once.
 */
export async function forgetOldChanges(
  database: Pick<Database, 'read' | 'transaction'>,
  piecesMax = PIECES_MAX,
): Promise<void> {
  const isOld = sql<{ found: boolean }>`
    SELECT EXISTS (
      SELECT FROM change_feed WHERE made_at < now() - interval '7 days'
        AND id < (SELECT max(id) FROM change_feed)) AS found`;
  for (let piece = 0; piece < piecesMax; piece += 1) {
    const row = await database.read.row(isOld);
    if (row?.found !== true) return;
    await database.transaction((db) => db.run(sql`SELECT change_feed_forget()`));
  }
}
