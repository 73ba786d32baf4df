/** The routes of the audit log: it is read, and nobody writes it but what it tells of. */

import { type Route, readRoute } from '../../platform/http/route.js';
import { IdParams } from '../../platform/http/schemas.js';
import { AuditEntry, AuditPage, AuditQuery } from './schema.js';
import { getAuditEntry, listAudit } from './service.js';

const tag = 'Audit';
const access = 'read-audit';

export const auditRoutes: readonly Route[] = [
  readRoute({
    path: '/audit',
    operationId: 'listAuditEntries',
    tag,
    summary: 'List who changed what',
    access,
    query: AuditQuery,
    answer: AuditPage,
    handle: (call, { query }) => listAudit(call, query),
  }),
  readRoute({
    path: '/audit/:id',
    operationId: 'getAuditEntry',
    tag,
    summary: 'Show an audit entry with all its changes',
    access,
    params: IdParams,
    answer: AuditEntry,
    handle: (call, { params }) => getAuditEntry(call, params.id),
  }),
];
