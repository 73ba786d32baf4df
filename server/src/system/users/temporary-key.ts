/**
 * A key of the program itself for the length of one job that goes through the API, as the loading of
 * the sample company does. It expires soon, should the program be killed meanwhile.
 */

import { sql } from 'kysely';
import { findOperatorId } from '../../catalogue/accounts/service.js';
import { hashSecret, hintOf, KEY_PREFIX, newSecret } from '../../platform/access/secrets.js';
import type { Database } from '../../platform/db/database.js';

const LIFETIME = '10 minutes';

export async function withTemporaryKey<T>(
  database: Database,
  name: string,
  work: (key: string) => Promise<T>,
): Promise<T> {
  const key = newSecret(KEY_PREFIX);
  const db = database.read;
  await db.run(sql`
    INSERT INTO api_keys (name, key_hash, hint, account_id, role, expires_at)
    VALUES (${name}, ${hashSecret(key)}, ${hintOf(key)}, ${await findOperatorId(db)}, 'admin',
      now() + ${LIFETIME}::interval)`);
  try {
    return await work(key);
  } finally {
    await db.run(sql`DELETE FROM api_keys WHERE key_hash = ${hashSecret(key)}`);
  }
}
