/**
 * Rates written straight into the database, for tests of what rates refer to. They stand in a change
 * set, as the database demands.
 */

import { sql } from 'kysely';
import type { Database } from '../../src/platform/db/database.js';

export interface TestRates {
  readonly tableName: string;
  readonly codes: readonly string[];
  readonly codeDeckId?: string;
  readonly categoryId?: string;
  readonly timeProfileId?: string;
  /** A name of their own, instead of that of the code deck. */
  readonly ownNameId?: number;
  readonly stashed?: boolean;
}

/** Makes the table of the operator when there is none of the name; answers with its id. */
export function insertRates(database: Database, rates: TestRates): Promise<string> {
  const { codeDeckId = null, categoryId = null, timeProfileId = null, ownNameId = null } = rates;
  return database.transaction(async (db) => {
    const table = await db.row(sql<{ id: string }>`
      INSERT INTO rate_tables (name, owner_id, scope, code_deck_id)
      SELECT ${rates.tableName}, id, 'customer', ${codeDeckId} FROM accounts
      WHERE kind = 'operator'
      ON CONFLICT (owner_id, name) DO UPDATE SET code_deck_id = excluded.code_deck_id
      RETURNING id`);
    const changeSet = await db.row(sql<{ id: string }>`
      INSERT INTO change_sets (rate_table_id, kind, summary, at, actor_kind, actor_name)
      VALUES (${table!.id}, 'edit', 'Rates of a test', now(), 'system', 'test') RETURNING id`);
    await db.run(sql`SELECT set_config('ratedeck.change_set_id', ${changeSet!.id}, true)`);
    await db.run(sql`
      INSERT INTO rates (rate_table_id, added_in_id, code, service, price, category_id,
        time_profile_id, name_id, name_is_own, stashed)
      SELECT ${table!.id}, ${changeSet!.id}, code, 'voice', 0.01, ${categoryId}::bigint,
        ${timeProfileId}::bigint, ${ownNameId ?? 0}::integer, ${ownNameId !== null},
        ${rates.stashed ?? false}
      FROM unnest(${rates.codes}::text[]) AS code`);
    return table!.id;
  });
}
