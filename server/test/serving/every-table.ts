/**
 * Rows in every table, written in SQL for each migration on its own: what an installation of that
 * time could hold. With hostile texts, negative and infinite dates, arrays, nulls, bytes.
 */

import { type RawBuilder, sql } from 'kysely';
import type { Connection, Transaction } from '../../src/platform/db/connection.js';
import type { Database } from '../../src/platform/db/database.js';

const HOSTILE =
  'tab\t, line\n\\.\n\\N, back\\slash, \r\b\v\f "quotes" \'quote\', =1+1, <b>, 🌍 \u2028 ü \\';

type Statements = readonly RawBuilder<unknown>[];

const first: Statements = [
  sql`INSERT INTO accounts (id, name, kind, parent_id, currency, time_zone, network)
    VALUES (50, 'Child first', 'reseller', 1, 'EUR', 'Europe/Vienna', NULL),
      (40, ${HOSTILE}, 'customer', 50, NULL, 'UTC', NULL), (60, 'Box', 'device', 1, 'USD', 'UTC', 'A1')`,
  sql`UPDATE accounts SET parent_id = 50, version = 7 WHERE id = 60`,
  sql`INSERT INTO trunks (name, account_id, tech_prefix) VALUES ('T', 40, '99#')`,
  sql`INSERT INTO trunk_number_rules VALUES (1, 0, '00', '', 5, NULL), (1, 1, '0', '43', NULL, 12)`,
  sql`INSERT INTO trunk_addresses VALUES (1, '10.0.0.0/8'), (1, '2001:db8::1')`,
  sql`INSERT INTO users (login, name, account_id, role, password_hash, locked_until, last_login_at)
    VALUES ('ann', ${HOSTILE}, 1, 'admin', '$argon2id$v=19$x', '2026-01-01', NULL),
      ('bob', 'Bob', 40, 'read-only', NULL, NULL, '1999-12-31 23:59:59.999999+00')`,
  sql`INSERT INTO login_links (token_hash, user_id, expires_at)
    VALUES ('\\x00ff5c0a09'::bytea, 1, now())`,
  sql`INSERT INTO sessions (token_hash, csrf_token, user_id, expires_at, ip)
    VALUES ('\\x01'::bytea, 'c', 1, now(), '127.0.0.1')`,
  sql`INSERT INTO api_keys (name, key_hash, hint, account_id, role, created_by_user_id)
    VALUES ('k', '\\x5c2e0a'::bytea, 'rdk_abcd', 1, 'rates', 1)`,
  sql`INSERT INTO audit_entries (at, actor_kind, actor_name, action, noun, owner_id, noun_name)
    VALUES (now(), 'system', 'x', 'create', 'account', 1, ${HOSTILE})`,
  sql`INSERT INTO audit_fields VALUES (1, 0, 'name', NULL, ${HOSTILE}), (1, 1, '', '', '\\.')`,
  sql`INSERT INTO idempotency_keys (principal, key, request_hash) VALUES ('user:1', 'k', '\\x00')`,
];

const tries: Statements = [
  sql`INSERT INTO sign_in_tries VALUES (1, '203.0.113.7/32', 3, NULL, now())`,
  sql`INSERT INTO known_devices VALUES ('\\x5c00', 1, now())`,
];

