/**
 * What a caller sees of rates: all of its own tables; of others what prices its accounts, without
 * what the owner keeps to itself (rates put aside, notes, special rates, and what a nearer table
 * has in place of its parent's).
 */

import type { ReadCall } from '../../platform/access/call.js';
import { foundOrNull, notFound } from '../../platform/problems/problem.js';
import { getRateTable, isOwnRateTable, nearerTables } from '../rate-tables/service.js';
import type { StoredRate } from '../stored-rates/record.js';
import { type Condition, pricingConditions } from './conditions.js';
import type { Rate } from './schema.js';
import * as store from './store.js';

export interface Sight {
  readonly isOwn: boolean;
  /** Of a table that is not own. */
  readonly seen: readonly Condition[];
}

export async function sightOf(call: ReadCall, rateTableId: string): Promise<Sight> {
  const table = await getRateTable(call, rateTableId);
  const isOwn = await isOwnRateTable(call, rateTableId);
  return { isOwn, seen: isOwn ? [] : pricingConditions(await nearerTables(call, table)) };
}

/** What a rate is to whom it prices: without what its owner keeps to itself. */
export const asPriced = (rate: Rate): Rate => ({ ...rate, notes: null, specialRate: null });

/** A rate that the caller sees, with all that it sees of its table. */
export async function seenRate(call: ReadCall, id: string): Promise<Sight & { rate: StoredRate }> {
  const own = await store.findStoredRate(call.db, call.principal, id);
  if (own !== null) return { rate: own, isOwn: true, seen: [] };
  const stored = await store.findRateWhere(call.db, id, []);
  const sight = stored && (await foundOrNull(sightOf(call, stored.rateTableId)));
  const rate = sight && (await store.findRateWhere(call.db, id, sight.seen));
  if (sight === null || rate === null) throw notFound('rate', id);
  return { ...sight, rate };
}
