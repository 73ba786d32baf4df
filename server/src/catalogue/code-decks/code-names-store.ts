/**
 * What a deck calls codes, and which codes have a name: for everything that writes rates.
 *
 * A name is that of the longest code of the deck with which a code begins. For many codes the deck
 * is read once and searched in memory; a query each would take minutes for a carrier's deck.
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
const MANY_CODES = 20_000;

/**
 * Names of codes; a code that the deck says nothing of is not in the answer.
 *
 * The deck's codes stay as they are until the transaction ends: a rate that is written with its name
 * then is seen by whoever changes the deck afterwards.
 */
export async function resolveCodeNames(
  db: Transaction,
  codeDeckId: string,
  codes: readonly string[],
): Promise<Map<string, ResolvedName>> {
  if (codes.length === 0) return new Map();
  await db.row(sql`SELECT FROM code_decks WHERE id = ${codeDeckId} FOR SHARE`);
  return namesFrom(await readCodes(db, codeDeckId, codes), codes);
}

type Resolver = (codes: readonly string[]) => Promise<Map<string, ResolvedName>>;

/** The same for codes that come in parts, `codeCount` in all: a deck for many of them is read once. */
export function codeNameResolver(db: Transaction, codeDeckId: string, codeCount: number): Resolver {
  if (codeCount < MANY_CODES) return (codes) => resolveCodeNames(db, codeDeckId, codes);
  let known: Promise<Map<string, ResolvedName>> | null = null;
  return async (codes) => {
    if (codes.length === 0) return new Map();
    known ??= wholeDeck(db, codeDeckId);
    return namesFrom(await known, codes);
  };
}

async function wholeDeck(db: Transaction, codeDeckId: string) {
  await db.row(sql`SELECT FROM code_decks WHERE id = ${codeDeckId} FOR SHARE`);
  return readCodes(db, codeDeckId, null);
}

function namesFrom(
  known: ReadonlyMap<string, ResolvedName>,
  codes: readonly string[],
): Map<string, ResolvedName> {
  const names = new Map<string, ResolvedName>();
  const lengths = [...new Set(Array.from(known.keys(), (code) => code.length))];
  lengths.sort((one, other) => other - one);
  for (const code of codes) {
    for (const length of lengths) {
      if (length > code.length) continue;
      const name = known.get(length === code.length ? code : code.slice(0, length));
      if (name === undefined) continue;
      names.set(code, name);
      break;
    }
  }
  return names;
}

/** At least all codes of the deck that one of `codes` begins with; null: all of it. */
async function readCodes(
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
export async function codesOfName(
  db: Connection,
  codeDeckId: string,
  name: string,
): Promise<string[]> {
  const rows = await db.rows(sql<{ code: string }>`
    SELECT code FROM code_deck_codes JOIN names ON names.id = name_id
    WHERE code_deck_id = ${codeDeckId} AND name = ${name} ORDER BY code`);
  return rows.map(({ code }) => code);
}
