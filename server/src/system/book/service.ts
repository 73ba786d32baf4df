/**
 * The configuration as one book: written out, and read in as one transaction.
 *
 * Import adds and changes what the book names and deletes nothing; a book that was exported and is
 * imported into an empty system makes an equal one, and importing it again changes nothing.
 */

import { type Book, type RateTable as BookTable, readBook } from '@ratedeck/engine';
import type { ReadCall, WriteCall } from '../../platform/access/call.js';
import type { Transaction } from '../../platform/db/connection.js';
import type { Database } from '../../platform/db/database.js';
import { snapshotFile } from '../../platform/downloads/snapshot-file.js';
import type { FileAnswer } from '../../platform/http/route.js';
import { invalidRequest } from '../../platform/problems/problem.js';
import { chargeFromRow, chargeToRow } from '../../tariffs/charge/service.js';
import {
  createRateTable,
  editRateTable,
  getRateTable,
  type RateTable,
} from '../../tariffs/rate-tables/service.js';
import {
  differing,
  type Ids,
  importAccounts,
  importCategories,
  importCodeDecks,
  importExchangeRates,
  importTimeProfiles,
  importTrunks,
  type Progress,
  parentsFirst,
} from './book-parts.js';
import { importRates } from './book-rates.js';
import { bookText } from './export-book.js';
import type { BookImported, PartCounts } from './schema.js';
import { listRateTables } from './store.js';

export function exportBook(call: ReadCall, database: Database): FileAnswer {
  const { principal, now } = call;
  const pieces = (db: Transaction) => bookText({ ...call, db });
  const stream = snapshotFile(database, { principal, pieces });
  return { fileName: `ratedeck-book-${now.slice(0, 10)}.json`, stream };
}

const none = (): PartCounts => ({
  timeProfiles: 0,
  codeDecks: 0,
  categories: 0,
  accounts: 0,
  trunks: 0,
  exchangeRates: 0,
  rateTables: 0,
  rates: 0,
});

function readValid(input: unknown): Book {
  const reading = readBook(input);
  if (!reading.ok) {
    throw invalidRequest(
      ...reading.faults.map(({ path, code, message }) => ({ path: `body.${path}`, code, message })),
    );
  }
  const withFile = (reading.book.rateTables ?? []).flatMap(({ ratesFile }, index) => {
    if (ratesFile === undefined) return [];
    const advice = 'send the rates in `rates`; `ratedeck book import` reads the file and does so';
    const message = `is a file beside the book, which does not come along: ${advice}`;
    return [{ path: `body.rateTables[${index}].ratesFile`, code: 'rates_file', message }];
  });
  if (withFile.length > 0) throw invalidRequest(...withFile);
  return reading.book;
}

/** Parts that have no place in this system yet; they are told, not lost in silence. */
function leftOutOf(book: Book): BookImported['leftOut'] {
  const why = 'this version of the server keeps no rating plans and assignments; rate by the book';
  return (['ratingPlans', 'assignments'] as const)
    .map((part) => ({ part, count: book[part]?.length ?? 0, why }))
    .filter(({ count }) => count > 0);
}

export async function importBook(call: WriteCall, input: unknown): Promise<BookImported> {
  const book = readValid(input);
  const progress: Progress = { created: none(), updated: none(), unchanged: none() };
  const profiles = await importTimeProfiles(call, book.timeProfiles ?? [], progress);
  const leftOut = leftOutOf(book);
  const decks = await importCodeDecks(call, book.codeDecks ?? [], progress, leftOut);
  const categories = await importCategories(call, book, progress);
  const accounts = await importAccounts(call, book.accounts ?? [], progress);
  await importTrunks(call, book.trunks ?? [], accounts, progress);
  await importExchangeRates(call, book.exchangeRates ?? [], progress);
  const lookups = { profiles, categories, decks, accounts };
  const changeSetIds = await importTables(call, book.rateTables ?? [], progress, lookups);
  return { ...progress, leftOut, changeSetIds };
}

