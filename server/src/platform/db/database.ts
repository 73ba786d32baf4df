/**
 * The database of a running program: a pool of connections, reads, and transactions.
 *
 * Serves any PostgreSQL of version 15 or later; the embedded one is reached by the same code.
 */

import pg from 'pg';
import {
  type Connection,
  connectionOf,
  type Query,
  type Transaction,
  type Writer,
  writerOf,
} from './connection.js';
import type { FeedChange } from './feed-change.js';
import { type LeaseOptions, type Pools, withLease } from './lease.js';
import { type DatabaseLimits, RESERVED_CONNECTIONS, SERVER_LIMITS } from './limits.js';
import { inTransaction, type TransactionOptions } from './transaction.js';
import { Turnstile } from './turnstile.js';
import { DatabaseUnavailable } from './unavailable.js';
import { valueTypes } from './value-types.js';

const SERVER_VERSION_MIN = 150_000;
const KEEP_ALIVE_MS = 10_000;
const CLOSE_MS = 5_000;
/** Work that nobody goes on with must not hold its locks for ever. */
const IDLE_IN_TRANSACTION_MS = 300_000;
/** Compiling a query costs more than any of ours takes. */
const SESSION = '-c TimeZone=UTC -c DateStyle=ISO -c search_path=public -c jit=off';

/** Only a transaction that says so writes: what reads cannot be made to write, by no statement. */
const READ_ONLY = '-c default_transaction_read_only=on';

/** Who asks, and what ends its query. */
export type ReadOptions = Pick<LeaseOptions, 'caller' | 'signal'>;

export interface Database {
  /** Single queries outside a transaction, of the program itself. */
  readonly read: Connection;
  /** Single queries of a caller: bounded, and cancelled when it goes away. */
  readFor(options: ReadOptions): Connection;
  /** On connections that no work can take: who calls, and health. Short queries only. */
  readonly reserved: Connection & Writer;
  /**
   * Runs `work` in a transaction: committed when it resolves, rolled back when it throws. `work` may
   * be run again when the database says that two transactions stood in each other's way, so it must
   * do nothing that a rollback does not undo.
   */
  transaction<T>(
    work: (transaction: Transaction) => Promise<T>,
    options?: TransactionOptions,
  ): Promise<T>;
  /** Tells of everything that this program commits, as the change feed tells all who follow it. */
  onCommit(listener: (changes: readonly FeedChange[]) => void): void;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  readonly limits?: Partial<DatabaseLimits>;
  /** Told of connections that broke while nobody used them. */
  readonly onIdleError?: (error: Error) => void;
}

/** PostgreSQL's own code of an error, such as `23505`, or null. */
export function databaseErrorCode(error: unknown): string | null {
  return error instanceof pg.DatabaseError ? (error.code ?? null) : null;
}

/** The constraint that an error names, and its table, or null. A trigger may name no table. */
export function violatedConstraint(
  error: unknown,
): { readonly constraint: string; readonly table: string } | null {
  if (!(error instanceof pg.DatabaseError) || error.constraint === undefined) return null;
  return { constraint: error.constraint, table: error.table ?? '' };
}

export class UnsuitableServer extends Error {}

export async function openDatabase(
  config: pg.PoolConfig,
  options: DatabaseOptions = {},
): Promise<Database> {
  const pools = poolsOf(config, options);
  try {
    await requireVersion(pools.work);
  } catch (error) {
    await closePools(pools);
    throw error;
  }
  const listeners: ((changes: readonly FeedChange[]) => void)[] = [];
  const tell = (changes: readonly FeedChange[]): void => {
    for (const listener of listeners) listener(changes);
  };
  return {
    read: leasingConnection(pools, {}),
    readFor: (readOptions) => leasingConnection(pools, readOptions),
    reserved: reservedConnection(pools.reserved),
    transaction: (work, transactionOptions) => {
      const onCommit = listeners.length === 0 ? undefined : tell;
      return inTransaction(pools, work, { ...transactionOptions, onCommit });
    },
    onCommit: (listener) => {
      listeners.push(listener);
    },
    close: () => closePools(pools),
  };
}

function poolsOf(config: pg.PoolConfig, { limits: given, onIdleError }: DatabaseOptions): Pools {
  const limits = { ...SERVER_LIMITS, ...given };
  const { connectMs, readMs, lockMs } = limits;
  const poolOf = (max: number, queryMs: number, session: string, more: pg.PoolConfig = {}) => {
    const pool = new pg.Pool({
      ...config,
      ...more,
      max,
      types: valueTypes,
      connectionTimeoutMillis: connectMs,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
      application_name: 'ratedeck',
      options: `${SESSION} -c statement_timeout=${queryMs} ${session}`,
    });
    pool.on('error', (error) => onIdleError?.(error));
    // One that breaks while it is in use is told to who uses it; told to nobody, it ends the program.
    pool.on('connect', (client) => client.on('error', () => undefined));
    return pool;
  };
  const idle = `-c idle_in_transaction_session_timeout=${IDLE_IN_TRANSACTION_MS}`;
  return {
    work: poolOf(limits.connectionsMax, readMs, `-c lock_timeout=${lockMs} ${idle} ${READ_ONLY}`),
    reserved: poolOf(RESERVED_CONNECTIONS, connectMs, '-c lock_timeout=1000', {
      query_timeout: connectMs,
    }),
    turnstile: new Turnstile(limits.connectionsMax, limits.waitMs),
    limits,
  };
}

function leasingConnection(pools: Pools, options: ReadOptions): Connection {
  const leased = <T>(ask: (connection: Connection) => Promise<T>): Promise<T> =>
    withLease(pools, { ...options, kind: 'read' }, ({ client }) => ask(connectionOf(client)));
  return {
    rows: (query) => leased((connection) => connection.rows(query)),
    row: (query) => leased((connection) => connection.row(query)),
  };
}

function reservedConnection(pool: pg.Pool): Connection & Writer {
  const connection = connectionOf(pool);
  const writer = writerOf(pool);
  const ask = async <T>(answer: Promise<T>): Promise<T> => {
    try {
      return await answer;
    } catch (error) {
      // Our own queries, in which nothing is wrong: what fails is the way to the database.
      throw new DatabaseUnavailable(error);
    }
  };
  return {
    rows: <Row>(query: Query<Row>) => ask(connection.rows(query)),
    row: <Row>(query: Query<Row>) => ask(connection.row(query)),
    run: (query) => ask(writer.run(query)),
  };
}

async function requireVersion(pool: pg.Pool): Promise<void> {
  const answer = await pool.query<{ server_version_num: string }>('SHOW server_version_num');
  const version = Number(answer.rows[0]!.server_version_num);
  if (version >= SERVER_VERSION_MIN) return;
  const found = Math.floor(version / 10_000);
  throw new UnsuitableServer(`PostgreSQL 15 or later is needed; this server is ${found}`);
}

/** A database that does not answer does not say farewell either. */
async function closePools({ work, reserved }: Pools): Promise<void> {
  const closed = Promise.all([work.end(), reserved.end()]);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, CLOSE_MS);
  });
  await Promise.race([closed, late]);
  clearTimeout(timer);
}
