/** Browsers in which a user has signed in before, in the database. */

import { sql } from 'kysely';
import type { Transaction } from '../../platform/db/connection.js';

const DEVICES_PER_USER_MAX = 20;

/** Whether the browser is one of the user's; then it is noted as used. */
export async function useDevice(
  db: Transaction,
  tokenHash: Buffer,
  userId: string,
  now: string,
): Promise<boolean> {
  const used = await db.run(sql`
    UPDATE known_devices SET last_used_at = ${now}
    WHERE token_hash = ${tokenHash} AND user_id = ${userId}`);
  return used === 1;
}

/** In place of the one that was used longest ago, when there are many. */
export async function insertDevice(
  db: Transaction,
  tokenHash: Buffer,
  userId: string,
  now: string,
): Promise<void> {
  await db.run(sql`
    INSERT INTO known_devices (token_hash, user_id, last_used_at)
    VALUES (${tokenHash}, ${userId}, ${now})`);
  await db.run(sql`
    DELETE FROM known_devices WHERE token_hash IN (
      SELECT token_hash FROM known_devices
      WHERE user_id = ${userId} AND token_hash <> ${tokenHash}
      ORDER BY last_used_at DESC, token_hash OFFSET ${DEVICES_PER_USER_MAX - 1})`);
}

export async function deleteDevicesOf(db: Transaction, userId: string): Promise<void> {
  await db.run(sql`DELETE FROM known_devices WHERE user_id = ${userId}`);
}
