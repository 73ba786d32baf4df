/** The bytes of a backup, made while they are read: memory does not grow with the database. */

import { createHash } from 'node:crypto';
import type { Transaction } from '../../platform/db/connection.js';
import { type BackupHeader, countLines, DATA_END, jsonLine } from './backup-format.js';
import * as store from './store.js';

/** `db` sees one state of the database from its first to its last query. */
export async function* backupBytes(
  db: Transaction,
  origin: Pick<BackupHeader, 'ratedeckBackup' | 'ratedeck' | 'createdAt'>,
): AsyncGenerator<Buffer> {
  const digest = createHash('sha256');
  for await (const part of parts(db, origin)) {
    const bytes = typeof part === 'string' ? Buffer.from(part) : part;
    digest.update(bytes);
    yield bytes;
  }
  yield Buffer.from(jsonLine({ end: true, sha256: digest.digest('hex') }));
}

async function* parts(
  db: Transaction,
  origin: Pick<BackupHeader, 'ratedeckBackup' | 'ratedeck' | 'createdAt'>,
): AsyncGenerator<string | Buffer> {
  yield jsonLine({ ...origin, migrations: await store.findMigrations(db) });
  for (const table of await store.findTables(db)) {
    yield jsonLine(table);
    let rows = 0;
    for await (const chunk of store.readRows(db, table)) {
      rows += countLines(chunk);
      yield chunk;
    }
    yield DATA_END + jsonLine({ rows });
  }
  yield jsonLine({ sequences: await store.findSequences(db) });
}
