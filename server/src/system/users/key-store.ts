/** API keys in the database: everything but the key. */

import { type RawBuilder, sql } from 'kysely';
import type { Principal } from '../../platform/access/principal.js';
import { inScope } from '../../platform/access/scope-conditions.js';
import type { Connection, Transaction } from '../../platform/db/connection.js';
import { contains, type Page, pageRequest, readPage } from '../../platform/db/page.js';
import { type ApiKey, ApiKeyQuery } from './key-schema.js';

interface KeyRow extends Omit<ApiKey, 'account' | 'createdBy'> {
  readonly accountId: string;
  readonly accountName: string;
  readonly creatorId: string | null;
  readonly creatorLogin: string | null;
}

const statusAt = (now: string) => sql`
  CASE WHEN api_keys.revoked_at IS NOT NULL THEN 'revoked'
    WHEN api_keys.expires_at <= ${now}::timestamptz THEN 'expired' ELSE 'active' END`;

const columns = (now: string) => sql`
  api_keys.id, api_keys.version, api_keys.name, api_keys.role,
  api_keys.account_id AS "accountId", accounts.name AS "accountName",
  ${statusAt(now)} AS status, api_keys.hint, creators.id AS "creatorId",
  creators.login AS "creatorLogin", api_keys.created_at AS "createdAt",
  api_keys.requests_per_minute AS "requestsPerMinute",
  api_keys.expires_at AS "expiresAt", api_keys.revoked_at AS "revokedAt",
  api_keys.last_used_at AS "lastUsedAt"`;
const source = sql`api_keys JOIN accounts ON accounts.id = api_keys.account_id
  LEFT JOIN users AS creators ON creators.id = api_keys.created_by_user_id`;

const sorts = {
  name: { expression: sql`api_keys.name`, type: 'text' },
  createdAt: { expression: sql`api_keys.created_at`, type: 'timestamptz' },
  lastUsedAt: {
    expression: sql`coalesce(api_keys.last_used_at, '-infinity')`,
    type: 'timestamptz',
  },
} as const;

function fromRow(row: KeyRow): ApiKey {
  const { accountId, accountName, creatorId, creatorLogin, ...rest } = row;
  const createdBy = creatorId === null ? null : { id: creatorId, login: creatorLogin! };
  return { ...rest, account: { id: accountId, name: accountName }, createdBy };
}

export async function listApiKeys(
  db: Connection,
  principal: Principal,
  query: ApiKeyQuery,
  now: string,
): Promise<Page<ApiKey>> {
  const where: RawBuilder<unknown>[] = [inScope(principal, sql`api_keys.account_id`)];
  if (query.search !== undefined) {
    const inName = contains(sql`api_keys.name`, query.search);
    where.push(sql`(${inName} OR ${contains(sql`api_keys.hint`, query.search)})`);
  }
  if (query.role !== undefined) where.push(sql`api_keys.role = ${query.role}`);
  if (query.status !== undefined) where.push(sql`${statusAt(now)} = ${query.status}`);
  if (query.accountId !== undefined) where.push(sql`api_keys.account_id = ${query.accountId}`);
  const page = await readPage<KeyRow>(
    db,
    { columns: columns(now), from: source, where, id: sql`api_keys.id`, sorts },
    pageRequest(query, ApiKeyQuery),
  );
  return { items: page.items.map(fromRow), nextCursor: page.nextCursor };
}

const one = (principal: Principal, id: string, now: string) => sql<KeyRow>`
  SELECT ${columns(now)} FROM ${source}
  WHERE api_keys.id = ${id} AND ${inScope(principal, sql`api_keys.account_id`)}`;

export async function findApiKey(
  db: Connection,
  principal: Principal,
  id: string,
  now: string,
): Promise<ApiKey | null> {
  const row = await db.row(one(principal, id, now));
  return row === null ? null : fromRow(row);
}

