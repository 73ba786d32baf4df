/**
 * Change sets in the database: lists, what each did, and what is needed to take one back.
 *
 * A change set's updates and deletions are in `rate_changes`, each rate as it was before. What it
 * added is not kept twice: such a rate stands in `rates` (`added_in_id`), or, when a later change
 * set has changed or deleted it, the image before that one tells how it was added.
 */

import { type RawBuilder, sql } from 'kysely';
import type { Principal } from '../../platform/access/principal.js';
import { inScope } from '../../platform/access/scope-conditions.js';
import type { Connection, Transaction } from '../../platform/db/connection.js';
import { type Page, pageRequest, readPage } from '../../platform/db/page.js';
import type { NamedRate } from '../rates/service.js';
import { sameIdentity, storedColumns } from '../stored-rates/bulk-store.js';
import { contentColumns } from '../stored-rates/record.js';
import { type ChangeSet, ChangeSetQuery, RateChangeQuery } from './schema.js';

interface ChangeSetRow extends Omit<ChangeSet, 'rateTable' | 'actor'> {
  readonly rateTableId: string;
  readonly rateTableName: string;
  readonly actorKind: ChangeSet['actor']['kind'];
  readonly actorId: string | null;
  readonly actorName: string;
}

const columns = sql`
  change_sets.id, rate_table_id AS "rateTableId", rate_tables.name AS "rateTableName",
  change_sets.kind, summary, at, actor_kind AS "actorKind", actor_id AS "actorId",
  actor_name AS "actorName", added_count AS "addedCount", updated_count AS "updatedCount",
  deleted_count AS "deletedCount", reverts_id AS "revertsId",
  (SELECT later.id FROM change_sets AS later WHERE later.reverts_id = change_sets.id)
    AS "revertedById"`;
const source = sql`change_sets JOIN rate_tables ON rate_tables.id = change_sets.rate_table_id`;

function fromRow(row: ChangeSetRow): ChangeSet {
  const { rateTableId, rateTableName, actorKind, actorId, actorName, ...rest } = row;
  const { id, ...others } = rest;
  return {
    id,
    rateTable: { id: rateTableId, name: rateTableName },
    ...others,
    actor: { kind: actorKind, id: actorId, name: actorName },
  };
}

export async function listChangeSets(
  db: Connection,
  principal: Principal,
  query: ChangeSetQuery,
): Promise<Page<ChangeSet>> {
  const where: RawBuilder<unknown>[] = [inScope(principal, sql`rate_tables.owner_id`)];
  if (query.rateTableId !== undefined) where.push(sql`rate_table_id = ${query.rateTableId}`);
  if (query.kind !== undefined) where.push(sql`change_sets.kind = ${query.kind}`);
  if (query.from !== undefined) where.push(sql`at >= ${query.from}::timestamptz`);
  if (query.to !== undefined) where.push(sql`at < ${query.to}::timestamptz`);
  // Ids follow the time, and an index has them.
  const sorts = { at: { expression: sql`change_sets.id`, type: 'bigint' } } as const;
  const page = await readPage<ChangeSetRow>(
    db,
    { columns, from: source, where, id: sql`change_sets.id`, sorts },
    pageRequest(query, ChangeSetQuery),
  );
  return { items: page.items.map(fromRow), nextCursor: page.nextCursor };
}

export async function findChangeSet(
  db: Connection,
  principal: Principal,
  id: string,
): Promise<ChangeSet | null> {
  const row = await db.row(sql<ChangeSetRow>`
    SELECT ${columns} FROM ${source}
    WHERE change_sets.id = ${id} AND ${inScope(principal, sql`rate_tables.owner_id`)}`);
  return row === null ? null : fromRow(row);
}

/** Ids of all rates that a change set touched, with what it did to each. */
function touched(id: string): RawBuilder<unknown> {
  return sql`(
    SELECT rate_changes.id, rate_changes.action::text AS action FROM rate_changes
    WHERE change_set_id = ${id}
    UNION ALL
    SELECT rates.id, 'added' FROM change_sets JOIN rates
      ON rates.id BETWEEN first_added_id AND last_added_id
      AND rates.added_in_id = change_sets.id
    WHERE change_sets.id = ${id}
    UNION ALL
    SELECT DISTINCT rate_changes.id, 'added' FROM change_sets JOIN rate_changes
      ON rate_changes.id BETWEEN first_added_id AND last_added_id
      AND rate_changes.added_in_id = change_sets.id AND rate_changes.action = 'deleted'
    WHERE change_sets.id = ${id}
  )`;
}

