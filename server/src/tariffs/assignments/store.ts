import { type RawBuilder, sql } from 'kysely';
import type { Principal } from '../../platform/access/principal.js';
import { inScope } from '../../platform/access/scope-conditions.js';
import type { Connection, Transaction } from '../../platform/db/connection.js';
import { type Page, pageRequest, readPage } from '../../platform/db/page.js';
import { type Assignment, AssignmentQuery } from './schema.js';

const isPlanned = (now: string) => sql`assignments.activates_at > ${now}`;
const isPast = (now: string) => sql`coalesce(assignments.until <= ${now}, false)`;

const reference = (table: string) => sql`
  CASE WHEN ${sql.ref(`${table}.id`)} IS NOT NULL THEN json_build_object(
    'id', ${sql.ref(`${table}.id`)}::text, 'name', ${sql.ref(`${table}.name`)}) END`;

const columns = (now: string) => sql`
  assignments.id, assignments.version, ${reference('accounts')} AS account,
  ${reference('trunks')} AS trunk, ${reference('rating_plans')} AS "ratingPlan",
  ${reference('rate_tables')} AS "rateTable",
  coalesce(rating_plans.scope, rate_tables.scope) AS scope,
  coalesce(rating_plans.currency, rate_tables.currency) AS currency,
  assignments.activates_at AS "activatesAt", assignments.ends_at AS "endsAt", assignments.until,
  CASE WHEN ${isPlanned(now)} THEN 'planned' WHEN ${isPast(now)} THEN 'past' ELSE 'current' END
    AS state,
  call_count::text AS "callCount", first_call_at AS "firstCallAt", last_call_at AS "lastCallAt",
  assignments.created_at AS "createdAt"`;

const source = sql`
  assignment_spans AS assignments JOIN accounts ON accounts.id = party_id
  LEFT JOIN trunks ON trunks.id = assignments.trunk_id
  LEFT JOIN rating_plans ON rating_plans.id = assignments.rating_plan_id
  LEFT JOIN rate_tables ON rate_tables.id = assignments.rate_table_id
  LEFT JOIN assignment_usage ON assignment_id = assignments.id`;

const sorts = {
  activatesAt: { expression: sql`assignments.activates_at`, type: 'timestamptz' },
  createdAt: { expression: sql`assignments.created_at`, type: 'timestamptz' },
} as const;

interface AssignmentRow extends Omit<Assignment, 'ratedCalls'> {
  readonly callCount: string | null;
  readonly firstCallAt: string | null;
  readonly lastCallAt: string | null;
}

function fromRow({ callCount, firstCallAt, lastCallAt, ...row }: AssignmentRow): Assignment {
  const { createdAt, ...rest } = row;
  const ratedCalls =
    callCount === null
      ? null
      : { count: Number(callCount), firstAt: firstCallAt!, lastAt: lastCallAt! };
  return { ...rest, ratedCalls, createdAt };
}

function conditions(query: AssignmentQuery, now: string): RawBuilder<unknown>[] {
  const where: RawBuilder<unknown>[] = [];
  if (query.accountId !== undefined) where.push(sql`assignments.account_id = ${query.accountId}`);
  if (query.trunkId !== undefined) where.push(sql`assignments.trunk_id = ${query.trunkId}`);
  if (query.ratingPlanId !== undefined) {
    where.push(sql`assignments.rating_plan_id = ${query.ratingPlanId}`);
  }
  if (query.rateTableId !== undefined) {
    where.push(sql`assignments.rate_table_id = ${query.rateTableId}`);
  }
  if (query.scope !== undefined) {
    where.push(sql`coalesce(rating_plans.scope, rate_tables.scope) = ${query.scope}`);
  }
  if (query.state === 'planned') where.push(isPlanned(now));
  if (query.state === 'past') where.push(sql`NOT ${isPlanned(now)} AND ${isPast(now)}`);
  if (query.state === 'current') where.push(sql`NOT ${isPlanned(now)} AND NOT ${isPast(now)}`);
  return where;
}

export interface Asked {
  readonly principal: Principal;
  /** By which states are told. */
  readonly now: string;
}

export async function listAssignments(
  db: Connection,
  { principal, now }: Asked,
  query: AssignmentQuery,
): Promise<Page<Assignment>> {
  const where = [inScope(principal, sql`party_id`), ...conditions(query, now)];
  const page = await readPage<AssignmentRow>(
    db,
    { columns: columns(now), from: source, where, id: sql`assignments.id`, sorts },
    pageRequest(query, AssignmentQuery),
  );
  return { items: page.items.map(fromRow), nextCursor: page.nextCursor };
}

export interface StoredAssignment {
  readonly id: string;
  /** Exactly one of the two, as of the two that follow. */
  readonly accountId: string | null;
  readonly trunkId: string | null;
  readonly ratingPlanId: string | null;
  readonly rateTableId: string | null;
  /** Null: always. */
  readonly activatesAt: string | null;
  readonly endsAt: string | null;
}

