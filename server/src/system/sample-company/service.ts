/**
 * Loads the sample company into a new database, through the API, as other clients do. A database is
 * new as long as it has no user: the first administrator is made after this, so a start that was
 * cut short loads the rest at the next.
 */

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readBookFile } from '../../offline/book-files/service.js';
import type { FirstStart } from '../../platform/http/first-start.js';
import { withTemporaryKey } from '../users/service.js';
import { hasNoUser } from './store.js';

/** Beside the program in a clone; an installed program may come without. */
const SAMPLE_BOOK = fileURLToPath(new URL('../../../../samples/book.json', import.meta.url));

interface Imported {
  readonly created: {
    readonly rateTables: number;
    readonly rates: number;
    readonly accounts: number;
    readonly ratingPlans: number;
    readonly assignments: number;
  };
}

class SampleRefused extends Error {}

export async function loadSampleCompany({ database, address, say }: FirstStart): Promise<void> {
  if (!existsSync(SAMPLE_BOOK) || !(await hasNoUser(database.read))) return;
  const { book } = await readBookFile(SAMPLE_BOOK);
  const imported = await withTemporaryKey(database, 'sample company', (key) =>
    send(`${address}/api/v1/book`, key, book),
  );
  const { rateTables, rates, ratingPlans, accounts, assignments } = imported.created;
  if (rates === 0) return;
  say(
    `A sample company is loaded: ${rateTables} rate tables with ${rates} rates, ${ratingPlans} rating ` +
      `plans, ${accounts} accounts, ${assignments} assignments.`,
  );
  say('(To start empty instead: ratedeck serve --empty with another folder by --data.)');
}

async function send(url: string, key: string, book: unknown): Promise<Imported> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(book),
  });
  if (answer.ok) return (await answer.json()) as Imported;
  throw new SampleRefused(`the sample company was refused: ${await answer.text()}`);
}
