/**
 * A key of the program itself for the length of one job that goes through the API, as the loading of
 * the sample company does. It expires soon, should the program be killed meanwhile.
 */

import { findOperatorId } from '../../catalogue/accounts/service.js';
import { hashSecret, hintOf, KEY_PREFIX, newSecret } from '../../platform/access/secrets.js';
import type { Database } from '../../platform/db/database.js';
import { deleteTemporaryKey, insertTemporaryKey } from './key-store.js';

export async function withTemporaryKey<T>(
  database: Database,
  name: string,
  work: (key: string) => Promise<T>,
): Promise<T> {
  const key = newSecret(KEY_PREFIX);
  const keyHash = hashSecret(key);
  await database.transaction(async (db) => {
    const accountId = await findOperatorId({ db });
    await insertTemporaryKey(db, { name, keyHash, hint: hintOf(key), accountId });
  });
  try {
    return await work(key);
  } finally {
    await database.transaction((db) => deleteTemporaryKey(db, keyHash));
  }
}
