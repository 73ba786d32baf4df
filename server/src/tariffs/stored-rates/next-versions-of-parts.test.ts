/** Rates that come in parts: what a part costs the database must not grow with what was there. */

import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { insertRates } from '../../../test/support/insert-rates.js';
import { databaseServers, testDatabase } from '../../../test/support/test-database.js';
import type { Transaction } from '../../platform/db/connection.js';

const PART_COUNT = 2000;

async function open(db: Transaction, tableId: string): Promise<void> {
  await db.run(sql`
    WITH opened AS (
      INSERT INTO change_sets (rate_table_id, kind, summary, at, actor_kind, actor_name)
      VALUES (${tableId}, 'edit', 'Parts', now(), 'system', 'test') RETURNING id
    )
    SELECT set_config('ratedeck.change_set_id', id::text, true) FROM opened`);
}

async function add(db: Transaction, tableId: string, from: number, count: number): Promise<void> {
  await db.run(sql`
    INSERT INTO rates (rate_table_id, added_in_id, code, service, price)
    SELECT ${tableId}, current_change_set_id(), code::text, 'voice', 1
    FROM generate_series(${from}::integer, ${from + count - 1}::integer) AS code`);
}

/** Rows of rates that this transaction has read so far, by index or without. */
async function readCount(db: Transaction): Promise<number> {
  const row = await db.row(sql<{ count: string }>`
    SELECT coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0) AS count
    FROM pg_stat_xact_user_tables WHERE relname = 'rates'`);
  return Number(row!.count);
}

describe.each(databaseServers())('rates in parts on $name', (server) => {
  const test = testDatabase(server);

  it('read what is of their codes, in a database without figures', async () => {
    const tableId = await insertRates(test.database, { tableName: 'Parts', codes: [] });
    await test.database.transaction(async (db) => {
      await open(db, tableId);
      // So often that the database keeps a plan, of a time when there was nothing to read.
      for (let code = 1; code <= 8; code += 1) await add(db, tableId, code, 1);
      let before = await readCount(db);
      for (let part = 1; part <= 12; part += 1) {
        await add(db, tableId, part * PART_COUNT, PART_COUNT);
        const read = await readCount(db);
        expect(read - before, `part ${part}`).toBeLessThanOrEqual(PART_COUNT * 5);
        before = read;
      }
    });
  });
});
