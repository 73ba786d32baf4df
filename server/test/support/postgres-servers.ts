/**
 * The databases that tests run on: the embedded PostgreSQL and Debian's, each a server of its own in
 * a temporary folder, started once for all test files and gone afterwards. A server that happens to
 * run on the machine is never touched.
 */

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { openDatabase } from '../../src/platform/db/database.js';
import { startEmbeddedPostgres } from '../../src/platform/db/embedded/embedded-postgres.js';
import { migrate } from '../../src/platform/db/migrate.js';

export interface TestServer {
  readonly name: string;
  readonly config: pg.PoolConfig;
  stop(): Promise<void>;
}

export const TEMPLATE = 'ratedeck_template';
const DEBIAN = '/usr/lib/postgresql';
const READY_TIMEOUT_MS = 30_000;

function debianBinaries(): string {
  const version = existsSync(DEBIAN)
    ? readdirSync(DEBIAN).find((name) => existsSync(join(DEBIAN, name, 'bin', 'initdb')))
    : undefined;
  if (version === undefined) throw new Error(`no PostgreSQL server in ${DEBIAN}`);
  return join(DEBIAN, version, 'bin');
}

/** Installs Debian's server where it is missing and may be installed. */
function installDebianServer(): void {
  if (existsSync(DEBIAN)) return;
  console.log('Installing the Debian package postgresql-15 for the tests ...');
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const apt = (...args: string[]) => {
    const [program, ...rest] = [...asRoot, 'apt-get', ...args];
    execFileSync(program!, rest, { env: environment, stdio: 'pipe' });
  };
  apt('update');
  // No cluster of Debian's own: the tests make theirs.
  apt(
    'install',
    '-y',
    '--no-install-recommends',
    '-o',
    'Dpkg::Options::=--force-confold',
    'postgresql-15',
  );
}

function owner(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const idOf = (flag: string) =>
    Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

async function startDebian(): Promise<TestServer> {
  installDebianServer();
  const binaries = debianBinaries();
  const folder = mkdtempSync(join(tmpdir(), 'ratedeck-pg15-'));
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  const user = owner();
  if (user !== null) for (const path of [folder, data]) chownSync(path, user.uid, user.gid);
  const env = { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' };
  const options = { ...user, cwd: folder, env };
  const flags = [
    '-U',
    'ratedeck',
    '--auth=trust',
    '--encoding=UTF8',
    '--locale=C.UTF-8',
    '--no-sync',
  ];
  execFileSync(join(binaries, 'initdb'), ['-D', data, ...flags], { ...options, stdio: 'pipe' });
  const settings = ['listen_addresses=', 'fsync=off', 'max_connections=200'];
  const child = spawn(
    join(binaries, 'postgres'),
    ['-D', data, '-k', folder, ...settings.flatMap((setting) => ['-c', setting])],
    { ...options, stdio: 'ignore' },
  );
  const config = { host: folder, user: 'ratedeck', database: 'postgres' };
  await waitFor(config);
  return {
    name: 'Debian PostgreSQL 15',
    config,
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function waitFor(config: pg.ClientConfig): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  for (;;) {
    const client = new pg.Client(config);
    try {
      await client.connect();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await delay(50);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

async function startEmbedded(): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'ratedeck-embedded-'));
  const server = await startEmbeddedPostgres(folder);
  return {
    name: 'embedded PostgreSQL',
    config: { ...server.config, database: 'postgres' },
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Every test file gets a copy of this one: migrated once. */
async function makeTemplate(server: TestServer): Promise<void> {
  const client = new pg.Client(server.config);
  await client.connect();
  // What is tested is not the disk; the tests of killed servers start servers of their own.
  await client.query('ALTER ROLE ratedeck SET synchronous_commit TO off');
  await client.query(`CREATE DATABASE ${TEMPLATE}`);
  await client.end();
  const database = await openDatabase({ ...server.config, database: TEMPLATE });
  await migrate(database);
  await database.close();
}

export async function startServers(): Promise<TestServer[]> {
  const servers = await Promise.all([startEmbedded(), startDebian()]);
  for (const server of servers) await makeTemplate(server);
  return servers;
}
