/**
 * The embedded PostgreSQL: made on the first start, started and stopped with the program.
 *
 * It listens on a unix socket inside its own folder only (on Windows on loopback, with a password).
 * Every commit is on disk before it is acknowledged (fsync stays on). A server that a killed
 * program left behind is stopped first: PostgreSQL itself brings its data back to the last commit.
 */

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { findBinaries } from './binaries.js';
import { EmbeddedPostgresFailed } from './embedded-postgres-failed.js';
import { lockFolder } from './folder-lock.js';
import { clearSocketLock, stopOrphan } from './orphan.js';
import { findRunAs, giveTo, type RunAs } from './run-as.js';
import { SOCKET_NAME, socketFolderFor } from './socket-folder.js';

export interface EmbeddedPostgres {
  readonly config: pg.PoolConfig;
  /** What to do when the server ends by itself. */
  onEnd(listener: () => void): void;
  stop(): Promise<void>;
}

const DATABASE_USER = 'ratedeck';
const DATABASE = 'ratedeck';
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 60_000;
const LOG_BYTES_MAX = 16 * 1024 * 1024;
const PORT = 5432;

/** Enough for one machine that does other things too; what is not here is PostgreSQL's default. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '',
  port: String(PORT),
  max_connections: '60',
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  work_mem: '32MB',
  maintenance_work_mem: '256MB',
  max_wal_size: '4GB',
  checkpoint_timeout: '15min',
  random_page_cost: '1.1',
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  log_timezone: 'UTC',
  timezone: 'UTC',
};

/** Whether a server was ever started there. */
export function hasEmbeddedDatabase(dataFolder: string): boolean {
  return existsSync(join(dataFolder, 'postgres', 'PG_VERSION'));
}

/** Starts the server of `dataFolder`, after making it where there is none. */
export async function startEmbeddedPostgres(dataFolder: string): Promise<EmbeddedPostgres> {
  const folder = resolve(dataFolder);
  mkdirSync(folder, { recursive: true });
  const lock = lockFolder(folder);
  try {
    const server = await startServer(folder);
    return {
      ...server,
      stop: async () => {
        await server.stop();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function startServer(folder: string): Promise<EmbeddedPostgres> {
  const data = join(folder, 'postgres');
  const runAs = findRunAs(data);
  const binaries = findBinaries();
  await stopOrphan(data);
  if (!existsSync(join(data, 'PG_VERSION'))) makeCluster(binaries.initdb, data, runAs);
  const socketFolder = socketFolderFor(data, (made) => giveTo(runAs, made));
  clearSocketLock(join(socketFolder, SOCKET_NAME));
  const logFile = join(folder, 'postgres.log');
  const child = spawnServer(binaries.postgres, { data, socketFolder, logFile, runAs });
  const ended = once(child, 'exit');
  const config = { host: socketFolder, port: PORT, user: DATABASE_USER };
  try {
    await waitUntilReady(child, { ...config, database: 'postgres' }, logFile);
    await createDatabase({ ...config, database: 'postgres' });
  } catch (error) {
    child.kill('SIGQUIT');
    throw error;
  }
  return {
    config: { ...config, database: DATABASE },
    onEnd: (listener) => child.once('exit', listener),
    stop: async () => {
      child.removeAllListeners('exit');
      if (child.exitCode === null && child.signalCode === null) {
        // Fast shutdown: what is in progress is rolled back, all is written, a restart is quick.
        child.kill('SIGINT');
        const stopped = once(child, 'exit');
        await Promise.race([stopped, delay(STOP_TIMEOUT_MS, null, { ref: false })]);
        if (child.exitCode === null && child.signalCode === null) child.kill('SIGQUIT');
        await Promise.race([ended, stopped]);
      }
    },
  };
}

interface ServerPlace {
  readonly data: string;
  readonly socketFolder: string;
  readonly logFile: string;
  readonly runAs: RunAs;
}

function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' };
}

function makeCluster(initdb: string, data: string, runAs: RunAs): void {
  // What a first start that was killed left is no cluster yet.
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { mode: 0o700 });
  giveTo(runAs, data);
  const [program, args] = runAs.wrap(initdb, [
    ...['-D', data, '-U', DATABASE_USER, '--encoding=UTF8', '--locale=C.UTF-8'],
    // Only the owner of the folder reaches the socket in it.
    ...['--auth-local=trust', '--auth-host=reject', '--data-checksums'],
  ]);
  const made = spawnSync(program, args, {
    ...runAs.user,
    cwd: data,
    env: serverEnvironment(),
    encoding: 'utf8',
  });
  if (made.status === 0) return;
  rmSync(data, { recursive: true, force: true });
  const reason = made.error?.message ?? made.stderr.trim().split('\n').slice(-3).join('; ');
  throw new EmbeddedPostgresFailed(`PostgreSQL could not make its folder ${data}: ${reason}`);
}

function spawnServer(postgres: string, place: ServerPlace): ChildProcess {
  const { data, socketFolder, logFile, runAs } = place;
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const [program, args] = runAs.wrap(postgres, ['-D', data, '-k', socketFolder, ...settings]);
  const isLong = existsSync(logFile) && statSync(logFile).size > LOG_BYTES_MAX;
  const log = openSync(logFile, isLong ? 'w' : 'a', 0o600);
  try {
    // A group of its own: Ctrl-C in a terminal reaches us, and we stop it when the work is done.
    return spawn(program, args, {
      ...runAs.user,
      cwd: data,
      env: serverEnvironment(),
      stdio: ['ignore', log, log],
      detached: true,
    });
  } finally {
    closeSync(log);
  }
}

async function waitUntilReady(
  child: ChildProcess,
  config: pg.ClientConfig,
  logFile: string,
): Promise<void> {
  let failure: Error | null = null;
  child.once('error', (error) => {
    failure = error;
  });
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const client = new pg.Client(config);
    // A server that is still starting closes the connection; the next attempt says more.
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      return;
    } catch {
      await client.end().catch(() => undefined);
    }
    if (failure !== null || child.exitCode !== null || Date.now() > deadline) {
      const reason = (failure as Error | null)?.message ?? lastLines(logFile);
      throw new EmbeddedPostgresFailed(
        `PostgreSQL did not start; the end of ${logFile} says: ${reason}`,
      );
    }
    await delay(20);
  }
}

function lastLines(logFile: string): string {
  return readFileSync(logFile, 'utf8').trim().split('\n').slice(-3).join('; ').slice(-1000);
}

async function createDatabase(config: pg.ClientConfig): Promise<void> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    const found = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}
