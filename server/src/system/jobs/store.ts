/** Jobs in the database, as they are shown. */

import { type RawBuilder, sql } from 'kysely';
import type { Permission } from '../../platform/access/permissions.js';
import type { Principal } from '../../platform/access/principal.js';
import { inScope } from '../../platform/access/scope-conditions.js';
import type { Connection } from '../../platform/db/connection.js';
import { contains, type Page, pageRequest, readPage } from '../../platform/db/page.js';
import { type Job, JobQuery, type ListedJob } from './schema.js';

interface JobRow {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly status: ListedJob['status'];
  readonly noun: string | null;
  readonly thingId: string | null;
  readonly accountId: string;
  readonly accountName: string;
  readonly permission: Permission;
  readonly progressDone: string | null;
  readonly progressTotal: string | null;
  readonly progressWhat: string | null;
  readonly actorKind: ListedJob['startedBy']['kind'];
  readonly actorId: string | null;
  readonly actorName: string;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly isCancelling: boolean;
  /** JSON, as is the result. */
  readonly problem: string | null;
}

interface WholeRow extends JobRow {
  readonly result: string | null;
}

const columns = sql`
  jobs.id, jobs.kind, title, jobs.status, noun, thing_id AS "thingId", account_id AS "accountId",
  accounts.name AS "accountName", permission, progress_done AS "progressDone", progress_total AS "progressTotal",
  progress_what AS "progressWhat", actor_kind AS "actorKind",
  actor_id AS "actorId", actor_name AS "actorName", jobs.created_at AS "createdAt",
  started_at AS "startedAt", ended_at AS "endedAt",
  (cancel_requested_at IS NOT NULL AND ended_at IS NULL) AS "isCancelling", problem`;
const source = sql`jobs JOIN accounts ON accounts.id = jobs.account_id`;

export type KnownJob = Job & { readonly permission: Permission };

function fromRow(row: JobRow, now: string): ListedJob {
  const { id, kind, title, status, createdAt, startedAt, endedAt, isCancelling } = row;
  return {
    ...{ id, kind, title, status },
    thing: row.noun === null ? null : { noun: row.noun, id: row.thingId! },
    account: { id: row.accountId, name: row.accountName },
    progress: progressOf(row),
    secondsLeft: secondsLeft(row, now),
    startedBy: { kind: row.actorKind, id: row.actorId, name: row.actorName },
    ...{ createdAt, startedAt, endedAt, isCancelling },
    problem: parsed(row.problem),
  };
}

const parsed = (json: string | null): object | null =>
  json === null ? null : (JSON.parse(json) as object);

function progressOf({ progressDone, progressTotal, progressWhat }: JobRow): ListedJob['progress'] {
  if (progressDone === null || progressWhat === null) return null;
  const total = progressTotal === null ? null : Number(progressTotal);
  return { done: Number(progressDone), total, what: progressWhat };
}

function secondsLeft(row: JobRow, now: string): number | null {
  const { status, startedAt } = row;
  if (status !== 'running' || startedAt === null) return null;
  const { done = 0, total = null } = progressOf(row) ?? {};
  if (total === null || done === 0) return null;
  const seconds = Math.max(0, Date.parse(now) - Date.parse(startedAt)) / 1000;
  return Math.max(0, Math.ceil((seconds / done) * (total - done)));
}

export async function listJobs(
  db: Connection,
  principal: Principal,
  query: JobQuery,
  now: string,
): Promise<Page<ListedJob>> {
  const where: RawBuilder<unknown>[] = [inScope(principal, sql`jobs.account_id`)];
  if (query.search !== undefined) where.push(contains(sql`title`, query.search));
  if (query.kind !== undefined) where.push(sql`jobs.kind = ${query.kind}`);
  if (query.status !== undefined) where.push(sql`jobs.status = ${query.status}`);
  if (query.noun !== undefined) where.push(sql`noun = ${query.noun}`);
  if (query.thingId !== undefined) where.push(sql`thing_id = ${query.thingId}`);
  // Ids follow the time, and an index has them.
  const sorts = { at: { expression: sql`jobs.id`, type: 'bigint' } } as const;
  const page = await readPage<JobRow>(
    db,
    { columns, from: source, where, id: sql`jobs.id`, sorts },
    pageRequest(query, JobQuery),
  );
  return { items: page.items.map((row) => fromRow(row, now)), nextCursor: page.nextCursor };
}

export async function findJob(
  db: Connection,
  principal: Principal,
  id: string,
  now: string,
): Promise<KnownJob | null> {
  const row = await db.row(sql<WholeRow>`
    SELECT ${columns}, result FROM ${source}
    WHERE jobs.id = ${id} AND ${inScope(principal, sql`jobs.account_id`)}`);
  if (row === null) return null;
  const { permission, result } = row;
  return { ...fromRow(row, now), result: parsed(result), permission };
}
