/** Rate tables of a book: their settings, then their rates. */

import { type RateTable as BookTable, ownedReferences, referenceTo } from '@ratedeck/engine';
import type { WriteCall } from '../../platform/access/call.js';
import { invalidRequest } from '../../platform/problems/problem.js';
import { chargeFromRow, chargeToRow } from '../../tariffs/charge/charge-row.js';
import type { RateTable } from '../../tariffs/rate-tables/schema.js';
import {
  allRateTables,
  createRateTable,
  editRateTable,
  getRateTable,
} from '../../tariffs/rate-tables/service.js';
import { differing } from './alike.js';
import { type Ids, parentsFirst, type Told } from './book-parts.js';
import { type BookRates, importRates } from './book-rates.js';
import type { OpenedDocument } from './open-document.js';
import type { Progress } from './progress.js';

export interface TableLookups {
  readonly profiles: Ids;
  readonly categories: Ids;
  readonly decks: Ids;
  readonly accounts: Ids;
}

/** By what the book refers to them with. */
export type ImportedTables = ReadonlyMap<string, RateTable>;

export async function importTables(
  call: WriteCall,
  document: OpenedDocument,
  lookups: TableLookups,
  told: Told,
): Promise<ImportedTables> {
  const tables = document.head.book.rateTables ?? [];
  const references = ownedReferences(tables);
  const parentOf = ({ parent }: BookTable) => references.get(parent ?? '');
  const stored = await allRateTables(call);
  const ids: Ids = new Map(stored.map(({ id, owner, name }) => [`${owner.id}\n${name}`, id]));
  const positions = new Map(tables.map((table, index) => [table, index]));
  const own = new Map<BookTable, RateTable>();
  for (const table of parentsFirst(tables, parentOf)) {
    const parent = parentOf(table);
    // Refused with its parent, which says why.
    if (parent !== undefined && !own.has(parent)) continue;
    const parentId = parent === undefined ? null : own.get(parent)!.id;
    const place = { ...lookups, ids, parentId, reference: referenceTo(table, references) };
    const imported = await told.refusals.at(`body.rateTables[${positions.get(table)}]`, () =>
      importTable(call, table, place, told.progress),
    );
    if (imported !== null) own.set(table, imported);
  }
  told.refusals.throwIfAny();
  for (const [index, table] of tables.entries()) {
    const rates = {
      count: document.head.rateCounts[index]!,
      pieces: () => document.rates(index),
      names: () => document.names(index),
    };
    const place = { table: own.get(table)!, reference: referenceTo(table, references) };
    await told.refusals.at(`body.rateTables[${index}]`, () =>
      importRatesOf(call, rates, { ...place, lookups }, told.progress),
    );
  }
  told.refusals.throwIfAny();
  return new Map([...references].map(([text, table]) => [text, own.get(table)!]));
}

interface RatesPlace {
  readonly table: RateTable;
  readonly reference: string;
  readonly lookups: TableLookups;
}

async function importRatesOf(
  call: WriteCall,
  rates: BookRates,
  { table, reference, lookups }: RatesPlace,
  progress: Progress,
): Promise<void> {
  const { changeSetId, specialCount, counts } = await importRates(call, rates, table, lookups);
  progress.items('rateTables', reference, counts);
  if (changeSetId !== null) progress.changeSetIds.push(changeSetId);
  if (specialCount === 0) return;
  const why = `special rates of ${JSON.stringify(table.name)} have these codes then, and keep them`;
  progress.leftOut.push({ part: 'rates', count: specialCount, why });
}

interface TablePlace extends TableLookups {
  readonly ids: Ids;
  readonly parentId: string | null;
  readonly reference: string;
}

async function importTable(
  call: WriteCall,
  table: BookTable,
  lookups: TablePlace,
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
    progress.created('rateTables', lookups.reference);
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
  progress.edited('rateTables', lookups.reference, edit);
  return edit === null ? found : editRateTable(call, id, edit);
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
      path: field,
      code: 'fixed',
      message: `is ${wanted[field]}; the table has ${found[field]}, which is fixed at its creation`,
    })),
  );
}