const second: Statements = [
  sql`INSERT INTO names (name) VALUES (${HOSTILE}), ('Austria Mobile')`,
  sql`INSERT INTO code_decks (name, shipped) VALUES ('Deck', true)`,
  sql`INSERT INTO code_deck_codes VALUES (1, '43', 1, 'Austria'), (1, '43664', 2, NULL), (1, '', 1, NULL)`,
  sql`INSERT INTO time_profiles (name, time_zone, months, month_days) VALUES
    ('Peak', 'Europe/Vienna', '{1,12}', NULL), (${HOSTILE.slice(0, 40)}, 'UTC', NULL, '{31}')`,
  sql`INSERT INTO time_profile_windows VALUES (1, 0, '{1,2,3}', '22:00', '06:00')`,
  sql`INSERT INTO time_profile_exceptions VALUES (1, '2026-12-25', 'out')`,
  sql`INSERT INTO categories (name, description) VALUES ('mobile', ${HOSTILE})`,
  sql`INSERT INTO exchange_rates (from_currency, to_currency, rate, effective_from)
    VALUES ('EUR', 'USD', 1.0800000000, '-infinity'), ('EUR', 'USD', 1.1, '2026-01-01')`,
  sql`INSERT INTO rate_tables (id, name, owner_id, scope, parent_id, default_tier_froms,
      default_tier_prices, default_tier_intervals)
    VALUES (9, 'Parent', 1, 'customer', NULL, '{60,120.5}', '{0.10,0.0500}', '{1,NULL}'),
      (3, 'Child', 40, 'customer', 9, NULL, NULL, NULL)`,
  sql`INSERT INTO change_sets (id, rate_table_id, kind, summary, at, actor_kind, actor_name)
    VALUES (5, 3, 'special-rate', ${HOSTILE}, now(), 'system', 'x')`,
  sql`INSERT INTO special_rates (rate_table_id, name, codes, price, effective_from)
    VALUES (3, 'Special', '{43,44}', 0.0000000001, '-infinity')`,
  sql`SELECT set_config('ratedeck.change_set_id', '5', true)`,
  sql`INSERT INTO rates (rate_table_id, added_in_id, code, service, price, effective_from, tag,
      notes, name_id, time_profile_id, category_id, special_rate_id, tier_froms, tier_prices,
      tier_intervals)
    SELECT 3, 5, code::text, 'voice', 0.0100 + code * 0.001, CASE WHEN code % 2 = 0
      THEN '-infinity'::timestamptz ELSE '2026-01-01' END, CASE WHEN code % 3 = 0 THEN ${'t\t\\'} END,
      ${HOSTILE}, 1, 1, 1, CASE WHEN code > 400 THEN 1 END, '{1}', '{2.50}', '{NULL}'
    FROM generate_series(1, 500) AS code`,
  sql`INSERT INTO change_sets (id, rate_table_id, kind, summary, at, actor_kind, actor_name)
    VALUES (6, 3, 'mass-edit', 'raise', now(), 'user', 'ann')`,
  sql`SELECT set_config('ratedeck.change_set_id', '6', true)`,
  sql`UPDATE rates SET price = price * 2, version = version + 1 WHERE code LIKE '1%'`,
  sql`DELETE FROM rates WHERE code LIKE '2%'`,
  sql`UPDATE rates SET stashed = true, version = version + 1 WHERE code LIKE '3%'`,
  sql`INSERT INTO change_sets (id, rate_table_id, kind, summary, at, actor_kind, actor_name, reverts_id)
    VALUES (4, 3, 'revert', 'of a later number', now(), 'user', 'ann', 6)`,
  sql`INSERT INTO rate_table_usage VALUES (3, now(), now(), 12)`,
];

const plans: Statements = [
  sql`INSERT INTO rating_plans (id, name, owner_id, description, currency, scope, precedence, time_basis,
      status, is_complete, gaps_time_zone)
    VALUES (4, ${HOSTILE.slice(0, 40)}, 1, ${HOSTILE}, 'USD', 'customer', 'prefix', 'split', 'archived', true,
      'UTC'), (3, 'Being built', 50, '', 'EUR', NULL, 'weight', NULL, 'active', false, 'UTC')`,
  sql`INSERT INTO rating_plan_entries VALUES
    (4, 1, 9, 'USD', 'customer', 0, 1), (4, 0, 9, 'USD', 'customer', 1000000, NULL)`,
  sql`INSERT INTO rating_plan_gaps VALUES (3, 0, 'week', 1, '00:00', '24:00', NULL),
    (3, 1, 'exception', 5, '08:00', '09:00', '2026-12-25')`,
  sql`INSERT INTO rating_plan_overlaps VALUES (4, 0, 1)`,
  sql`INSERT INTO assignments (account_id, trunk_id, rating_plan_id, rate_table_id, ends_at)
    VALUES (40, NULL, 4, NULL, '2026-06-01 00:00:00.000001+00'), (NULL, 1, NULL, 9, NULL)`,
  sql`INSERT INTO assignment_usage VALUES (1, '2026-01-01', '2026-05-31', 3)`,
];

