/**
 * A program that works on jobs. It takes some at a time, tells how far they are, ends those that are
 * cancelled, and takes over those of programs that died.
 *
 * While its lock is held, its jobs are its own. When the lock is lost, with the connection or by a
 * database that was away, what is at work is given up: another program may have begun it again, and
 * the last statement of a job commits only what is still the worker's.
 */

import { setTimeout as delay } from 'node:timers/promises';
import { asError } from '../problems/as-error.js';
import { Problem } from '../problems/problem.js';
import { jobProblem } from './job-problem.js';
import { openQueue, sendMessage } from './queue.js';
import { type JobWork, RunningJobs } from './running-jobs.js';
import * as store from './store.js';
import { lockWorker } from './worker-lock.js';

/** At once in one program: two cores, and other work to do. */
const PLACES = 2;
const LOOK_AROUND_MS = 5_000;
const LOOK_FOR_CANCELS_MS = 500;
const AGAIN_MS = 1_000;
const KEPT_DAYS = 30;
const TOLD_AGAIN_MS = 60_000;
const TOLD_MAX = 100;

export interface JobRunner {
  /** What is at work is given up and begun again by whoever comes next. */
  stop(): Promise<void>;
}

/** The same trouble is told once a minute: a database that is away is asked twice a second. */
function toldSeldom(onTrouble: JobWork['onTrouble']): JobWork['onTrouble'] {
  const toldMs = new Map<string, number>();
  return (error) => {
    const ms = performance.now();
    if (ms - (toldMs.get(error.message) ?? Number.NEGATIVE_INFINITY) < TOLD_AGAIN_MS) return;
    if (toldMs.size >= TOLD_MAX) toldMs.clear();
    toldMs.set(error.message, ms);
    onTrouble(error);
  };
}

export function runJobs(given: JobWork): JobRunner {
  const work = { ...given, onTrouble: toldSeldom(given.onTrouble) };
  const stopping = new AbortController();
  const ended = (async () => {
    while (!stopping.signal.aborted) {
      try {
        await liveOnce(work, stopping.signal);
      } catch (error) {
        work.onTrouble(asError(error));
        await delay(AGAIN_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  })();
  return {
    stop: () => {
      stopping.abort();
      return ended;
    },
  };
}

/** From taking the lock to losing it. */
async function liveOnce(work: JobWork, stopping: AbortSignal): Promise<void> {
  const { database, config, onTrouble } = work;
  const lock = await lockWorker(config);
  const jobs = new RunningJobs(work, lock.worker);
  const life = new AbortController();
  const end = (): void => life.abort();
  stopping.addEventListener('abort', end, { once: true });
  if (stopping.aborted) end();
  void lock.lost.then(end);
  const timers = [
    every(LOOK_AROUND_MS, life.signal, onTrouble, () => lookAround(work, lock.worker, jobs)),
    every(LOOK_FOR_CANCELS_MS, life.signal, onTrouble, () =>
      jobs.lookForCancels(database.reserved),
    ),
  ];
  try {
    const queue = await openQueue(config, {
      places: PLACES,
      take: (id) => jobs.take(id),
      onError: onTrouble,
    });
    try {
      if (!life.signal.aborted) {
        await new Promise<void>((resolve) => {
          life.signal.addEventListener('abort', () => resolve(), { once: true });
        });
      }
    } finally {
      queue.stopTaking();
      await jobs.giveUp();
      await queue.close();
    }
  } finally {
    stopping.removeEventListener('abort', end);
    life.abort();
    await Promise.all(timers);
    await lock.release().catch(() => undefined);
  }
}

/** One round after the other until the signal; a round that fails is told and made again. */
async function every(
  ms: number,
  signal: AbortSignal,
  onTrouble: (error: Error) => void,
  round: () => Promise<void>,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await round();
    } catch (error) {
      if (!signal.aborted) onTrouble(asError(error));
    }
    await delay(ms, undefined, { signal }).catch(() => undefined);
  }
}

async function lookAround(
  { database, now }: JobWork,
  worker: number,
  jobs: RunningJobs,
): Promise<void> {
  const at = now();
  const { problem } = jobProblem(
    new Problem('unavailable', 'the programs that worked on it ended before it was done'),
  );
  await database.transaction(async (db) => {
    await store.takeOver(db, worker, jobs.ids(), { problem, at: at.toISOString() });
    for (const id of await store.unsent(db)) await sendMessage(db, id);
    const before = new Date(at.getTime() - KEPT_DAYS * 86_400_000);
    await store.forgetJobs(db, before.toISOString());
  });
}
