/** Reads a table as a whole, on a connection of its own. */

import type { PoolConfig } from 'pg';
import { openDatabase } from '../../platform/db/database.js';
import { COMMAND_LIMITS } from '../../platform/db/limits.js';
import { buildTable } from './pricing-state.js';
import type { BuiltTable } from './table-step.js';

export async function buildHere(config: PoolConfig, tableId: string): Promise<BuiltTable | null> {
  const limits = { ...COMMAND_LIMITS, connectionsMax: 1, silenceMs: 2_000 };
  const database = await openDatabase(config, { limits });
  try {
    return await database.transaction((db) => buildTable(db, tableId), {
      isolation: 'repeatable read',
      isPatient: true,
    });
  } finally {
    await database.close();
  }
}
