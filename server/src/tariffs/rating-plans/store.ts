/**
 * Rating plans in the database: a row each, entries, gaps and overlaps in tables of their own. An
 * edit of the entries writes all of these anew.
 */

import { type RawBuilder, sql } from 'kysely';
import type { Principal } from '../../platform/access/principal.js';
import {
  EVERYTHING,
  inScope,
  type Scope,
  seesRatingPlan,
} from '../../platform/access/scope-conditions.js';
import type { Connection, Transaction } from '../../platform/db/connection.js';
import { contains, type Page, pageRequest, readPage } from '../../platform/db/page.js';
import { type Gap, type Overlap, type RatingPlan, RatingPlanQuery } from './schema.js';

const entries = sql`
  (SELECT coalesce(json_agg(json_build_object(
      'rateTable', json_build_object('id', rate_tables.id::text, 'name', rate_tables.name),
      'weight', weight,
      'timing', CASE WHEN time_profiles.id IS NOT NULL THEN
        json_build_object('id', time_profiles.id::text, 'name', time_profiles.name) END)
    ORDER BY position), '[]')
   FROM rating_plan_entries JOIN rate_tables ON rate_tables.id = rate_table_id
   LEFT JOIN time_profiles ON time_profiles.id = time_profile_id
   WHERE rating_plan_id = rating_plans.id)`;

const gaps = sql`
  (SELECT coalesce(json_agg(json_build_object('cause', cause, 'weekday', weekday,
      'from', from_time, 'to', to_time, 'date', date) ORDER BY position), '[]')
   FROM rating_plan_gaps WHERE rating_plan_id = rating_plans.id)`;

const overlaps = sql`
  (SELECT coalesce(json_agg(json_build_object('position', position,
      'otherPosition', other_position) ORDER BY position, other_position), '[]')
   FROM rating_plan_overlaps WHERE rating_plan_id = rating_plans.id)`;

/** Counts are of what the principal sees, so that none tells of others. */
const columnsFor = (principal: Scope) => sql`
  rating_plans.id, rating_plans.version, rating_plans.name,
  json_build_object('id', owners.id::text, 'name', owners.name) AS owner,
  rating_plans.description, rating_plans.currency, rating_plans.scope, rating_plans.precedence,
  rating_plans.time_basis AS "timeBasis", rating_plans.status, ${entries} AS entries,
  rating_plans.is_complete AS "isComplete", rating_plans.gaps_time_zone AS "gapsTimeZone",
  ${gaps} AS gaps, ${overlaps} AS overlaps,
  (SELECT count(*)::integer FROM assignments LEFT JOIN trunks ON trunks.id = trunk_id
   WHERE assignments.rating_plan_id = rating_plans.id
     AND ${inScope(principal, sql`coalesce(assignments.account_id, trunks.account_id)`)})
    AS "assignmentCount",
  ${inScope(principal, sql`rating_plans.owner_id`)} AND EXISTS (SELECT FROM assignments JOIN assignment_usage ON assignment_id = assignments.id
    WHERE assignments.rating_plan_id = rating_plans.id) AS "callsRated",
  rating_plans.created_at AS "createdAt"`;

const source = sql`rating_plans JOIN accounts AS owners ON owners.id = rating_plans.owner_id`;

const sorts = {
  name: { expression: sql`rating_plans.name`, type: 'text' },
  createdAt: { expression: sql`rating_plans.created_at`, type: 'timestamptz' },
} as const;

const hasEntry = (condition: RawBuilder<unknown>): RawBuilder<boolean> => sql`
  EXISTS (SELECT FROM rating_plan_entries
    WHERE rating_plan_id = rating_plans.id AND ${condition})`;

function conditions(query: RatingPlanQuery): RawBuilder<unknown>[] {
  const where: RawBuilder<unknown>[] = [];
  if (query.search !== undefined) where.push(contains(sql`rating_plans.name`, query.search));
  if (query.ownerId !== undefined) where.push(sql`rating_plans.owner_id = ${query.ownerId}`);
  if (query.currency !== undefined) where.push(sql`rating_plans.currency = ${query.currency}`);
  if (query.scope !== undefined) where.push(sql`rating_plans.scope = ${query.scope}`);
  if (query.status !== undefined) where.push(sql`rating_plans.status = ${query.status}`);
  if (query.coverage !== undefined) {
    where.push(sql`rating_plans.is_complete = ${query.coverage === 'complete'}`);
  }
  if (query.rateTableId !== undefined) {
    where.push(hasEntry(sql`rate_table_id = ${query.rateTableId}`));
  }
  if (query.timingId !== undefined) where.push(hasEntry(sql`time_profile_id = ${query.timingId}`));
  return where;
}

export function listRatingPlans(
  db: Connection,
  principal: Principal,
  query: RatingPlanQuery,
): Promise<Page<RatingPlan>> {
  const columns = columnsFor(principal);
  const where = [seesRatingPlan(principal, 'rating_plans'), ...conditions(query)];
  return readPage<RatingPlan>(
    db,
    { columns, from: source, where, id: sql`rating_plans.id`, sorts },
    pageRequest(query, RatingPlanQuery),
  );
}

