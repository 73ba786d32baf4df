/** Work in the background, seen and cancelled. Who starts it is the feature whose work it is. */

import type { ReadCall, WriteCall } from '../../platform/access/call.js';
import { requireAccess } from '../../platform/access/principal.js';
import { recordAudit } from '../../platform/audit-trail/record-audit.js';
import type { Page } from '../../platform/db/page.js';
import { requestCancel } from '../../platform/jobs/store.js';
import { notFound, Problem } from '../../platform/problems/problem.js';
import type { Job, JobQuery, ListedJob } from './schema.js';
import * as store from './store.js';

export function listJobs(call: ReadCall, query: JobQuery): Promise<Page<ListedJob>> {
  return store.listJobs(call.db, call.principal, query, call.now);
}

export async function getJob(call: ReadCall, id: string): Promise<Job> {
  const { permission: _, ...job } = await known(call, id);
  return job;
}

async function known(call: ReadCall, id: string): Promise<store.KnownJob> {
  const job = await store.findJob(call.db, call.principal, id, call.now);
  if (job === null) throw notFound('job', id);
  return job;
}

/** Needs what asking for the job needs. */
export async function cancelJob(call: WriteCall, id: string): Promise<Job> {
  const job = await known(call, id);
  requireAccess(call.principal, job.permission);
  if (!(await requestCancel(call.db, id, call.now))) {
    throw new Problem(
      'conflict',
      `the job has ended before (${job.status}), so nothing is cancelled`,
    );
  }
  await recordAudit(call, {
    action: 'cancel',
    noun: 'job',
    id,
    name: job.title,
    ownerId: job.account.id,
    before: null,
    after: null,
  });
  return getJob(call, id);
}
