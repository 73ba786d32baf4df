/** Jobs in the database, as they are asked for, worked on and ended. */

import { sql } from 'kysely';
import type { Principal } from '../access/principal.js';
import type { Connection, Transaction, Writer } from '../db/connection.js';
import type { JobProgress, JobSubject } from './job-kind.js';

/** Programs hold an advisory lock of this class, by their number, while they live. */
const WORKER_LOCK = 7_283_104;
/** A job whose program died is begun again so often, then it has failed. */
const ATTEMPTS_MAX = 3;
/** A message that nobody took is sent again: the queue's tables are not those of a backup. */
const RESEND_SECONDS = 30;

/** What a program is told of a job that it took. */
export interface TakenJob {
  readonly id: string;
  readonly kind: string;
  readonly asked: Asked;
  readonly actor: Principal;
}

/** What was asked for, and what of the request counts. */
export interface Asked {
  readonly input: object;
  readonly expectedVersions: readonly number[] | null;
  readonly requestId: string | null;
  readonly ip: string | null;
}

export interface NewJob extends JobSubject {
  readonly kind: string;
  readonly permission: string;
  readonly asked: Asked;
  readonly actor: Principal;
  readonly createdAt: string;
}

export async function insertJob(db: Transaction, job: NewJob): Promise<string> {
  const { actor, thing } = job;
  const row = await db.row(sql<{ id: string }>`
    INSERT INTO jobs (kind, title, account_id, noun, thing_id, permission, input, actor_kind, actor_id,
      actor_name, actor, created_at)
    VALUES (${job.kind}, ${job.title}, ${job.accountId}, ${thing?.noun ?? null}, ${thing?.id ?? null},
      ${job.permission}, ${JSON.stringify(job.asked)}, ${actor.kind}, ${actor.id}, ${actor.name},
      ${JSON.stringify(actor)}, ${job.createdAt})
    RETURNING id`);
  return row!.id;
}

/** The job is the worker's from here on; null: somebody has it, it ended, or it is of no such kind. */
export async function takeJob(
  db: Connection,
  id: string,
  worker: number,
  kinds: readonly string[],
  at: string,
): Promise<TakenJob | null> {
  const row = await db.row(sql<{ kind: string; input: string; actor: string }>`
    UPDATE jobs SET status = 'running', worker = ${worker}, attempts = attempts + 1, started_at = ${at}
    WHERE id = ${id} AND status = 'waiting' AND kind = ANY(${kinds}::text[])
    RETURNING kind, input, actor`);
  if (row === null) return null;
  // Both were written by \`insertJob\`.
  const asked = JSON.parse(row.input) as Asked;
  return { id, kind: row.kind, asked, actor: JSON.parse(row.actor) as Principal };
}

const noProgress = sql`progress_done = NULL, progress_total = NULL, progress_what = NULL`;

const mine = (id: string, worker: number) =>
  sql`id = ${id} AND status = 'running' AND worker = ${worker}`;

export async function noteProgress(
  db: Writer,
  id: string,
  worker: number,
  progress: JobProgress,
): Promise<void> {
  await db.run(sql`
    UPDATE jobs SET progress_done = ${progress.done}, progress_total = ${progress.total},
      progress_what = ${progress.what}
    WHERE ${mine(id, worker)}`);
}

/** Ids of the worker's jobs that somebody wants cancelled. */
export async function cancelled(db: Connection, worker: number): Promise<string[]> {
  const rows = await db.rows(sql<{ id: string }>`
    SELECT id FROM jobs
    WHERE status = 'running' AND worker = ${worker} AND cancel_requested_at IS NOT NULL`);
  return rows.map(({ id }) => id);
}

export type JobEnd =
  | { readonly status: 'done'; readonly result: object }
  | { readonly status: 'failed'; readonly problem: object }
  | { readonly status: 'cancelled' };

