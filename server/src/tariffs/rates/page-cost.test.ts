/**
 * What pages of rates read, counted in pages of the database's memory: choices for which the obvious
 * way is a long one. At the size of a test a wrong way takes no time, but it shows here.
 */

import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { countingBlocks } from '../../../test/support/counting-blocks.js';
import { testApi } from '../../../test/support/test-api.js';
import { databaseServers } from '../../../test/support/test-database.js';
import type { Transaction } from '../../platform/db/connection.js';
import { type Condition, pricingConditions } from './conditions.js';
import { findRates } from './page-store.js';
import type { RateQuery } from './schema.js';

const NOW = '2026-07-01T00:00:00.000Z';
const ENDED_COUNT = 24_000;
const OTHER_NAMES = 3000;

async function openChangeSetOf(db: Transaction, tableId: string): Promise<void> {
  await db.run(sql`
    WITH opened AS (
      INSERT INTO change_sets (rate_table_id, kind, summary, at, actor_kind, actor_name)
      VALUES (${tableId}, 'edit', 'Cost', now(), 'system', 'test') RETURNING id
    )
    SELECT set_config('ratedeck.change_set_id', id::text, true) FROM opened`);
}

describe.each(databaseServers())('what pages of rates read on $name', (server) => {
  const api = testApi(server);
  let tableId = '';

  beforeAll(async () => {
    await api.database.transaction(async (db) => {
      const table = await db.row(sql<{ id: string }>`
        INSERT INTO rate_tables (name, owner_id, scope)
        SELECT 'Cost', id, 'customer' FROM accounts WHERE kind = 'operator' RETURNING id`);
      tableId = table!.id;
      await db.run(sql`INSERT INTO names (name)
        SELECT 'Town ' || number FROM generate_series(1, ${OTHER_NAMES}::integer) AS number
        UNION ALL VALUES ('Zanzibar')`);
      await openChangeSetOf(db, tableId);
      // Their ends are in another order than they stand in, and a tenth of them is of the last name.
      await db.run(sql`
        INSERT INTO rates (rate_table_id, added_in_id, code, service, price, name_id, name_is_own,
          effective_from, effective_to)
        SELECT ${tableId}, current_change_set_id(), (100000 + number)::text, 'voice', 1, names.id, true,
          '2020-01-01', '2021-01-01'::timestamptz + (number * 7919 % 24001) * interval '1 minute'
        FROM generate_series(1, ${ENDED_COUNT}::integer) AS number
        JOIN names ON names.name = CASE WHEN number % 10 = 0 THEN 'Zanzibar'
          ELSE 'Town ' || (number % ${OTHER_NAMES}::integer + 1) END`);
    });
    await api.database.transaction((db) => db.run(sql`ANALYZE rates, names`));
  });

  async function read(query: RateQuery, seen: readonly Condition[] = []) {
    const { counted, connection } = countingBlocks(api.database.read);
    const { items } = await findRates(connection, tableId, query, { now: NOW, seen });
    return { blocks: counted.blocks, count: items.length };
  }

  it.each([{ code: '1101' }, { search: '1101' }])(
    'goes by codes where nearly all has ended: %j',
    async (filter) => {
      const { blocks, count } = await read({ ...filter, state: 'ended', sort: '-price' });
      expect(count).toBe(50);
      // The walk in the order of prices is the larger part; all that has ended would be 24,000 more.
      expect(blocks).toBeLessThan(8000);
    },
  );

  it.each(['name', '-name'] as const)('reads no other names of one, by %s', async (sort) => {
    const { blocks, count } = await read({ name: 'Zanzibar', sort });
    expect(count).toBe(50);
    // The table itself is some 400; two thousand other names and their rates would be several times that.
    expect(blocks).toBeLessThan(1000);
  });

  describe('of a parent whose nearer table has them all', () => {
    let nearerId = '';

    beforeAll(async () => {
      await api.database.transaction(async (db) => {
        nearerId = (await db.row(sql<{ id: string }>`
          INSERT INTO rate_tables (name, owner_id, scope, parent_id)
          SELECT 'Nearer', owner_id, scope, id FROM rate_tables WHERE id = ${tableId}
          RETURNING id`))!.id;
        await openChangeSetOf(db, nearerId);
        await db.run(sql`
          INSERT INTO rates (rate_table_id, added_in_id, code, service, price)
          SELECT ${nearerId}, current_change_set_id(), code, service, 2 FROM rates
          WHERE rate_table_id = ${tableId}`);
      });
      await api.database.transaction((db) => db.run(sql`ANALYZE rates`));
    });

    it.each(['code', '-price', 'name'] as const)('is walked beside it, by %s', async (sort) => {
      const seen = pricingConditions([[nearerId]]);
      const { blocks, count } = await read({ sort }, seen);
      expect(count).toBe(0);
      // The few thousand rates of the walk cost 15,000; all of them would be 70,000.
      expect(blocks).toBeLessThan(30_000);
    });
  });
});
