/**
 * Puts the code deck that comes with the product into a database that has none yet.
 *
 * One transaction, so a start that is cut short leaves nothing half done; two programs that start at
 * once on one database put it there once.
 */

import { defaultCodeDeckEntries } from '@ratedeck/decks';
import type { Connection } from '../../platform/db/connection.js';
import { copyLine } from '../../platform/db/copy-line.js';
import type { Database } from '../../platform/db/database.js';
import { nameIds } from '../names/service.js';
import { copyCodes, deckNamesFrom, isShippedDeckMissing } from './shipped-deck-store.js';
import { countForPlans, insertCodeDeck } from './store.js';

const NAME = 'Default';

/** The name may be somebody's already, who made a deck before. */
async function freeName(db: Connection): Promise<string> {
  const taken = await deckNamesFrom(db, NAME);
  let name = NAME;
  for (let number = 2; taken.has(name); number += 1) name = `${NAME} ${number}`;
  return name;
}

function* linesOf(codeDeckId: string, ids: ReadonlyMap<string, number>): Generator<string> {
  for (const { code, name, country } of defaultCodeDeckEntries()) {
    yield copyLine([codeDeckId, code, ids.get(name), country]);
  }
}

export function loadShippedCodeDeck(database: Database): Promise<void> {
  return database.transaction(async (db) => {
    if (!(await isShippedDeckMissing(db))) return;
    const ids = await nameIds(
      { db },
      Array.from(defaultCodeDeckEntries(), ({ name }) => name),
    );
    const id = await insertCodeDeck(db, await freeName(db), true);
    await copyCodes(db, linesOf(id, ids));
    await countForPlans(db);
  });
}
