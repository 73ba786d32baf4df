/** Transactions: begin, work, commit or roll back; again from the start where two met. */

import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { type Transaction, transactionOf } from './connection.js';
import { type FeedChange, ownChanges } from './feed-change.js';
import { type Lease, type LeaseOptions, type Pools, withLease } from './lease.js';
import { isLockTimeout, TooBusy } from './unavailable.js';

const RETRIES_MAX = 4;
/** Two transactions met: run again from the start, one of them goes through. */
const RETRIED_CODES = new Set(['40001', '40P01']);
const LOCK_RETRY_MS = 200;

export interface TransactionOptions extends Omit<LeaseOptions, 'kind'> {
  /** A `file` is made for a reader; there are few at once. */
  readonly kind?: 'write' | 'file';
  readonly isolation?: 'repeatable read';
  /** Told what was changed, as the change feed says it, when it is committed. */
  readonly onCommit?: ((changes: readonly FeedChange[]) => void) | undefined;
  /** For work that has to end, however long it takes: no limits of time. */
  readonly isPatient?: boolean;
}

export async function inTransaction<T>(
  pools: Pools,
  work: (transaction: Transaction) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  const { signal } = options;
  const startedMs = performance.now();
  for (let attempt = 1; ; attempt += 1) {
    try {
      const visitor = { ...options, kind: options.kind ?? 'write' };
      return await withLease(pools, visitor, (lease) => attemptOnce(lease, pools, work, options));
    } catch (error) {
      if (signal?.aborted || !mayRetry(error, attempt, startedMs, pools.limits.waitMs)) throw error;
      // Without a connection: whoever holds the lock may need one.
      await delay(isLock(error) ? LOCK_RETRY_MS : attempt * 20, undefined, { signal });
    }
  }
}

const isLock = (error: unknown): boolean => error instanceof TooBusy && isLockTimeout(error.cause);

function mayRetry(error: unknown, attempt: number, startedMs: number, waitMs: number): boolean {
  if (isLock(error)) return performance.now() - startedMs < waitMs;
  const code = error instanceof pg.DatabaseError ? (error.code ?? '') : '';
  return RETRIED_CODES.has(code) && attempt < RETRIES_MAX;
}

/** One way to the server for all of it. The numbers are ours. */
function beginning(pools: Pools, { isolation, isPatient, kind }: TransactionOptions): string {
  const level = isolation === undefined ? '' : 'ISOLATION LEVEL REPEATABLE READ ';
  const { writeMs, lockMs } = pools.limits;
  const statementMs = isPatient === true || kind === 'file' ? 0 : writeMs;
  return [
    // Connections read; a transaction writes, unless all that it makes is a file for a reader.
    `BEGIN ${level}${kind === 'file' ? 'READ ONLY' : 'READ WRITE'}`,
    `SET LOCAL statement_timeout = ${statementMs}`,
    `SET LOCAL lock_timeout = ${isPatient === true ? 0 : lockMs}`,
  ].join('; ');
}

async function attemptOnce<T>(
  lease: Lease,
  pools: Pools,
  work: (transaction: Transaction) => Promise<T>,
  options: TransactionOptions,
): Promise<T> {
  const { client } = lease;
  try {
    await client.query(beginning(pools, options));
    const transaction = transactionOf(client);
    const result = await work(transaction);
    options.signal?.throwIfAborted();
    const changes = options.onCommit === undefined ? [] : await ownChanges(transaction);
    await client.query('COMMIT');
    options.onCommit?.(changes);
    return result;
  } catch (error) {
    await lease.settle();
    await client.query('ROLLBACK').catch((failure: unknown) => lease.giveUp(failure));
    throw error;
  }
}
