/** What is read and written when the code deck that comes with the product is put in. */

import { sql } from 'kysely';
import type { Connection, Transaction } from '../../platform/db/connection.js';

/** Until the transaction ends no other program puts the deck in. */
export async function isShippedDeckMissing(db: Transaction): Promise<boolean> {
  await db.run(sql`SELECT pg_advisory_xact_lock(hashtext('code_decks.shipped'))`);
  return (await db.row(sql`SELECT id FROM code_decks WHERE shipped`)) === null;
}

export async function deckNamesFrom(db: Connection, start: string): Promise<Set<string>> {
  const rows = await db.rows(sql<{ name: string }>`
    SELECT name FROM code_decks WHERE starts_with(name, ${start})`);
  return new Set(rows.map(({ name }) => name));
}

/** `lines`: deck, code, name and country of each, as COPY takes them. */
export async function copyCodes(db: Transaction, lines: Iterable<string>): Promise<void> {
  await db.copyIn('code_deck_codes (code_deck_id, code, name_id, country)', lines);
}
