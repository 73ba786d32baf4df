/**
 * A PostgreSQL server of our own for the length of one benchmark: a fresh cluster in a temporary
 * folder, reached by a unix socket only, gone afterwards. It never touches a server that is
 * already there. `initdb` refuses to run as root: then the system user `postgres` runs it.
 *
 * Settings: the defaults, with 1 GiB of shared buffers so that table and index stay in memory (in
 * favour of the peer), one process a query, no fsync (nothing here is worth keeping).
 */

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from 'pg';

/** Why the peer cannot be measured here; the message goes into the report. */
export class PeerUnavailable extends Error {}

export interface TemporaryPostgres {
  readonly client: Client;
  readonly version: string;
  stop(): Promise<void>;
}

const databaseUser = 'bench';
const startTimeoutMs = 30_000;
const debianFolder = '/usr/lib/postgresql';
const installHint = 'on Debian: apt-get install postgresql-15 postgresql-15-prefix';

export async function startTemporaryPostgres(): Promise<TemporaryPostgres> {
  const binaries = findBinaries();
  const owner = findOwner();
  const pg = await loadDriver();
  const folder = mkdtempSync(join(tmpdir(), 'ratedeck-bench-pg-'));
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  let server: ChildProcess | null = null;
  const discard = (): void => {
    server?.kill('SIGQUIT');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', discard);
  try {
    if (owner !== null) for (const path of [folder, data]) chownSync(path, owner.uid, owner.gid);
    const asOwner = { ...owner, cwd: folder, env: serverEnvironment() };
    runInitdb(join(binaries, 'initdb'), data, asOwner);
    server = spawn(join(binaries, 'postgres'), serverArguments(data, folder), {
      ...asOwner,
      stdio: 'ignore',
    });
    const client = await connect(pg, folder, server);
    const answer = await client.query<{ server_version: string }>('SHOW server_version');
    return {
      client,
      version: answer.rows[0]!.server_version,
      stop: async () => {
        await client.end();
        await stopServer(server!);
        process.off('exit', discard);
        discard();
      },
    };
  } catch (error) {
    process.off('exit', discard);
    if (server !== null) await stopServer(server);
    discard();
    throw error;
  }
}

function serverArguments(data: string, socketFolder: string): string[] {
  const settings = {
    listen_addresses: '',
    shared_buffers: '1GB',
    max_parallel_workers_per_gather: '0',
    fsync: 'off',
    autovacuum: 'off',
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return ['-D', data, '-k', socketFolder, ...options];
}

interface Owner {
  readonly uid: number;
  readonly gid: number;
}

function findOwner(): Owner | null {
  if (process.getuid?.() !== 0) return null;
  try {
    const idOf = (flag: string): number =>
      Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: 'pipe' }));
    return { uid: idOf('-u'), gid: idOf('-g') };
  } catch {
    throw new PeerUnavailable(
      'PostgreSQL does not run as root and there is no system user "postgres": ' +
        'run the benchmark as another user',
    );
  }
}

function findBinaries(): string {
  const named = process.env['RATEDECK_BENCH_POSTGRES_BIN'];
  const versions = existsSync(debianFolder) ? readdirSync(debianFolder) : [];
  const folders = versions
    .filter((name) => /^[0-9]+$/.test(name))
    .sort((a, b) => Number(a) - Number(b))
    .map((name) => join(debianFolder, name, 'bin'));
  const candidates = named === undefined ? folders : [named];
  const found = candidates.find((folder) => existsSync(join(folder, 'initdb')));
  if (found !== undefined) return found;
  throw new PeerUnavailable(
    `no PostgreSQL server programs in ${named ?? `${debianFolder}/*/bin`}: install them ` +
      `(${installHint}) or name their folder in RATEDECK_BENCH_POSTGRES_BIN`,
  );
}

async function loadDriver(): Promise<typeof import('pg')> {
  try {
    return await import('pg');
  } catch {
    throw new PeerUnavailable(
      'the npm package "pg" is not installed: run npm install in the clone',
    );
  }
}

function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], LANG: 'C', LC_ALL: 'C' };
}

function runInitdb(program: string, data: string, options: object): void {
  const flags = ['-U', databaseUser, '--auth=trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
  try {
    execFileSync(program, ['-D', data, ...flags], { ...options, stdio: 'pipe' });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new PeerUnavailable(`initdb failed: ${reason.trim()}`);
  }
}

async function connect(
  pg: typeof import('pg'),
  socketFolder: string,
  server: ChildProcess,
): Promise<Client> {
  const deadline = Date.now() + startTimeoutMs;
  for (;;) {
    const client = new pg.default.Client({
      host: socketFolder,
      user: databaseUser,
      database: 'postgres',
    });
    try {
      await client.connect();
      return client;
    } catch (error) {
      if (server.exitCode !== null || Date.now() > deadline) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new PeerUnavailable(`the temporary PostgreSQL did not start: ${reason}`);
      }
      await delay(50);
    }
  }
}

async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, 'exit');
  server.kill('SIGINT');
  await ended;
}
