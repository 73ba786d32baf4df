/** Rating plans in the database; what is written with their entries is in `parts-store.ts`. */

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
import { type RatingPlan, RatingPlanQuery } from './schema.js';

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

/** What can be set by itself; owner and currency are fixed. */
export type RatingPlanSettings = Pick<
  RatingPlan,
  'name' | 'description' | 'precedence' | 'timeBasis' | 'status'
>;

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
