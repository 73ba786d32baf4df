/** Codes and numbers as conditions that an index of codes understands. */

import { type RawBuilder, sql } from 'kysely';

const CODE_LENGTH_MAX = 32;

/** Of the digits of a number: everything that it begins with, the empty code included. */
export function prefixesOf(digits: string): string[] {
  const length = Math.min(digits.length, CODE_LENGTH_MAX);
  return Array.from({ length: length + 1 }, (_, end) => digits.slice(0, end));
}

/** Codes that begin with these digits, as a range: ":" follows "9", so none is left out. */
export function beginsWith(code: RawBuilder<unknown>, digits: string): RawBuilder<boolean> {
  if (digits === '') return sql`true`;
  return sql`(${code} >= ${digits} AND ${code} < ${`${digits}:`})`;
}

/**
 * The name and country of the longest code of a deck that a code begins with, for a LATERAL join; no
 * row where there is none. Its beginnings are looked up one by one in the index of codes, so the size
 * of the deck does not matter. Both are expressions of the query around it; without a deck or a code
 * nothing is found.
 */
export function longestCode(
  codeDeckId: RawBuilder<unknown>,
  code: RawBuilder<unknown>,
): RawBuilder<{ readonly name_id: number; readonly country: string | null }> {
  return sql`
    SELECT code_deck_codes.name_id, code_deck_codes.country FROM code_deck_codes
    WHERE code_deck_codes.code_deck_id = ${codeDeckId} AND code_deck_codes.code = ANY (
      ARRAY(SELECT left(${code}, length) FROM generate_series(0, length(${code})) AS length))
    ORDER BY length(code_deck_codes.code) DESC LIMIT 1`;
}
