/** Rates: what other features and the routes use of them. */

import type { ReadCall } from '../../platform/access/call.js';
import type { Page } from '../../platform/db/page.js';
import { notFound } from '../../platform/problems/problem.js';
import { getRateTable } from '../rate-tables/service.js';
import type { Rate, RateQuery } from './schema.js';
import * as store from './store.js';

export {
  type ContentField,
  changedFields,
  deleteRates,
  insertRates,
  sameIdentity,
  storedColumns,
  updateRates,
  versionsOfCodes,
} from '../stored-rates/bulk-store.js';
export {
  contentColumns,
  identityOf,
  pricingFields,
  type RateContent,
  type StoredRate,
} from '../stored-rates/record.js';
export { ratesByCode } from '../stored-rates/selected-rates-store.js';
export { addRates } from './add-rates.js';
export { rateConditions } from './conditions.js';
export { contentFaults, editedContent, emptyContent, rateForBook } from './content.js';
export { deleteRate, editRate, setStashed } from './edit-rate.js';
export { imageOf, type NamedRate, RateImage, rateFromRow } from './image.js';
export { Rate, RateEdit, RateFilter } from './schema.js';
export { isInForce } from './state-conditions.js';
export { quotedSpecialRate, showRates } from './store.js';
export {
  holdsSpecial,
  requireOpenDate,
  wasInForce,
  withNames,
} from './writing.js';

export async function listRates(
  call: ReadCall,
  rateTableId: string,
  query: RateQuery,
): Promise<Page<Rate>> {
  await getRateTable(call, rateTableId);
  return store.listRates(call.db, rateTableId, query, call.now);
}

export async function getRate(call: ReadCall, id: string): Promise<Rate> {
  const stored = await store.findStoredRate(call.db, call.principal, id);
  const [rate] = stored === null ? [] : await store.showRates(call.db, [id], call.now);
  if (rate === undefined) throw notFound('rate', id);
  return rate;
}

export async function listVersions(call: ReadCall, id: string): Promise<{ items: Rate[] }> {
  const stored = await store.findStoredRate(call.db, call.principal, id);
  if (stored === null) throw notFound('rate', id);
  const ids = await store.versionIds(call.db, stored);
  return { items: await store.showRates(call.db, ids, call.now) };
}