/** Nobody else edits it until the transaction ends. */
export async function lockApiKey(
  db: Transaction,
  principal: Principal,
  id: string,
  now: string,
): Promise<ApiKey | null> {
  const row = await db.row(sql<KeyRow>`${one(principal, id, now)} FOR UPDATE OF api_keys`);
  return row === null ? null : fromRow(row);
}

export interface NewKeyRow {
  readonly name: string;
  readonly keyHash: Buffer;
  readonly hint: string;
  readonly accountId: string;
  readonly role: ApiKey['role'];
  readonly createdByUserId: string | null;
  readonly expiresAt: string | null;
  readonly requestsPerMinute: number | null;
}

export async function insertApiKey(db: Transaction, key: NewKeyRow, now: string): Promise<string> {
  const row = await db.row(sql<{ id: string }>`
    INSERT INTO api_keys (name, key_hash, hint, account_id, role, created_by_user_id, created_at,
      expires_at, requests_per_minute)
    VALUES (${key.name}, ${key.keyHash}, ${key.hint}, ${key.accountId}, ${key.role},
      ${key.createdByUserId}, ${now}, ${key.expiresAt}, ${key.requestsPerMinute})
    RETURNING id`);
  return row!.id;
}

export async function updateApiKey(
  db: Transaction,
  id: string,
  key: Pick<ApiKey, 'name' | 'expiresAt' | 'requestsPerMinute'>,
): Promise<void> {
  await db.run(sql`
    UPDATE api_keys SET version = version + 1, name = ${key.name}, expires_at = ${key.expiresAt},
      requests_per_minute = ${key.requestsPerMinute}
    WHERE id = ${id}`);
}

export async function revokeApiKey(db: Transaction, id: string, now: string): Promise<void> {
  await db.run(sql`
    UPDATE api_keys SET version = version + 1, revoked_at = ${now} WHERE id = ${id}`);
}

const TEMPORARY = '10 minutes';

export interface TemporaryKey {
  readonly name: string;
  readonly keyHash: Buffer;
  readonly hint: string;
  readonly accountId: string;
}

export async function insertTemporaryKey(db: Transaction, key: TemporaryKey): Promise<void> {
  await db.run(sql`
    INSERT INTO api_keys (name, key_hash, hint, account_id, role, expires_at)
    VALUES (${key.name}, ${key.keyHash}, ${key.hint}, ${key.accountId}, 'admin',
      now() + ${TEMPORARY}::interval)`);
}

export async function deleteTemporaryKey(db: Transaction, keyHash: Buffer): Promise<void> {
  await db.run(sql`DELETE FROM api_keys WHERE key_hash = ${keyHash}`);
}

/** The user who made a key, or null. */
export async function findMakerOf(db: Connection, id: string): Promise<string | null> {
  const row = await db.row(sql<{ userId: string | null }>`
    SELECT created_by_user_id AS "userId" FROM api_keys WHERE id = ${id}`);
  return row?.userId ?? null;
}

/** Those of a user that are not revoked, locked. */
export async function lockKeysOf(db: Connection, userId: string, now: string): Promise<ApiKey[]> {
  const rows = await db.rows(sql<KeyRow>`
    SELECT ${columns(now)} FROM ${source}
    WHERE api_keys.created_by_user_id = ${userId} AND api_keys.revoked_at IS NULL
    ORDER BY api_keys.id FOR UPDATE OF api_keys`);
  return rows.map(fromRow);
}

/** Whether an account is another one or stands below it. */
export async function isBelow(
  db: Connection,
  accountId: string,
  aboveId: string,
): Promise<boolean> {
  const row = await db.row(sql`
    SELECT WHERE ${accountId}::bigint IN (SELECT account_subtree(${aboveId}::bigint))`);
  return row !== null;
}

export async function updateKeyRole(
  db: Transaction,
  id: string,
  role: ApiKey['role'],
): Promise<void> {
  await db.run(sql`
    UPDATE api_keys SET version = version + 1, role = ${role} WHERE id = ${id}`);
}