export interface Touched {
  readonly id: string;
  readonly action: 'added' | 'updated' | 'deleted';
}

export function listTouched(
  db: Connection,
  id: string,
  query: RateChangeQuery,
): Promise<Page<Touched>> {
  const where = query.action === undefined ? [] : [sql`touched.action = ${query.action}`];
  return readPage<Touched>(
    db,
    {
      columns: sql`touched.id, touched.action`,
      from: sql`${touched(id)} AS touched`,
      where,
      id: sql`touched.id`,
      sorts: { id: { expression: sql`touched.id`, type: 'bigint' } },
    },
    pageRequest(query, RateChangeQuery),
  );
}

const called = (alias: string) => sql`names.name,
  (SELECT name FROM time_profiles WHERE id = ${sql.ref(`${alias}.time_profile_id`)}) AS "timeProfileName",
  (SELECT name FROM categories WHERE id = ${sql.ref(`${alias}.category_id`)}) AS "categoryName",
  (SELECT name FROM special_rates WHERE id = ${sql.ref(`${alias}.special_rate_id`)}) AS "specialRateName"`;

/** Rates as they were before a change set; those that it added are not among them. */
export function imagesBefore(
  db: Connection,
  changeSetId: string,
  ids: readonly string[],
): Promise<NamedRate[]> {
  return db.rows(sql<NamedRate>`
    SELECT ${storedColumns('rate_changes')}, ${called('rate_changes')}
    FROM rate_changes JOIN names ON names.id = rate_changes.name_id
    WHERE change_set_id = ${changeSetId} AND rate_changes.id = ANY(${ids}::bigint[])`);
}

/** Rates as they were after it: before the next change set that touched them, or as they stand. */
export function imagesAfter(
  db: Connection,
  changeSetId: string,
  ids: readonly string[],
): Promise<NamedRate[]> {
  return db.rows(sql<NamedRate>`
    SELECT DISTINCT ON (image.id) ${storedColumns('image')}, ${called('image')}
    FROM (
      SELECT change_set_id AS until, ${fieldsOf('rate_changes')} FROM rate_changes
      WHERE rate_changes.id = ANY(${ids}::bigint[]) AND change_set_id > ${changeSetId}
      UNION ALL
      SELECT NULL, ${fieldsOf('rates')} FROM rates WHERE rates.id = ANY(${ids}::bigint[])
    ) AS image JOIN names ON names.id = image.name_id
    ORDER BY image.id, image.until NULLS LAST`);
}

function fieldsOf(table: 'rates' | 'rate_changes'): RawBuilder<unknown> {
  const names = ['id', 'version', 'rate_table_id', 'added_in_id'];
  const all = [...names, ...contentColumns.map(({ column }) => column)];
  return sql.join(all.map((column) => sql.ref(`${table}.${column}`)));
}

/**
 * Later change sets that touched a rate that this one touched and that still count, the first few. A
 * change set counts when it was not reverted, or when its revert was; a revert of a later change
 * set only puts back what was. What special rates did counts only while a rate is not again
 * as it was: when a special rate has come and gone, nobody could revert that.
 */
