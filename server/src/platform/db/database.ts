/**
 * The database of a running program: a pool of connections, reads, and transactions.
 *
 * Serves any PostgreSQL of version 15 or later; the embedded one is reached by the same code.
 */

import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { type Connection, connectionOf, type Transaction, transactionOf } from './connection.js';
import { valueTypes } from './value-types.js';

const SERVER_VERSION_MIN = 150_000;
const CONNECT_TIMEOUT_MS = 10_000;
/** Compiling a query costs more than any of ours takes. */
const SESSION = '-c TimeZone=UTC -c DateStyle=ISO -c search_path=public -c jit=off';
const RETRIES_MAX = 4;
/** Two transactions met: run again from the start, one of them goes through. */
const RETRIED_CODES = new Set(['40001', '40P01']);

export interface TransactionOptions {
  /** Ends the work in hand: the statement is cancelled and all is rolled back. */
  readonly signal?: AbortSignal;
  readonly isolation?: 'repeatable read';
}

export interface Database {
  /** Single queries outside a transaction. */
  readonly read: Connection;
  /**
   * Runs `work` in a transaction: committed when it resolves, rolled back when it throws. `work` may
   * be run again when the database says that two transactions stood in each other's way, so it must
   * do nothing that a rollback does not undo.
   */
  transaction<T>(
    work: (transaction: Transaction) => Promise<T>,
    options?: TransactionOptions,
  ): Promise<T>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  readonly connectionsMax?: number;
  /** Told of connections that broke while nobody used them. */
  readonly onIdleError?: (error: Error) => void;
}

/** PostgreSQL's own code of an error, such as `23505`, or null. */
export function databaseErrorCode(error: unknown): string | null {
  return error instanceof pg.DatabaseError ? (error.code ?? null) : null;
}

/** The constraint that an error names, or null. */
export function violatedConstraint(error: unknown): string | null {
  return error instanceof pg.DatabaseError ? (error.constraint ?? null) : null;
}

export class UnsuitableServer extends Error {}

export async function openDatabase(
  config: pg.PoolConfig,
  options: DatabaseOptions = {},
): Promise<Database> {
  const pool = new pg.Pool({
    ...config,
    max: options.connectionsMax ?? 10,
    types: valueTypes,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: 'ratedeck',
    options: SESSION,
  });
  pool.on('error', (error) => options.onIdleError?.(error));
  try {
    await requireVersion(pool);
  } catch (error) {
    await pool.end();
    throw error;
  }
  return {
    read: connectionOf(pool),
    transaction: (work, transactionOptions) => inTransaction(pool, work, transactionOptions),
    close: () => pool.end(),
  };
}

async function requireVersion(pool: pg.Pool): Promise<void> {
  const answer = await pool.query<{ server_version_num: string }>('SHOW server_version_num');
  const version = Number(answer.rows[0]!.server_version_num);
  if (version >= SERVER_VERSION_MIN) return;
  const found = Math.floor(version / 10_000);
  throw new UnsuitableServer(`PostgreSQL 15 or later is needed; this server is ${found}`);
}

async function inTransaction<T>(
  pool: pg.Pool,
  work: (transaction: Transaction) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await attemptTransaction(pool, work, options);
    } catch (error) {
      const mayRetry = RETRIED_CODES.has(databaseErrorCode(error) ?? '');
      if (!mayRetry || attempt >= RETRIES_MAX || options.signal?.aborted) throw error;
      await delay(attempt * 20);
    }
  }
}

async function attemptTransaction<T>(
  pool: pg.Pool,
  work: (transaction: Transaction) => Promise<T>,
  { signal, isolation }: TransactionOptions,
): Promise<T> {
  signal?.throwIfAborted();
  const client = await pool.connect();
  let broken: Error | undefined;
  const processId = (client as pg.PoolClient & { readonly processID: number }).processID;
  const cancel = () => {
    // The pool's other connections are free to say so; ours is busy with the statement.
    pool.query('SELECT pg_cancel_backend($1)', [processId]).catch(() => undefined);
  };
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    await client.query(isolation === undefined ? 'BEGIN' : 'BEGIN ISOLATION LEVEL REPEATABLE READ');
    const result = await work(transactionOf(client));
    signal?.throwIfAborted();
    await client.query('COMMIT');
    return result;
  } catch (error) {
    try {
      await client.query('ROLLBACK');
    } catch (rollbackError) {
      broken = rollbackError instanceof Error ? rollbackError : new Error(String(rollbackError));
    }
    throw error;
  } finally {
    signal?.removeEventListener('abort', cancel);
    client.release(broken);
  }
}
