/**
 * A file made from one state of the database. It is made as fast as the database gives, and waits
 * on the disk for its reader: nobody who reads slowly holds a connection or keeps old rows alive.
 */

import { Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Principal, principalKey } from '../access/principal.js';
import type { Transaction } from '../db/connection.js';
import type { Database } from '../db/database.js';
import { spool } from '../files/spool.js';

export interface SnapshotFile {
  readonly principal: Principal;
  /** The bytes or texts of the file; everything that they need is read by the transaction. */
  readonly pieces: (db: Transaction) => AsyncIterable<string | Buffer>;
  /** What packs them. */
  readonly through?: Transform;
}

export function snapshotFile(
  database: Database,
  { principal, pieces, through }: SnapshotFile,
): Readable {
  return spool((sink, signal) =>
    database.transaction(
      (db) => {
        const source = Readable.from(pieces(db), { objectMode: false });
        return through === undefined ? pipeline(source, sink) : pipeline(source, through, sink);
      },
      { caller: principalKey(principal), kind: 'file', isolation: 'repeatable read', signal },
    ),
  );
}
