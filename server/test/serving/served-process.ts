/** `ratedeck serve` as a process of its own, and what of it is left when it has ended. */

import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { type Ended, startRatedeck } from '../../../test/cli/run-ratedeck.js';
import type { Role } from '../../src/platform/access/permissions.js';
import { hashSecret, hintOf, KEY_PREFIX, newSecret } from '../../src/platform/access/secrets.js';
import { type Database, openDatabase } from '../../src/platform/db/database.js';
import { runIn } from '../support/run-in.js';
import { signalAll } from '../support/signal-all.js';

export interface Served {
  readonly address: string;
  readonly processId: number;
  readonly ended: Promise<Ended>;
  /** All of stdout so far. */
  said(): string;
  kill(signal: NodeJS.Signals): void;
}

/** Resolves when the server says where it is open; fails when it ends before. */
export function serve(...args: string[]): Promise<Served> {
  const { child, ended } = startRatedeck(['serve', '--port', '0', '--empty', ...args]);
  let said = '';
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const address = /open at (http:[^\s]+)/.exec(said)?.[1];
      if (address === undefined) return;
      const kill = (signal: NodeJS.Signals): void => {
        child.kill(signal);
      };
      resolve({ address, processId: child.pid!, ended, said: () => said, kill });
    });
    ended.then(({ code, stderr }) => reject(new Error(`ended with ${code}: ${stderr}`)), reject);
  });
}

export function makeFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'rd-serve-'));
}

/** Ends what a failed test has left there. */
export async function endProcessesIn(folder: string): Promise<void> {
  signalAll(processesIn(folder), 'SIGKILL');
  await untilNone(() => processesIn(folder));
}

export async function removeFolder(folder: string): Promise<void> {
  await endProcessesIn(folder);
  await rm(folder, { recursive: true, force: true });
}

/** Processes that name the folder in their command: its server, and its PostgreSQL. */
export function processesIn(folder: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^[0-9]+$/.test(name))
    .map(Number)
    .filter((processId) => processId !== process.pid && commandOf(processId).includes(folder));
}

/** The postmaster and its children, which say nothing of the folder themselves. */
export function postgresOf(folder: string): number[] {
  const [postmaster] = readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n');
  const id = Number(postmaster);
  const children = readFileSync(`/proc/${id}/task/${id}/children`, 'utf8').trim();
  return [id, ...children.split(' ').filter(Boolean).map(Number)];
}

function commandOf(processId: number): string {
  try {
    return readFileSync(`/proc/${processId}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

/** Looks again until there are none; the limit of the test ends a wait in vain. */
export async function untilNone(find: () => readonly unknown[]): Promise<void> {
  while (find().length > 0) await delay(20);
}

/** The embedded database of a server that runs. */
export function databaseIn(folder: string): Promise<Database> {
  const host = join(folder, 'postgres');
  return openDatabase({ host, port: 5432, user: 'ratedeck', database: 'ratedeck' });
}

/** A key of the operator, written past the server. */
export async function insertKey(database: Database, role: Role): Promise<string> {
  const key = newSecret(KEY_PREFIX);
  await runIn(
    database,
    sql`
    INSERT INTO api_keys (name, key_hash, hint, account_id, role)
    SELECT ${role}, ${hashSecret(key)}, ${hintOf(key)}, id, ${role} FROM accounts
    WHERE kind = 'operator'`,
  );
  return key;
}

/** Creates accounts one after the other until the server is gone; the names that it confirmed. */
export async function createAccounts(
  address: string,
  key: string,
  prefix: string,
  onConfirmed: (count: number) => void,
): Promise<string[]> {
  const confirmed: string[] = [];
  for (let i = 0; ; i += 1) {
    const name = `${prefix}, account ${i}`;
    try {
      const answer = await fetch(`${address}/api/v1/accounts`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify({ name, kind: 'customer' }),
      });
      if (answer.status !== 201) return confirmed;
    } catch {
      return confirmed;
    }
    confirmed.push(name);
    onConfirmed(confirmed.length);
  }
}

export async function accountNames(database: Database): Promise<string[]> {
  const rows = await database.read.rows(sql<{ name: string }>`SELECT name FROM accounts`);
  return rows.map(({ name }) => name);
}
