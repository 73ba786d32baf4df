/**
 * The configuration as one book: written out, read in as one transaction, and compared.
 *
 * Import adds and changes what the book names and deletes nothing; a book that was exported and is
 * imported into an empty system makes an equal one, and importing it again changes nothing.
 */

import type { ReadCall, WriteCall } from '../../platform/access/call.js';
import type { Transaction } from '../../platform/db/connection.js';
import type { Database } from '../../platform/db/database.js';
import { snapshotFile } from '../../platform/downloads/snapshot-file.js';
import type { FileAnswer } from '../../platform/http/route.js';
import {
  importAccounts,
  importCategories,
  importCodeDecks,
  importExchangeRates,
  importTimeProfiles,
  importTrunks,
} from './book-parts.js';
import { importAssignments, importPlans } from './book-plans.js';
import { importTables } from './book-tables.js';
import { bookText } from './export-book.js';
import type { OpenedDocument } from './open-document.js';
import { Progress } from './progress.js';
import { Refusals } from './refusals.js';
import type { BookCompared, BookImported } from './schema.js';
import * as store from './store.js';

export function exportBook(call: ReadCall, database: Database): FileAnswer {
  const { principal, now } = call;
  const pieces = (db: Transaction) => bookText({ ...call, db });
  const stream = snapshotFile(database, { principal, pieces });
  return { fileName: `ratedeck-book-${now.slice(0, 10)}.json`, stream };
}

export async function importBook(call: WriteCall, document: OpenedDocument): Promise<BookImported> {
  const progress = await takeIn(call, document);
  const { leftOut, changeSetIds } = progress;
  return { ...progress.counts(), leftOut, changeSetIds };
}

/** What importing it would do, by doing it and taking it all back. */
export async function compareBook(
  call: WriteCall,
  document: OpenedDocument,
): Promise<BookCompared> {
  await store.setMark(call.db);
  const progress = await takeIn(call, document);
  await store.backToMark(call.db);
  return { ...progress.counts(), leftOut: progress.leftOut, things: progress.things };
}

/** Whatever refers to something comes after it. */
async function takeIn(call: WriteCall, document: OpenedDocument): Promise<Progress> {
  const { book, categories: categoryNames } = document.head;
  const told = { progress: new Progress(), refusals: new Refusals() };
  const { ids: profiles, changed } = await importTimeProfiles(call, book.timeProfiles ?? [], told);
  const decks = await importCodeDecks(call, document, told);
  const categories = await importCategories(call, categoryNames, told);
  const accounts = await importAccounts(call, book.accounts ?? [], told);
  const trunks = await importTrunks(call, book.trunks ?? [], accounts, told);
  await importExchangeRates(call, book.exchangeRates ?? [], told);
  const tables = await importTables(
    call,
    document,
    { profiles, categories, decks, accounts },
    told,
  );
  const named = { profiles, accounts, trunks, tables };
  const plans = await importPlans(call, book.ratingPlans ?? [], { ...named, changed }, told);
  await importAssignments(call, book.assignments ?? [], { ...named, plans }, told);
  return told.progress;
}
