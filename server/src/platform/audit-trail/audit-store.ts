/** Entries of the audit log in the database, as they are written. */

import { sql } from 'kysely';
import type { Transaction } from '../db/connection.js';
import type { ChangedField } from './changed-fields.js';

export interface NewAuditEntry {
  readonly at: string;
  readonly actor: {
    readonly kind: string;
    readonly id: string | null;
    readonly name: string;
  };
  readonly ip: string | null;
  readonly requestId: string | null;
  readonly action: string;
  readonly noun: string;
  readonly nounId: string | null;
  readonly nounName: string;
  readonly ownerId: string;
  readonly changeSetId: string | null;
  readonly fields: readonly ChangedField[];
}

export async function insertAuditEntry(db: Transaction, entry: NewAuditEntry): Promise<void> {
  const { actor, fields } = entry;
  const inserted = await db.row(sql<{ id: string }>`
    INSERT INTO audit_entries (at, actor_kind, actor_id, actor_name, ip, request_id, action, noun,
      noun_id, noun_name, owner_id, change_set_id)
    VALUES (${entry.at}, ${actor.kind}, ${actor.id}, ${actor.name}, ${entry.ip},
      ${entry.requestId}, ${entry.action}, ${entry.noun}, ${entry.nounId}, ${entry.nounName},
      ${entry.ownerId}, ${entry.changeSetId})
    RETURNING id`);
  if (fields.length === 0) return;
  await db.run(sql`
    INSERT INTO audit_fields (audit_entry_id, position, field, before, after)
    SELECT ${inserted!.id}::bigint, position - 1, field, before, after
    FROM unnest(${fields.map(({ field }) => field)}::text[],
                ${fields.map(({ before }) => before)}::text[],
                ${fields.map(({ after }) => after)}::text[])
      WITH ORDINALITY AS changed (field, before, after, position)`);
}
