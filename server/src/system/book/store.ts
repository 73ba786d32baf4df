/** What export and import of a book read across features: names, and whole lists in one look. */

import { sql } from 'kysely';
import type { Connection } from '../../platform/db/connection.js';

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

/** In order of id: what was made first can be referred to by what was made later. */
export function listNames(db: Connection, table: NamedTable): Promise<NamedId[]> {
  return db.rows(sql<NamedId>`SELECT id, name FROM ${sql.ref(table)} ORDER BY id`);
}

export interface StoredExchangeRate {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly rate: string;
  readonly date: string;
}

export function listExchangeRates(db: Connection): Promise<StoredExchangeRate[]> {
  return db.rows(sql<StoredExchangeRate>`
    SELECT id, from_currency AS "from", to_currency AS "to", rate, effective_from AS date
    FROM exchange_rates ORDER BY from_currency, to_currency, effective_from`);
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

/** The names of these ids. */
export async function namesOf(
  db: Connection,
  ids: readonly number[],
): Promise<Map<number, string>> {
  const rows = await db.rows(sql<{ id: number; name: string }>`
    SELECT id, name FROM names WHERE id = ANY(${ids}::integer[])`);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

export function listRateTables(
  db: Connection,
): Promise<{ id: string; ownerId: string; name: string }[]> {
  return db.rows(sql<{ id: string; ownerId: string; name: string }>`
    SELECT id, owner_id AS "ownerId", name FROM rate_tables ORDER BY id`);
}
