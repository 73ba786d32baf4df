/**
 * Code decks in the database: the decks, writing their codes, and the rates whose names follow.
 * Pages of codes are in `code-page.ts`, the search for names in `code-names.ts`.
 */

import { type RawBuilder, sql } from 'kysely';
import type { Connection, Transaction } from '../../platform/db/connection.js';
import { longestCode } from '../../platform/db/digits.js';
import { contains, type Page, pageRequest, readPage } from '../../platform/db/page.js';
import { type CodeDeck, type CodeDeckCode, CodeDeckQuery } from './schema.js';

const columns = sql`
  code_decks.id, code_decks.version, code_decks.name, code_decks.shipped,
  code_decks.code_count AS "codeCount", code_decks.created_at AS "createdAt"`;

const sorts = {
  name: { expression: sql`code_decks.name`, type: 'text' },
  createdAt: { expression: sql`code_decks.created_at`, type: 'timestamptz' },
  codeCount: { expression: sql`code_decks.code_count`, type: 'integer' },
} as const;

export function listCodeDecks(db: Connection, query: CodeDeckQuery): Promise<Page<CodeDeck>> {
  const where: RawBuilder<unknown>[] = [];
  if (query.search !== undefined) where.push(contains(sql`code_decks.name`, query.search));
  return readPage<CodeDeck>(
    db,
    { columns, from: sql`code_decks`, where, id: sql`code_decks.id`, sorts },
    pageRequest(query, CodeDeckQuery),
  );
}

const one = (id: string) => sql<CodeDeck>`SELECT ${columns} FROM code_decks WHERE id = ${id}`;

export function findCodeDeck(db: Connection, id: string): Promise<CodeDeck | null> {
  return db.row(one(id));
}

/** Nobody else edits it or its codes until the transaction ends. */
export function lockCodeDeck(db: Transaction, id: string): Promise<CodeDeck | null> {
  return db.row(sql<CodeDeck>`${one(id)} FOR UPDATE`);
}

export async function insertCodeDeck(
  db: Transaction,
  name: string,
  shipped: boolean,
): Promise<string> {
  const row = await db.row(sql<{ id: string }>`
    INSERT INTO code_decks (name, shipped) VALUES (${name}, ${shipped}) RETURNING id`);
  return row!.id;
}

export async function renameCodeDeck(db: Transaction, id: string, name: string): Promise<void> {
  await db.run(sql`
    UPDATE code_decks SET version = version + 1, name = ${name} WHERE id = ${id}`);
}

/** For whoever holds the deck's ETag, its codes are a part of it. */
export async function raiseVersion(db: Transaction, id: string): Promise<void> {
  await db.run(sql`UPDATE code_decks SET version = version + 1 WHERE id = ${id}`);
}

export async function deleteCodeDeck(db: Transaction, id: string): Promise<void> {
  await db.run(sql`DELETE FROM code_decks WHERE id = ${id}`);
}

export async function countRateTables(db: Connection, id: string): Promise<number> {
  const row = await db.row(sql<{ count: number }>`
    SELECT count(*)::integer AS count FROM rate_tables
    WHERE code_deck_id = ${id} OR source_code_deck_id = ${id}`);
  return row!.count;
}

export interface StoredCode extends CodeDeckCode {
  readonly nameId: number;
}

export function findCodes(
  db: Connection,
  id: string,
  codes: readonly string[],
): Promise<StoredCode[]> {
  return db.rows(sql<StoredCode>`
    SELECT code, name_id AS "nameId", name, country
    FROM code_deck_codes JOIN names ON names.id = name_id
    WHERE code_deck_id = ${id} AND code = ANY (${codes}::text[])`);
}

export async function copyCodes(db: Transaction, fromId: string, id: string): Promise<void> {
  await db.run(sql`
    INSERT INTO code_deck_codes (code_deck_id, code, name_id, country)
    SELECT ${id}::bigint, code, name_id, country FROM code_deck_codes
    WHERE code_deck_id = ${fromId}`);
}

