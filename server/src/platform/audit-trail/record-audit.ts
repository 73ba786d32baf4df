/**
 * Writes the audit log: who changed what, when, from where, each field before and after. An entry is
 * part of the transaction that it tells of: neither can be without the other.
 */

import { sql } from 'kysely';
import type { WriteCall } from '../access/call.js';
import { changedFields } from './changed-fields.js';

export interface AuditedChange {
  readonly action: string;
  /** As in the API's addresses, singular: `rate-table`. */
  readonly noun: string;
  readonly id: string;
  readonly name: string;
  /** Account that the thing belongs to: who may see the entry. */
  readonly ownerId: string;
  /** What the API shows of it before and after; null: it was not there, or is not any more. */
  readonly before: object | null;
  readonly after: object | null;
  readonly changeSetId?: string;
}

export async function recordAudit(call: WriteCall, change: AuditedChange): Promise<void> {
  const { principal } = call;
  const fields = changedFields(change.before, change.after);
  const entry = await call.db.row(sql<{ id: string }>`
    INSERT INTO audit_entries (at, actor_kind, actor_id, actor_name, ip, request_id, action, noun,
      noun_id, noun_name, owner_id, change_set_id)
    VALUES (${call.now}, ${principal.kind}, ${principal.id}, ${principal.name}, ${call.ip},
      ${call.requestId}, ${change.action}, ${change.noun}, ${change.id}, ${change.name},
      ${change.ownerId}, ${change.changeSetId ?? null})
    RETURNING id`);
  if (fields.length === 0) return;
  await call.db.run(sql`
    INSERT INTO audit_fields (audit_entry_id, position, field, before, after)
    SELECT ${entry!.id}::bigint, position - 1, field, before, after
    FROM unnest(${fields.map(({ field }) => field)}::text[],
                ${fields.map(({ before }) => before)}::text[],
                ${fields.map(({ after }) => after)}::text[])
      WITH ORDINALITY AS changed (field, before, after, position)`);
}
