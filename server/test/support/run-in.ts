/** One statement in a transaction of its own, for tests that reach past the API. */

import type { Query } from '../../src/platform/db/connection.js';
import type { Database } from '../../src/platform/db/database.js';

export function runIn(database: Database, query: Query): Promise<number> {
  return database.transaction((db) => db.run(query));
}

/** The row that a statement which writes answers with. */
export async function writtenRow<Row>(database: Database, query: Query<Row>): Promise<Row> {
  return (await database.transaction((db) => db.row(query)))!;
}
