/** The change feed: what two sessions that write at once leave for a reader that follows. */

import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseServers, testDatabase } from '../../../test/support/test-database.js';
import { type FeedReading, readChanges } from './change-feed.js';

/** A promise and the way to keep it. */
function gate() {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

describe.each(databaseServers())('the change feed on $name', (server) => {
  const test = testDatabase(server);
  const read = (since: string | null): Promise<FeedReading> =>
    test.database.transaction((db) => readChanges(db, since), { isolation: 'repeatable read' });
  const write = (statement: ReturnType<typeof sql>) =>
    test.database.transaction((db) => db.run(statement));
  const told = ({ changes }: FeedReading) => changes?.map(({ noun, id }) => `${noun} ${id}`);

  beforeAll(async () => {
    await write(sql`
      INSERT INTO rate_tables (id, name, owner_id, scope)
      SELECT 7, 'T', id, 'customer' FROM accounts WHERE kind = 'operator'`);
  });

  it('tells of everything that pricing is made of', async () => {
    let { snapshot } = await read(null);
    const after = async (statement: ReturnType<typeof sql>) => {
      await write(statement);
      const reading = await read(snapshot);
      ({ snapshot } = reading);
      return told(reading);
    };
    expect(
      await after(sql`
      INSERT INTO accounts (id, name, kind, parent_id) SELECT 5, 'A', 'customer', id FROM accounts`),
    ).toEqual(['account 5']);
    expect(await after(sql`UPDATE accounts SET status = 'blocked' WHERE id = 5`)).toEqual([
      'account 5',
    ]);
    expect(await after(sql`INSERT INTO trunks (id, name, account_id) VALUES (3, 'T', 5)`)).toEqual([
      'trunk 3',
    ]);
    expect(await after(sql`INSERT INTO trunk_number_rules VALUES (3, 0, '00')`)).toEqual([
      'trunk 3',
    ]);
    expect(await after(sql`INSERT INTO time_profiles (id, name) VALUES (2, 'P')`)).toEqual([
      'time-profile 2',
    ]);
    expect(
      await after(sql`
      INSERT INTO time_profile_windows VALUES (2, 0, '{1}', '08:00', '09:00')`),
    ).toEqual(['time-profile 2']);
    expect(
      await after(sql`
      INSERT INTO exchange_rates (id, from_currency, to_currency, rate, effective_from)
      VALUES (4, 'EUR', 'USD', 1.1, now())`),
    ).toEqual(['exchange-rate 4']);
    expect(await after(sql`INSERT INTO code_decks (id, name) VALUES (8, 'D')`)).toEqual([
      'code-deck 8',
    ]);
    expect(await after(sql`INSERT INTO code_deck_codes VALUES (8, '43', 0)`)).toEqual([
      'code-deck 8',
    ]);
    expect(
      await after(sql`
      UPDATE rate_tables SET name = 'Renamed', version = version + 1 WHERE id = 7`),
    ).toEqual(['rate-table 7']);
    expect(
      await after(sql`
      INSERT INTO rating_plans (id, name, owner_id, currency, scope)
      SELECT 6, 'P', id, 'USD', 'customer' FROM accounts WHERE kind = 'operator'`),
    ).toEqual(['rating-plan 6']);
    expect(
      await after(sql`
      INSERT INTO rating_plan_entries VALUES (6, 0, 7, 'USD', 'customer', 10, NULL)`),
    ).toEqual(['rating-plan 6']);
    expect(await after(sql`UPDATE rating_plan_entries SET weight = 11`)).toEqual(['rating-plan 6']);
    expect(
      await after(sql`INSERT INTO assignments (id, account_id, rate_table_id) VALUES (1, 5, 7)`),
    ).toEqual(['assignment 1']);
    expect(await after(sql`UPDATE assignments SET ends_at = now()`)).toEqual(['assignment 1']);
    expect(await after(sql`DELETE FROM assignments`)).toEqual(['assignment 1']);
    expect(await after(sql`DELETE FROM rating_plans`)).toEqual(['rating-plan 6']);
    expect(await after(sql`DELETE FROM trunks WHERE id = 3`)).toEqual(['trunk 3']);
  });

  it('tells of who may not call as before, and not of who only called', async () => {
    await write(sql`
      INSERT INTO users (id, login, name, account_id, role)
      SELECT 21, 'u', 'U', id, 'rates' FROM accounts WHERE kind = 'operator'`);
    await write(sql`
      INSERT INTO sessions (token_hash, csrf_token, user_id, expires_at)
      VALUES ('t', 'c', 21, now() + interval '1 hour')`);
    await write(sql`
      INSERT INTO api_keys (id, name, key_hash, hint, account_id, role)
      SELECT 22, 'K', 'h', 'h', id, 'rates' FROM accounts WHERE kind = 'operator'`);
    const cases = [
      [sql`UPDATE api_keys SET last_used_at = now()`, []],
      [sql`UPDATE sessions SET last_seen_at = now(), expires_at = now()`, []],
      [sql`UPDATE users SET failed_logins = 1, last_login_at = now()`, []],
      [sql`UPDATE api_keys SET requests_per_minute = 60`, ['api-key 22']],
      [sql`UPDATE api_keys SET revoked_at = now()`, ['api-key 22']],
      [sql`DELETE FROM api_keys`, ['api-key 22']],
      [sql`UPDATE users SET role = 'admin'`, ['user 21']],
      [sql`DELETE FROM sessions`, ['session 21']],
      [sql`DELETE FROM users`, ['user 21']],
    ] as const;
    let { snapshot } = await read(null);
    for (const [statement, changed] of cases) {
      await write(statement);
      const reading = await read(snapshot);
      ({ snapshot } = reading);
      expect(told(reading)).toEqual(changed);
    }
  });

  it('watches a new table as it watches those that it has', async () => {
    await write(sql`CREATE TABLE watched (id bigint, name text)`);
    await write(sql`SELECT watch_changes('watched', 'account', 'id')`);
    const triggersOn = async (table: string): Promise<string[]> => {
      const rows = await test.database.read.rows(sql<{ text: string }>`
        SELECT pg_get_triggerdef(oid) AS text FROM pg_trigger
        WHERE tgrelid = ${table}::regclass AND tgname LIKE 'change_feed_%' ORDER BY tgname`);
      return rows.map(({ text }) => text.replace(` public.${table} `, ' public.TABLE '));
    };
    const triggers = await triggersOn('watched');
    expect(triggers).toHaveLength(3);
    expect(triggers).toEqual(await triggersOn('accounts'));
    await write(sql`DROP TABLE watched`);
  });

  it('raises the revision of a table that is renamed', async () => {
    const revision = async () =>
      (await test.database.read.row(sql<{ revision: string }>`
        SELECT revision FROM rate_tables WHERE id = 7`))!.revision;
    const before = await revision();
    await write(sql`UPDATE rate_tables SET name = 'Again', version = version + 1 WHERE id = 7`);
    expect(BigInt(await revision())).toBe(BigInt(before) + 1n);
  });

  it('misses nothing of a session that was at work during the first look, and shows no half', async () => {
    const { snapshot: begun } = await read(null);
    const [written, mayEnd] = [gate(), gate()];
    const slow = test.database.transaction(async (db) => {
      const set = await db.row(sql<{ id: string }>`
        INSERT INTO change_sets (rate_table_id, kind, summary, at, actor_kind, actor_name)
        VALUES (7, 'edit', '', now(), 'system', '') RETURNING id`);
      await db.run(sql`SELECT set_config('ratedeck.change_set_id', ${set!.id}, true)`);
      await db.run(sql`
        INSERT INTO rates (rate_table_id, added_in_id, code, service, price)
        VALUES (7, ${set!.id}, '43', 'voice', 1)`);
      written.open();
      await mayEnd.opened;
      await db.run(sql`UPDATE rates SET price = 2, version = version + 1 WHERE rate_table_id = 7`);
    });
    await written.opened;
    // A later one is committed first.
    await write(sql`UPDATE accounts SET status = 'active' WHERE id = 5`);
    const between = await read(begun);
    expect(told(between)).toEqual(['account 5']);
    mayEnd.open();
    await slow;
    const { changes, snapshot } = await read(between.snapshot);
    expect(changes).toEqual([{ noun: 'rates', id: '7' }]);
    expect(told(await read(snapshot))).toEqual([]);
  });

  it('says when a copy is too old to be mended', async () => {
    await write(sql`UPDATE accounts SET status = 'blocked' WHERE id = 5`);
    // Transactions of other databases of the server count as well: a snapshot that is taken while an
    // older one is at work is told to be too old sooner than it has to be.
    const isOldest = () =>
      test.database.read.row(sql<{ reached: boolean }>`
        SELECT max(made_in) < pg_snapshot_xmin(pg_current_snapshot()) AS reached FROM change_feed`);
    await expect.poll(isOldest, { timeout: 30_000 }).toEqual({ reached: true });
    const { snapshot } = await read(null);
    await write(sql`UPDATE change_feed SET made_at = now() - interval '8 days'`);
    await write(sql`SELECT change_feed_forget()`);
    await write(sql`UPDATE accounts SET status = 'active' WHERE id = 5`);
    const old = await read('3:3:');
    expect(old.changes).toBeNull();
    expect(told(await read(snapshot))).toEqual(['account 5']);
  });

  describe('wakes up who listens', () => {
    const cases: readonly (readonly [string, ReturnType<typeof sql>])[] = [
      ['an account', sql`UPDATE accounts SET status = 'blocked' WHERE id = 5`],
      ['a trunk', sql`INSERT INTO trunks (id, name, account_id) VALUES (33, 'L', 5)`],
      ['a rule of a trunk', sql`INSERT INTO trunk_number_rules VALUES (33, 0, '00')`],
      ['an address of a trunk', sql`INSERT INTO trunk_addresses VALUES (33, '192.0.2.9')`],
      ['a code deck', sql`INSERT INTO code_decks (id, name) VALUES (88, 'L')`],
      ['a code', sql`INSERT INTO code_deck_codes VALUES (88, '43', 0)`],
      ['a time profile', sql`INSERT INTO time_profiles (id, name) VALUES (22, 'L')`],
      [
        'a window of a profile',
        sql`INSERT INTO time_profile_windows VALUES (22, 0, '{1}', '08:00', '09:00')`,
      ],
      ['a category', sql`INSERT INTO categories (name) VALUES ('L')`],
      [
        'an exchange rate',
        sql`INSERT INTO exchange_rates (from_currency, to_currency, rate, effective_from)
          VALUES ('EUR', 'CHF', 1.1, now())`,
      ],
      ['a rate table', sql`UPDATE rate_tables SET name = 'L', version = version + 1 WHERE id = 7`],
      [
        'rates',
        sql`WITH opened AS (
            INSERT INTO change_sets (rate_table_id, kind, summary, at, actor_kind, actor_name)
            VALUES (7, 'edit', '', now(), 'system', '') RETURNING id), set AS (
            SELECT set_config('ratedeck.change_set_id', id::text, true), id FROM opened)
          INSERT INTO rates (rate_table_id, added_in_id, code, service, price)
          SELECT 7, id, '49', 'voice', 1 FROM set`,
      ],
    ];
    let listener: pg.Client;
    const heard: string[] = [];
    beforeAll(async () => {
      listener = new pg.Client(test.config);
      await listener.connect();
      listener.on('notification', ({ channel }) => heard.push(channel));
      await listener.query('LISTEN ratedeck_changes');
    });
    afterAll(() => listener.end());

    /** Answers after whatever was notified before: the protocol keeps the order. */
    const heardNow = async (): Promise<string[]> => {
      await listener.query('SELECT 1');
      return heard.splice(0);
    };

    it.each(cases)('when %s was changed, at the commit', async (_, statement) => {
      await heardNow();
      await test.database.transaction(async (db) => {
        await db.run(statement);
        expect(await heardNow()).toEqual([]);
      });
      expect(await heardNow()).toEqual(['ratedeck_changes']);
    });

    it('not when the change was rolled back', async () => {
      await heardNow();
      const undone = test.database.transaction(async (db) => {
        await db.run(sql`UPDATE accounts SET status = 'active' WHERE id = 5`);
        throw new Error('undone');
      });
      await expect(undone).rejects.toThrow('undone');
      expect(await heardNow()).toEqual([]);
    });
  });
});