/** False: the job is not the worker's any more, so what it did for it must not be committed. */
export async function endJob(
  db: Writer,
  id: string,
  worker: number,
  end: JobEnd,
  at: string,
): Promise<boolean> {
  const result = end.status === 'done' ? JSON.stringify(end.result) : null;
  const problem = end.status === 'failed' ? JSON.stringify(end.problem) : null;
  const ended = await db.run(sql`
    UPDATE jobs SET status = ${end.status}, worker = NULL, ended_at = ${at},
      result = ${result}, problem = ${problem}
    WHERE ${mine(id, worker)}`);
  return ended === 1;
}

/** Given back, to be begun again soon; it costs no attempt. */
export async function giveBack(db: Writer, id: string, worker: number): Promise<void> {
  await db.run(sql`
    UPDATE jobs SET status = 'waiting', worker = NULL, attempts = attempts - 1,
      ${noProgress}, queued_at = '-infinity'
    WHERE ${mine(id, worker)}`);
}

/** Whoever looks around next sends the message of a waiting job again. */
export async function sendAgain(db: Writer, id: string): Promise<void> {
  await db.run(
    sql`UPDATE jobs SET queued_at = '-infinity' WHERE id = ${id} AND status = 'waiting'`,
  );
}

/** For as long as the connection lasts; false: another program has the number. */
export async function holdWorker(db: Connection, worker: number): Promise<boolean> {
  const row = await db.row(sql<{ isHeld: boolean }>`
    SELECT pg_try_advisory_lock(${WORKER_LOCK}::integer, ${worker}::integer) AS "isHeld"`);
  return row!.isHeld;
}

/**
 * Jobs of programs that are gone wait again, or have failed when that happened too often; jobs that
 * say they are the worker's although it does not know them, as well.
 */
export async function takeOver(
  db: Transaction,
  worker: number,
  known: readonly string[],
  { problem, at }: { readonly problem: object; readonly at: string },
): Promise<void> {
  await db.run(sql`
    WITH gone AS MATERIALIZED (
      SELECT worker FROM (SELECT DISTINCT worker FROM jobs WHERE status = 'running') AS working
      WHERE worker <> ${worker} AND pg_try_advisory_xact_lock(${WORKER_LOCK}::integer, worker)
    )
    UPDATE jobs SET worker = NULL, ${noProgress}, queued_at = '-infinity',
      status = CASE WHEN attempts < ${ATTEMPTS_MAX}::integer THEN 'waiting' ELSE 'failed' END,
      ended_at = CASE WHEN attempts < ${ATTEMPTS_MAX}::integer THEN NULL ELSE ${at}::timestamptz END,
      problem = CASE WHEN attempts < ${ATTEMPTS_MAX}::integer THEN NULL
        ELSE ${JSON.stringify(problem)} END
    WHERE status = 'running' AND (worker IN (SELECT worker FROM gone)
      OR (worker = ${worker} AND NOT id = ANY(${known}::bigint[])))`);
  await db.run(sql`
    UPDATE jobs SET status = 'cancelled', ended_at = ${at}
    WHERE status = 'waiting' AND cancel_requested_at IS NOT NULL`);
}

/** Ids of waiting jobs whose message may be lost, noted as sent now. */
export async function unsent(db: Transaction): Promise<string[]> {
  const rows = await db.rows(sql<{ id: string }>`
    UPDATE jobs SET queued_at = now()
    WHERE status = 'waiting' AND queued_at < now() - make_interval(secs => ${RESEND_SECONDS}::integer)
    RETURNING id`);
  return rows.map(({ id }) => id);
}

/** A waiting job ends at once, a running one is told to; false: it has ended before. */
export async function requestCancel(db: Transaction, id: string, at: string): Promise<boolean> {
  const asked = await db.run(sql`
    UPDATE jobs SET cancel_requested_at = coalesce(cancel_requested_at, ${at}),
      status = CASE WHEN status = 'waiting' THEN 'cancelled' ELSE status END,
      ended_at = CASE WHEN status = 'waiting' THEN ${at}::timestamptz END
    WHERE id = ${id} AND status IN ('waiting', 'running')`);
  return asked === 1;
}

export async function forgetJobs(db: Transaction, before: string): Promise<number> {
  return db.run(sql`DELETE FROM jobs WHERE ended_at < ${before}`);
}
