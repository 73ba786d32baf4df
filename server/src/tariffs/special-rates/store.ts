/** Special rates in the database, and the rates that belong to one. */

import { type RawBuilder, sql } from 'kysely';
import type { Principal } from '../../platform/access/principal.js';
import { inScope } from '../../platform/access/scope-conditions.js';
import type { Connection, Transaction } from '../../platform/db/connection.js';
import { contains, type Page, pageRequest, readPage } from '../../platform/db/page.js';
import { storedColumns } from '../stored-rates/bulk-store.js';
import type { StoredRate } from '../stored-rates/record.js';
import { type SpecialRate, SpecialRateQuery } from './schema.js';

/** As stored: volumes are texts. */
interface SpecialRateRow
  extends Omit<SpecialRate, 'firstInterval' | 'nextInterval' | 'graceVolume'> {
  readonly firstInterval: string | null;
  readonly nextInterval: string | null;
  readonly graceVolume: string | null;
}

const columns = sql`
  special_rates.id, special_rates.version, special_rates.rate_table_id AS "rateTableId",
  special_rates.name, special_rates.code_name AS "codeName", special_rates.codes,
  special_rates.service, special_rates.blocked, special_rates.price,
  special_rates.first_price AS "firstPrice", special_rates.first_interval AS "firstInterval",
  special_rates.next_interval AS "nextInterval", special_rates.setup_fee AS "setupFee",
  special_rates.grace_volume AS "graceVolume", special_rates.effective_from AS "effectiveFrom",
  special_rates.effective_to AS "effectiveTo", special_rates.notes,
  (SELECT count(*)::integer FROM rates WHERE special_rate_id = special_rates.id) AS "rateCount",
  special_rates.created_at AS "createdAt"`;
const source = sql`special_rates JOIN rate_tables ON rate_tables.id = special_rates.rate_table_id`;

const sorts = {
  name: { expression: sql`special_rates.name`, type: 'text' },
  effectiveFrom: { expression: sql`special_rates.effective_from`, type: 'timestamptz' },
  createdAt: { expression: sql`special_rates.created_at`, type: 'timestamptz' },
} as const;

const numberOf = (text: string | null): number | null => (text === null ? null : Number(text));

function fromRow(row: SpecialRateRow): SpecialRate {
  return {
    ...row,
    firstInterval: numberOf(row.firstInterval),
    nextInterval: numberOf(row.nextInterval),
    graceVolume: numberOf(row.graceVolume),
  };
}

/** By name, by code name, or by the beginning of a listed code. */
function searched(text: string): RawBuilder<unknown> {
  const inNames = sql`${contains(sql`special_rates.name`, text)}
    OR ${contains(sql`coalesce(special_rates.code_name, '')`, text)}`;
  const digits = text.replace(/[+\s]/g, '');
  if (!/^[0-9]{1,32}$/.test(digits)) return sql`(${inNames})`;
  return sql`(${inNames} OR EXISTS (
    SELECT FROM unnest(special_rates.codes) AS code WHERE starts_with(code, ${digits})))`;
}

export async function listSpecialRates(
  db: Connection,
  principal: Principal,
  query: SpecialRateQuery,
): Promise<Page<SpecialRate>> {
  const where: RawBuilder<unknown>[] = [inScope(principal, sql`rate_tables.owner_id`)];
  if (query.rateTableId !== undefined) {
    where.push(sql`special_rates.rate_table_id = ${query.rateTableId}`);
  }
  if (query.search !== undefined) where.push(searched(query.search));
  const page = await readPage<SpecialRateRow>(
    db,
    { columns, from: source, where, id: sql`special_rates.id`, sorts },
    pageRequest(query, SpecialRateQuery),
  );
  return { items: page.items.map(fromRow), nextCursor: page.nextCursor };
}

export async function findSpecialRate(
  db: Connection,
  principal: Principal,
  id: string,
): Promise<SpecialRate | null> {
  const row = await db.row(sql<SpecialRateRow>`
    SELECT ${columns} FROM ${source}
    WHERE special_rates.id = ${id} AND ${inScope(principal, sql`rate_tables.owner_id`)}`);
  return row === null ? null : fromRow(row);
}

export type SpecialRateSettings = Omit<
  SpecialRate,
  'id' | 'version' | 'rateTableId' | 'service' | 'rateCount' | 'createdAt'
>;

function assignments(settings: SpecialRateSettings): [column: string, value: unknown][] {
  return [
    ['name', settings.name],
    ['code_name', settings.codeName],
    ['codes', settings.codes],
    ['blocked', settings.blocked],
    ['price', settings.price],
    ['first_price', settings.firstPrice],
    ['first_interval', settings.firstInterval],
    ['next_interval', settings.nextInterval],
    ['setup_fee', settings.setupFee],
    ['grace_volume', settings.graceVolume],
    ['effective_from', settings.effectiveFrom],
    ['effective_to', settings.effectiveTo],
    ['notes', settings.notes],
  ];
}

