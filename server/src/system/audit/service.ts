/** Reads the audit log: each sees what happened to the things of its own subtree. */

import type { ReadCall } from '../../platform/access/call.js';
import type { Page } from '../../platform/db/page.js';
import { notFound } from '../../platform/problems/problem.js';
import type { AuditEntry, AuditQuery } from './schema.js';
import * as store from './store.js';

export function listAudit(call: ReadCall, query: AuditQuery): Promise<Page<AuditEntry>> {
  return store.listEntries(call.db, call.principal, query);
}

export async function getAuditEntry(call: ReadCall, id: string): Promise<AuditEntry> {
  const entry = await store.findEntry(call.db, call.principal, id);
  if (entry === null) throw notFound('audit entry', id);
  return entry;
}
