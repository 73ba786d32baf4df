/** What the change feed says of one thing, and what a transaction has told it so far. */

import { sql } from 'kysely';
import type { Connection } from './connection.js';

export interface FeedChange {
  /** As in the API's addresses; `rates` are those of the table with this id. */
  readonly noun: string;
  readonly id: string;
}

/** Of the open transaction of this connection. */
export function ownChanges(db: Connection): Promise<FeedChange[]> {
  return db.rows(sql<FeedChange>`
    SELECT noun, thing_id AS id FROM change_feed
    WHERE made_in = pg_current_xact_id_if_assigned()`);
}
