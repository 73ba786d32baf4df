/**
 * A call that commits in steps. Most writes are one transaction; sign-in is not: a wrong password
 * has to be counted although the request fails, and no connection may wait while one is hashed.
 */

import type { ReadCall, WriteCall } from '../access/call.js';
import type { Database } from '../db/database.js';
import type { Work } from './work.js';

export interface StepwiseCall extends ReadCall {
  /** Aborted when the caller went away. */
  readonly signal: AbortSignal;
  /** One step: committed when `work` resolves, undone when it throws. */
  write<T>(work: (call: WriteCall) => Promise<T>): Promise<T>;
}

export function stepwiseCall(
  caller: Omit<ReadCall, 'db'>,
  database: Database,
  {
    work,
    expectedVersions = null,
  }: { readonly work: Work; readonly expectedVersions?: readonly number[] | null },
): StepwiseCall {
  return {
    ...caller,
    db: database.readFor(work),
    get signal() {
      return work.signal;
    },
    write: (step) =>
      database.transaction(
        (db) => step({ ...caller, db, signal: work.signal, expectedVersions }),
        work,
      ),
  };
}
