import { type RawBuilder, sql } from 'kysely';
import type { Principal } from '../../platform/access/principal.js';
import {
  EVERYTHING,
  inScope,
  type Scope,
  seesRateTable,
  seesRatingPlan,
} from '../../platform/access/scope-conditions.js';
import type { Connection, Transaction } from '../../platform/db/connection.js';
import { longestCode } from '../../platform/db/digits.js';
import { contains, type Page, pageRequest, readPage } from '../../platform/db/page.js';
import { type ChargeRow, chargeColumns, chargeFromRow } from '../charge/charge-row.js';
import { type RateTable, RateTableQuery } from './schema.js';

interface RateTableRow extends ChargeRow {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly ownerId: string;
  readonly ownerName: string;
  readonly scope: RateTable['scope'];
  readonly service: RateTable['service'];
  readonly currency: string;
  readonly unit: string | null;
  readonly parentId: string | null;
  readonly parentName: string | null;
  readonly codeDeckId: string | null;
  readonly codeDeckName: string | null;
  readonly sourceCodeDeckId: string | null;
  readonly sourceCodeDeckName: string | null;
  readonly status: RateTable['status'];
  readonly taxIncluded: boolean;
  readonly taxRate: string;
  readonly roundingDecimals: number;
  readonly roundingMode: RateTable['rounding']['mode'];
  readonly durationRounding: RateTable['durationRounding'];
  readonly timeBasis: RateTable['timeBasis'];
  readonly rateCount: number;
  readonly stashedCount: number;
  readonly planCount: number;
  readonly assignmentCount: number;
  readonly callsRated: boolean;
  readonly revision: string;
  readonly createdAt: string;
  readonly isOwn: boolean;
}

const defaults = sql.join(
  Object.entries(chargeColumns).map(
    ([column, field]) => sql`${sql.ref(`rate_tables.default_${column}`)} AS ${sql.ref(field)}`,
  ),
);

/** Counts are of what the principal sees, so that none tells of others. */
const columnsFor = (principal: Scope) => sql`
  rate_tables.id, rate_tables.version, rate_tables.name, rate_tables.owner_id AS "ownerId",
  owners.name AS "ownerName", rate_tables.scope, rate_tables.service, rate_tables.currency,
  rate_tables.unit, rate_tables.parent_id AS "parentId", parents.name AS "parentName",
  rate_tables.code_deck_id AS "codeDeckId", code_decks.name AS "codeDeckName",
  rate_tables.source_code_deck_id AS "sourceCodeDeckId", source_decks.name AS "sourceCodeDeckName",
  rate_tables.status, rate_tables.tax_included AS "taxIncluded",
  rate_tables.tax_rate AS "taxRate", rate_tables.rounding_decimals AS "roundingDecimals",
  rate_tables.rounding_mode AS "roundingMode",
  rate_tables.duration_rounding AS "durationRounding", rate_tables.time_basis AS "timeBasis",
  rate_tables.rate_count AS "rateCount", rate_tables.stashed_count AS "stashedCount",
  (SELECT count(DISTINCT rating_plan_id)::integer FROM rating_plan_entries
   JOIN rating_plans ON rating_plans.id = rating_plan_id
   WHERE rate_table_id = rate_tables.id AND ${seesRatingPlan(principal, 'rating_plans')})
    AS "planCount",
  (SELECT count(*)::integer FROM assignments LEFT JOIN trunks ON trunks.id = trunk_id
   WHERE rate_table_id = rate_tables.id
     AND ${inScope(principal, sql`coalesce(assignments.account_id, trunks.account_id)`)})
    AS "assignmentCount",
  EXISTS (SELECT FROM rate_table_usage WHERE rate_table_id = rate_tables.id) AS "callsRated",
  rate_tables.revision, rate_tables.created_at AS "createdAt", ${defaults},
  ${inScope(principal, sql`rate_tables.owner_id`)} AS "isOwn"`;

const source = sql`
  rate_tables JOIN accounts AS owners ON owners.id = rate_tables.owner_id
  LEFT JOIN rate_tables AS parents ON parents.id = rate_tables.parent_id
  LEFT JOIN code_decks ON code_decks.id = rate_tables.code_deck_id
  LEFT JOIN code_decks AS source_decks ON source_decks.id = rate_tables.source_code_deck_id`;

