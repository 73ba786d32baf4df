/**
 * Brings a database to the schema of this program: the numbered files of `server/migrations`, each
 * once, in order, each in its own transaction. Forward only.
 *
 * A lock lets one program migrate at a time. A file that was applied and then changed, or a database
 * of a newer program, is refused: guessing would put data at risk.
 */

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { sql } from 'kysely';
import type { Transaction } from './connection.js';
import type { Database } from './database.js';

export interface Migration {
  /** `0001_accounts-and-users` */
  readonly name: string;
  readonly text: string;
}

export class MigrationRefused extends Error {}

const FILE = /^([0-9]{4}_[a-z0-9-]+)[.]sql$/;
const migrationsFolder = new URL('../../../migrations/', import.meta.url);
const LOCK_KEY = 7_283_104_001;

export function migrationFiles(): Migration[] {
  return readdirSync(migrationsFolder)
    .filter((file) => FILE.test(file))
    .sort()
    .map((file) => ({
      name: FILE.exec(file)![1]!,
      text: readFileSync(new URL(file, migrationsFolder), 'utf8'),
    }));
}

export interface AppliedMigration {
  readonly name: string;
  readonly checksum: string;
}

const checksumOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The names of the migrations that were applied now. */
export async function migrate(
  database: Database,
  migrations: readonly Migration[] = migrationFiles(),
): Promise<string[]> {
  const applied: string[] = [];
  for (;;) {
    const name = await database.transaction(
      (transaction) => applyNext(transaction, migrations),
      // Another program that migrates is waited for, and a large table takes its time.
      { isPatient: true },
    );
    if (name === null) return applied;
    applied.push(name);
  }
}

/**
 * Gives an empty database the schema of an older (or this) program, of which `applied` tells, within
 * a transaction of the caller.
 */
export async function migrateAs(
  transaction: Transaction,
  applied: readonly AppliedMigration[],
  migrations: readonly Migration[] = migrationFiles(),
): Promise<void> {
  refuseStrange(applied, migrations);
  const wanted = migrations.slice(0, applied.length);
  while ((await applyNext(transaction, wanted)) !== null);
}

async function applyNext(
  transaction: Transaction,
  migrations: readonly Migration[],
): Promise<string | null> {
  await transaction.run(sql`SELECT pg_advisory_xact_lock(${LOCK_KEY})`);
  await transaction.run(sql`
    CREATE TABLE IF NOT EXISTS schema_migrations (
      name text PRIMARY KEY,
      checksum text NOT NULL,
      applied_at timestamptz NOT NULL DEFAULT now()
    )`);
  const done = await transaction.rows(
    sql<AppliedMigration>`SELECT name, checksum FROM schema_migrations ORDER BY name`,
  );
  refuseStrange(done, migrations);
  const next = migrations[done.length];
  if (next === undefined) return null;
  await transaction.run(sql.raw(next.text));
  await transaction.run(sql`
    INSERT INTO schema_migrations (name, checksum) VALUES (${next.name}, ${checksumOf(next.text)})`);
  return next.name;
}

function refuseStrange(done: readonly AppliedMigration[], migrations: readonly Migration[]): void {
  done.forEach(({ name, checksum }, index) => {
    const migration = migrations[index];
    if (migration === undefined) {
      throw new MigrationRefused(
        `the database was made by a newer Ratedeck (it has the migration ${name}): start that one`,
      );
    }
    if (migration.name !== name || checksumOf(migration.text) !== checksum) {
      throw new MigrationRefused(
        `the migration ${name} of the database is not ${migration.name} of this program: ` +
          'restore the program that made it, or a backup',
      );
    }
  });
}
