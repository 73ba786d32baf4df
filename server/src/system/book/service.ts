/**
 * The configuration as one book: written out, and read in as one transaction.
 *
 * Import adds and changes what the book names and deletes nothing; a book that was exported and is
 * imported into an empty system makes an equal one, and importing it again changes nothing.
 */

import { type Book, type RateTable as BookTable, ownedReferences } from '@ratedeck/engine';
import type { ReadCall, WriteCall } from '../../platform/access/call.js';
import type { Transaction } from '../../platform/db/connection.js';
import type { Database } from '../../platform/db/database.js';
import { snapshotFile } from '../../platform/downloads/snapshot-file.js';
import type { FileAnswer } from '../../platform/http/route.js';
import { invalidRequest } from '../../platform/problems/problem.js';
import { chargeFromRow, chargeToRow } from '../../tariffs/charge/charge-row.js';
import type { RateTable } from '../../tariffs/rate-tables/schema.js';
import { createRateTable, editRateTable, getRateTable } from '../../tariffs/rate-tables/service.js';
import { differing } from './alike.js';
import {
  type Ids,
  importAccounts,
  importCategories,
  importCodeDecks,
  importExchangeRates,
  importTimeProfiles,
  importTrunks,
  type LeftOut,
  type Progress,
  parentsFirst,
} from './book-parts.js';
import { importRates } from './book-rates.js';
import { bookText } from './export-book.js';
import type { OpenedDocument } from './open-document.js';
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

/** Parts that have no place in this system yet; they are told, not lost in silence. */
function leftOutOf(book: Book): BookImported['leftOut'] {
  const why = 'this version of the server keeps no rating plans and assignments; rate by the book';
  return (['ratingPlans', 'assignments'] as const)
    .map((part) => ({ part, count: book[part]?.length ?? 0, why }))
    .filter(({ count }) => count > 0);
}

export async function importBook(call: WriteCall, document: OpenedDocument): Promise<BookImported> {
  const { book, categories } = document.head;
  const progress: Progress = { created: none(), updated: none(), unchanged: none() };
  const profiles = await importTimeProfiles(call, book.timeProfiles ?? [], progress);
  const leftOut = leftOutOf(book);
  const decks = await importCodeDecks(call, document, progress, leftOut);
  const lookups = {
    ...{ profiles, decks },
    categories: await importCategories(call, categories, progress),
    accounts: await importAccounts(call, book.accounts ?? [], progress),
  };
  await importTrunks(call, book.trunks ?? [], lookups.accounts, progress);
  await importExchangeRates(call, book.exchangeRates ?? [], progress);
  const changeSetIds = await importTables(call, document, lookups, { progress, leftOut });
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
  document: OpenedDocument,
  lookups: TableLookups,
  { progress, leftOut }: { readonly progress: Progress; readonly leftOut: LeftOut },
): Promise<string[]> {
  const { book, rateCounts } = document.head;
  const tables = book.rateTables ?? [];
  const references = ownedReferences(tables);
  const parentOf = ({ parent }: BookTable) => references.get(parent ?? '');
  const stored = await listRateTables(call.db);
  const ids: Ids = new Map(stored.map(({ id, ownerId, name }) => [`${ownerId}\n${name}`, id]));
  const own = new Map<BookTable, RateTable>();
  for (const table of parentsFirst(tables, parentOf)) {
    const parent = parentOf(table);
    const parentId = parent === undefined ? null : own.get(parent)!.id;
    own.set(table, await importTable(call, table, { ...lookups, ids, parentId }, progress));
  }
  const changeSetIds: string[] = [];
  for (const [index, table] of tables.entries()) {
    const rates = { count: rateCounts[index]!, pieces: () => document.rates(index) };
    const imported = await importRates(call, rates, own.get(table)!, lookups, progress);
    if (imported.changeSetId !== null) changeSetIds.push(imported.changeSetId);
    if (imported.specialCount === 0) continue;
    const why = `special rates of ${JSON.stringify(table.name)} have these codes then, and keep them`;
    leftOut.push({ part: 'rates', count: imported.specialCount, why });
  }
  return changeSetIds;
}

async function importTable(
  call: WriteCall,
  table: BookTable,
  lookups: TableLookups & { readonly ids: Ids; readonly parentId: string | null },
  progress: Progress,
): Promise<RateTable> {
  const { owner, codeDeck, sourceCodeDeck, rounding = {}, ...rest } = table;
  const ownerId = owner === undefined ? call.principal.accountId : lookups.accounts.get(owner)!;
  const { name, scope = 'customer', service = 'voice', currency = 'USD', defaults = {} } = rest;
  const settings = {
    unit: rest.unit ?? null,
    parentId: lookups.parentId,
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
    progress.created.rateTables += 1;
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
  const edit = differing(shown, { ...settings, defaults: given }, ['taxRate', 'defaults']);
  if (edit === null) {
    progress.unchanged.rateTables += 1;
    return found;
  }
  progress.updated.rateTables += 1;
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
