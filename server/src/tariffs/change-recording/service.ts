/**
 * Opens the change set that every write of rates needs. While it is open, nobody else changes rates
 * of the same table; the triggers on rates keep what it changes.
 */

import { sql } from 'kysely';
import type { WriteCall } from '../../platform/access/call.js';
import { recordAudit } from '../../platform/audit-trail/record-audit.js';
import { lockRateTable, type RateTable, requireActive } from '../rate-tables/service.js';

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

/** Refuses an archived table. One change set at a time is open in a transaction. */
export async function openChangeSet(
  call: WriteCall,
  { rateTableId, kind, summary }: ChangeSetStart,
): Promise<OpenedChangeSet> {
  const table = await lockRateTable(call, rateTableId);
  requireActive(table);
  const { principal } = call;
  const row = await call.db.row(sql<{ id: string }>`
    INSERT INTO change_sets
      (rate_table_id, kind, summary, at, actor_kind, actor_id, actor_name)
    VALUES (${rateTableId}, ${kind}, ${summary.slice(0, SUMMARY_LENGTH_MAX)}, ${call.now},
      ${principal.kind}, ${principal.id}, ${principal.name})
    RETURNING id`);
  const id = row!.id;
  await call.db.run(sql`SELECT set_config('ratedeck.change_set_id', ${id}, true)`);
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

/** After that many changed rows the planner's figures are old. */
const ANALYZE_COUNT = 20_000;

export interface ChangeSetCounts {
  readonly addedCount: number;
  readonly updatedCount: number;
  readonly deletedCount: number;
}

/** Ends it: later writes of the transaction need another one. Returns what it did. */
export async function closeChangeSet(call: WriteCall, id: string): Promise<ChangeSetCounts> {
  await call.db.run(sql`SELECT set_config('ratedeck.change_set_id', '', true)`);
  const counts = await call.db.row(sql<ChangeSetCounts>`
    SELECT added_count AS "addedCount", updated_count AS "updatedCount",
      deleted_count AS "deletedCount" FROM change_sets WHERE id = ${id}`);
  const { addedCount, updatedCount, deletedCount } = counts!;
  if (addedCount + updatedCount + deletedCount >= ANALYZE_COUNT) {
    await call.db.run(sql`ANALYZE rates`);
  }
  return counts!;
}
