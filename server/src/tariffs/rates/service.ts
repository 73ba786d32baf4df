/**
 * Rates: how they are read, and the way to the files that write them. Other features write rates of
 * their own choice with `stored-rates`, in a change set, after the rules of `content` and `writing`.
 */

import type { ReadCall, WriteCall } from '../../platform/access/call.js';
import type { Page } from '../../platform/db/page.js';
import { notFound } from '../../platform/problems/problem.js';
import type { StoredRate } from '../stored-rates/record.js';
import { countRates, ratesByCode } from '../stored-rates/selected-rates-store.js';
import { type RateSelection, selectionConditions } from './conditions.js';
import type { Rate, RateQuery, RateVersionsQuery } from './schema.js';
import { asPriced, seenRate, sightOf } from './seen-rates.js';
import * as store from './store.js';

export { addRates } from './add-rates.js';
export { contentFaults, editedContent, rateForBook } from './content.js';
export { deleteRate, editRate, setStashed } from './edit-rate.js';
export { imageOf, type NamedRate, rateFromRow } from './image.js';
export { requireOpenDate, withNames } from './writing.js';

export type { RateSelection };

export async function listRates(
  call: ReadCall,
  rateTableId: string,
  query: RateQuery,
): Promise<Page<Rate>> {
  const { isOwn, seen } = await sightOf(call, rateTableId);
  if (isOwn) return store.listRates(call.db, rateTableId, query, { now: call.now });
  // Which special rate made a rate is not told, so it is no filter either.
  if (query.specialRateId !== undefined) return { items: [], nextCursor: null };
  const page = await store.listRates(call.db, rateTableId, query, { now: call.now, seen });
  return { ...page, items: page.items.map(asPriced) };
}

export async function getRate(call: ReadCall, id: string): Promise<Rate> {
  const { isOwn } = await seenRate(call, id);
  const [rate] = await store.showRates(call.db, [id], call.now);
  if (rate === undefined) throw notFound('rate', id);
  return isOwn ? rate : asPriced(rate);
}

export async function listVersions(
  call: ReadCall,
  id: string,
  query: RateVersionsQuery,
): Promise<Page<Rate>> {
  const { rate, isOwn, seen } = await seenRate(call, id);
  const page = await store.listVersions(call.db, rate, query, { now: call.now, seen });
  return isOwn ? page : { ...page, items: page.items.map(asPriced) };
}

/** As the API shows them, in the order of the ids. Of what the caller may see: nothing is asked here. */
export function showRates(call: ReadCall, ids: readonly string[]): Promise<Rate[]> {
  return store.showRates(call.db, ids, call.now);
}

/**
 * The rates of a selection by code, in pieces that never part the rates of one code. What is written
 * between two pieces is not selected again.
 */
export async function* selectRates(
  call: Pick<WriteCall, 'db' | 'now'>,
  selection: RateSelection,
): AsyncGenerator<StoredRate[]> {
  yield* ratesByCode(call.db, await selectionConditions(call.db, selection, call.now));
}

/** How many rates a selection has; stops counting when it is more than `countMax`. */
export async function countSelected(
  call: Pick<ReadCall, 'db' | 'now'>,
  selection: RateSelection,
  countMax: number | null = null,
): Promise<number> {
  return countRates(call.db, await selectionConditions(call.db, selection, call.now), countMax);
}

/** For a message: what the special rate is called that owns a rate. */
export function quotedSpecialRate(call: Pick<ReadCall, 'db'>, id: string): Promise<string> {
  return store.quotedSpecialRate(call.db, id);
}
