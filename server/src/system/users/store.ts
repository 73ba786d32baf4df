/** Users in the database, without what they sign in with. */

import { type RawBuilder, sql } from 'kysely';
import type { Principal } from '../../platform/access/principal.js';
import { inScope } from '../../platform/access/scope-conditions.js';
import type { Connection, Transaction } from '../../platform/db/connection.js';
import { contains, type Page, pageRequest, readPage } from '../../platform/db/page.js';
import { type NewUser, type User, type UserEdit, UserQuery } from './schema.js';

interface UserRow extends Omit<User, 'account'> {
  readonly accountId: string;
  readonly accountName: string;
}

const columns = (now: string) => sql`
  users.id, users.version, users.login, users.name, users.role, users.account_id AS "accountId",
  accounts.name AS "accountName", users.status, users.password_hash IS NOT NULL AS "hasPassword",
  CASE WHEN users.locked_until > ${now}::timestamptz THEN users.locked_until END AS "lockedUntil",
  users.last_login_at AS "lastLoginAt", users.created_at AS "createdAt"`;
const source = sql`users JOIN accounts ON accounts.id = users.account_id`;

const sorts = {
  login: { expression: sql`users.login`, type: 'text' },
  name: { expression: sql`users.name`, type: 'text' },
  createdAt: { expression: sql`users.created_at`, type: 'timestamptz' },
  lastLoginAt: {
    expression: sql`coalesce(users.last_login_at, '-infinity')`,
    type: 'timestamptz',
  },
} as const;

function fromRow({ accountId, accountName, ...row }: UserRow): User {
  return { ...row, account: { id: accountId, name: accountName } };
}

export async function listUsers(
  db: Connection,
  principal: Principal,
  query: UserQuery,
  now: string,
): Promise<Page<User>> {
  const where: RawBuilder<unknown>[] = [inScope(principal, sql`users.account_id`)];
  if (query.search !== undefined) {
    const inLogin = contains(sql`users.login`, query.search);
    where.push(sql`(${inLogin} OR ${contains(sql`users.name`, query.search)})`);
  }
  if (query.role !== undefined) where.push(sql`users.role = ${query.role}`);
  if (query.status !== undefined) where.push(sql`users.status = ${query.status}`);
  if (query.accountId !== undefined) where.push(sql`users.account_id = ${query.accountId}`);
  const page = await readPage<UserRow>(
    db,
    { columns: columns(now), from: source, where, id: sql`users.id`, sorts },
    pageRequest(query, UserQuery),
  );
  return { items: page.items.map(fromRow), nextCursor: page.nextCursor };
}

function one(principal: Principal | null, id: string, now: string) {
  const scope = principal === null ? sql`true` : inScope(principal, sql`users.account_id`);
  return sql<UserRow>`
    SELECT ${columns(now)} FROM ${source} WHERE users.id = ${id} AND ${scope}`;
}

/** `principal` null: whoever it is, for sign-in. */
export async function findUser(
  db: Connection,
  principal: Principal | null,
  id: string,
  now: string,
): Promise<User | null> {
  const row = await db.row(one(principal, id, now));
  return row === null ? null : fromRow(row);
}

/** Nobody else edits it until the transaction ends. */
export async function lockUser(
  db: Transaction,
  principal: Principal,
  id: string,
  now: string,
): Promise<User | null> {
  const row = await db.row(sql<UserRow>`${one(principal, id, now)} FOR NO KEY UPDATE OF users`);
  return row === null ? null : fromRow(row);
}

/** Null: the login is taken. */
export async function insertUser(
  db: Transaction,
  user: Required<NewUser>,
  now: string,
): Promise<string | null> {
  const row = await db.row(sql<{ id: string }>`
    INSERT INTO users (login, name, account_id, role, created_at)
    VALUES (${user.login}, ${user.name}, ${user.accountId}, ${user.role}, ${now})
    ON CONFLICT (login) DO NOTHING RETURNING id`);
  return row?.id ?? null;
}

export async function updateUser(
  db: Transaction,
  id: string,
  user: Required<UserEdit>,
): Promise<void> {
  await db.run(sql`
    UPDATE users SET version = version + 1, name = ${user.name}, role = ${user.role},
      status = ${user.status}, account_id = ${user.accountId}
    WHERE id = ${id}`);
}

export async function deleteUser(db: Transaction, id: string): Promise<void> {
  await db.run(sql`DELETE FROM users WHERE id = ${id}`);
}

/** One at a time, or two administrators could disable each other and leave none. */
export async function lockAdministrators(db: Transaction): Promise<void> {
  await db.run(sql`SELECT pg_advisory_xact_lock(hashtext('users.administrators'))`);
}

export async function isOtherAdministratorLeft(db: Connection, id: string): Promise<boolean> {
  const row = await db.row(sql`
    SELECT FROM ${source} WHERE users.id <> ${id} AND users.role = 'admin'
      AND users.status = 'active' AND accounts.kind = 'operator' LIMIT 1`);
  return row !== null;
}

export async function isOperatorAccount(db: Connection, accountId: string): Promise<boolean> {
  const row = await db.row(sql`SELECT FROM accounts WHERE id = ${accountId} AND kind = 'operator'`);
  return row !== null;
}

export async function seesAccount(
  db: Connection,
  principal: Principal,
  accountId: string,
): Promise<boolean> {
  const row = await db.row(sql`
    SELECT FROM accounts WHERE id = ${accountId} AND ${inScope(principal, sql`accounts.id`)}`);
  return row !== null;
}
