/**
 * Rates blocks of events in threads, or in this one when there is to be only one. Threads start
 * before there is a rater, so that they are ready when it is; each opens the same shared one.
 * Blocks may come back in any order; putting them in order is the pipeline's part.
 */

import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { BatchSummary } from '@ratedeck/engine/batch';
import type { BlockSlot } from './block-slots.js';
import { rateIntoSlot } from './rate-into-slot.js';
import { createBlockRating, type RatingJob } from './rating-job.js';

export interface BlockRater {
  /** Rates the first `length` bytes of the slot's input; resolves with the length of the output. */
  rate(slot: BlockSlot, length: number, firstLine: number): Promise<number>;
  /** One summary per thread; no block may be under way. */
  summaries(): Promise<BatchSummary[]>;
}

export interface BlockRequest {
  readonly kind: 'rate';
  readonly id: number;
  readonly input: SharedArrayBuffer;
  readonly output: SharedArrayBuffer;
  readonly length: number;
  readonly firstLine: number;
}

/** The job comes once and first; it has no answer. */
export type ThreadRequest =
  | { readonly kind: 'job'; readonly job: RatingJob }
  | BlockRequest
  | { readonly kind: 'summary'; readonly id: number };

export interface ThreadAnswer {
  readonly id: number;
  readonly length: number;
  /** A larger buffer where the given one was too small. */
  readonly output?: SharedArrayBuffer;
  readonly summary?: BatchSummary;
}

export function rateInThisThread(job: RatingJob): BlockRater {
  const rating = createBlockRating(job);
  return {
    rate: async (slot, length, firstLine) => {
      // Lets signals and finished writes have their turn between two blocks.
      await setImmediate();
      const rated = rateIntoSlot(rating, slot, length, firstLine);
      slot.output = rated.output;
      return rated.length;
    },
    summaries: () => Promise.resolve([rating.summary]),
  };
}

interface Waiting {
  resolve(answer: ThreadAnswer): void;
  reject(error: unknown): void;
}

interface RatingThread {
  readonly underWay: Map<number, Waiting>;
  begin(job: RatingJob): void;
  request(make: (id: number) => ThreadRequest): Promise<ThreadAnswer>;
  close(): Promise<void>;
}

function startThread(): RatingThread {
  const worker = new Worker(new URL('./rating-thread.js', import.meta.url));
  const underWay = new Map<number, Waiting>();
  let failure: unknown = null;
  let lastId = 0;
  const fail = (error: unknown): void => {
    failure ??= error;
    for (const waiting of underWay.values()) waiting.reject(failure);
    underWay.clear();
  };
  worker.on('message', (answer: ThreadAnswer) => {
    underWay.get(answer.id)?.resolve(answer);
    underWay.delete(answer.id);
  });
  worker.on('error', fail);
  worker.on('exit', () => fail(new Error('a rating thread ended early')));
  return {
    underWay,
    begin: (job) => worker.postMessage({ kind: 'job', job } satisfies ThreadRequest),
    request: (make) =>
      new Promise((resolve, reject) => {
        if (failure !== null) return reject(failure);
        lastId += 1;
        underWay.set(lastId, { resolve, reject });
        worker.postMessage(make(lastId));
      }),
    close: async () => {
      worker.removeAllListeners('exit');
      await worker.terminate();
    },
  };
}

export interface RatingThreads {
  /** To be called once. */
  begin(job: RatingJob): BlockRater;
  close(): Promise<void>;
}

export function startRatingThreads(threadCount: number): RatingThreads {
  const threads = Array.from({ length: threadCount }, startThread);
  return {
    begin: (job) => {
      for (const thread of threads) thread.begin(job);
      return rateInOthers(threads);
    },
    close: async () => {
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
}

function rateInOthers(threads: readonly RatingThread[]): BlockRater {
  const leastBusy = (): RatingThread =>
    threads.reduce((best, next) => (next.underWay.size < best.underWay.size ? next : best));
  return {
    rate: async (slot, length, firstLine) => {
      const { input, output } = slot;
      const answer = await leastBusy().request((id) => {
        return { kind: 'rate', id, input, output, length, firstLine };
      });
      slot.output = answer.output ?? output;
      return answer.length;
    },
    summaries: async () => {
      const answers = threads.map((thread) => thread.request((id) => ({ kind: 'summary', id })));
      return (await Promise.all(answers)).map((answer) => answer.summary!);
    },
  };
}
