/** What export and import of a book read across features: names, and whole lists in one look. */

import { sql } from 'kysely';
import type { Connection, Transaction } from '../../platform/db/connection.js';

export interface NamedId {
  readonly id: string;
  readonly name: string;
}

export type NamedTable =
  | 'accounts'
  | 'trunks'
  | 'code_decks'
  | 'time_profiles'
  | 'categories'
  | 'rate_tables';

/** In the order of their names, which is the same in every system. */
export function listNames(db: Connection, table: NamedTable): Promise<NamedId[]> {
  return db.rows(
    sql<NamedId>`SELECT id, name FROM ${sql.ref(table)} ORDER BY name COLLATE "C", id`,
  );
}

export interface NamedCode {
  readonly code: string;
  readonly name: string;
  readonly country: string | null;
}

/** A part of a deck's codes, in order of code, after `after`. */
export function listCodes(
  db: Connection,
  codeDeckId: string,
  after: string | null,
  limit: number,
): Promise<NamedCode[]> {
  const beyond = after === null ? sql`` : sql`AND code > ${after}`;
  return db.rows(sql<NamedCode>`
    SELECT code, names.name, country FROM code_deck_codes JOIN names ON names.id = name_id
    WHERE code_deck_id = ${codeDeckId} ${beyond} ORDER BY code LIMIT ${limit}`);
}

/** What a deck says of these codes. */
export function findCodes(
  db: Connection,
  codeDeckId: string,
  codes: readonly string[],
): Promise<NamedCode[]> {
  return db.rows(sql<NamedCode>`
    SELECT code, names.name, country FROM code_deck_codes JOIN names ON names.id = name_id
    WHERE code_deck_id = ${codeDeckId} AND code = ANY(${codes}::text[])`);
}

export async function hasRates(db: Connection, rateTableId: string): Promise<boolean> {
  const row = await db.row(sql<{ found: boolean }>`
    SELECT EXISTS (SELECT FROM rates WHERE rate_table_id = ${rateTableId}) AS found`);
  return row!.found;
}

/** For plans that fit what stands there now; not while a large change set takes the same figures. */
export async function analyzeRates(db: Transaction): Promise<void> {
  await db.run(sql`ANALYZE (SKIP_LOCKED) rates`);
}

/** From here on, `backToMark` takes back whatever the transaction does. */
export async function setMark(db: Transaction): Promise<void> {
  await db.run(sql`SAVEPOINT before_the_book`);
}

export async function backToMark(db: Transaction): Promise<void> {
  await db.run(sql`ROLLBACK TO SAVEPOINT before_the_book`);
}