export async function laterChangeSets(db: Connection, id: string): Promise<string[]> {
  const rows = await db.rows(sql<{ id: string }>`
    WITH RECURSIVE later (id) AS (
      SELECT DISTINCT change_set_id FROM rate_changes JOIN change_sets ON change_sets.id = change_set_id
      WHERE change_set_id > ${id}
        AND rate_changes.id IN (SELECT touched.id FROM ${touched(id)} AS touched)
        AND (change_sets.kind <> 'special-rate' OR NOT EXISTS (
          SELECT FROM rates JOIN LATERAL (
            SELECT * FROM rate_changes AS image
            WHERE image.id = rates.id AND image.change_set_id > ${id}
            ORDER BY image.change_set_id LIMIT 1
          ) AS left_so ON true
          WHERE rates.id = rate_changes.id AND (${contentOf('rates')}) IS NOT DISTINCT FROM (${contentOf('left_so')})))
    ), reverts (id, last_id, count) AS (
      SELECT id, id, 0 FROM later
      UNION ALL
      SELECT reverts.id, change_sets.id, reverts.count + 1
      FROM reverts JOIN change_sets ON change_sets.reverts_id = reverts.last_id
    )
    SELECT reverts.id FROM reverts JOIN change_sets ON change_sets.id = reverts.id
    WHERE change_sets.reverts_id IS NULL OR change_sets.reverts_id <= ${id}
    GROUP BY reverts.id HAVING max(reverts.count) % 2 = 0
    ORDER BY reverts.id LIMIT 10`);
  return rows.map((row) => row.id);
}

function contentOf(alias: string): RawBuilder<unknown> {
  return sql.join(contentColumns.map(({ column }) => sql.ref(`${alias}.${column}`)));
}

/** Rates that would come back with a time profile or a category that is gone by now. */
export async function countOrphans(db: Connection, id: string): Promise<number> {
  const row = await db.row(sql<{ count: number }>`
    SELECT count(*)::integer AS count FROM rate_changes
      LEFT JOIN time_profiles ON time_profiles.id = time_profile_id
      LEFT JOIN categories ON categories.id = category_id
    WHERE change_set_id = ${id} AND ((time_profile_id IS NOT NULL AND time_profiles.id IS NULL)
      OR (category_id IS NOT NULL AND categories.id IS NULL))`);
  return row!.count;
}

/** Versions that are there now and begin when a rate to be brought back begins. */
export async function countTwins(db: Connection, id: string): Promise<number> {
  const row = await db.row(sql<{ count: string }>`
    SELECT count(*) FROM rate_changes AS gone JOIN rates
      ON rates.rate_table_id = gone.rate_table_id AND ${sameIdentity('rates', 'gone')}
      AND rates.effective_from = gone.effective_from AND rates.id <> gone.id
      AND rates.added_in_id <> ${id}
    WHERE gone.change_set_id = ${id} AND NOT rates.stashed AND NOT gone.stashed
      AND rates.id NOT IN (SELECT back.id FROM rate_changes AS back WHERE change_set_id = ${id})`);
  return Number(row!.count);
}

/**
 * Undoes a change set inside the one that is open: first what it added goes, then what it updated and
 * deleted is as before. Statements over sets: a million rates are four statements.
 */
export async function undo(db: Transaction, id: string, ownId: string): Promise<void> {
  await db.run(sql`
    DELETE FROM rates
    WHERE id IN (SELECT touched.id FROM ${touched(id)} AS touched WHERE action = 'added')`);
  // First out of the way of each other: two versions may have changed places.
  await db.run(sql`
    UPDATE rates SET version = rates.version + 1, stashed = true
    FROM rate_changes AS before
    WHERE before.change_set_id = ${id} AND before.action = 'updated' AND rates.id = before.id
      AND NOT rates.stashed AND (rates.effective_from, rates.code)
        IS DISTINCT FROM (before.effective_from, before.code)`);
  const restored = contentColumns.map(
    ({ column }) => sql`${sql.ref(column)} = ${sql.ref(`before.${column}`)}`,
  );
  await db.run(sql`
    UPDATE rates SET version = rates.version + 1, ${sql.join(restored)}
    FROM rate_changes AS before
    WHERE before.change_set_id = ${id} AND before.action = 'updated' AND rates.id = before.id`);
  const content = sql.join(contentColumns.map(({ column }) => sql.ref(column)));
  await db.run(sql`
    INSERT INTO rates (id, version, rate_table_id, added_in_id, ${content})
    SELECT rate_changes.id, version + 1, rate_table_id, ${ownId}::bigint, ${content}
    FROM rate_changes WHERE change_set_id = ${id} AND action = 'deleted'
    ORDER BY code`);
}

export async function markRevert(db: Transaction, id: string, revertsId: string): Promise<void> {
  await db.run(sql`UPDATE change_sets SET reverts_id = ${revertsId} WHERE id = ${id}`);
}
