/**
 * The rates of a book's table: added when no version of the same identity and date is there, written
 * anew when it differs, left alone when it is equal. One change set a table; nothing is deleted.
 *
 * They come by code, some thousand at a time, and are compared with what stands for these codes, so
 * memory does not grow with their number. Rates of special rates, and their place, are left alone.
 */

import { setImmediate } from 'node:timers/promises';
import { normalNumberLength, parseInstant, type Rate } from '@ratedeck/engine';
import { codeNameResolver, type ResolvedName } from '../../catalogue/code-decks/service.js';
import { nameIds } from '../../catalogue/names/service.js';
import type { WriteCall } from '../../platform/access/call.js';
import { Problem, type ProblemFault } from '../../platform/problems/problem.js';
import { RateWriter } from '../../tariffs/bulk-changes/rate-writer.js';
import {
  type ChangeSetStart,
  closeChangeSet,
  openChangeSet,
} from '../../tariffs/change-recording/service.js';
import { chargeToRow } from '../../tariffs/charge/charge-row.js';
import type { RateTable } from '../../tariffs/rate-tables/schema.js';
import { insertRates, ratesOfCodes } from '../../tariffs/stored-rates/bulk-store.js';
import { wasInForce } from '../../tariffs/stored-rates/periods.js';
import { emptyContent, type RateContent } from '../../tariffs/stored-rates/record.js';
import type { Ids } from './book-parts.js';
import { type Comparison, compareRates, nothingFound } from './compare-rates.js';
import * as store from './store.js';

interface RateLookups {
  readonly profiles: Ids;
  readonly categories: Ids;
}

export interface BookRates {
  readonly count: number;
  /** By code, from the beginning each time. */
  pieces(): AsyncIterable<readonly Rate[]>;
  /** Those of their own, each once. */
  names(): AsyncIterable<readonly string[]>;
}

const FAULTS_MAX = 100;
/** From so many on a code deck is read whole, see `codeNameResolver`. */
const LARGE_COUNT = 20_000;
const KEPT_MAX = 100_000;

export interface RatesImported {
  /** Null: nothing differed. */
  readonly changeSetId: string | null;
  readonly specialCount: number;
  readonly counts: RateCounts;
}

interface RateCounts {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
}

export async function importRates(
  call: WriteCall,
  rates: BookRates,
  table: RateTable,
  lookups: RateLookups,
): Promise<RatesImported> {
  const { count } = rates;
  const { codeDeck } = table;
  const namesOf =
    codeDeck === null
      ? async () => new Map<string, ResolvedName>()
      : codeNameResolver(call, codeDeck.id, count);
  const summary = `book: ${count} rates taken in`;
  const start = { rateTableId: table.id, kind: 'book', summary } as const;
  const content = { ...lookups, namesOf, ownNames: new Map(), instants: new Map() };
  const isLarge = count >= LARGE_COUNT;
  if (isLarge && !(await store.hasRates(call.db, table.id))) {
    return fillTable(call, rates, { table, start, content });
  }
  // The planner's figures may be older than the rates.
  if (isLarge) await store.analyzeRates(call.db);
  const writer = new RateWriter(call, start);
  const counts = { created: 0, updated: 0, unchanged: 0 };
  let specialCount = 0;
  for await (const piece of rates.pieces()) {
    call.signal.throwIfAborted();
    const contents = await contentsOf(call, piece, table, content);
    const codes = [...new Set(contents.map(({ code }) => code))];
    const found = compareRates(await ratesOfCodes(call.db, table.id, codes), contents);
    requireOpenPast(call, table, found);
    await writer.write({ ...found, deletedIds: [] });
    counts.created += found.added.length;
    counts.updated += found.updated.length;
    counts.unchanged += found.unchangedCount;
    specialCount += found.specialCount;
    // Others have their turn between two pieces.
    await setImmediate();
  }
  return { changeSetId: await writer.close(), specialCount, counts };
}

interface Filling {
  readonly table: RateTable;
  readonly start: ChangeSetStart;
  readonly content: ContentLookups;
}

/**
 * A table without rates takes all of them in one statement: what the database does for each statement
 * is then done once. While it takes them nothing else can be asked, so names are looked up before.
 */
