/** Rates for the compiler, and which of them changed, in the database. */

import { sql } from 'kysely';
import type { Connection, Transaction } from '../../platform/db/connection.js';
import { chargeColumns } from '../../tariffs/charge/charge-row.js';
import { type Column, contentColumns, pricingFields } from '../../tariffs/stored-rates/record.js';
import type { TransactionChange } from './held-changes.js';

const CHARGE_FIELDS: readonly string[] = Object.values(chargeColumns);

/** What a price depends on, and what a result calls it: the code first. */
export const compiledColumns: readonly Column[] = contentColumns
  .filter(({ field }) => {
    return (
      (pricingFields as readonly string[]).includes(field) ||
      CHARGE_FIELDS.includes(field) ||
      ['effectiveFrom', 'effectiveTo', 'stashed', 'nameId'].includes(field)
    );
  })
  .sort((one, other) => Number(other.field === 'code') - Number(one.field === 'code'));

/** All rates of a table, as lines of CSV with the columns of {@link compiledColumns}. */
export function copyRates(db: Transaction, rateTableId: string): AsyncIterable<Buffer> {
  // A text of the program itself; the id is a number or nothing is read.
  const id = BigInt(rateTableId);
  const columns = compiledColumns.map(({ column }) => column).join(', ');
  return db.copyOut(`SELECT ${columns} FROM rates WHERE rate_table_id = ${id}`, 'csv');
}

export async function rateCountOf(db: Connection, rateTableId: string): Promise<number> {
  const row = await db.row(sql<{ count: number }>`
    SELECT rate_count AS count FROM rate_tables WHERE id = ${rateTableId}`);
  return row?.count ?? 0;
}

/** Everything that a snapshot did not see, with the transaction that changed it. */
export function changesByTransaction(db: Connection, since: string): Promise<TransactionChange[]> {
  return db.rows(sql<TransactionChange>`
    SELECT made_in::text AS transaction, noun, thing_id AS id FROM change_feed
    WHERE made_in >= pg_snapshot_xmin(${since}::pg_snapshot)
      AND NOT pg_visible_in_snapshot(made_in, ${since}::pg_snapshot)`);
}

/**
 * The codes of a table whose rates were changed by change sets that a snapshot did not see; null when
 * these touched more than `countMax` rates.
 */
export async function codesChangedSince(
  db: Connection,
  rateTableId: string,
  since: string,
  countMax: number,
): Promise<string[] | null> {
  const sets = sql`
    SELECT id, first_added_id, last_added_id, added_count, updated_count, deleted_count
    FROM change_sets WHERE rate_table_id = ${rateTableId}
      AND opened_in >= pg_snapshot_xmin(${since}::pg_snapshot)
      AND NOT pg_visible_in_snapshot(opened_in, ${since}::pg_snapshot)`;
  const sum = await db.row(sql<{ count: string }>`
    SELECT coalesce(sum(added_count + updated_count + deleted_count), 0) AS count
    FROM (${sets}) AS sets`);
  if (Number(sum!.count) > countMax) return null;
  const rows = await db.rows(sql<{ code: string }>`
    WITH sets AS MATERIALIZED (${sets}), touched AS MATERIALIZED (
      SELECT rate_changes.id, code FROM rate_changes
      JOIN sets ON sets.id = rate_changes.change_set_id)
    SELECT code FROM touched
    UNION SELECT rates.code FROM touched JOIN rates ON rates.id = touched.id
    UNION SELECT rates.code FROM sets JOIN rates ON rates.added_in_id = sets.id
      AND rates.id BETWEEN sets.first_added_id AND sets.last_added_id`);
  return rows.map(({ code }) => code);
}
