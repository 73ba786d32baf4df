/** The schema as people see it with psql, and what must hold between its parts, on each database. */

import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { runIn } from '../../../test/support/run-in.js';
import { databaseServers, testDatabase } from '../../../test/support/test-database.js';

describe.each(databaseServers())('the schema on $name', (server) => {
  const test = testDatabase(server);

  const names = async (query: ReturnType<typeof sql<{ name: string }>>) =>
    (await test.database.read.rows(query)).map(({ name }) => name);

  it('says of every table what it is for', async () => {
    const silent = await names(sql<{ name: string }>`
      SELECT relname AS name FROM pg_class
      WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
        AND relname <> 'schema_migrations' AND obj_description(oid, 'pg_class') IS NULL`);
    expect(silent).toEqual([]);
  });

  it('has columns, not documents', async () => {
    const documents = await names(sql<{ name: string }>`
      SELECT table_name || '.' || column_name AS name FROM information_schema.columns
      WHERE table_schema = 'public' AND data_type IN ('json', 'jsonb', 'xml', 'double precision', 'real')`);
    // What a file was taken for is shown as a whole and never asked by its parts.
    expect(documents.sort()).toEqual(['imports.recognition', 'imports.result', 'imports.settings']);
  });

  it('keeps images of rates with the very columns of rates', async () => {
    const columnsOf = (table: string) =>
      names(sql<{ name: string }>`
        SELECT attname || ' ' || format_type(atttypid, atttypmod) AS name FROM pg_attribute
        WHERE attrelid = ${table}::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`);
    const images = await columnsOf('rate_changes');
    expect(images.slice(2)).toEqual(await columnsOf('rates'));
  });

  it('can find by an index whatever refers to a row', async () => {
    const unindexed = await names(sql<{ name: string }>`
      SELECT conrelid::regclass || ' ' || conname AS name FROM pg_constraint
      WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND NOT EXISTS (
        SELECT FROM pg_index WHERE indrelid = conrelid AND indkey[0] = ANY (conkey))`);
    // Few rows, or only ever looked for from the other side.
    expect(unindexed.sort()).toEqual([
      'api_keys api_keys_created_by_user_id_fkey',
      'code_deck_codes code_deck_codes_name_id_fkey',
    ]);
  });

  it('keeps ranges half-open and never empty', async () => {
    const account = sql`(SELECT id FROM accounts)`;
    await runIn(
      test.database,
      sql`
      INSERT INTO rate_tables (id, name, owner_id, scope) VALUES (1, 'T', ${account}, 'customer')`,
    );
    const insert = (columns: string, values: string) =>
      test.database.transaction(async (db) => {
        await db.run(sql`
          WITH opened AS (
            INSERT INTO change_sets (rate_table_id, kind, summary, at, actor_kind, actor_name)
            VALUES (1, 'edit', '', now(), 'system', '') RETURNING id
          )
          SELECT set_config('ratedeck.change_set_id', id::text, true) FROM opened`);
        await db.run(sql`
          INSERT INTO rates (rate_table_id, added_in_id, service, price, ${sql.raw(columns)})
          VALUES (1, current_change_set_id(), 'voice', 1, ${sql.raw(values)})`);
      });
    const day = "'2026-01-01'";
    await expect(
      insert('code, effective_from, effective_to', `'1', ${day}, ${day}`),
    ).rejects.toThrow();
    await expect(
      insert('code, number_length_min, number_length_max', `'1', 9, 8`),
    ).rejects.toThrow();
    await expect(insert('code', "'12x'")).rejects.toThrow();
    await insert('code, tag', "'1', null");
    await expect(insert('code, tag', "'1', null")).rejects.toMatchObject({
      constraint: 'rates_one_version_a_date',
    });
    await insert('code, tag', "'1', 'gold'");
    await insert('code, stashed', "'1', true");
    await expect(insert('code, name_id', "'2', 999999")).rejects.toMatchObject({ code: '23503' });
    await expect(
      runIn(test.database, sql`DELETE FROM change_sets WHERE rate_table_id = 1`),
    ).rejects.toMatchObject({ code: '23001' });
    const counted = await test.database.read.row(
      sql<object>`SELECT rate_count AS rates, stashed_count AS stashed FROM rate_tables`,
    );
    expect(counted).toEqual({ rates: 2, stashed: 1 });
  });
});
