/** Names of destinations, for the features whose records carry them. */

import type { ReadCall, WriteCall } from '../../platform/access/call.js';
import * as store from './store.js';

/** The ids of names; those that are missing are added. Rolled back, the ids are gone with it. */
export async function nameIds(
  { db }: Pick<WriteCall, 'db'>,
  names: readonly string[],
): Promise<Map<string, number>> {
  const wanted = [...new Set(names)];
  return wanted.length === 0 ? new Map() : store.nameIds(db, wanted);
}

/** The names of these ids; 0 stands for none. */
export function namesOfIds(
  { db }: Pick<ReadCall, 'db'>,
  ids: readonly number[],
): Promise<Map<number, string>> {
  return store.namesOfIds(db, ids);
}
