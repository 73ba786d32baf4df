/**
 * Codes of a deck by their beginnings and by their name, for everything that writes rates. For many
 * codes the deck is read whole; a query each would take minutes for a carrier's deck.
 */

import { sql } from 'kysely';
import type { Connection, Transaction } from '../../platform/db/connection.js';
import { prefixesOf } from '../../platform/db/digits.js';

export interface ResolvedName {
  readonly nameId: number;
  readonly name: string;
  readonly country: string | null;
}

/** From so many codes on, reading the whole deck is cheaper than looking for their prefixes. */
export const MANY_CODES = 20_000;

/** The deck's codes stay as they are until the transaction ends. */
export async function holdCodes(db: Transaction, codeDeckId: string): Promise<void> {
  await db.row(sql`SELECT FROM code_decks WHERE id = ${codeDeckId} FOR SHARE`);
}

/** At least all codes of the deck that one of `codes` begins with; null: all of it. */
export async function readCodes(
  db: Connection,
  codeDeckId: string,
  codes: readonly string[] | null,
): Promise<Map<string, ResolvedName>> {
  const isMany = codes === null || codes.length >= MANY_CODES;
  const wanted = isMany ? [] : [...new Set(codes.flatMap(prefixesOf))];
  const rows = await db.rows(sql<ResolvedName & { readonly code: string }>`
    SELECT code, name_id AS "nameId", name, country
    FROM code_deck_codes JOIN names ON names.id = name_id
    WHERE code_deck_id = ${codeDeckId}
      ${isMany ? sql`` : sql`AND code = ANY (${wanted}::text[])`}`);
  const known = new Map<string, ResolvedName>();
  for (const { code, nameId, name, country } of rows) known.set(code, { nameId, name, country });
  return known;
}

/** All codes with exactly this name, sorted. */
export async function findCodesOfName(
  db: Connection,
  codeDeckId: string,
  name: string,
): Promise<string[]> {
  const rows = await db.rows(sql<{ code: string }>`
    SELECT code FROM code_deck_codes JOIN names ON names.id = name_id
    WHERE code_deck_id = ${codeDeckId} AND name = ${name} ORDER BY code`);
  return rows.map(({ code }) => code);
}