interface TableLookups {
  readonly profiles: Ids;
  readonly categories: Ids;
  readonly decks: Ids;
  readonly accounts: Ids;
}

async function importTables(
  call: WriteCall,
  tables: readonly BookTable[],
  progress: Progress,
  lookups: TableLookups,
): Promise<string[]> {
  const stored = await listRateTables(call.db);
  const ids: Ids = new Map(stored.map(({ id, ownerId, name }) => [`${ownerId}\n${name}`, id]));
  // A book knows a table by its name alone, so a parent is the one that this book names.
  const byName: Ids = new Map();
  const changeSetIds: string[] = [];
  for (const table of parentsFirst(tables)) {
    const own = await importTable(call, table, { ...lookups, ids, byName }, progress);
    byName.set(table.name, own.id);
    const changeSetId = await importRates(call, table, own, lookups, progress);
    if (changeSetId !== null) changeSetIds.push(changeSetId);
  }
  return changeSetIds;
}

async function importTable(
  call: WriteCall,
  table: BookTable,
  lookups: TableLookups & { readonly ids: Ids; readonly byName: Ids },
  progress: Progress,
): Promise<RateTable> {
  const { owner, parent, codeDeck, sourceCodeDeck, rounding = {}, ...rest } = table;
  const ownerId = owner === undefined ? call.principal.accountId : lookups.accounts.get(owner)!;
  const { name, scope = 'customer', service = 'voice', currency = 'USD', defaults = {} } = rest;
  const settings = {
    unit: rest.unit ?? null,
    parentId: parent === undefined ? null : lookups.byName.get(parent)!,
    codeDeckId: codeDeck === undefined ? null : lookups.decks.get(codeDeck)!,
    sourceCodeDeckId: sourceCodeDeck === undefined ? null : lookups.decks.get(sourceCodeDeck)!,
    taxIncluded: rest.taxIncluded ?? false,
    taxRate: rest.taxRate ?? '0',
    rounding: { decimals: rounding.decimals ?? 6, mode: rounding.mode ?? ('half-up' as const) },
    durationRounding: rest.durationRounding ?? ('up' as const),
    timeBasis: rest.timeBasis ?? ('start' as const),
  };
  const { tiers, ...charge } = defaults;
  const listed = { ...charge, ...(tiers !== undefined && { tiers: [...tiers] }) };
  // In the form in which it is stored, so that what is equal looks equal.
  const given = chargeFromRow(chargeToRow(listed));
  const id = lookups.ids.get(`${ownerId}\n${name}`);
  if (id === undefined) {
    const fixed = { name, scope, service, currency, ownerId };
    const created = await createRateTable(call, { ...fixed, ...settings, defaults: given });
    progress.created.rateTables++;
    return created;
  }
  const found = await getRateTable(call, id);
  requireSameKind(found, { scope: table.scope ?? found.scope, service, currency });
  const shown = {
    ...found,
    parentId: found.parent?.id,
    codeDeckId: found.codeDeck?.id,
    sourceCodeDeckId: found.sourceCodeDeck?.id,
  };
  const edit = differing(shown, { ...settings, defaults: given });
  if (edit === null) {
    progress.unchanged.rateTables++;
    return found;
  }
  progress.updated.rateTables++;
  return editRateTable(call, id, edit);
}

function requireSameKind(
  found: RateTable,
  wanted: Pick<RateTable, 'scope' | 'service' | 'currency'>,
): void {
  const differs = (['scope', 'service', 'currency'] as const).filter(
    (field) => found[field] !== wanted[field],
  );
  if (differs.length === 0) return;
  throw invalidRequest(
    ...differs.map((field) => ({
      path: `body.rateTables.${found.name}.${field}`,
      code: 'fixed',
      message: `is ${wanted[field]}; the table has ${found[field]}, which is fixed at its creation`,
    })),
  );
}
