/** What leaves the house as a whole is written down before its first byte goes. */

import type { ReadCall } from '../access/call.js';
import { recordAudit } from '../audit-trail/record-audit.js';
import type { Database } from '../db/database.js';
import type { FileAnswer, FileRoute } from './route.js';
import type { Work } from './work.js';

interface Download {
  readonly caller: Omit<ReadCall, 'db'>;
  readonly work: Work;
  readonly database: Database;
}

export async function auditDownload(
  route: FileRoute,
  { caller, work, database }: Download,
  file: FileAnswer,
): Promise<void> {
  const noun = route.path.split('/')[1]!;
  const place = { noun, id: null, name: file.fileName, ownerId: caller.principal.accountId };
  const change = { action: 'download', ...place, before: null, after: null };
  const { signal } = work;
  try {
    await database.transaction(
      (db) => recordAudit({ ...caller, db, signal, expectedVersions: null }, change),
      work,
    );
  } catch (error) {
    file.stream.destroy();
    throw error;
  }
}
