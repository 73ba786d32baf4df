/**
 * The entries of rating plans, and what follows from them: gaps and overlaps, in tables of their own.
 * An edit of the entries writes all of these anew.
 */

import { sql } from 'kysely';
import type { Connection, Transaction } from '../../platform/db/connection.js';
import type { Gap, Overlap, RatingPlan } from './schema.js';

export interface StoredEntry {
  readonly rateTableId: string;
  readonly weight: number;
  readonly timingId: string | null;
}

/** The entries, and what follows from them. */
export interface RatingPlanParts extends Coverage {
  readonly scope: RatingPlan['scope'];
  readonly entries: readonly StoredEntry[];
}

export interface Coverage {
  readonly isComplete: boolean;
  readonly gapsTimeZone: string;
  readonly gaps: readonly Gap[];
  readonly overlaps: readonly Overlap[];
}

export async function replaceParts(
  db: Transaction,
  id: string,
  parts: RatingPlanParts,
): Promise<void> {
  await db.run(sql`DELETE FROM rating_plan_entries WHERE rating_plan_id = ${id}`);
  await db.run(sql`
    UPDATE rating_plans SET scope = ${parts.scope}, is_complete = ${parts.isComplete}
    WHERE id = ${id}`);
  await insertEntries(db, id, parts.entries);
  await updateCoverage(db, id, parts);
}

async function insertEntries(
  db: Transaction,
  id: string,
  planEntries: readonly StoredEntry[],
): Promise<void> {
  await db.run(sql`
    INSERT INTO rating_plan_entries (rating_plan_id, position, rate_table_id, currency, scope,
      weight, time_profile_id)
    SELECT ${id}::bigint, position - 1, rate_tables.id, rate_tables.currency, rate_tables.scope,
      weight, time_profile_id
    FROM unnest(${planEntries.map(({ rateTableId }) => rateTableId)}::bigint[],
                ${planEntries.map((entry) => entry.weight)}::integer[],
                ${planEntries.map(({ timingId }) => timingId)}::bigint[])
      WITH ORDINALITY AS entries (rate_table_id, weight, time_profile_id, position)
    JOIN rate_tables ON rate_tables.id = rate_table_id`);
}

/** After its entries or one of its time profiles changed. */
export async function updateCoverage(
  db: Transaction,
  id: string,
  coverage: Coverage,
): Promise<void> {
  await db.run(sql`
    UPDATE rating_plans SET is_complete = ${coverage.isComplete},
      gaps_time_zone = ${coverage.gapsTimeZone}
    WHERE id = ${id}`);
  await db.run(sql`DELETE FROM rating_plan_gaps WHERE rating_plan_id = ${id}`);
  await db.run(sql`DELETE FROM rating_plan_overlaps WHERE rating_plan_id = ${id}`);
  await insertCoverage(db, id, coverage);
}

async function insertCoverage(db: Transaction, id: string, coverage: Coverage): Promise<void> {
  const found = coverage.gaps;
  await db.run(sql`
    INSERT INTO rating_plan_gaps
      (rating_plan_id, position, cause, weekday, from_time, to_time, date)
    SELECT ${id}::bigint, position - 1, cause::plan_gap_cause, weekday, from_time, to_time, date
    FROM unnest(${found.map(({ cause }) => cause)}::text[],
                ${found.map(({ weekday }) => weekday)}::smallint[],
                ${found.map(({ from }) => from)}::text[], ${found.map(({ to }) => to)}::text[],
                ${found.map(({ date }) => date)}::date[])
      WITH ORDINALITY AS gaps (cause, weekday, from_time, to_time, date, position)`);
  await db.run(sql`
    INSERT INTO rating_plan_overlaps (rating_plan_id, position, other_position)
    SELECT ${id}::bigint, position, other_position
    FROM unnest(${coverage.overlaps.map(({ position }) => position)}::integer[],
                ${coverage.overlaps.map(({ otherPosition }) => otherPosition)}::integer[])
      AS pairs (position, other_position)`);
}

/** Entries and what follows from them, as they are. */
export async function copyParts(db: Transaction, fromId: string, toId: string): Promise<void> {
  await db.run(sql`
    UPDATE rating_plans SET scope = original.scope, is_complete = original.is_complete,
      gaps_time_zone = original.gaps_time_zone
    FROM rating_plans AS original
    WHERE rating_plans.id = ${toId} AND original.id = ${fromId}`);
  await db.run(sql`
    INSERT INTO rating_plan_entries (rating_plan_id, position, rate_table_id, currency, scope,
      weight, time_profile_id)
    SELECT ${toId}::bigint, position, rate_table_id, currency, scope, weight, time_profile_id
    FROM rating_plan_entries WHERE rating_plan_id = ${fromId}`);
  await db.run(sql`
    INSERT INTO rating_plan_gaps
      (rating_plan_id, position, cause, weekday, from_time, to_time, date)
    SELECT ${toId}::bigint, position, cause, weekday, from_time, to_time, date
    FROM rating_plan_gaps WHERE rating_plan_id = ${fromId}`);
  await db.run(sql`
    INSERT INTO rating_plan_overlaps (rating_plan_id, position, other_position)
    SELECT ${toId}::bigint, position, other_position
    FROM rating_plan_overlaps WHERE rating_plan_id = ${fromId}`);
}

interface TimedEntry {
  readonly weight: number;
  readonly service: string;
  readonly timing: { readonly id: string } | null;
}

export function timedEntriesOf(db: Connection, id: string): Promise<TimedEntry[]> {
  return db.rows(sql<TimedEntry>`
    SELECT weight, service, CASE WHEN time_profile_id IS NOT NULL THEN
      json_build_object('id', time_profile_id::text) END AS timing
    FROM rating_plan_entries JOIN rate_tables ON rate_tables.id = rate_table_id
    WHERE rating_plan_id = ${id} ORDER BY position`);
}