const imports: Statements = [
  sql`INSERT INTO imports (id, rate_table_id, file_name, file_bytes, status, settings, result,
      checked_revision, checked_at, staged_count, change_set_id)
    VALUES (7, 3, ${HOSTILE.slice(0, 40)}, 3, 'applied', ${JSON.stringify({ x: HOSTILE })}::jsonb,
      '{}', 3, now(), 1, 6), (8, 9, 'a.csv', 1, 'uploaded', '{}', NULL, NULL, NULL, 0, NULL)`,
  sql`INSERT INTO import_steps VALUES (7, 0, 'uploaded', now(), 'user', 1, ${HOSTILE})`,
  sql`INSERT INTO import_files VALUES (7, 0, '\\x00ff5c'::bytea)`,
  sql`INSERT INTO import_rows (import_id, ordinal, kind, effect, sheet, row, before_id, before_price,
      pending, reason, message, code, service, effective_from, tier_froms)
    VALUES (7, 0, 'increased', 'add', ${HOSTILE}, 3, 12, 0.0100, true, NULL, ${HOSTILE}, '43', 'voice',
      '-infinity', '{1,NULL}')`,
];

const jobs: Statements = [
  sql`INSERT INTO jobs (kind, title, account_id, noun, thing_id, permission, status, input, result,
      progress_done, progress_total, progress_what, actor_kind, actor_id, actor_name, actor, created_at,
      started_at, ended_at)
    VALUES ('mass-edit', ${HOSTILE}, 1, 'rate-table', 1, 'edit-rates', 'done', '{}', ${HOSTILE}, 3, NULL,
      'rates', 'user', 1, ${HOSTILE}, '{}', now(), now(), now())`,
];

/** What is filled in after each migration; a new migration with tables needs its own. */
const rowsOf: Readonly<Record<string, Statements>> = {
  '0001_accounts-and-users': first,
  '0002_rates': second,
  '0006_sign-in-tries': tries,
  '0009_plans-and-assignments': plans,
  '0019_imports': imports,
  '0018_jobs': jobs,
};

/** In one transaction, for all migrations that were applied. */
export function fillEveryTable(
  database: Database,
  migrations: readonly string[] = Object.keys(rowsOf),
): Promise<void> {
  return database.transaction(async (db: Transaction) => {
    for (const name of migrations) {
      for (const statement of rowsOf[name] ?? []) await db.run(statement);
    }
  });
}

export async function tableNames(db: Connection): Promise<string[]> {
  const rows = await db.rows(sql<{ name: string }>`
    SELECT relname::text AS name FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname`);
  return rows.map(({ name }) => name);
}

/** All rows of all tables as texts, by table. */
export async function everyRow(db: Connection): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const name of await tableNames(db)) {
    const rows = await db.rows(sql<{ row: string }>`
      SELECT t::text AS row FROM ${sql.table(name)} AS t ORDER BY t::text COLLATE "C"`);
    found[name] = rows.map(({ row }) => row);
  }
  return found;
}

/** The value that each sequence gives next. */
export async function sequenceValues(db: Connection): Promise<Record<string, string | null>> {
  const rows = await db.rows(sql<{ name: string; value: string | null }>`
    SELECT sequencename AS name, last_value AS value FROM pg_sequences
    WHERE schemaname = 'public' ORDER BY 1`);
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}
