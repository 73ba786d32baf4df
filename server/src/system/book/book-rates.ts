/**
 * The rates of a book's table: added when no version of the same identity and date is there, written
 * anew when it differs, left alone when it is equal. One change set a table. Rates that a special
 * rate owns are left alone; nothing is deleted.
 */

import type { RateTable as BookTable, Rate } from '@ratedeck/engine';
import { sql } from 'kysely';
import { resolveCodeNames } from '../../catalogue/code-decks/service.js';
import { nameIds } from '../../catalogue/names/service.js';
import type { WriteCall } from '../../platform/access/call.js';
import { closeChangeSet, openChangeSet } from '../../tariffs/change-recording/service.js';
import type { RateTable } from '../../tariffs/rate-tables/service.js';
import {
  contentColumns,
  editedContent,
  emptyContent,
  identityOf,
  insertRates,
  type RateContent,
  type StoredRate,
  streamRates,
  updateRates,
} from '../../tariffs/rates/service.js';
import type { Ids, Progress } from './book-parts.js';

interface RateLookups {
  readonly profiles: Ids;
  readonly categories: Ids;
}

function keyOf(rate: RateContent): string {
  return `${identityOf(rate)}\n${rate.effectiveFrom ?? ''}\n${rate.stashed ? 'stashed' : ''}`;
}

function contentOf(rate: Rate, table: RateTable, lookups: RateLookups): RateContent {
  const { timeProfile, category, numberLength, name: _, tiers, stashed, ...fields } = rate;
  const { min = null, max = null } = numberLength ?? {};
  const edited = editedContent(emptyContent(rate.code, rate.service ?? table.service), {
    ...fields,
    ...(tiers !== undefined && { tiers: [...tiers] }),
    numberLength: numberLength === undefined ? null : { min, max },
    timeProfileId: timeProfile === undefined ? null : lookups.profiles.get(timeProfile)!,
    categoryId: category === undefined ? null : lookups.categories.get(category)!,
  });
  return { ...edited, stashed: stashed === true };
}

async function contentsOf(
  call: WriteCall,
  rates: readonly Rate[],
  table: RateTable,
  lookups: RateLookups,
): Promise<RateContent[]> {
  const named = rates.flatMap(({ name }) => (name === undefined ? [] : [name]));
  const own = await nameIds(call.db, named);
  const unnamed = rates.flatMap(({ code, name }) => (name === undefined ? [code] : []));
  const deck =
    table.codeDeck === null
      ? new Map<string, { readonly nameId: number }>()
      : await resolveCodeNames(call.db, table.codeDeck.id, unnamed);
  return rates.map((rate) => {
    const content = contentOf(rate, table, lookups);
    if (rate.name !== undefined) {
      return { ...content, nameId: own.get(rate.name)!, nameIsOwn: true };
    }
    return { ...content, nameId: deck.get(rate.code)?.nameId ?? 0 };
  });
}

/** What a book says of a rate; the rest (how customers are told of it) stays as it is. */
const SAID = contentColumns
  .map(({ field }) => field)
  .filter((field) => field !== 'specialRateId' && field !== 'notice');

/** Numerics may be written with other zeros: `"0.10"` and `"0.1"` are one price. */
function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}

function isEqual(stored: StoredRate, content: RateContent): boolean {
  return SAID.every((field) => isSame(stored[field], content[field]));
}

interface Plan {
  readonly added: RateContent[];
  readonly updated: StoredRate[];
  unchangedCount: number;
}

async function compare(call: WriteCall, table: RateTable, contents: RateContent[]): Promise<Plan> {
  const plan: Plan = { added: [], updated: [], unchangedCount: 0 };
  const wanted = new Map(contents.map((content) => [keyOf(content), content]));
  for await (const chunk of streamRates(call.db, sql`rates.rate_table_id = ${table.id}`)) {
    for (const stored of chunk) {
      const key = keyOf(stored);
      const content = wanted.get(key);
      if (content === undefined) continue;
      wanted.delete(key);
      if (stored.specialRateId !== null || isEqual(stored, content)) plan.unchangedCount++;
      else {
        const { specialRateId, notice } = stored;
        plan.updated.push({ ...stored, ...content, specialRateId, notice });
      }
    }
  }
  plan.added.push(...[...wanted.values()].sort((a, b) => (a.code < b.code ? -1 : 1)));
  return plan;
}

/** The id of the change set, or null when nothing differed. */
export async function importRates(
  call: WriteCall,
  { rates = [] }: BookTable,
  table: RateTable,
  lookups: RateLookups,
  progress: Progress,
): Promise<string | null> {
  const contents = await contentsOf(call, rates, table, lookups);
  const plan = await compare(call, table, contents);
  progress.created.rates += plan.added.length;
  progress.updated.rates += plan.updated.length;
  progress.unchanged.rates += plan.unchangedCount;
  if (plan.added.length + plan.updated.length === 0) return null;
  const summary = `book: ${plan.added.length} added, ${plan.updated.length} changed`;
  const { id } = await openChangeSet(call, { rateTableId: table.id, kind: 'book', summary });
  await updateRates(call.db, plan.updated);
  await insertRates(call.db, { changeSetId: id, rateTableId: table.id }, plan.added);
  await closeChangeSet(call, id);
  return id;
}