export async function insertSpecialRate(
  db: Transaction,
  { rateTableId, service }: Pick<SpecialRate, 'rateTableId' | 'service'>,
  settings: SpecialRateSettings,
): Promise<string> {
  const values: [string, unknown][] = [
    ['rate_table_id', rateTableId],
    ['service', service],
    ...assignments(settings),
  ];
  const row = await db.row(sql<{ id: string }>`
    INSERT INTO special_rates (${sql.join(values.map(([column]) => sql.ref(column)))})
    VALUES (${sql.join(values.map(([, value]) => sql`${value}`))}) RETURNING id`);
  return row!.id;
}

export async function updateSpecialRate(
  db: Transaction,
  id: string,
  settings: SpecialRateSettings,
): Promise<void> {
  const set = assignments(settings).map(([column, value]) => sql`${sql.ref(column)} = ${value}`);
  await db.run(sql`
    UPDATE special_rates SET version = version + 1, ${sql.join(set)} WHERE id = ${id}`);
}

export async function deleteSpecialRate(db: Transaction, id: string): Promise<void> {
  await db.run(sql`DELETE FROM special_rates WHERE id = ${id}`);
}

export async function namesOf(
  db: Connection,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const rows = await db.rows(sql<{ id: string; name: string }>`
    SELECT id, name FROM special_rates WHERE id = ANY(${ids}::bigint[])`);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Codes of the rates that it owns, each once, sorted. */
export async function ownedCodes(db: Connection, id: string): Promise<string[]> {
  const rows = await db.rows(sql<{ code: string }>`
    SELECT DISTINCT code FROM rates WHERE special_rate_id = ${id} ORDER BY code`);
  return rows.map(({ code }) => code);
}

/** Codes whose latest rate of it has not ended before it ends itself. */
export async function heldCodes(
  db: Connection,
  { id, effectiveTo }: Pick<SpecialRate, 'id' | 'effectiveTo'>,
  now: string,
): Promise<string[]> {
  const rows = await db.rows(sql<{ code: string }>`
    SELECT code FROM (
      SELECT DISTINCT ON (code) code, effective_to FROM rates WHERE special_rate_id = ${id}
      ORDER BY code, effective_from DESC
    ) AS latest
    WHERE effective_to IS NULL OR effective_to > ${now}
      OR effective_to = ${effectiveTo}::timestamptz
    ORDER BY code`);
  return rows.map(({ code }) => code);
}

export interface PutAside extends StoredRate {
  /** The special rate that stashed it. */
  readonly stashedById: string;
}

/**
 * Ordinary rates of a table that special rates have stashed and nobody touched since: their last
 * change stands in a change set that also wrote a rate of a special rate for the same code.
 */
export function ratesPutAside(
  db: Connection,
  rateTableId: string,
  codes: readonly string[],
): Promise<PutAside[]> {
  return db.rows(sql<PutAside>`
    SELECT ${storedColumns('rates')}, holder.special_rate_id AS "stashedById"
    FROM rates
    CROSS JOIN LATERAL (
      SELECT change_set_id, rate_changes.stashed FROM rate_changes
      WHERE rate_changes.id = rates.id ORDER BY change_set_id DESC LIMIT 1
    ) AS latest
    JOIN change_sets ON change_sets.id = latest.change_set_id
    CROSS JOIN LATERAL (
      SELECT own.special_rate_id FROM rates AS own
      WHERE own.rate_table_id = rates.rate_table_id AND own.code = rates.code AND NOT own.stashed
        AND own.service = rates.service AND own.special_rate_id IS NOT NULL
        AND (own.added_in_id = change_sets.id OR EXISTS (
          SELECT FROM rate_changes AS changed
          WHERE changed.change_set_id = change_sets.id AND changed.id = own.id))
      LIMIT 1
    ) AS holder
    WHERE rates.rate_table_id = ${rateTableId} AND rates.stashed
      AND rates.code = ANY(${codes}::text[]) AND rates.special_rate_id IS NULL
      AND change_sets.kind = 'special-rate' AND NOT latest.stashed
    ORDER BY rates.code, rates.effective_from, rates.id`);
}

/** Those of the change sets that special rates made. */
export async function ofSpecialRates(
  db: Connection,
  changeSetIds: readonly string[],
): Promise<Set<string>> {
  const rows = await db.rows(sql<{ id: string }>`
    SELECT id FROM change_sets
    WHERE id = ANY(${changeSetIds}::bigint[]) AND kind = 'special-rate'`);
  return new Set(rows.map(({ id }) => id));
}

/** Special rates by code name of active tables that use a code deck, table by table. */
export async function followersOf(
  db: Connection,
  principal: Principal,
  codeDeckId: string,
): Promise<SpecialRate[]> {
  const rows = await db.rows(sql<SpecialRateRow>`
    SELECT ${columns} FROM ${source}
    WHERE rate_tables.code_deck_id = ${codeDeckId} AND rate_tables.status = 'active'
      AND special_rates.code_name IS NOT NULL AND ${inScope(principal, sql`rate_tables.owner_id`)}
    ORDER BY special_rates.rate_table_id, special_rates.id`);
  return rows.map(fromRow);
}
