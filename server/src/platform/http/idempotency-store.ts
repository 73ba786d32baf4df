/**
 * `Idempotency-Key`: the same request sent again, as after a broken connection, gets the first
 * answer and changes nothing. Key and answer are stored in the transaction that does the work; a
 * second request that comes while the first is at work waits for it there.
 */

import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { type Principal, principalKey } from '../access/principal.js';
import type { Transaction } from '../db/connection.js';
import { Problem } from '../problems/problem.js';

export interface StoredAnswer {
  readonly status: number;
  readonly location: string | null;
  readonly etag: string | null;
  /** Null: it held a secret and was not kept. */
  readonly body: string | null;
}

interface StoredRow {
  readonly requestHash: Buffer;
  readonly status: number | null;
  readonly location: string | null;
  readonly etag: string | null;
  readonly body: string | null;
}

export function hashRequest(method: string, url: string, body: unknown): Buffer {
  return createHash('sha256')
    .update(`${method} ${url}\n`)
    .update(Buffer.isBuffer(body) ? body : JSON.stringify(body ?? null))
    .digest();
}

/** The answer of the same request before, or null after the key was taken for this one. */
export async function takeKey(
  db: Transaction,
  principal: Principal,
  key: string,
  requestHash: Buffer,
): Promise<StoredAnswer | null> {
  const owner = principalKey(principal);
  await db.run(sql`
    DELETE FROM idempotency_keys WHERE principal = ${owner}
      AND created_at < now() - interval '24 hours'`);
  const taken = await db.run(sql`
    INSERT INTO idempotency_keys (principal, key, request_hash)
    VALUES (${owner}, ${key}, ${requestHash}) ON CONFLICT DO NOTHING`);
  if (taken === 1) return null;
  const found = await db.row(sql<StoredRow>`
    SELECT request_hash AS "requestHash", status, location, etag, body
    FROM idempotency_keys WHERE principal = ${owner} AND key = ${key}`);
  if (found === null || !found.requestHash.equals(requestHash) || found.status === null) {
    throw new Problem('idempotency_key_reused');
  }
  return { ...found, status: found.status };
}

export async function keepAnswer(
  db: Transaction,
  principal: Principal,
  key: string,
  answer: StoredAnswer,
): Promise<void> {
  await db.run(sql`
    UPDATE idempotency_keys
    SET status = ${answer.status}, location = ${answer.location}, etag = ${answer.etag},
      body = ${answer.body}
    WHERE principal = ${principalKey(principal)} AND key = ${key}`);
}