/** Adds codes, or gives those that the deck has a new name and country. */
export async function putCodes(
  db: Transaction,
  id: string,
  codes: readonly Pick<StoredCode, 'code' | 'nameId' | 'country'>[],
): Promise<void> {
  await db.run(sql`
    INSERT INTO code_deck_codes (code_deck_id, code, name_id, country)
    SELECT ${id}::bigint, code, name_id, country
    FROM unnest(${codes.map(({ code }) => code)}::text[],
                ${codes.map(({ nameId }) => nameId)}::integer[],
                ${codes.map(({ country }) => country)}::text[]) AS put (code, name_id, country)
    ON CONFLICT (code_deck_id, code)
      DO UPDATE SET name_id = excluded.name_id, country = excluded.country`);
}

export async function deleteCodes(
  db: Transaction,
  id: string,
  codes: readonly string[],
): Promise<void> {
  await db.run(sql`
    DELETE FROM code_deck_codes WHERE code_deck_id = ${id} AND code = ANY (${codes}::text[])`);
}

/**
 * Brings the database's own counts up to date after many codes were written, as its guesses for a
 * deck that it has not counted yet make pages by name a hundred times slower. Where somebody else is
 * counting until its transaction ends, nobody waits for it.
 */
export async function countForPlans(db: Transaction): Promise<void> {
  await db.run(sql`ANALYZE (SKIP_LOCKED) names, code_deck_codes`);
}

/** Codes without those that begin with another of them: no rate is found by two of these. */
function outermost(codes: readonly string[]): string[] {
  const kept: string[] = [];
  for (const code of [...codes].sort()) {
    const last = kept.at(-1);
    if (last === undefined || !code.startsWith(last)) kept.push(code);
  }
  return kept;
}

/** Up to so many changed codes are looked for in each table; with more, each rate is looked at. */
const FEW_CODES = 500;

/** Rates that follow the deck and begin with one of the codes: `id`, `code`, `name_id`. */
function followingRates(id: string, codes: readonly string[]): RawBuilder<unknown> {
  if (codes.length > FEW_CODES) {
    const lengths = [...new Set(codes.map((code) => code.length))];
    return sql`
      SELECT rates.id, rates.code, rates.name_id
      FROM rate_tables
      JOIN rates ON rates.rate_table_id = rate_tables.id AND NOT rates.name_is_own
      JOIN unnest(${lengths}::integer[]) AS lengths (length) ON length(rates.code) >= lengths.length
      JOIN unnest(${codes}::text[]) AS changed (code)
        ON changed.code = left(rates.code, lengths.length)
      WHERE rate_tables.code_deck_id = ${id}`;
  }
  // Codes are digits, so ':', which follows 9, ends the range of all that begin with a code. Rates
  // that are stashed and those that are not stand in different indexes, hence two halves.
  const begins = sql`
    rates.rate_table_id = rate_tables.id AND NOT rates.name_is_own
    AND rates.code >= changed.code AND rates.code < changed.code || ':'`;
  return sql`
    SELECT found.id, found.code, found.name_id
    FROM rate_tables
    CROSS JOIN unnest(${codes}::text[]) AS changed (code)
    CROSS JOIN LATERAL (
      SELECT id, code, name_id FROM rates WHERE ${begins} AND NOT stashed
      UNION ALL
      SELECT id, code, name_id FROM rates WHERE ${begins} AND stashed
    ) AS found
    WHERE rate_tables.code_deck_id = ${id}`;
}

/**
 * Gives rates whose names follow the deck the names that they have after some of its codes changed:
 * rates whose code begins with a changed one, each by the longest code of the deck, or the empty
 * name when none is left. Their versions stay, as nobody has edited them; the revision of their
 * tables grows, as copies of them hold the names.
 */
export async function renameFollowingRates(
  db: Transaction,
  id: string,
  changedCodes: readonly string[],
): Promise<void> {
  await db.run(sql`
    WITH named AS MATERIALIZED (
      SELECT found.id, found.name_id AS old_name_id, coalesce(named.name_id, 0) AS name_id
      FROM (${followingRates(id, outermost(changedCodes))}) AS found
      LEFT JOIN LATERAL (${longestCode(sql`${id}::bigint`, sql`found.code`)}) AS named ON true
    ), renamed AS (
      UPDATE rates SET name_id = named.name_id FROM named
      WHERE rates.id = named.id AND named.old_name_id <> named.name_id
      RETURNING rates.rate_table_id
    )
    UPDATE rate_tables SET revision = revision + 1
    WHERE id IN (SELECT rate_table_id FROM renamed)`);
}
