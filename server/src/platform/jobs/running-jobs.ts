/** The jobs at work in one program, from taking each to its end. */

import type { PoolConfig } from 'pg';
import { principalKey } from '../access/principal.js';
import type { Connection, Writer } from '../db/connection.js';
import type { Database } from '../db/database.js';
import { stepwiseCall } from '../http/stepwise-call.js';
import type { Work } from '../http/work.js';
import { asError } from '../problems/as-error.js';
import { Problem } from '../problems/problem.js';
import type { Asker, JobKind, JobProgress, Report } from './job-kind.js';
import { jobProblem } from './job-problem.js';
import type { JobEnd, TakenJob } from './store.js';
import * as store from './store.js';

const REPORT_MS = 500;
/** Waits for a database that is busy or away; then the job has failed and says so. */
const TRIES_MAX = 5;

export interface JobWork {
  readonly database: Database;
  readonly config: PoolConfig;
  readonly kinds: readonly JobKind[];
  readonly now: () => Date;
  /** For the log: what goes wrong and is tried again, and defects of jobs. */
  readonly onTrouble: (error: Error) => void;
}

class GivenUp extends Error {}

interface AtWork {
  readonly controller: AbortController;
  readonly ended: Promise<void>;
}

export class RunningJobs {
  readonly #work: JobWork;
  readonly #worker: number;
  readonly #kinds: ReadonlyMap<string, JobKind>;
  readonly #atWork = new Map<string, AtWork>();
  readonly #tries = new Map<string, number>();
  #isGivenUp = false;

  constructor(work: JobWork, worker: number) {
    this.#work = work;
    this.#worker = worker;
    this.#kinds = new Map(work.kinds.map((kind) => [kind.name, kind]));
  }

  ids(): string[] {
    return [...this.#atWork.keys()];
  }

  /** Everything that is at work ends, and waits for another program. */
  async giveUp(): Promise<void> {
    this.#isGivenUp = true;
    const all = [...this.#atWork.values()];
    for (const { controller } of all) controller.abort(new GivenUp());
    await Promise.all(all.map(({ ended }) => ended));
  }

  async lookForCancels(db: Connection): Promise<void> {
    if (this.#atWork.size === 0) return;
    for (const id of await store.cancelled(db, this.#worker)) {
      this.#atWork.get(id)?.controller.abort(new Problem('cancelled'));
    }
  }

  /** Does the job unless somebody else has it; never throws. */
  async take(id: string): Promise<void> {
    // By others, while it may still be at work here: what is given up does not count.
    if (this.#isGivenUp) return this.#told(store.sendAgain(this.#work.database.reserved, id));
    if (this.#atWork.has(id)) return;
    const controller = new AbortController();
    const ended = this.#told(this.#takeAndDo(id, controller.signal));
    this.#atWork.set(id, { controller, ended });
    await ended;
    this.#atWork.delete(id);
  }

  #told(work: Promise<void>): Promise<void> {
    return work.catch((error: unknown) => {
      this.#work.onTrouble(asError(error));
    });
  }

  async #takeAndDo(id: string, signal: AbortSignal): Promise<void> {
    const { database, now } = this.#work;
    const kinds = [...this.#kinds.keys()];
    const at = now().toISOString();
    const job = await store.takeJob(database.reserved, id, this.#worker, kinds, at);
    if (job === null) return;
    const kind = this.#kinds.get(job.kind)!;
    try {
      await this.#do(job, kind, at, signal);
      this.#tries.delete(id);
    } catch (error) {
      await this.#end(job, signal.aborted ? signal.reason : error);
    }
  }

  async #do(job: TakenJob, kind: JobKind, at: string, signal: AbortSignal): Promise<void> {
    const { database } = this.#work;
    const { actor: principal, asked } = job;
    const { input, expectedVersions, requestId, ip } = asked;
    const caller: Asker = { principal, now: at, requestId, ip };
    const work: Work = { caller: `job:${principalKey(principal)}`, signal };
    const report = this.#reportOf(job.id);
    // What was stored is what the kind was asked with: the service that asked has checked it.
    const given = input as never;
    if (kind.form === 'whole') {
      await database.transaction(async (db) => {
        const result = await kind.run({ ...caller, db, signal, expectedVersions }, given, report);
        await this.#finish(db, job.id, result);
      }, work);
      return;
    }
    const call = stepwiseCall(caller, database, { work, expectedVersions });
    const result = await kind.run({ ...call, signal }, given, report);
    await database.transaction((db) => this.#finish(db, job.id, result), work);
  }

  async #finish(db: Writer, id: string, result: object): Promise<void> {
    const end: JobEnd = { status: 'done', result };
    if (await store.endJob(db, id, this.#worker, end, this.#work.now().toISOString())) return;
    throw new GivenUp(`job ${id} is another program's by now`);
  }

  async #end(job: TakenJob, reason: unknown): Promise<void> {
    const { database, now, onTrouble } = this.#work;
    const { problem, isDefect, mayPass } = jobProblem(reason);
    const tries = (this.#tries.get(job.id) ?? 0) + 1;
    if (reason instanceof GivenUp || (mayPass && tries < TRIES_MAX)) {
      this.#tries.set(job.id, tries);
      await store.giveBack(database.reserved, job.id, this.#worker);
      return;
    }
    this.#tries.delete(job.id);
    if (isDefect && reason instanceof Error) onTrouble(reason);
    const isCancelled = reason instanceof Problem && reason.code === 'cancelled';
    const end: JobEnd = isCancelled ? { status: 'cancelled' } : { status: 'failed', problem };
    await store.endJob(database.reserved, job.id, this.#worker, end, now().toISOString());
  }

  /** Writes the latest progress now and then, one write at a time. */
  #reportOf(id: string): Report {
    let next: JobProgress | null = null;
    let isWriting = false;
    let writtenMs = Number.NEGATIVE_INFINITY;
    const write = async (): Promise<void> => {
      isWriting = true;
      const progress = next!;
      next = null;
      writtenMs = performance.now();
      try {
        await store.noteProgress(this.#work.database.reserved, id, this.#worker, progress);
      } catch {
        // What is shown is older then; the work does not depend on it.
      }
      isWriting = false;
    };
    return (progress) => {
      next = progress;
      if (!isWriting && performance.now() - writtenMs >= REPORT_MS) void write();
    };
  }
}