async function fillTable(
  call: WriteCall,
  { pieces, names }: BookRates,
  { table, start, content }: Filling,
): Promise<RatesImported> {
  for await (const piece of names()) {
    call.signal.throwIfAborted();
    await rememberNames(call, piece, content.ownNames);
  }
  // Of many codes, their code deck is read once.
  await content.namesOf(['']);
  const { id } = await openChangeSet(call, start);
  const place = { changeSetId: id, rateTableId: table.id };
  const created = await insertRates(call.db, place, contents());
  await closeChangeSet(call, id);
  return { changeSetId: id, specialCount: 0, counts: { created, updated: 0, unchanged: 0 } };

  async function* contents(): AsyncGenerator<readonly RateContent[]> {
    for await (const piece of pieces()) {
      call.signal.throwIfAborted();
      const unnamed = piece.flatMap(({ code, name }) => (name === undefined ? code : []));
      const named = await content.namesOf(unnamed);
      const found = piece.map((rate) => namedContentOf(rate, table, content, named));
      requireOpenPast(call, table, { ...nothingFound(), added: found });
      yield found;
      await setImmediate();
    }
  }
}

interface ContentLookups extends RateLookups {
  /** Ids of names that rates have had so far; a deck says the same of many codes. */
  readonly ownNames: Map<string, number>;
  readonly instants: Map<string, string>;
  readonly namesOf: (codes: readonly string[]) => Promise<ReadonlyMap<string, ResolvedName>>;
}

async function rememberNames(
  call: WriteCall,
  names: readonly string[],
  ownNames: Map<string, number>,
): Promise<void> {
  const unknown = names.filter((name) => !ownNames.has(name));
  for (const [name, id] of await nameIds(call, unknown)) ownNames.set(name, id);
}

async function contentsOf(
  call: WriteCall,
  rates: readonly Rate[],
  table: RateTable,
  lookups: ContentLookups,
): Promise<RateContent[]> {
  if (lookups.ownNames.size > KEPT_MAX) lookups.ownNames.clear();
  const own = rates.flatMap(({ name }) => (name === undefined ? [] : name));
  await rememberNames(call, own, lookups.ownNames);
  const unnamed = rates.flatMap(({ code, name }) => (name === undefined ? code : []));
  const named = await lookups.namesOf(unnamed);
  return rates.map((rate) => namedContentOf(rate, table, lookups, named));
}

function namedContentOf(
  rate: Rate,
  table: RateTable,
  lookups: ContentLookups,
  named: ReadonlyMap<string, ResolvedName>,
): RateContent {
  const { code, name } = rate;
  if (name === undefined) return contentOf(rate, table, lookups, named.get(code)?.nameId ?? 0);
  return contentOf(rate, table, lookups, lookups.ownNames.get(name)!);
}

/** All fields there are: a rate that gets them one after the other costs several times as much. */
const EMPTY = emptyContent('', 'voice');

function contentOf(
  rate: Rate,
  table: RateTable,
  lookups: ContentLookups,
  nameId: number,
): RateContent {
  const { timeProfile, category, numberLength, effectiveFrom, effectiveTo } = rate;
  const range = normalNumberLength(numberLength);
  return {
    ...EMPTY,
    ...chargeToRow(rate),
    code: rate.code,
    service: rate.service ?? table.service,
    sourceCode: rate.sourceCode ?? null,
    numberLengthMin: range?.min ?? null,
    numberLengthMax: range?.max ?? null,
    timeProfileId: timeProfile === undefined ? null : lookups.profiles.get(timeProfile)!,
    tag: rate.tag ?? null,
    effectiveFrom: instantOf(effectiveFrom, lookups.instants),
    effectiveTo: instantOf(effectiveTo, lookups.instants),
    stashed: rate.stashed ?? false,
    blocked: rate.blocked ?? false,
    nameId,
    nameIsOwn: rate.name !== undefined,
    categoryId: category === undefined ? null : lookups.categories.get(category)!,
    description: rate.description ?? null,
    notes: rate.notes ?? null,
  };
}

/** In the one form in which instants are compared; a deck names few of them, many times. */
function instantOf(text: string | undefined, known: Map<string, string>): string | null {
  if (text === undefined) return null;
  const found = known.get(text);
  if (found !== undefined) return found;
  if (known.size > KEPT_MAX) known.clear();
  const instant = new Date(parseInstant(text)!).toISOString();
  known.set(text, instant);
  return instant;
}

/** In a table by which calls were rated, nothing is added to the past. */
function requireOpenPast(call: WriteCall, table: RateTable, { added }: Comparison): void {
  if (!table.callsRated) return;
  const late = added.filter(
    ({ stashed, effectiveFrom }) =>
      !stashed && effectiveFrom !== call.now && wasInForce(effectiveFrom, call.now),
  );
  if (late.length === 0) return;
  const faults = late.slice(0, FAULTS_MAX).map(({ code, effectiveFrom }): ProblemFault => {
    const message = `the code ${JSON.stringify(code)} would begin at ${effectiveFrom ?? 'always'}`;
    return { path: 'rates', code: 'already_rated', message };
  });
  throw new Problem(
    'already_rated',
    `calls were rated by the table ${JSON.stringify(table.name)}, so its new versions begin now or ` +
      'later: give them such a date',
    faults,
  );
}
