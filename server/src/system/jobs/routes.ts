import { changeRoute, type Route, readRoute } from '../../platform/http/route.js';
import { IdParams } from '../../platform/http/schemas.js';
import { Job, JobPage, JobQuery } from './schema.js';
import { cancelJob, getJob, listJobs } from './service.js';

const tag = 'Jobs';

export const jobRoutes: readonly Route[] = [
  readRoute({
    path: '/jobs',
    tag,
    summary: 'List jobs, the latest first',
    description: 'Work in the background, of things that you can see. Ended ones are kept 30 days.',
    access: 'read',
    query: JobQuery,
    answer: JobPage,
    handle: (call, { query }) => listJobs(call, query),
  }),
  readRoute({
    path: '/jobs/:id',
    tag,
    summary: 'Show a job, its progress and its result',
    access: 'read',
    params: IdParams,
    answer: Job,
    handle: (call, { params }) => getJob(call, params.id),
  }),
  changeRoute({
    method: 'POST',
    path: '/jobs/:id/cancel',
    tag,
    summary: 'Cancel a job',
    description:
      'One that waits ends at once; one that is at work is told to, and then has changed nothing. ' +
      'Needs the permission that asking for the job needs.',
    access: 'signed-in',
    params: IdParams,
    answer: Job,
    handle: (call, { params }) => cancelJob(call, params.id),
  }),
];