const sorts = {
  name: { expression: sql`rate_tables.name`, type: 'text' },
  createdAt: { expression: sql`rate_tables.created_at`, type: 'timestamptz' },
  rateCount: { expression: sql`rate_tables.rate_count`, type: 'integer' },
} as const;

const reference = (id: string | null, name: string | null) =>
  id === null ? null : { id, name: name ?? '' };

function fromRow(row: RateTableRow): RateTable {
  return {
    id: row.id,
    version: row.version,
    name: row.name,
    owner: { id: row.ownerId, name: row.ownerName },
    scope: row.scope,
    service: row.service,
    currency: row.currency,
    unit: row.unit === null ? null : Number(row.unit),
    parent: reference(row.parentId, row.parentName),
    codeDeck: reference(row.codeDeckId, row.codeDeckName),
    sourceCodeDeck: reference(row.sourceCodeDeckId, row.sourceCodeDeckName),
    status: row.status,
    taxIncluded: row.taxIncluded,
    taxRate: row.taxRate,
    rounding: { decimals: row.roundingDecimals, mode: row.roundingMode },
    durationRounding: row.durationRounding,
    timeBasis: row.timeBasis,
    defaults: chargeFromRow(row),
    rateCount: row.rateCount,
    stashedCount: row.isOwn ? row.stashedCount : 0,
    planCount: row.planCount,
    assignmentCount: row.assignmentCount,
    callsRated: row.isOwn && row.callsRated,
    revision: Number(row.revision),
    createdAt: row.createdAt,
  };
}

function conditions(query: RateTableQuery): RawBuilder<unknown>[] {
  const where: RawBuilder<unknown>[] = [];
  if (query.search !== undefined) where.push(contains(sql`rate_tables.name`, query.search));
  if (query.ownerId !== undefined) where.push(sql`rate_tables.owner_id = ${query.ownerId}`);
  if (query.scope !== undefined) where.push(sql`rate_tables.scope = ${query.scope}`);
  if (query.service !== undefined) where.push(sql`rate_tables.service = ${query.service}`);
  if (query.currency !== undefined) where.push(sql`rate_tables.currency = ${query.currency}`);
  if (query.status !== undefined) where.push(sql`rate_tables.status = ${query.status}`);
  if (query.parentId !== undefined) where.push(sql`rate_tables.parent_id = ${query.parentId}`);
  if (query.codeDeckId !== undefined) {
    where.push(sql`rate_tables.code_deck_id = ${query.codeDeckId}`);
  }
  return where;
}

export async function listRateTables(
  db: Connection,
  principal: Principal,
  query: RateTableQuery,
): Promise<Page<RateTable>> {
  const columns = columnsFor(principal);
  const where = [seesRateTable(principal, 'rate_tables'), ...conditions(query)];
  const page = await readPage<RateTableRow>(
    db,
    { columns, from: source, where, id: sql`rate_tables.id`, sorts },
    pageRequest(query, RateTableQuery),
  );
  return { items: page.items.map(fromRow), nextCursor: page.nextCursor };
}

/** Of all owners: the operator's first, then by owner and name. */
export async function allRateTables(db: Connection): Promise<RateTable[]> {
  const rows = await db.rows(sql<RateTableRow>`
    SELECT ${columnsFor(EVERYTHING)} FROM ${source}
    ORDER BY owners.kind = 'operator' DESC, owners.name COLLATE "C", rate_tables.name COLLATE "C"`);
  return rows.map(fromRow);
}

const ownTable = (principal: Principal, id: string) => sql<RateTableRow>`
  SELECT ${columnsFor(principal)} FROM ${source}
  WHERE rate_tables.id = ${id} AND ${inScope(principal, sql`rate_tables.owner_id`)}`;

/** One that it owns or that prices an account of its own. */
export async function findSeenRateTable(
  db: Connection,
  principal: Principal,
  id: string,
): Promise<RateTable | null> {
  const row = await db.row(sql<RateTableRow>`
    SELECT ${columnsFor(principal)} FROM ${source}
    WHERE rate_tables.id = ${id} AND ${seesRateTable(principal, 'rate_tables')}`);
  return row === null ? null : fromRow(row);
}

export async function findOwnRateTable(
  db: Connection,
  principal: Principal,
  id: string,
): Promise<RateTable | null> {
  const row = await db.row(ownTable(principal, id));
  return row === null ? null : fromRow(row);
}

