import { type RawBuilder, sql } from 'kysely';
import type { Principal } from '../../platform/access/principal.js';
import { inScope } from '../../platform/access/scope-conditions.js';
import type { Connection, Transaction } from '../../platform/db/connection.js';
import { contains, type Page, pageRequest, readPage } from '../../platform/db/page.js';
import { type Account, type AccountEdit, AccountQuery, type NewAccount } from './schema.js';

interface AccountRow extends Omit<Account, 'parent'> {
  readonly parentId: string | null;
  readonly parentName: string | null;
}

interface Asked {
  readonly principal: Principal;
  /** At which the current assignment is told. */
  readonly now: string;
}

const columns = (now: string | RawBuilder<unknown>) => sql`
  accounts.id, accounts.version, accounts.name, accounts.kind, accounts.parent_id AS "parentId",
  parents.name AS "parentName", accounts.currency, accounts.time_zone AS "timeZone",
  accounts.status, accounts.network, current_assignment(accounts.id, NULL, ${now}) AS "currentAssignment",
  (SELECT count(*)::integer FROM assignments
   WHERE assignments.account_id = accounts.id) AS "assignmentCount",
  accounts.created_at AS "createdAt"`;
const source = sql`accounts LEFT JOIN accounts AS parents ON parents.id = accounts.parent_id`;

const sorts = {
  name: { expression: sql`accounts.name`, type: 'text' },
  createdAt: { expression: sql`accounts.created_at`, type: 'timestamptz' },
} as const;

function fromRow({ parentId, parentName, ...row }: AccountRow): Account {
  const parent = parentId === null ? null : { id: parentId, name: parentName! };
  const { id, version, name, kind, ...rest } = row;
  return { id, version, name, kind, parent, ...rest };
}

export async function listAccounts(
  db: Connection,
  { principal, now }: Asked,
  query: AccountQuery,
): Promise<Page<Account>> {
  const where: RawBuilder<unknown>[] = [inScope(principal, sql`accounts.id`)];
  if (query.search !== undefined) where.push(contains(sql`accounts.name`, query.search));
  if (query.kind !== undefined) where.push(sql`accounts.kind = ${query.kind}`);
  if (query.status !== undefined) where.push(sql`accounts.status = ${query.status}`);
  if (query.parentId !== undefined) where.push(sql`accounts.parent_id = ${query.parentId}`);
  const page = await readPage<AccountRow>(
    db,
    { columns: columns(now), from: source, where, id: sql`accounts.id`, sorts },
    pageRequest(query, AccountQuery),
  );
  return { items: page.items.map(fromRow), nextCursor: page.nextCursor };
}

/** Of the whole tree, in the order of their names. */
export async function allAccounts(db: Connection): Promise<Account[]> {
  const rows = await db.rows(sql<AccountRow>`
    SELECT ${columns(sql`now()`)} FROM ${source} ORDER BY accounts.name COLLATE "C", accounts.id`);
  return rows.map(fromRow);
}

const one = ({ principal, now }: Asked, id: string) => sql<AccountRow>`
  SELECT ${columns(now)} FROM ${source}
  WHERE accounts.id = ${id} AND ${inScope(principal, sql`accounts.id`)}`;

export async function findAccount(
  db: Connection,
  asked: Asked,
  id: string,
): Promise<Account | null> {
  const row = await db.row(one(asked, id));
  return row === null ? null : fromRow(row);
}

/** Nobody else edits it until the transaction ends. */
export async function lockAccount(
  db: Transaction,
  asked: Asked,
  id: string,
): Promise<Account | null> {
  const row = await db.row(sql<AccountRow>`${one(asked, id)} FOR UPDATE OF accounts`);
  return row === null ? null : fromRow(row);
}

export async function insertAccount(
  db: Transaction,
  parentId: string,
  account: NewAccount,
): Promise<string> {
  const row = await db.row(sql<{ id: string }>`
    INSERT INTO accounts (name, kind, parent_id, currency, time_zone, status, network)
    VALUES (${account.name}, ${account.kind}, ${parentId}, ${account.currency ?? null},
      ${account.timeZone ?? 'UTC'}, ${account.status ?? 'active'}, ${account.network ?? null})
    RETURNING id`);
  return row!.id;
}

export async function updateAccount(
  db: Transaction,
  id: string,
  account: Required<Omit<AccountEdit, 'parentId'>> & { readonly parentId: string | null },
): Promise<void> {
  await db.run(sql`
    UPDATE accounts SET version = version + 1, name = ${account.name},
      parent_id = ${account.parentId}, currency = ${account.currency},
      time_zone = ${account.timeZone}, status = ${account.status}, network = ${account.network}
    WHERE id = ${id}`);
}

/** Its revoked keys go with it; the audit log remembers them. */
export async function deleteAccount(db: Transaction, id: string): Promise<void> {
  await db.run(sql`DELETE FROM api_keys WHERE account_id = ${id} AND revoked_at IS NOT NULL`);
  await db.run(sql`DELETE FROM accounts WHERE id = ${id}`);
}

/** What stands in the way of deleting it, as words: "2 accounts, 1 rate table". */
export async function dependantsOf(db: Connection, id: string): Promise<string[]> {
  const rows = await db.rows(sql<{ noun: string; count: string }>`
    SELECT noun, count FROM (
      SELECT 'account below it' AS noun, count(*) FROM accounts WHERE parent_id = ${id}
      UNION ALL SELECT 'trunk', count(*) FROM trunks WHERE account_id = ${id}
      UNION ALL SELECT 'rate table', count(*) FROM rate_tables WHERE owner_id = ${id}
      UNION ALL SELECT 'rating plan', count(*) FROM rating_plans WHERE owner_id = ${id}
      UNION ALL SELECT 'assignment', count(*) FROM assignments WHERE account_id = ${id}
      UNION ALL SELECT 'user', count(*) FROM users WHERE account_id = ${id}
      UNION ALL SELECT 'API key', count(*) FROM api_keys
        WHERE account_id = ${id} AND revoked_at IS NULL
    ) AS counted WHERE count > 0`);
  return rows.map(({ noun, count }) => `${count} ${noun}${count === '1' ? '' : '(s)'}`);
}

/** The id of the operator's account. */
export async function findOperatorId(db: Connection): Promise<string> {
  const row = await db.row(sql<{ id: string }>`SELECT id FROM accounts WHERE kind = 'operator'`);
  return row!.id;
}