/** Of all owners: the operator's first, then by owner and name. */
export function allRatingPlans(db: Connection): Promise<RatingPlan[]> {
  return db.rows(sql<RatingPlan>`
    SELECT ${columnsFor(EVERYTHING)} FROM ${source}
    ORDER BY owners.kind = 'operator' DESC, owners.name COLLATE "C",
      rating_plans.name COLLATE "C"`);
}

/** One that it owns or that prices an account of its own. */
export function findSeenRatingPlan(
  db: Connection,
  principal: Principal,
  id: string,
): Promise<RatingPlan | null> {
  return db.row(sql<RatingPlan>`
    SELECT ${columnsFor(principal)} FROM ${source}
    WHERE rating_plans.id = ${id} AND ${seesRatingPlan(principal, 'rating_plans')}`);
}

/** Nobody else edits it until the transaction ends. */
export function lockOwnRatingPlan(
  db: Transaction,
  principal: Principal,
  id: string,
): Promise<RatingPlan | null> {
  return db.row(sql<RatingPlan>`
    SELECT ${columnsFor(principal)} FROM ${source}
    WHERE rating_plans.id = ${id} AND ${inScope(principal, sql`rating_plans.owner_id`)}
    FOR NO KEY UPDATE OF rating_plans`);
}

export interface StoredEntry {
  readonly rateTableId: string;
  readonly weight: number;
  readonly timingId: string | null;
}

/** What can be set by itself; owner and currency are fixed. */
export type RatingPlanSettings = Pick<
  RatingPlan,
  'name' | 'description' | 'precedence' | 'timeBasis' | 'status'
>;

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

export async function insertRatingPlan(
  db: Transaction,
  { ownerId, currency }: Pick<RatingPlan, 'currency'> & { readonly ownerId: string },
  plan: RatingPlanSettings,
): Promise<string> {
  const row = await db.row(sql<{ id: string }>`
    INSERT INTO rating_plans (owner_id, currency, name, description, precedence, time_basis, status)
    VALUES (${ownerId}, ${currency}, ${plan.name}, ${plan.description}, ${plan.precedence},
      ${plan.timeBasis}, ${plan.status})
    RETURNING id`);
  return row!.id;
}

export async function updateRatingPlan(
  db: Transaction,
  id: string,
  plan: RatingPlanSettings,
): Promise<void> {
  await db.run(sql`
    UPDATE rating_plans SET version = version + 1, name = ${plan.name},
      description = ${plan.description}, precedence = ${plan.precedence},
      time_basis = ${plan.timeBasis}, status = ${plan.status}
    WHERE id = ${id}`);
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

interface TimedPlan extends Pick<RatingPlan, 'id' | 'name' | 'scope'> {
  readonly isAssigned: boolean;
}

/** Plans of anybody with this time profile; nobody else edits them until the transaction ends. */
export async function lockPlansWith(db: Transaction, timeProfileId: string): Promise<TimedPlan[]> {
  await db.run(sql`
    SELECT FROM rating_plans WHERE id IN (
      SELECT rating_plan_id FROM rating_plan_entries WHERE time_profile_id = ${timeProfileId})
    ORDER BY id FOR NO KEY UPDATE`);
  return db.rows(sql<TimedPlan>`
    SELECT id, name, scope, EXISTS (
      SELECT FROM assignments WHERE assignments.rating_plan_id = rating_plans.id) AS "isAssigned"
    FROM rating_plans WHERE id IN (
      SELECT rating_plan_id FROM rating_plan_entries WHERE time_profile_id = ${timeProfileId})
    ORDER BY id`);
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

export async function deleteRatingPlan(db: Transaction, id: string): Promise<void> {
  await db.run(sql`DELETE FROM rating_plans WHERE id = ${id}`);
}

/** So that they stay as they are read until the transaction ends. */
export async function shareTimeProfiles(db: Transaction, ids: readonly string[]): Promise<void> {
  await db.run(sql`
    SELECT FROM time_profiles WHERE id = ANY(${ids}::bigint[]) ORDER BY id FOR SHARE`);
}

/** The owner with the accounts above it: whose tables may stand in the owner's plans. */
export async function ownersAbove(db: Connection, ownerId: string): Promise<Set<string>> {
  const rows = await db.rows(sql<{ id: string }>`
    SELECT account_ancestors(${ownerId}) AS id`);
  return new Set([ownerId, ...rows.map(({ id }) => id)]);
}

/** Names of accounts and trunks to which it is assigned, the first ones. */
export async function assigneesOf(db: Connection, id: string): Promise<string[]> {
  const rows = await db.rows(sql<{ name: string }>`
    SELECT DISTINCT coalesce(accounts.name, trunks.name) AS name FROM assignments
    LEFT JOIN accounts ON accounts.id = assignments.account_id
    LEFT JOIN trunks ON trunks.id = assignments.trunk_id
    WHERE rating_plan_id = ${id} ORDER BY name LIMIT 5`);
  return rows.map(({ name }) => name);
}
