/** Choices of which the walk in the order of the list meets nothing, in a table where most has ended. */

import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { insertRates } from '../../../test/support/insert-rates.js';
import { databaseServers, testDatabase } from '../../../test/support/test-database.js';
import { findRates } from './page-store.js';
import type { RateQuery } from './schema.js';

const now = '2026-07-15T00:00:00.000Z';
/** Of codes that begin with 1, and as many that begin with 44, which ended or begin a day later. */
const COUNT = 12_000;

describe.each(databaseServers())('large choices of rates on $name', (server) => {
  const test = testDatabase(server);
  let tableId = '';

  beforeAll(async () => {
    tableId = await insertRates(test.database, { tableName: 'Ended', codes: [] });
    await test.database.transaction(async (db) => {
      await db.run(sql`
        WITH opened AS (
          INSERT INTO change_sets (rate_table_id, kind, summary, at, actor_kind, actor_name)
          VALUES (${tableId}, 'edit', 'Ended', now(), 'system', 'test') RETURNING id
        )
        SELECT set_config('ratedeck.change_set_id', id::text, true) FROM opened`);
      for (const [begins, day, from, to] of [
        ['1', 1, '2020-01-01', '2020-02-01'],
        ['44', 2, '2020-01-01', '2020-02-01'],
        ['1', 1, '2090-01-01', '2090-02-01'],
        ['44', 2, '2090-01-01', '2090-02-01'],
      ] as const) {
        await db.run(sql`
          INSERT INTO rates
            (rate_table_id, added_in_id, code, service, price, effective_from, effective_to)
          SELECT ${tableId}, current_change_set_id(), ${begins}::text || number, 'voice', 1,
            ${from}::timestamptz + ${day} * interval '1 day',
            ${to}::timestamptz + ${day} * interval '1 day'
          FROM generate_series(100000, ${100_000 + COUNT - 1}::integer) AS number`);
      }
      await db.run(sql`ANALYZE rates`);
    });
  });

  it.each(['ended', 'future'] as const)(
    '%s and of a code are found page by page',
    async (state) => {
      for (const sort of ['validTo', 'effectiveFrom'] as const) {
        const found = new Set<string>();
        let cursor: string | null = null;
        for (let page = 0; page < 3; page += 1) {
          const query: RateQuery = { state, code: '44', sort, limit: 500 };
          const rates: { items: { id: string }[]; nextCursor: string | null } = await findRates(
            test.database.read,
            tableId,
            cursor === null ? query : { ...query, cursor },
            { now },
          );
          for (const { id } of rates.items) found.add(id);
          cursor = rates.nextCursor;
        }
        const stored = await test.database.read.rows(sql<{ code: string }>`
        SELECT code FROM rates WHERE id = ANY(${[...found]}::bigint[])`);
        expect(stored).toHaveLength(1500);
        expect(stored.every(({ code }) => code.startsWith('44'))).toBe(true);
      }
    },
  );
});
