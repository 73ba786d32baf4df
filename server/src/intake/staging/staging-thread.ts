/** Entry of the thread that reads and checks a file; see `service.ts`. */

import { parentPort, workerData } from 'node:worker_threads';
import type { PoolConfig } from 'pg';
import { openDatabase } from '../../platform/db/database.js';
import { DatabaseUnavailable } from '../../platform/db/unavailable.js';
import type { ThreadMessage } from './service.js';
import { type StagingRequest, workOn } from './work.js';

const port = parentPort!;
const { config, request } = workerData as {
  readonly config: PoolConfig;
  readonly request: StagingRequest;
};
const tell = (message: ThreadMessage): void => port.postMessage(message);

const database = await openDatabase(config);
try {
  const answer = await workOn(database, request, {
    // The thread is ended as a whole, and its transaction with it.
    signal: new AbortController().signal,
    onProgress: (progress) => tell({ kind: 'progress', progress }),
  });
  tell({ kind: 'answer', answer });
} catch (error) {
  // Between threads an error is its words alone.
  if (!(error instanceof DatabaseUnavailable)) throw error;
  tell({ kind: 'unavailable' });
} finally {
  await database.close();
}
