/**
 * Writes the audit log: who changed what, when, from where, each field before and after. An entry is
 * part of the transaction that it tells of: neither can be without the other.
 */

import type { WriteCall } from '../access/call.js';
import { insertAuditEntry } from './audit-store.js';
import { changedFields } from './changed-fields.js';

export interface AuditedChange {
  readonly action: string;
  /** As in the API's addresses, singular: `rate-table`. */
  readonly noun: string;
  /** Null: of this kind there is only one. */
  readonly id: string | null;
  readonly name: string;
  /** Account that the thing belongs to: who may see the entry. */
  readonly ownerId: string;
  /** What the API shows of it before and after; null: it was not there, or is not any more. */
  readonly before: object | null;
  readonly after: object | null;
  readonly changeSetId?: string;
}

export async function recordAudit(call: WriteCall, change: AuditedChange): Promise<void> {
  await insertAuditEntry(call.db, {
    at: call.now,
    actor: call.principal,
    ip: call.ip,
    requestId: call.requestId,
    action: change.action,
    noun: change.noun,
    nounId: change.id,
    nounName: change.name,
    ownerId: change.ownerId,
    changeSetId: change.changeSetId ?? null,
    fields: changedFields(change.before, change.after),
  });
}
