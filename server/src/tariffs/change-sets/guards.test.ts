/**
 * What the database itself refuses, as it is asked by its owner with psql: each column of rates, each
 * kind of statement, history, the rated past and the place of special rates.
 */

import { type RawBuilder, sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { runIn } from '../../../test/support/run-in.js';
import { databaseServers, testDatabase } from '../../../test/support/test-database.js';
import type { Transaction } from '../../platform/db/connection.js';
import { schemaDump } from '../../platform/db/schema-dump.js';

const DAY = '2026-03-01T00:00:00Z';
const LATER = '2026-09-01T00:00:00Z';

/** Another value that each column may have. */
const others: Readonly<Record<string, string>> = {
  id: 'id + 1000',
  rate_table_id: '2',
  added_in_id: '2',
  code: "'99'",
  service: "'sms'",
  source_code: "'1'",
  number_length_min: '3',
  number_length_max: '30',
  time_profile_id: '1',
  tag: "'x'",
  effective_from: "'2026-03-02'",
  effective_to: "'2027-01-01'",
  stashed: 'true',
  blocked: 'true',
  name_is_own: 'true',
  category_id: '1',
  special_rate_id: '1',
  notice: "'force'",
  setup_fee_mode: "'minimum'",
  grace_mode: "'exclusive'",
  tier_froms: "'{60}'",
  tier_prices: "'{1}'",
  tier_intervals: "'{1}'",
  description: "'x'",
  notes: "'x'",
};
/** Tiers go together. */
const together: Readonly<Record<string, string>> = {
  tier_froms: ", tier_prices = '{1}', tier_intervals = '{1}'",
  tier_prices: ", tier_froms = '{60}', tier_intervals = '{1}'",
  tier_intervals: ", tier_froms = '{60}', tier_prices = '{1}'",
};

describe.each(databaseServers())('the guards of rates on $name', (server) => {
  const test = testDatabase(server);

  /** Runs `work` inside a new change set of a table, and rolls back unless it is `kept`. */
  async function inChangeSet(
    work: (db: Transaction) => Promise<unknown>,
    { tableId = 1, kind = 'edit', kept = false } = {},
  ): Promise<void> {
    const undone = new Error('undone');
    const run = test.database.transaction(async (db) => {
      const set = await db.row(sql<{ id: string }>`
        INSERT INTO change_sets (rate_table_id, kind, summary, at, actor_kind, actor_name)
        VALUES (${tableId}, ${kind}, '', now(), 'system', '') RETURNING id`);
      await db.run(sql`SELECT set_config('ratedeck.change_set_id', ${set!.id}, true)`);
      await work(db);
      if (!kept) throw undone;
    });
    await run.catch((error: unknown) => {
      if (error !== undone) throw error;
    });
  }
  const add = (
    db: Transaction,
    tableId: number,
    code: string,
    more: Record<string, unknown> = {},
  ) => {
    const columns = Object.keys(more).map((name) => sql`, ${sql.ref(name)}`);
    const values = Object.values(more).map((value) => sql`, ${value}`);
    return db.run(sql`
      INSERT INTO rates (rate_table_id, added_in_id, service, price, code ${sql.join(columns, sql``)})
      VALUES (${tableId}, current_change_set_id(), 'voice', 1, ${code} ${sql.join(values, sql``)})`);
  };
  const refusedBy = (constraint: string, statement: RawBuilder<unknown>, db?: Transaction) =>
    expect(
      db === undefined ? runIn(test.database, statement) : db.run(statement),
      JSON.stringify(statement.toOperationNode()),
    ).rejects.toMatchObject({ code: '23001', constraint });

  beforeAll(async () => {
    await test.database.transaction(async (db) => {
      const owner = sql`(SELECT id FROM accounts)`;
      await db.run(sql`
        INSERT INTO rate_tables (id, name, owner_id, scope) VALUES
          (1, 'Free', ${owner}, 'customer'), (2, 'Other', ${owner}, 'customer'),
          (3, 'Used', ${owner}, 'customer'), (4, 'Special', ${owner}, 'customer')`);
      await db.run(sql`INSERT INTO time_profiles (id, name) VALUES (1, 'Peak')`);
      await db.run(sql`INSERT INTO categories (id, name) VALUES (1, 'Mobile')`);
      await db.run(sql`INSERT INTO names (id, name) VALUES (1, 'Austria'), (2, 'Germany')`);
      await db.run(sql`
        INSERT INTO special_rates (id, rate_table_id, name, codes, price, effective_from)
        VALUES (1, 4, 'Promo', '{43}', 1, ${DAY})`);
    });
    const kept = { kept: true };
    const length = { number_length_min: 1, number_length_max: 32 };
    await inChangeSet(
      (db) => add(db, 1, '43', { effective_from: DAY, name_id: 1, ...length }),
      kept,
    );
    await inChangeSet((db) => add(db, 2, '43'), { tableId: 2, ...kept });
    await inChangeSet(
      async (db) => {
        await add(db, 3, '43', { effective_from: DAY });
        await add(db, 3, '43', { effective_from: LATER });
        await add(db, 3, '44', { effective_from: DAY, stashed: true });
      },
      { tableId: 3, ...kept },
    );
    await runIn(
      test.database,
      sql`
      INSERT INTO rate_table_usage VALUES (3, '2026-04-01', '2026-08-01', 9)`,
    );
    await inChangeSet(
      (db) => add(db, 4, '43', { effective_from: DAY, effective_to: LATER, special_rate_id: 1 }),
      { tableId: 4, kind: 'special-rate', ...kept },
    );
    await inChangeSet((db) => add(db, 4, '43', { effective_from: LATER }), {
      tableId: 4,
      ...kept,
    });
  });

  it('hold every column of rates, outside a change set and without a raised version', async () => {
    const columns = await test.database.read.rows(sql<{ name: string }>`
      SELECT attname AS name FROM pg_attribute
      WHERE attrelid = 'rates'::regclass AND attnum > 0 AND NOT attisdropped
        AND attgenerated = ''`);
    for (const { name } of columns) {
      // Triggers set it right, whatever a statement says (see next-versions.test.ts).
      if (name === 'next_from') continue;
      if (name === 'version' || name === 'name_id') continue;
      const change = `${name} = ${others[name] ?? '7'}${together[name] ?? ''}`;
      const silent = sql`UPDATE rates SET ${sql.raw(change)} WHERE rate_table_id = 1`;
      const raised = sql`
        UPDATE rates SET version = version + 1, ${sql.raw(change)} WHERE rate_table_id = 1`;
      const following = sql`UPDATE rates SET name_id = 2, ${sql.raw(change)} WHERE rate_table_id = 1`;
      for (const statement of [silent, raised, following]) {
        await refusedBy('rates_within_a_change_set', statement);
      }
      for (const statement of [silent, following]) {
        await expect(
          inChangeSet((db) => db.run(statement)),
          name,
        ).rejects.toMatchObject({ constraint: 'rates_within_a_change_set' });
      }
      const fixed = ['id', 'rate_table_id', 'added_in_id'].includes(name);
      if (name === 'special_rate_id') continue;
      if (!fixed) await inChangeSet((db) => db.run(raised));
      else {
        await expect(inChangeSet((db) => db.run(raised))).rejects.toMatchObject({
          constraint: 'rates_within_a_change_set',
        });
      }
    }
  });

  it('let a name follow its code deck, unless it is the rate’s own, and keep versions rising', async () => {
    expect(
      await runIn(test.database, sql`UPDATE rates SET name_id = 2 WHERE rate_table_id = 1`),
    ).toBe(1);
    await inChangeSet(async (db) => {
      await db.run(sql`
        UPDATE rates SET name_is_own = true, version = version + 1 WHERE rate_table_id = 1`);
      const renamed = sql`UPDATE rates SET name_id = 1 WHERE rate_table_id = 1`;
      await db.run(sql`SAVEPOINT here`);
      await refusedBy('rates_within_a_change_set', renamed, db);
      await db.run(sql`ROLLBACK TO here`);
    });
    const lowered = sql`UPDATE rates SET version = version - 1 WHERE rate_table_id = 1`;
    await expect(inChangeSet((db) => db.run(lowered))).rejects.toMatchObject({ code: '23001' });
  });

  it('hold every kind of statement outside a change set', async () => {
    const added = sql`(rate_table_id, added_in_id, code, service, price) VALUES (1, 1, '7', 'voice', 1)`;
    const statements = [
      sql`INSERT INTO rates ${added}`,
      sql`INSERT INTO rates (id, rate_table_id, added_in_id, code, service, price)
        SELECT id, 1, 1, '43', 'voice', 9 FROM rates WHERE rate_table_id = 1
        ON CONFLICT (id) DO UPDATE SET price = 9, version = rates.version + 1`,
      sql`UPDATE rates SET price = 2, version = version + 1`,
      sql`DELETE FROM rates WHERE rate_table_id = 1`,
      sql`MERGE INTO rates USING (SELECT 1) AS one ON rates.rate_table_id = 1
        WHEN MATCHED THEN UPDATE SET price = 3, version = version + 1`,
      sql`MERGE INTO rates USING (SELECT 1) AS one ON rates.rate_table_id = 1
        WHEN MATCHED THEN DELETE`,
    ];
    for (const statement of statements) await refusedBy('rates_within_a_change_set', statement);
    const line = '1\t1\t7\tvoice\t1\n';
    await expect(
      test.database.transaction((db) =>
        db.copyIn('rates (rate_table_id, added_in_id, code, service, price)', [line]),
      ),
    ).rejects.toMatchObject({ constraint: 'rates_within_a_change_set' });
    // A change set of another transaction is closed, whoever names it.
    await expect(
      test.database.transaction(async (db) => {
        await db.run(sql`SELECT set_config('ratedeck.change_set_id', '1', true)`);
        await db.run(
          sql`UPDATE rates SET price = 2, version = version + 1 WHERE rate_table_id = 1`,
        );
      }),
    ).rejects.toMatchObject({ constraint: 'rates_within_a_change_set' });
  });

  it('refuse TRUNCATE of all that belongs to rates, and of the audit log', async () => {
    const tables = ['rates', 'rate_changes', 'change_sets', 'special_rates', 'rate_tables'];
    for (const table of [...tables, 'rate_table_usage', 'code_deck_codes', 'audit_entries']) {
      await refusedBy('never_truncated', sql`TRUNCATE ${sql.table(table)} CASCADE`);
    }
    // What rates refer to takes them along, and is refused by it.
    for (const table of ['accounts', 'time_profiles', 'categories', 'code_decks']) {
      await refusedBy('never_truncated', sql`TRUNCATE ${sql.table(table)} CASCADE`);
    }
    await refusedBy('never_truncated', sql`TRUNCATE audit_fields`);
  });

  it('keep history as it was written', async () => {
    const edited = sql`UPDATE rates SET price = 5, version = version + 1 WHERE rate_table_id = 1`;
    await inChangeSet((db) => db.run(edited), { kept: true });
    await refusedBy('rate_changes_are_final', sql`UPDATE rate_changes SET price = 9`);
    await refusedBy('rate_changes_are_final', sql`DELETE FROM rate_changes`);
    await refusedBy(
      'rate_changes_are_final',
      sql`INSERT INTO rate_changes SELECT 1, 'deleted', rates.* FROM rates WHERE rate_table_id = 2`,
    );
    for (const change of [
      'added_count = 7',
      "kind = 'load'",
      'rate_table_id = 2',
      "summary = 'x'",
    ]) {
      const statement = sql`UPDATE change_sets SET ${sql.raw(change)} WHERE rate_table_id = 1`;
      await refusedBy('change_sets_are_final', statement);
    }
    for (const change of ['rate_count = 7', 'stashed_count = 7', 'revision = 0']) {
      const statement = sql`UPDATE rate_tables SET ${sql.raw(change)} WHERE id = 1`;
      await refusedBy('rate_tables_counts_kept', statement);
    }
  });

  it('count a rate that came and went in one change set as nothing', async () => {
    await inChangeSet(async (db) => {
      await add(db, 1, '55');
      await db.run(sql`DELETE FROM rates WHERE code = '55'`);
      const set = await db.row(sql<object>`
        SELECT added_count AS added, deleted_count AS deleted,
          (SELECT count(*)::integer FROM rate_changes WHERE change_set_id = change_sets.id) AS kept
        FROM change_sets WHERE id = current_change_set_id()`);
      expect(set).toEqual({ added: 0, deleted: 0, kept: 0 });
    });
  });

  it('keep the rated past, whichever way a version would come into it or leave it', async () => {
    const used = { tableId: 3 };
    const refused = (work: (db: Transaction) => Promise<unknown>) =>
      expect(inChangeSet(work, used)).rejects.toMatchObject({
        code: '23001',
        constraint: 'rates_keep_the_past',
      });
    await refused((db) => add(db, 3, '45'));
    await refused((db) => add(db, 3, '45', { effective_from: '2026-08-01' }));
    await refused((db) => db.run(sql`DELETE FROM rates WHERE rate_table_id = 3 AND code = '43'`));
    const update = (set: RawBuilder<unknown>, where: RawBuilder<unknown>) => (db: Transaction) =>
      db.run(sql`
        UPDATE rates SET version = version + 1, ${set} WHERE rate_table_id = 3 AND ${where}`);
    const past = sql`code = '43' AND effective_from = ${DAY}`;
    const future = sql`code = '43' AND effective_from = ${LATER}`;
    await refused(update(sql`price = 2`, past));
    await refused(update(sql`stashed = true`, past));
    await refused(update(sql`effective_to = '2026-07-01'`, past));
    await refused(update(sql`effective_from = '2026-09-15'`, past));
    await refused(update(sql`effective_from = '2026-07-01'`, future));
    await refused(update(sql`stashed = false`, sql`stashed`));
    await inChangeSet(update(sql`effective_to = '2026-08-02'`, past), used);
    await inChangeSet(update(sql`notes = 'may change'`, past), used);
    await inChangeSet(update(sql`price = 3, effective_from = '2026-08-02'`, future), used);
    await inChangeSet((db) => add(db, 3, '45', { effective_from: '2026-08-02' }), used);
    await inChangeSet((db) => add(db, 3, '45', { stashed: true }), used);
    const usage = [
      "last_call_at = '2026-07-01'",
      "first_call_at = '2026-05-01'",
      'rate_table_id = 1',
    ];
    for (const change of usage) {
      await refusedBy('rate_table_usage_kept', sql`UPDATE rate_table_usage SET ${sql.raw(change)}`);
    }
    await refusedBy('rate_table_usage_kept', sql`DELETE FROM rate_table_usage`);
  });

  it('leave the rates of special rates, and their place, to change sets of special rates', async () => {
    const refused = (work: (db: Transaction) => Promise<unknown>) =>
      expect(inChangeSet(work, { tableId: 4 })).rejects.toMatchObject({
        code: '23001',
        constraint: 'rates_leave_special_rates',
      });
    const special = { tableId: 4, kind: 'special-rate' };
    const raise = (set: RawBuilder<unknown>, where: RawBuilder<unknown>) => (db: Transaction) =>
      db.run(sql`
        UPDATE rates SET version = version + 1, ${set} WHERE rate_table_id = 4 AND ${where}`);
    const owned = sql`special_rate_id = 1`;
    const plain = sql`special_rate_id IS NULL`;
    await refused(raise(sql`price = 2`, owned));
    await refused(raise(sql`special_rate_id = NULL`, owned));
    await refused(raise(sql`special_rate_id = 1`, plain));
    await refused((db) => db.run(sql`DELETE FROM rates WHERE special_rate_id = 1`));
    await refused((db) => add(db, 4, '44', { special_rate_id: 1 }));
    await refused((db) => add(db, 4, '43', { effective_from: '2026-05-01' }));
    await refused(raise(sql`effective_from = '2026-05-01'`, plain));
    await inChangeSet(raise(sql`price = 2`, owned), special);
    await inChangeSet(raise(sql`price = 2`, plain), { tableId: 4 });
    await inChangeSet((db) => add(db, 4, '43', { effective_from: '2026-02-01' }), { tableId: 4 });
    await inChangeSet((db) => add(db, 4, '43', { effective_from: '2026-05-01', tag: 'x' }), {
      tableId: 4,
    });
  });

  it('stand in the schema that people read', async () => {
    const text = await schemaDump(test.database.read);
    expect(text.match(/CREATE TRIGGER never_truncated/g)).toHaveLength(9);
  });
});
