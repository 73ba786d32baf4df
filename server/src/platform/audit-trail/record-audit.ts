/**
 * Writes the audit log: who changed what, when, from where, each field before and after. An entry is
 * part of the transaction that it tells of: neither can be without the other.
 */

import type { WriteCall } from '../access/call.js';
import { insertAuditEntry } from './audit-store.js';
import { changedFields } from './changed-fields.js';

/** What was changed, and whose it is. */
export interface AuditedThing {
  /** As in the API's addresses, singular: `rate-table`. */
  readonly noun: string;
  /** Null: of this kind there is only one. */
  readonly id: string | null;
  readonly name: string;
  /** Account that the thing belongs to: who may see the entry. */
  readonly ownerId: string;
}

export interface AuditedChange extends AuditedThing {
  readonly action: string;
  /** What the API shows of it before and after; null: it was not there, or is not any more. */
  readonly before: object | null;
  readonly after: object | null;
  readonly changeSetId?: string | null;
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

/**
 * For things that are made, edited and removed as a whole: `described` says by what name and of whom
 * the log knows one. It is asked of what is there after the change, and before when nothing is.
 */
export function auditOf<Thing extends object>(
  described: (thing: Thing, call: WriteCall) => AuditedThing,
) {
  return (
    call: WriteCall,
    action: string,
    before: Thing | null,
    after: Thing | null,
    more: Pick<AuditedChange, 'changeSetId'> = {},
  ): Promise<void> =>
    recordAudit(call, { action, ...described((after ?? before)!, call), before, after, ...more });
}
