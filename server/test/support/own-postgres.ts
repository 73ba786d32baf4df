/**
 * A PostgreSQL of a test's own, which it may stop, freeze and start again: made of the embedded
 * programs or of Debian's, in a temporary folder, reached by a socket in it.
 */

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { findBinaries, type PostgresBinaries } from '../../src/platform/db/embedded/binaries.js';
import { findRunAs, giveTo, type RunAs } from '../../src/platform/db/embedded/run-as.js';
import { signalAll } from './signal-all.js';

const DEBIAN = '/usr/lib/postgresql';
const READY_TIMEOUT_MS = 30_000;
const USER = 'ratedeck';

export interface OwnPostgresOptions {
  readonly binaries: PostgresBinaries;
  readonly runAs: RunAs;
  readonly settings?: readonly string[];
  /** Runs with the folder of the data, before anything is in it. */
  readonly onData?: (folder: string) => void;
}

export interface OwnPostgres {
  readonly folder: string;
  readonly config: { readonly host: string; readonly user: string };
  start(): Promise<void>;
  /** Fast shutdown, as of a restart; `SIGQUIT` is as if it were killed. */
  stop(signal?: 'SIGINT' | 'SIGQUIT'): Promise<void>;
  /** It and all its connections stand still. */
  freeze(): void;
  thaw(): void;
  remove(): Promise<void>;
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
  const options = ['-y', '--no-install-recommends', '-o', 'Dpkg::Options::=--force-confold'];
  apt('install', ...options, 'postgresql-15');
}

function debianBinaries(): PostgresBinaries {
  installDebianServer();
  const version = existsSync(DEBIAN)
    ? readdirSync(DEBIAN).find((name) => existsSync(join(DEBIAN, name, 'bin', 'initdb')))
    : undefined;
  if (version === undefined) throw new Error(`no PostgreSQL server in ${DEBIAN}`);
  const program = (name: string) => join(DEBIAN, version, 'bin', name);
  return { initdb: program('initdb'), postgres: program('postgres') };
}

function debianUser(): RunAs {
  const wrap: RunAs['wrap'] = (program, args) => [program, args];
  if (process.getuid?.() !== 0) return { wrap, user: null };
  const idOf = (flag: string) =>
    Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { wrap, user: { uid: idOf('-u'), gid: idOf('-g') } };
}

export function embeddedPrograms(): OwnPostgresOptions {
  return { binaries: findBinaries(), runAs: findRunAs(tmpdir()) };
}

export function debianPrograms(): OwnPostgresOptions {
  return { binaries: debianBinaries(), runAs: debianUser() };
}

export async function ownPostgres(options: OwnPostgresOptions): Promise<OwnPostgres> {
  const { binaries, runAs } = options;
  const folder = mkdtempSync(join(tmpdir(), 'ratedeck-pg-'));
  giveTo(runAs, folder);
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  options.onData?.(data);
  giveTo(runAs, data);
  const place = {
    ...runAs.user,
    cwd: folder,
    env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' },
  };
  const [initdb, initdbArgs] = runAs.wrap(binaries.initdb, [
    ...['-D', data, '-X', join(folder, 'wal'), '-U', USER, '--auth=trust', '--no-sync'],
    ...['--encoding=UTF8', '--locale=C.UTF-8'],
  ]);
  execFileSync(initdb, initdbArgs, { ...place, stdio: 'pipe' });
  const settings = ['listen_addresses=', 'max_connections=200', ...(options.settings ?? [])];
  const config = { host: folder, user: USER };
  let child: ChildProcess | null = null;

  const signalEach = (signal: NodeJS.Signals): void => {
    const id = child!.pid!;
    const children = readFileSync(`/proc/${id}/task/${id}/children`, 'utf8').trim();
    signalAll([id, ...children.split(' ').filter(Boolean).map(Number)], signal);
  };
  const stop = async (signal: 'SIGINT' | 'SIGQUIT' = 'SIGINT'): Promise<void> => {
    if (child === null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
    child = null;
  };
  const server: OwnPostgres = {
    folder,
    config,
    start: async () => {
      const flags = settings.flatMap((setting) => ['-c', setting]);
      const [program, args] = runAs.wrap(binaries.postgres, ['-D', data, '-k', folder, ...flags]);
      child = spawn(program, args, { ...place, stdio: 'ignore' });
      await waitFor({ ...config, database: 'postgres' });
    },
    stop,
    freeze: () => signalEach('SIGSTOP'),
    thaw: () => signalEach('SIGCONT'),
    remove: async () => {
      await stop('SIGQUIT');
      await rm(folder, { recursive: true, force: true });
    },
  };
  await server.start();
  return server;
}

async function waitFor(config: pg.ClientConfig): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  for (;;) {
    const client = new pg.Client(config);
    client.on('error', () => undefined);
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
