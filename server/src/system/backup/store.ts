/**
 * What backup and restore ask of the database. Tables are found in the catalog, so a new one is in
 * the next backup by itself.
 */

import { sql } from 'kysely';
import type { Connection, Transaction } from '../../platform/db/connection.js';
import type { SequenceValue, TableHead } from './backup-format.js';

/** Ends of sessions and of repeated requests lie before any restore; the schema is in the header. */
const LEFT_OUT = ['change_feed', 'idempotency_keys', 'schema_migrations', 'sessions'];

/** A name as it stands in a statement. */
const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const columnList = ({ columns }: TableHead): string => columns.map(quoted).join(', ');

/** Whether nothing was made in the database yet. */
export async function isEmpty(db: Connection): Promise<boolean> {
  const row = await db.row(sql<{ count: string }>`
    SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace`);
  return row!.count === '0';
}

/** Tables whose rows are kept, each with its columns except generated ones. */
export async function findTables(db: Connection): Promise<TableHead[]> {
  const tables = await db.rows(sql<TableHead>`
    SELECT relname::text AS table, array_agg(attname::text ORDER BY attnum) AS columns
    FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
      AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
    GROUP BY relname ORDER BY relname`);
  return tables.filter(({ table }) => !LEFT_OUT.includes(table));
}

export async function findMigrations(
  db: Connection,
): Promise<{ readonly name: string; readonly checksum: string }[]> {
  return db.rows(sql`SELECT name, checksum FROM schema_migrations ORDER BY name`);
}

export function readRows(db: Transaction, table: TableHead): AsyncIterable<Buffer> {
  return db.copyOut(`SELECT ${columnList(table)} FROM ${quoted(table.table)}`);
}

/** Sequences stand outside of transactions: a value is never lower than the rows of the snapshot. */
export function findSequences(db: Connection): Promise<SequenceValue[]> {
  return db.rows(sql<SequenceValue>`
    SELECT sequencename::text AS name, last_value::text AS "lastValue"
    FROM pg_sequences WHERE schemaname = 'public' ORDER BY sequencename`);
}

interface ForeignKey {
  readonly table: string;
  readonly name: string;
  readonly definition: string;
}

/**
 * Makes the tables ready for rows as they are: no triggers, which would count and refuse what was
 * counted and permitted before, and no foreign keys. What is returned puts both back, and
 * PostgreSQL then looks at every reference; so it does not matter which table comes first.
 */
export async function openForRows(
  db: Transaction,
  tables: readonly TableHead[],
): Promise<() => Promise<void>> {
  const foreignKeys = await db.rows(sql<ForeignKey>`
    SELECT relname::text AS table, conname::text AS name, pg_get_constraintdef(c.oid) AS definition
    FROM pg_constraint AS c JOIN pg_class ON pg_class.oid = conrelid
    WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND conparentid = 0
    ORDER BY relname, conname`);
  for (const { table, name } of foreignKeys) {
    await db.run(sql`ALTER TABLE ${sql.table(table)} DROP CONSTRAINT ${sql.id(name)}`);
  }
  for (const { table } of tables) {
    await db.run(sql`ALTER TABLE ${sql.table(table)} DISABLE TRIGGER USER`);
  }
  // Migrations write rows too, the operator's account among them.
  await db.run(sql`TRUNCATE ${sql.join(tables.map(({ table }) => sql.table(table)))} CASCADE`);
  return async () => {
    for (const { table, name, definition } of foreignKeys) {
      await db.run(
        sql`ALTER TABLE ${sql.table(table)} ADD CONSTRAINT ${sql.id(name)} ${sql.raw(definition)}`,
      );
    }
    for (const { table } of tables) {
      await db.run(sql`ALTER TABLE ${sql.table(table)} ENABLE TRIGGER USER`);
    }
  };
}

/** `table` must be one that `findTables` found. */
export function writeRows(
  db: Transaction,
  table: TableHead,
  rows: AsyncIterable<string>,
): Promise<number> {
  return db.copyIn(`${quoted(table.table)} (${columnList(table)})`, rows);
}

export async function setSequence(
  db: Transaction,
  { name, lastValue }: SequenceValue,
): Promise<void> {
  if (lastValue === null) {
    await db.run(sql`ALTER SEQUENCE ${sql.id(name)} RESTART`);
  } else {
    await db.run(sql`SELECT setval(quote_ident(${name})::regclass, ${lastValue}::bigint)`);
  }
}

/** The planner knows nothing of rows that came all at once. */
export async function analyze(db: Transaction): Promise<void> {
  await db.run(sql`ANALYZE`);
}
