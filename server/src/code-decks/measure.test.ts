/** Temporary measurement; not kept. */
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { insertRates } from '../../test/support/insert-rates.js';
import { databaseServers, testDatabase } from '../../test/support/test-database.js';

const test = testDatabase(databaseServers()[0]!);
it('measures', async () => {
  const codes = Array.from({ length: 20_000 }, (_, i) => String(700000 + i));
  const id = await insertRates(test.database, { tableName: 'T', codes });
  await test.database.read.run(sql`INSERT INTO names (id, name) SELECT n, 'n' || n FROM generate_series(1, 50) n`);
  const time = async (what: string, q: any) => {
    const t = performance.now();
    await test.database.transaction((db) => db.run(q));
    console.log(what, Math.round(performance.now() - t));
  };
  // all on one pooled connection, as they run one after another
  for (let i = 0; i < 7; i++) await time('one', sql`UPDATE rates SET name_id = ${3 + i} WHERE code = '700000'`);
  await time('all after one', sql`UPDATE rates SET name_id = 22`);
  await time('all again', sql`UPDATE rates SET name_id = 23`);
  await test.database.read.run(sql`DISCARD PLANS`);
  await time('one', sql`UPDATE rates SET name_id = ${13} WHERE code = '700000'`);
  await time('all after discard and one', sql`UPDATE rates SET name_id = 14`);
  const p = await test.database.transaction((db) => db.rows(sql`EXPLAIN (ANALYZE, BUFFERS) UPDATE rates SET name_id = 15`));
  console.log(p.map((r: any) => r['QUERY PLAN']).join('\n'));
  expect(id).toBeDefined();
}, 280_000);
