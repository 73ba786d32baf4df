/** Reads the audit log: each sees what happened to the things of its own subtree. */

import { formatInstant, parseInstant } from '@ratedeck/engine';
import type { ReadCall } from '../../platform/access/call.js';
import type { Page } from '../../platform/db/page.js';
import { invalidRequest, notFound, type ProblemFault } from '../../platform/problems/problem.js';
import type { AuditEntry, AuditQuery } from './schema.js';
import * as store from './store.js';

export async function listAudit(call: ReadCall, query: AuditQuery): Promise<Page<AuditEntry>> {
  const faults: ProblemFault[] = [];
  const instantOf = (path: 'from' | 'to') => {
    const text = query[path];
    if (text === undefined) return {};
    const epochMs = parseInstant(text);
    if (epochMs !== null) return { [path]: formatInstant(epochMs) };
    faults.push({ path, code: 'invalid_instant', message: 'is no real date' });
    return {};
  };
  const instants = { ...instantOf('from'), ...instantOf('to') };
  if (faults.length > 0) throw invalidRequest(...faults);
  return store.listEntries(call.db, call.principal, { ...query, ...instants });
}

export async function getAuditEntry(call: ReadCall, id: string): Promise<AuditEntry> {
  const entry = await store.findEntry(call.db, call.principal, id);
  if (entry === null) throw notFound('audit entry', id);
  return entry;
}
