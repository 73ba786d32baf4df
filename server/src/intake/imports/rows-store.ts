/** Staged rows in the database: shown as a preview, and written to the table as they stand. */

import { type RawBuilder, sql } from 'kysely';
import type { Connection, Transaction } from '../../platform/db/connection.js';
import { beginsWith } from '../../platform/db/digits.js';
import { type Page, pageRequest, readPage } from '../../platform/db/page.js';
import { contentColumns } from '../../tariffs/stored-rates/record.js';
import { type ImportRow, ImportRowQuery } from './schema.js';

const columns = sql`
  import_rows.ordinal, import_rows.kind, import_rows.effect, import_rows.sheet, import_rows.row,
  import_rows.code, nullif(names.name, '') AS name, import_rows.service, import_rows.tag,
  import_rows.before_id AS "beforeId", import_rows.before_price AS "beforePrice", import_rows.price,
  coalesce(import_rows.blocked, false) AS blocked, import_rows.effective_from AS "effectiveFrom",
  import_rows.effective_to AS "effectiveTo", import_rows.pending, import_rows.reason,
  import_rows.message`;

export function listRows(
  db: Connection,
  importId: string,
  query: ImportRowQuery,
): Promise<Page<ImportRow>> {
  const where: RawBuilder<unknown>[] = [sql`import_rows.import_id = ${importId}`];
  if (query.kind !== undefined) where.push(sql`import_rows.kind = ${query.kind}`);
  if (query.code !== undefined) where.push(beginsWith(sql`import_rows.code`, query.code));
  if (query.name !== undefined) where.push(sql`names.name = ${query.name}`);
  return readPage<ImportRow>(
    db,
    {
      columns,
      from: sql`import_rows LEFT JOIN names ON names.id = import_rows.name_id`,
      where,
      id: sql`import_rows.ordinal`,
      sorts: { ordinal: { expression: sql`import_rows.ordinal`, type: 'integer' } },
    },
    pageRequest(query, ImportRowQuery),
  );
}

export async function countRows(db: Connection, importId: string): Promise<number> {
  const row = await db.row(sql<{ count: number }>`
    SELECT count(*)::integer AS count FROM import_rows WHERE import_id = ${importId}`);
  return row!.count;
}

const content = contentColumns.map(({ column }) => column);

/**
 * Statements over sets, inside the open change set. What goes out of the way comes first: another
 * version may begin in its place.
 */
export async function writeStaged(
  db: Transaction,
  importId: string,
  { changeSetId, rateTableId }: { readonly changeSetId: string; readonly rateTableId: string },
): Promise<void> {
  await db.run(sql`
    DELETE FROM rates USING import_rows AS staged
    WHERE staged.import_id = ${importId} AND staged.effect = 'delete'
      AND rates.id = staged.before_id AND rates.rate_table_id = ${rateTableId}`);
  await db.run(sql`
    UPDATE rates SET version = rates.version + 1, stashed = true FROM import_rows AS staged
    WHERE staged.import_id = ${importId} AND staged.effect = 'stash'
      AND rates.id = staged.before_id AND rates.rate_table_id = ${rateTableId}`);
  const changed = content.map((column) => sql`${sql.ref(column)} = ${sql.ref(`staged.${column}`)}`);
  await db.run(sql`
    UPDATE rates SET version = rates.version + 1, ${sql.join(changed)} FROM import_rows AS staged
    WHERE staged.import_id = ${importId} AND staged.effect = 'update'
      AND rates.id = staged.before_id AND rates.rate_table_id = ${rateTableId}`);
  const copied = sql.join(content.map((column) => sql.ref(column)));
  await db.run(sql`
    INSERT INTO rates (rate_table_id, added_in_id, ${copied})
    SELECT ${rateTableId}::bigint, ${changeSetId}::bigint, ${copied} FROM import_rows
    WHERE import_id = ${importId} AND effect = 'add' ORDER BY code, ordinal`);
}
