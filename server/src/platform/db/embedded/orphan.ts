/**
 * What a killed program left in the data folder: a PostgreSQL that goes on alone is stopped, and the
 * pid file of one that was killed is taken away. We hold the lock of the folder, so a server on it
 * has nobody who uses it.
 *
 * PostgreSQL refuses to start while any process has the number in its pid file. After a restart of
 * a container that is often another program, and where nobody collects the dead also the server
 * itself; so on Linux, where it can be told, the file goes once nothing works in the folder.
 */

import { readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { EmbeddedPostgresFailed } from './embedded-postgres-failed.js';
import { isRunning } from './folder-lock.js';

const STOP_TIMEOUT_MS = 60_000;
const LOOK_AGAIN_MS = 20;

/** The first line of postmaster.pid is the process, the second its folder. */
function postmasterOf(data: string): number | null {
  try {
    const [processId] = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
    const id = Number(processId);
    return Number.isInteger(id) && id > 1 ? id : null;
  } catch {
    return null;
  }
}

function isPostgres(processId: number, data: string): boolean {
  try {
    const command = readFileSync(`/proc/${processId}/cmdline`, 'utf8').split('\0');
    return command.includes(data) && /postgres/.test(command[0] ?? '');
  } catch {
    // Without /proc the process id is all that is known, and the folder was locked by us.
    return process.platform !== 'linux';
  }
}

/** The postmaster and its children all work in the folder of the data. */
function worksIn(processId: string, data: string): boolean {
  try {
    return readlinkSync(`/proc/${processId}/cwd`) === data;
  } catch {
    return false;
  }
}

function isUsed(data: string): boolean {
  return readdirSync('/proc').some((name) => /^[0-9]+$/.test(name) && worksIn(name, data));
}

function askToStop(processId: number): void {
  try {
    process.kill(processId, 'SIGINT');
  } catch (error) {
    // It has ended since we looked: as we want it.
    const isGone = error instanceof Error && 'code' in error && error.code === 'ESRCH';
    if (!isGone) throw error;
  }
}

async function until(isSo: () => boolean, message: string): Promise<void> {
  const deadline = Date.now() + STOP_TIMEOUT_MS;
  while (!isSo()) {
    if (Date.now() > deadline) throw new EmbeddedPostgresFailed(message);
    await delay(LOOK_AGAIN_MS);
  }
}

/** `data` is PostgreSQL's own folder. */
export async function stopOrphan(data: string): Promise<void> {
  const postmaster = postmasterOf(data);
  if (postmaster === null) return;
  const advice = 'of an earlier run does not stop: end it by hand';
  if (isRunning(postmaster) && isPostgres(postmaster, data)) {
    askToStop(postmaster);
    await until(() => !isRunning(postmaster), `PostgreSQL (process ${postmaster}) ${advice}`);
  }
  if (process.platform !== 'linux') return;
  // Children of a postmaster that was killed notice it and end.
  const place = realpathSync(data);
  await until(() => !isUsed(place), `a process of the PostgreSQL in ${data} ${advice}`);
  rmSync(join(data, 'postmaster.pid'), { force: true });
}

/** The lock beside a socket has the same number in it. To be called when no orphan is left. */
export function clearSocketLock(socket: string): void {
  if (process.platform === 'linux') rmSync(`${socket}.lock`, { force: true });
}