/** Past, current and planned; by whom they price, then by date. */
export function allAssignments(db: Connection): Promise<StoredAssignment[]> {
  return db.rows(sql<StoredAssignment>`
    SELECT assignments.id, assignments.account_id AS "accountId",
      assignments.trunk_id AS "trunkId", rating_plan_id AS "ratingPlanId",
      rate_table_id AS "rateTableId", activates_at AS "activatesAt", ends_at AS "endsAt"
    FROM assignments LEFT JOIN accounts ON accounts.id = assignments.account_id
      LEFT JOIN trunks ON trunks.id = assignments.trunk_id
    ORDER BY accounts.name COLLATE "C", trunks.name COLLATE "C", activates_at`);
}

export async function findAssignment(
  db: Connection,
  { principal, now }: Asked,
  id: string,
): Promise<Assignment | null> {
  const row = await db.row(sql<AssignmentRow>`
    SELECT ${columns(now)} FROM ${source}
    WHERE assignments.id = ${id} AND ${inScope(principal, sql`party_id`)}`);
  return row === null ? null : fromRow(row);
}

/** Nobody else edits it until the transaction ends, nor rates first calls by it. */
export async function lockAssignment(db: Transaction, id: string): Promise<void> {
  await db.run(sql`SELECT FROM assignments WHERE id = ${id} FOR UPDATE`);
}

export interface AssignmentFields {
  readonly accountId: string | null;
  readonly trunkId: string | null;
  readonly ratingPlanId: string | null;
  readonly rateTableId: string | null;
  /** Null: always. */
  readonly activatesAt: string | null;
  readonly endsAt: string | null;
}

export async function insertAssignment(db: Transaction, fields: AssignmentFields): Promise<string> {
  const { accountId, trunkId, ratingPlanId, rateTableId, activatesAt, endsAt } = fields;
  const row = await db.row(sql<{ id: string }>`
    INSERT INTO assignments (account_id, trunk_id, rating_plan_id, rate_table_id, activates_at, ends_at)
    VALUES (${accountId}, ${trunkId}, ${ratingPlanId}, ${rateTableId},
      ${activatesAt ?? '-infinity'}, ${endsAt})
    RETURNING id`);
  return row!.id;
}

export async function updateAssignment(
  db: Transaction,
  id: string,
  { ratingPlanId, rateTableId, activatesAt, endsAt }: AssignmentFields,
): Promise<void> {
  await db.run(sql`
    UPDATE assignments SET version = version + 1, rating_plan_id = ${ratingPlanId},
      rate_table_id = ${rateTableId}, activates_at = ${activatesAt ?? '-infinity'},
      ends_at = ${endsAt}
    WHERE id = ${id}`);
}

export async function deleteAssignment(db: Transaction, id: string): Promise<void> {
  await db.run(sql`DELETE FROM assignments WHERE id = ${id}`);
}

/** Of the same account or trunk from the same instant on, another than `id`. */
export function findTwin(
  db: Connection,
  { accountId, trunkId, activatesAt }: AssignmentFields,
  id: string | null,
): Promise<{ readonly id: string } | null> {
  return db.row(sql<{ id: string }>`
    SELECT id FROM assignments
    WHERE (account_id = ${accountId} OR trunk_id = ${trunkId})
      AND activates_at = ${activatesAt ?? '-infinity'} AND id IS DISTINCT FROM ${id}`);
}

export interface HeldCalls {
  readonly id: string;
  readonly name: string;
  readonly count: string;
  readonly firstAt: string;
  readonly lastAt: string;
}

/**
 * An assignment whose rated calls another one would take over that has these fields: an earlier one
 * of the same account or trunk, or for a trunk one of its account. Null: none.
 */
export function findHeldCalls(
  db: Connection,
  fields: AssignmentFields,
  id: string | null,
): Promise<HeldCalls | null> {
  const { accountId, trunkId, endsAt } = fields;
  const begin = sql`${fields.activatesAt ?? '-infinity'}::timestamptz`;
  return db.row(sql<HeldCalls>`
    SELECT other.id, coalesce(rating_plans.name, rate_tables.name) AS name,
      call_count AS count, first_call_at AS "firstAt", last_call_at AS "lastAt"
    FROM assignments AS other JOIN assignment_usage ON assignment_id = other.id
    LEFT JOIN rating_plans ON rating_plans.id = other.rating_plan_id
    LEFT JOIN rate_tables ON rate_tables.id = other.rate_table_id
    WHERE other.id IS DISTINCT FROM ${id}
      AND (other.account_id = (SELECT account_id FROM trunks WHERE trunks.id = ${trunkId})
        OR other.activates_at < ${begin}
          AND (other.account_id = ${accountId} OR other.trunk_id = ${trunkId}))
      AND last_call_at >= ${begin}
      AND first_call_at < coalesce(least(${endsAt}::timestamptz, (
        SELECT min(later.activates_at) FROM assignments AS later
        WHERE later.activates_at > ${begin} AND later.id IS DISTINCT FROM ${id}
          AND (later.account_id = ${accountId} OR later.trunk_id = ${trunkId}))), 'infinity')
    ORDER BY first_call_at LIMIT 1`);
}
