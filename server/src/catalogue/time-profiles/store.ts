/**
 * Time profiles in the database: a row each, its windows and exceptions in tables of their own. An
 * edit writes all of them anew.
 */

import { type RawBuilder, sql } from 'kysely';
import type { Connection, Transaction } from '../../platform/db/connection.js';
import { contains, type Page, pageRequest, readPage } from '../../platform/db/page.js';
import { type TimeProfile, type TimeProfileFields, TimeProfileQuery } from './schema.js';

const columns = sql`
  time_profiles.id, time_profiles.version, time_profiles.name,
  time_profiles.time_zone AS "timeZone",
  (SELECT json_agg(json_build_object('weekdays', weekdays, 'from', from_time, 'to', to_time)
                   ORDER BY position)
   FROM time_profile_windows WHERE time_profile_id = time_profiles.id) AS windows,
  time_profiles.months, time_profiles.month_days AS "monthDays",
  (SELECT coalesce(json_agg(json_build_object('date', date, 'as',
            CASE WHEN counts_as IN ('in', 'out') THEN to_json(counts_as)
                 ELSE to_json(counts_as::integer) END)
          ORDER BY date), '[]')
   FROM time_profile_exceptions WHERE time_profile_id = time_profiles.id) AS exceptions,
  time_profiles.created_at AS "createdAt"`;

const sorts = {
  name: { expression: sql`time_profiles.name`, type: 'text' },
  createdAt: { expression: sql`time_profiles.created_at`, type: 'timestamptz' },
} as const;

export function listTimeProfiles(
  db: Connection,
  query: TimeProfileQuery,
): Promise<Page<TimeProfile>> {
  const where: RawBuilder<unknown>[] = [];
  if (query.search !== undefined) where.push(contains(sql`time_profiles.name`, query.search));
  return readPage<TimeProfile>(
    db,
    { columns, from: sql`time_profiles`, where, id: sql`time_profiles.id`, sorts },
    pageRequest(query, TimeProfileQuery),
  );
}

/** In the order of their names. */
export function allTimeProfiles(db: Connection): Promise<TimeProfile[]> {
  return db.rows(sql<TimeProfile>`
    SELECT ${columns} FROM time_profiles ORDER BY name COLLATE "C", id`);
}

const one = (id: string) =>
  sql<TimeProfile>`SELECT ${columns} FROM time_profiles WHERE time_profiles.id = ${id}`;

export function findTimeProfile(db: Connection, id: string): Promise<TimeProfile | null> {
  return db.row(one(id));
}

/** Nobody else edits it until the transaction ends. */
export function lockTimeProfile(db: Transaction, id: string): Promise<TimeProfile | null> {
  return db.row(sql<TimeProfile>`${one(id)} FOR UPDATE OF time_profiles`);
}

export async function insertTimeProfile(
  db: Transaction,
  profile: TimeProfileFields,
): Promise<string> {
  const row = await db.row(sql<{ id: string }>`
    INSERT INTO time_profiles (name, time_zone, months, month_days)
    VALUES (${profile.name}, ${profile.timeZone}, ${profile.months}, ${profile.monthDays})
    RETURNING id`);
  await insertParts(db, row!.id, profile);
  return row!.id;
}

export async function updateTimeProfile(
  db: Transaction,
  id: string,
  profile: TimeProfileFields,
): Promise<void> {
  await db.run(sql`
    UPDATE time_profiles SET version = version + 1, name = ${profile.name},
      time_zone = ${profile.timeZone}, months = ${profile.months},
      month_days = ${profile.monthDays}
    WHERE id = ${id}`);
  await db.run(sql`DELETE FROM time_profile_windows WHERE time_profile_id = ${id}`);
  await db.run(sql`DELETE FROM time_profile_exceptions WHERE time_profile_id = ${id}`);
  await insertParts(db, id, profile);
}

async function insertParts(
  db: Transaction,
  id: string,
  { windows, exceptions }: TimeProfileFields,
): Promise<void> {
  if (windows !== null) {
    // Lists of lists have no place in an array parameter unless all are of one length.
    const weekdays = windows.map((window) => `{${window.weekdays.join(',')}}`);
    await db.run(sql`
      INSERT INTO time_profile_windows (time_profile_id, position, weekdays, from_time, to_time)
      SELECT ${id}::bigint, position - 1, weekdays::smallint[], from_time, to_time
      FROM unnest(${weekdays}::text[], ${windows.map(({ from }) => from)}::text[],
                  ${windows.map(({ to }) => to)}::text[])
        WITH ORDINALITY AS windows (weekdays, from_time, to_time, position)`);
  }
  if (exceptions.length > 0) {
    await db.run(sql`
      INSERT INTO time_profile_exceptions (time_profile_id, date, counts_as)
      SELECT ${id}::bigint, date, counts_as
      FROM unnest(${exceptions.map(({ date }) => date)}::date[],
                  ${exceptions.map((exception) => String(exception.as))}::text[])
        AS exceptions (date, counts_as)`);
  }
}

export async function deleteTimeProfile(db: Transaction, id: string): Promise<void> {
  await db.run(sql`DELETE FROM time_profiles WHERE id = ${id}`);
}

/** What stands in the way of deleting it, as words: "2 rate(s) in 1 rate table(s)". */
export async function dependantsOf(db: Connection, id: string): Promise<string[]> {
  const rows = await db.rows(sql<{ words: string }>`
    SELECT count(*) || ' rate(s) in ' || count(DISTINCT rate_table_id) || ' rate table(s)' AS words
    FROM rates WHERE time_profile_id = ${id} HAVING count(*) > 0
    UNION ALL
    SELECT count(*) || ' entries of ' || count(DISTINCT rating_plan_id) || ' rating plan(s)'
    FROM rating_plan_entries WHERE time_profile_id = ${id} HAVING count(*) > 0`);
  return rows.map(({ words }) => words);
}
