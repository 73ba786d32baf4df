/**
 * Reads and checks files that came in. A small one is read at once; a larger one in a thread with a
 * connection of its own, so that whoever prices calls waits for none of it. Cancelled, the thread ends
 * with its connection, and nothing of what it staged stays.
 */

import { Worker } from 'node:worker_threads';
import type { PoolConfig } from 'pg';
import type { Database } from '../../platform/db/database.js';
import { Problem } from '../../platform/problems/problem.js';
import { type StagingAnswer, type StagingRequest, workOn } from './work.js';

export type { StagingAnswer } from './work.js';

export type ThreadMessage =
  | { readonly kind: 'unavailable' }
  | {
      readonly kind: 'progress';
      readonly progress: { readonly done: number; readonly total: number };
    }
  | { readonly kind: 'answer'; readonly answer: StagingAnswer };

/** Read in some tens of milliseconds, which starting a thread would take as well. */
const SMALL_BYTES_MAX = 64 * 1024;
/** Far more than the largest file that is taken becomes when it is read. */
const HEAP_MB_MAX = 8192;
/** What is decided of some thousand rates goes at once: it should not grow old before. */
const YOUNG_MB = 96;
/** Threads at once: each may need as much memory as the server itself. */
const THREADS_MAX = 2;

/** Routes are made once, before any server runs: they find how to connect by the server's database. */
const configs = new WeakMap<Database, PoolConfig>();
let threadCount = 0;

/** From now on files of this database are read in threads; without it, all of it happens here. */
export function stageInThreads(database: Database, config: PoolConfig): void {
  configs.set(database, config);
}

export async function stage(
  database: Database,
  request: StagingRequest,
  signal: AbortSignal,
): Promise<StagingAnswer> {
  const config = configs.get(database);
  const { fileBytes } = request.read;
  if (config === undefined || fileBytes <= SMALL_BYTES_MAX) {
    return workOn(database, request, { signal, onProgress: () => undefined });
  }
  if (threadCount >= THREADS_MAX) {
    throw new Problem('busy', `${threadCount} files are being read: try again when one is done`);
  }
  threadCount += 1;
  try {
    return await inThread(config, request, signal);
  } finally {
    threadCount -= 1;
  }
}

async function inThread(
  config: PoolConfig,
  request: StagingRequest,
  signal: AbortSignal,
): Promise<StagingAnswer> {
  signal.throwIfAborted();
  const worker = new Worker(new URL('./staging-thread.js', import.meta.url), {
    workerData: { config, request },
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB_MAX, maxYoungGenerationSizeMb: YOUNG_MB },
  });
  try {
    return await new Promise<StagingAnswer>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      worker.on('message', (message: ThreadMessage) => {
        if (message.kind === 'answer') resolve(message.answer);
        if (message.kind === 'unavailable') reject(new Problem('unavailable'));
      });
      worker.on('error', (error) => reject(failureOf(error)));
      worker.on('exit', () => reject(new Error('the thread that reads a file has ended')));
    });
  } finally {
    await worker.terminate();
  }
}

function failureOf(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code !== 'ERR_WORKER_OUT_OF_MEMORY') return error;
  return new Problem('body_too_large', 'the file does not fit into memory: import it in parts');
}
