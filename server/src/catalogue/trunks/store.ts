/** Trunks in the database: a row each, number rules and addresses in tables of their own. */

import { type RawBuilder, sql } from 'kysely';
import type { Principal } from '../../platform/access/principal.js';
import { inScope } from '../../platform/access/scope-conditions.js';
import type { Connection, Transaction } from '../../platform/db/connection.js';
import { contains, type Page, pageRequest, readPage } from '../../platform/db/page.js';
import { type NumberRule, type Trunk, TrunkQuery } from './schema.js';

/** What is written of a trunk. */
export interface TrunkFields {
  readonly name: string;
  readonly accountId: string;
  readonly techPrefix: string;
  readonly numberRules: readonly NumberRule[];
  readonly addresses: readonly string[];
}

interface Asked {
  readonly principal: Principal;
  /** At which the current assignment is told. */
  readonly now: string;
}

const columns = (now: string | RawBuilder<unknown>) => sql`
  trunks.id, trunks.version, trunks.name,
  json_build_object('id', accounts.id::text, 'name', accounts.name) AS account,
  trunks.tech_prefix AS "techPrefix",
  (SELECT coalesce(json_agg(json_build_object('strip', strip, 'add', add, 'numberLength',
            CASE WHEN coalesce(number_length_min, number_length_max) IS NOT NULL
              THEN json_build_object('min', number_length_min, 'max', number_length_max) END)
          ORDER BY position), '[]')
   FROM trunk_number_rules WHERE trunk_id = trunks.id) AS "numberRules",
  (SELECT coalesce(json_agg(abbrev(address) ORDER BY address), '[]')
   FROM trunk_addresses WHERE trunk_id = trunks.id) AS addresses,
  current_assignment(NULL, trunks.id, ${now}) AS "currentAssignment",
  (SELECT count(*)::integer FROM assignments
   WHERE assignments.trunk_id = trunks.id) AS "assignmentCount",
  trunks.created_at AS "createdAt"`;
const source = sql`trunks JOIN accounts ON accounts.id = trunks.account_id`;

const sorts = {
  name: { expression: sql`trunks.name`, type: 'text' },
  createdAt: { expression: sql`trunks.created_at`, type: 'timestamptz' },
} as const;

export function listTrunks(
  db: Connection,
  { principal, now }: Asked,
  query: TrunkQuery,
): Promise<Page<Trunk>> {
  const where: RawBuilder<unknown>[] = [inScope(principal, sql`trunks.account_id`)];
  if (query.search !== undefined) where.push(contains(sql`trunks.name`, query.search));
  if (query.accountId !== undefined) where.push(sql`trunks.account_id = ${query.accountId}`);
  if (query.address !== undefined) {
    where.push(sql`EXISTS (
      SELECT FROM trunk_addresses
      WHERE trunk_id = trunks.id AND address >>= ${query.address}::inet)`);
  }
  return readPage<Trunk>(
    db,
    { columns: columns(now), from: source, where, id: sql`trunks.id`, sorts },
    pageRequest(query, TrunkQuery),
  );
}

/** Of all accounts, in the order of their names. */
export function allTrunks(db: Connection): Promise<Trunk[]> {
  return db.rows(sql<Trunk>`
    SELECT ${columns(sql`now()`)} FROM ${source} ORDER BY trunks.name COLLATE "C", trunks.id`);
}

const one = ({ principal, now }: Asked, id: string) => sql<Trunk>`
  SELECT ${columns(now)} FROM ${source}
  WHERE trunks.id = ${id} AND ${inScope(principal, sql`trunks.account_id`)}`;

export function findTrunk(db: Connection, asked: Asked, id: string): Promise<Trunk | null> {
  return db.row(one(asked, id));
}

/** Nobody else edits it until the transaction ends. */
export function lockTrunk(db: Transaction, asked: Asked, id: string): Promise<Trunk | null> {
  return db.row(sql<Trunk>`${one(asked, id)} FOR UPDATE OF trunks`);
}

export async function insertTrunk(db: Transaction, trunk: TrunkFields): Promise<string> {
  const row = await db.row(sql<{ id: string }>`
    INSERT INTO trunks (name, account_id, tech_prefix)
    VALUES (${trunk.name}, ${trunk.accountId}, ${trunk.techPrefix})
    RETURNING id`);
  await insertParts(db, row!.id, trunk);
  return row!.id;
}

export async function updateTrunk(db: Transaction, id: string, trunk: TrunkFields): Promise<void> {
  await db.run(sql`
    UPDATE trunks SET version = version + 1, name = ${trunk.name},
      account_id = ${trunk.accountId}, tech_prefix = ${trunk.techPrefix}
    WHERE id = ${id}`);
  await db.run(sql`DELETE FROM trunk_number_rules WHERE trunk_id = ${id}`);
  await db.run(sql`DELETE FROM trunk_addresses WHERE trunk_id = ${id}`);
  await insertParts(db, id, trunk);
}

async function insertParts(
  db: Transaction,
  id: string,
  { numberRules, addresses }: TrunkFields,
): Promise<void> {
  await db.run(sql`
    INSERT INTO trunk_number_rules
      (trunk_id, position, strip, add, number_length_min, number_length_max)
    SELECT ${id}::bigint, position - 1, strip, add, length_min, length_max
    FROM unnest(${numberRules.map(({ strip }) => strip)}::text[],
                ${numberRules.map(({ add }) => add)}::text[],
                ${numberRules.map(({ numberLength }) => numberLength?.min ?? null)}::smallint[],
                ${numberRules.map(({ numberLength }) => numberLength?.max ?? null)}::smallint[])
      WITH ORDINALITY AS rules (strip, add, length_min, length_max, position)`);
  // The same address in two ways of writing is one address.
  await db.run(sql`
    INSERT INTO trunk_addresses (trunk_id, address)
    SELECT ${id}::bigint, address FROM unnest(${addresses}::inet[]) AS address
    ON CONFLICT DO NOTHING`);
}

export async function deleteTrunk(db: Transaction, id: string): Promise<void> {
  await db.run(sql`DELETE FROM trunks WHERE id = ${id}`);
}

/** Those of the addresses that lie inside the network that they name: `10.0.0.7/24`. */
export function insideTheirNetwork(
  db: Connection,
  addresses: readonly string[],
): Promise<{ readonly index: number; readonly network: string }[]> {
  return db.rows(sql<{ index: number; network: string }>`
    SELECT (position - 1)::integer AS index, network(address)::text AS network
    FROM unnest(${addresses}::inet[]) WITH ORDINALITY AS given (address, position)
    WHERE address <> network(address)
    ORDER BY position`);
}
