/**
 * Opens the change set that every write of rates needs. While it is open, nobody else changes rates
 * of the same table; the triggers on rates keep what it changes.
 */

import type { WriteCall } from '../../platform/access/call.js';
import { recordAudit } from '../../platform/audit-trail/record-audit.js';
import type { RateTable } from '../rate-tables/schema.js';
import { lockRateTable, requireActive } from '../rate-tables/service.js';
import type { ChangeSetCounts } from './store.js';
import * as store from './store.js';

export const changeSetKinds = [
  'edit',
  'mass-edit',
  'load',
  'special-rate',
  'book',
  'import',
  'generation',
  'revert',
] as const;
export type ChangeSetKind = (typeof changeSetKinds)[number];

export interface OpenedChangeSet {
  readonly id: string;
  readonly table: RateTable;
}

export interface ChangeSetStart {
  readonly rateTableId: string;
  readonly kind: ChangeSetKind;
  /** For people: "7 rates added for 44, 4420". */
  readonly summary: string;
}

const SUMMARY_LENGTH_MAX = 500;
/** After that many changed rows the planner's figures are old. */
const ANALYZE_COUNT = 20_000;

/** Refuses an archived table. One change set at a time is open in a transaction. */
export async function openChangeSet(
  call: WriteCall,
  { rateTableId, kind, summary }: ChangeSetStart,
): Promise<OpenedChangeSet> {
  const table = await lockRateTable(call, rateTableId);
  requireActive(table);
  const id = await store.insertChangeSet(call.db, {
    rateTableId,
    kind,
    summary: summary.slice(0, SUMMARY_LENGTH_MAX),
    at: call.now,
    actor: call.principal,
  });
  await store.setOpenChangeSet(call.db, id);
  await recordAudit(call, {
    action: kind,
    noun: 'rates',
    id: rateTableId,
    name: table.name,
    ownerId: table.owner.id,
    before: null,
    after: { summary },
    changeSetId: id,
  });
  return { id, table };
}

/** Ends it: later writes of the transaction need another one. Returns what it did. */
export async function closeChangeSet(call: WriteCall, id: string): Promise<ChangeSetCounts> {
  await store.setOpenChangeSet(call.db, null);
  const counts = await store.countsOf(call.db, id);
  const { addedCount, updatedCount, deletedCount } = counts;
  if (addedCount + updatedCount + deletedCount >= ANALYZE_COUNT) await store.analyzeRates(call.db);
  return counts;
}