/** Nobody else changes it or its rates until the transaction ends. */
export async function lockOwnRateTable(
  db: Transaction,
  principal: Principal,
  id: string,
): Promise<RateTable | null> {
  const row = await db.row(
    sql<RateTableRow>`${ownTable(principal, id)} FOR NO KEY UPDATE OF rate_tables`,
  );
  return row === null ? null : fromRow(row);
}

/** Null: the table is own, or assigned as it is; else the ways by which it is a parent of such ones. */
export async function nearerTables(
  db: Connection,
  principal: Principal,
  { id, owner }: Pick<RateTable, 'id' | 'owner'>,
): Promise<string[][] | null> {
  if (principal.isOperator) return null;
  const row = await db.row(sql<{ isWhole: boolean; ways: string[][] | null }>`
    SELECT ${inScope(principal, sql`${owner.id}::bigint`)}
      OR coalesce(bool_or(nearer_ids = '{}'), false) AS "isWhole",
      json_agg(nearer_ids::text[]) AS ways
    FROM assigned_rate_tables(${principal.accountId}::bigint) WHERE rate_table_id = ${id}`);
  return row!.isWhole ? null : (row!.ways ?? []);
}

export interface Dependant {
  readonly relation: 'parent' | 'plan' | 'assignment';
  readonly name: string;
}

/** Tables that have it as parent, plans that it stands in, and whom it prices alone: the first ones. */
export function dependantsOf(db: Connection, id: string): Promise<Dependant[]> {
  return db.rows(sql<Dependant>`
    (SELECT 'parent' AS relation, name FROM rate_tables WHERE parent_id = ${id}
     ORDER BY name LIMIT 5)
    UNION ALL
    (SELECT DISTINCT 'plan', name FROM rating_plan_entries
     JOIN rating_plans ON rating_plans.id = rating_plan_id
     WHERE rate_table_id = ${id} ORDER BY name LIMIT 5)
    UNION ALL
    (SELECT DISTINCT 'assignment', coalesce(accounts.name, trunks.name) AS name FROM assignments
     LEFT JOIN accounts ON accounts.id = assignments.account_id
     LEFT JOIN trunks ON trunks.id = assignments.trunk_id
     WHERE rate_table_id = ${id} ORDER BY name LIMIT 5)`);
}

/**
 * With its rates and their history; the audit log stays. Triggers on rates keep what a change set
 * did, which is of no use here: the change set for it is the last one and goes as well. It is of the
 * kind that may delete the rates of special rates too.
 */
export async function deleteRateTable(db: Transaction, id: string): Promise<void> {
  await db.run(sql`
    WITH opened AS (
      INSERT INTO change_sets (rate_table_id, kind, summary, at, actor_kind, actor_name)
      VALUES (${id}, 'special-rate', 'the table is deleted', now(), 'system', '') RETURNING id
    )
    SELECT set_config('ratedeck.change_set_id', opened.id::text, true) FROM opened`);
  await db.run(sql`DELETE FROM rates WHERE rate_table_id = ${id}`);
  await db.run(sql`
    DELETE FROM rate_changes WHERE change_set_id IN
      (SELECT change_sets.id FROM change_sets WHERE rate_table_id = ${id})`);
  await db.run(sql`DELETE FROM special_rates WHERE rate_table_id = ${id}`);
  await db.run(sql`UPDATE change_sets SET reverts_id = NULL WHERE rate_table_id = ${id}`);
  await db.run(sql`DELETE FROM change_sets WHERE rate_table_id = ${id}`);
  await db.run(sql`DELETE FROM rate_tables WHERE id = ${id}`);
}

/** After its code deck changed: names that are not the rates' own follow the deck. */
export async function renameFollowingRates(db: Transaction, id: string): Promise<void> {
  await db.run(sql`
    UPDATE rates SET name_id = named.name_id
    FROM (
      SELECT rates.id, coalesce(found.name_id, 0) AS name_id
      FROM rates JOIN rate_tables ON rate_tables.id = rates.rate_table_id
      LEFT JOIN LATERAL (
        ${longestCode(sql`rate_tables.code_deck_id`, sql`rates.code`)}
      ) AS found ON true
      WHERE rates.rate_table_id = ${id} AND NOT rates.name_is_own
    ) AS named
    WHERE named.id = rates.id AND named.name_id <> rates.name_id`);
}
