/**
 * Backup of a running system, and restore into an empty database.
 *
 * A backup is one state of the whole database, taken while others write. A restore is one
 * transaction: the database is then as it was, or still empty. Ids, sequences and history stay what
 * they were; only sessions end.
 */

import { constants, createGzip } from 'node:zlib';
import type { ReadCall } from '../../platform/access/call.js';
import type { Transaction } from '../../platform/db/connection.js';
import { type Database, databaseErrorCode } from '../../platform/db/database.js';
import { MigrationRefused, migrate, migrateAs } from '../../platform/db/migrate.js';
import { snapshotFile } from '../../platform/downloads/snapshot-file.js';
import type { FileAnswer } from '../../platform/http/route.js';
import { version } from '../../platform/version.js';
import { BackupDamaged, FILE_SUFFIX, FORMAT_VERSION, type TableHead } from './backup-format.js';
import { type BackupSink, type BackupSummary, readBackup } from './read-backup.js';
import * as store from './store.js';
import { backupBytes } from './write-backup.js';

/** Why a good backup is not restored here. */
export class RestoreRefused extends Error {}

export function takeBackup(
  { now, principal }: Pick<ReadCall, 'now' | 'principal'>,
  database: Database,
): FileAnswer {
  const gzip = createGzip({ level: constants.Z_BEST_SPEED, chunkSize: 64 * 1024 });
  const origin = { ratedeckBackup: FORMAT_VERSION, ratedeck: version, createdAt: now };
  const pieces = (db: Transaction) => backupBytes(db, origin);
  const stream = snapshotFile(database, { principal, pieces, through: gzip });
  const instant = now.slice(0, 19).replaceAll(':', '-');
  return { fileName: `ratedeck-${instant}Z${FILE_SUFFIX}`, stream };
}

/** Reads it all, so that a good answer means that it can be restored. */
export function verifyBackup(path: string): Promise<BackupSummary> {
  return readBackup(path, {
    header: async () => undefined,
    table: async (_, rows) => {
      let count = 0;
      for await (const text of rows) count += text.split('\n').length - 1;
      return count;
    },
    sequences: async () => undefined,
  });
}

/** Afterwards the database has the schema of this program, whatever that of the backup was. */
export async function restoreBackup(
  database: Database,
  path: string,
  signal?: AbortSignal,
): Promise<BackupSummary> {
  const options = signal === undefined ? {} : { signal };
  const summary = await database.transaction(async (db) => {
    if (!(await store.isEmpty(db))) {
      throw new RestoreRefused(
        'the database is not empty, and a backup is restored into an empty one only: give a new ' +
          'folder by --data, or an empty database by --database-url',
      );
    }
    return readBackup(path, restoringSink(db)).catch((error: unknown) => {
      throw ofConstraint(error);
    });
  }, options);
  await migrate(database);
  await database.transaction(store.analyze);
  return summary;
}

/** What the file holds broke a rule of the database: it was not written by a Ratedeck. */
function ofConstraint(error: unknown): unknown {
  const code = databaseErrorCode(error) ?? '';
  if (!/^(2[23]|42P01)/.test(code) || !(error instanceof Error)) return error;
  return new BackupDamaged(`its content breaks the rules of the database (${error.message})`);
}

function restoringSink(db: Transaction): BackupSink {
  let missing = new Map<string, TableHead>();
  let close: () => Promise<void> = async () => undefined;
  return {
    header: async ({ migrations, ratedeck }) => {
      try {
        await migrateAs(db, migrations);
      } catch (error) {
        if (!(error instanceof MigrationRefused)) throw error;
        throw new RestoreRefused(
          `it was made by Ratedeck ${ratedeck}, whose database this one (${version}) does not ` +
            'know: restore it by that one or a later one',
        );
      }
      const tables = await store.findTables(db);
      missing = new Map(tables.map((table) => [table.table, table]));
      close = await store.openForRows(db, tables);
    },
    table: (table, rows) => {
      const known = missing.get(table.table);
      if (known === undefined || known.columns.join() !== table.columns.join()) {
        throw new BackupDamaged(`its table ${table.table} is not that of its schema`);
      }
      missing.delete(table.table);
      return store.writeRows(db, known, rows);
    },
    sequences: async (values) => {
      if (missing.size > 0) {
        throw new BackupDamaged(`it lacks the tables ${[...missing.keys()].join(', ')}`);
      }
      for (const value of values) await store.setSequence(db, value);
      await close();
    },
  };
}
