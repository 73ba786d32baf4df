/**
 * What makes rates versions of one another, over the API and in the database: held to the engine's
 * cases, and to what an older database has.
 */

import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { IDENTITY_CASES, type IdentityCase } from '../../../../engine/test/identity-cases.js';
import { testApi } from '../../../test/support/test-api.js';
import { databaseServers, testDatabase } from '../../../test/support/test-database.js';
import type { Transaction } from '../../platform/db/connection.js';
import { migrate, migrationFiles } from '../../platform/db/migrate.js';

type Fields = IdentityCase['a'];

describe.each(databaseServers())('the identity of rates on $name', (server) => {
  const api = testApi(server);
  const rates = () => api.as('rates');
  const profiles = new Map<string, string>();

  async function profileId(name: string): Promise<string> {
    if (!profiles.has(name)) {
      const windows = [{ weekdays: [1], from: '08:00', to: '18:00' }];
      const profile = { name, timeZone: 'UTC', windows };
      const { status, body } = await rates().post('/time-profiles', profile);
      expect(status, JSON.stringify(body)).toBe(201);
      profiles.set(name, body.id);
    }
    return profiles.get(name)!;
  }

  async function add(tableId: string, { timeProfile, ...fields }: Fields) {
    const named = timeProfile == null ? {} : { timeProfileId: await profileId(timeProfile) };
    const more = { codes: '44', price: '0.1', effectiveFrom: '2027-01-01T00:00:00Z' };
    return rates().post(`/rate-tables/${tableId}/rates`, { ...more, ...fields, ...named });
  }

  it.each(IDENTITY_CASES.map((row) => [row.what, row] as const))('%s', async (what, row) => {
    const table = { name: what, scope: 'customer', currency: 'EUR', service: row.table };
    const { body } = await rates().post('/rate-tables', table);
    const first = await add(body.id, row.a);
    expect(first.status, JSON.stringify(first.body)).toBe(201);
    const second = await add(body.id, row.b);
    if (what === 'ends that read alike') {
      // No range at all, so it is not stored, and can be no twin.
      expect(second.status).toBe(400);
      return;
    }
    expect([second.status, second.body.code]).toEqual(
      row.same ? [409, 'rate_version_exists'] : [201, undefined],
    );
    const stored = await api.database.read.rows(sql<{ id: string }>`
      SELECT id FROM rates WHERE rate_table_id = ${body.id}`);
    expect(stored).toHaveLength(row.same ? 1 : 2);
    if (row.same) return;
    // Past the API the index says the same.
    const twin = api.database.transaction((db) => copyInto(db, body.id, stored[0]!.id));
    await expect(twin).rejects.toMatchObject({ constraint: 'rates_one_version_a_date' });
  });

  it('has one form of a range only', async () => {
    const { body } = await rates().post('/rate-tables', {
      ...{ name: 'Forms', scope: 'customer', currency: 'EUR' },
    });
    await add(body.id, { numberLength: { min: 5 } });
    const { body: list } = await rates().get(`/rate-tables/${body.id}/rates`);
    expect(list.items[0].numberLength).toEqual({ min: 5, max: 32 });
    const half = api.database.transaction(async (db) => {
      await openChangeSet(db, body.id);
      await db.run(sql`UPDATE rates SET number_length_max = NULL, version = version + 1
        WHERE rate_table_id = ${body.id}`);
    });
    await expect(half).rejects.toMatchObject({ constraint: 'rates_number_length_whole' });
  });
});

async function openChangeSet(db: Transaction, tableId: string): Promise<string> {
  const changeSet = await db.row(sql<{ id: string }>`
    INSERT INTO change_sets (rate_table_id, kind, summary, at, actor_kind, actor_name)
    VALUES (${tableId}, 'edit', '', now(), 'system', '') RETURNING id`);
  await db.run(sql`SELECT set_config('ratedeck.change_set_id', ${changeSet!.id}, true)`);
  return changeSet!.id;
}

async function copyInto(db: Transaction, tableId: string, rateId: string): Promise<void> {
  const changeSetId = await openChangeSet(db, tableId);
  await db.run(sql`
    INSERT INTO rates (rate_table_id, added_in_id, code, service, source_code, number_length_min,
      number_length_max, time_profile_id, tag, effective_from)
    SELECT rate_table_id, ${changeSetId}::bigint, code, service, source_code, number_length_min,
      number_length_max, time_profile_id, tag, effective_from FROM rates WHERE id = ${rateId}`);
}

describe.each(databaseServers())('ranges of an older database on $name', (server) => {
  const test = testDatabase(server, { template: null });

  it('get both ends; of two that were stored of one identity and date the later stays', async () => {
    const { database } = test;
    const all = migrationFiles();
    const place = all.findIndex(({ name }) => name.endsWith('number-lengths'));
    await migrate(database, all.slice(0, place));
    await database.transaction(async (db) => {
      const owner = await db.row(sql<{ id: string }>`
        SELECT id FROM accounts WHERE kind = 'operator'`);
      const table = await db.row(sql<{ id: string }>`
        INSERT INTO rate_tables (name, owner_id, scope) VALUES ('Old', ${owner!.id}, 'customer')
        RETURNING id`);
      const changeSetId = await openChangeSet(db, table!.id);
      const add = (min: number | null, max: number | null, from: string) =>
        db.run(sql`
        INSERT INTO rates (rate_table_id, added_in_id, code, service, price, number_length_min,
          number_length_max, effective_from)
        VALUES (${table!.id}, ${changeSetId}, '44', 'voice', 1, ${min}, ${max}, ${from})`);
      await add(5, null, '2026-01-01');
      await add(5, 32, '2026-01-01');
      await add(null, 9, '2026-01-01');
      await add(1, 9, '2026-02-01');
      await add(null, null, '2026-01-01');
    });
    await migrate(database);
    const rows = await database.read.rows(sql<object>`
      SELECT number_length_min AS min, number_length_max AS max, stashed,
        to_char(next_from, 'YYYY-MM-DD') AS next FROM rates ORDER BY id`);
    expect(rows).toEqual([
      { min: 5, max: 32, stashed: true, next: null },
      { min: 5, max: 32, stashed: false, next: null },
      { min: 1, max: 9, stashed: false, next: '2026-02-01' },
      { min: 1, max: 9, stashed: false, next: null },
      { min: null, max: null, stashed: false, next: null },
    ]);
    const counts = await database.read.row(sql<object>`
      SELECT rate_count AS rates, stashed_count AS stashed FROM rate_tables`);
    expect(counts).toEqual({ rates: 4, stashed: 1 });
  });
});
