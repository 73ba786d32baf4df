/** The server as users run it: starting, stopping, and every way in which it can be killed. */

import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { runRatedeck } from '../../../test/cli/run-ratedeck.js';
import { signalAll } from '../support/signal-all.js';
import { databaseServers, testDatabase } from '../support/test-database.js';
import {
  accountNames,
  createAccounts,
  databaseIn,
  endProcessesIn,
  insertKey,
  makeFolder,
  postgresOf,
  processesIn,
  removeFolder,
  serve,
  untilNone,
} from './served-process.js';

/** One for all tests: making a database takes longer than all the rest. */
let folder = '';
beforeAll(async () => {
  folder = await makeFolder();
});
// What a failed test left running would fail all that come after it.
afterEach(() => endProcessesIn(folder));
afterAll(() => removeFolder(folder));

const statusOf = async (url: string): Promise<number> => (await fetch(url)).status;

/** It is open before what it prices by is loaded. */
const untilReady = ({ address }: { readonly address: string }): Promise<void> =>
  vi.waitFor(async () => expect(await statusOf(`${address}/readyz`)).toBe(200), 30_000);

let rounds = 0;

/** A server on the folder with a key, and accounts that are being created. */
async function servedAndWritten(count: number) {
  const server = await serve('--data', folder);
  const database = await databaseIn(folder);
  const key = await insertKey(database, 'admin');
  await database.close();
  let enough: () => void = () => undefined;
  const reached = new Promise<void>((resolve) => {
    enough = resolve;
  });
  rounds += 1;
  const confirmed = createAccounts(server.address, key, `Round ${rounds}`, (now) => {
    if (now >= count) enough();
  });
  await reached;
  return { server, confirmed };
}

/** Starts once more and looks for what was confirmed before. */
async function expectAllIn(confirmed: readonly string[]): Promise<void> {
  const again = await serve('--data', folder);
  const database = await databaseIn(folder);
  const names = new Set(await accountNames(database));
  expect(confirmed.filter((name) => !names.has(name))).toEqual([]);
  await database.close();
  again.kill('SIGTERM');
  expect(await again.ended).toMatchObject({ code: 0 });
}

describe('a server', () => {
  it('starts, is healthy, and ends on SIGTERM with 0 and without a trace', async () => {
    const server = await serve('--data', folder);
    expect(await statusOf(`${server.address}/healthz`)).toBe(200);
    await untilReady(server);
    expect(await statusOf(`${server.address}/api/v1/accounts`)).toBe(401);
    expect(await statusOf(`${server.address}/docs`)).toBe(200);
    expect(processesIn(folder).length).toBeGreaterThan(1);
    server.kill('SIGTERM');
    expect(await server.ended).toMatchObject({ code: 0, signal: null });
    await untilNone(() => processesIn(folder));
    await expect(fetch(`${server.address}/healthz`)).rejects.toThrow();
  });

  it('answers one address as often as it is told, and then says when to come again', async () => {
    const server = await serve('--data', folder, '--requests-per-minute', '3');
    const ask = () => fetch(`${server.address}/api/v1/accounts`);
    const statuses: number[] = [];
    for (let count = 0; count < 3; count += 1) statuses.push((await ask()).status);
    expect(statuses).toEqual([401, 401, 401]);
    const refused = await ask();
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({ status: 429, code: 'too_many_requests' });
    expect(await statusOf(`${server.address}/healthz`)).toBe(200);
    await untilReady(server);
    expect(await statusOf(`${server.address}/metrics`)).toBe(401);
    server.kill('SIGTERM');
    expect(await server.ended).toMatchObject({ code: 0 });
  });

  it.each(['0', '-1', '1.5', 'many', ''])('takes no %j requests a minute', async (text) => {
    const args = ['serve', '--data', folder, '--port', '0', '--requests-per-minute', text];
    const { code, stderr } = await runRatedeck(args);
    expect(code).toBe(2);
    expect(stderr).toContain('--requests-per-minute');
    expect(stderr).toContain('must be a whole number from 1 on');
  });

  it('has its folder alone', async () => {
    const server = await serve('--data', folder);
    const second = await runRatedeck(['serve', '--port', '0', '--data', folder]);
    expect(second).toMatchObject({ code: 3 });
    expect(second.stderr).toContain(`in use by process ${server.processId}`);
    await untilReady(server);
    server.kill('SIGINT');
    expect(await server.ended).toMatchObject({ code: 0 });
  });

  it('says when the port is taken, and leaves no database running', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => {
      other.listen(0, '127.0.0.1', resolve);
    });
    const { port } = other.address() as { port: number };
    const refused = await runRatedeck(['serve', '--data', folder, '--port', String(port)]);
    expect(refused).toMatchObject({ code: 3 });
    expect(refused.stderr).toMatch(/127.0.0.1:[0-9]+ is taken by another program.*--port/);
    await untilNone(() => processesIn(folder));
    other.close();
  });

  it('loses nothing that it confirmed when it is killed', async () => {
    const { server, confirmed } = await servedAndWritten(20);
    server.kill('SIGKILL');
    expect(await server.ended).toMatchObject({ signal: 'SIGKILL' });
    // Its PostgreSQL goes on alone, until the next start ends it.
    expect(postgresOf(folder).length).toBeGreaterThan(1);
    await expectAllIn(await confirmed);
    await untilNone(() => processesIn(folder));
  });

  it('starts with the pid file of a PostgreSQL whose number another program has now', async () => {
    const pidFile = join(folder, 'postgres', 'postmaster.pid');
    const lines = [
      process.pid,
      join(folder, 'postgres'),
      1,
      5432,
      join(folder, 'postgres'),
      '',
      '',
    ];
    await writeFile(pidFile, `${lines.join('\n')}\n`);
    await writeFile(join(folder, 'postgres', '.s.PGSQL.5432.lock'), `${process.pid}\n`);
    await expectAllIn([]);
  });

  it('ends with 3 when its PostgreSQL is killed, and starts again with everything', async () => {
    const { server, confirmed } = await servedAndWritten(20);
    signalAll(postgresOf(folder), 'SIGKILL');
    const end = await server.ended;
    expect(end).toMatchObject({ code: 3 });
    expect(end.stderr).toContain('the database ended by itself');
    await expectAllIn(await confirmed);
  });

  it('starts after all of it was killed at once', async () => {
    const { server, confirmed } = await servedAndWritten(20);
    signalAll(postgresOf(folder), 'SIGKILL');
    server.kill('SIGKILL');
    await server.ended;
    await expectAllIn(await confirmed);
  });
});

describe('a server on a database of its own', () => {
  const debian = databaseServers()[1]!;
  const test = testDatabase(debian, { template: null });

  it('makes its schema there, and ends without ending it', async () => {
    const { host, user } = inject('databaseServers')[1]!.config;
    const url = `postgres://${user}@localhost/${test.config.database}?host=${host}`;
    const server = await serve('--database-url', url);
    await untilReady(server);
    expect(await accountNames(test.database)).toContain('Operator');
    server.kill('SIGTERM');
    expect(await server.ended).toMatchObject({ code: 0 });
    expect(await accountNames(test.database)).toContain('Operator');
  });

  it('says that it is not let in, without the password', async () => {
    const url = 'postgres://nobody:Geheim99@127.0.0.1:1/none';
    const refused = await runRatedeck(['serve', '--port', '0', '--database-url', url]);
    expect(refused).toMatchObject({ code: 3 });
    expect(refused.stderr).toContain('does not let us in');
    expect(refused.stderr + refused.stdout.toString()).not.toContain('Geheim99');
  });
});

describe('the log', () => {
  it('holds no password, no key, no cookie and no link', async () => {
    const server = await serve('--data', folder);
    const api = `${server.address}/api/v1`;
    const json = { 'content-type': 'application/json' };
    const bearer = { authorization: 'Bearer rdk_SecretKey1' };
    await fetch(`${api}/accounts`, { headers: bearer });
    await fetch(`${api}/accounts`, { headers: { cookie: 'ratedeck_session=SecretCookie2' } });
    await fetch(`${api}/accounts`, { headers: { 'x-csrf-token': 'SecretToken3' } });
    const body = JSON.stringify({ login: 'admin', password: 'SecretWord4' });
    await fetch(`${api}/sessions`, { method: 'POST', headers: json, body });
    await fetch(`${api}/sessions`, { method: 'POST', headers: json, body: `${body}{` });
    const use = JSON.stringify({ token: 'SecretLink5', password: 'SecretWord6' });
    await fetch(`${api}/login-links/use`, { method: 'POST', headers: json, body: use });
    await fetch(`${server.address}/welcome?token=SecretLink7`);
    await fetch(`${api}/nowhere?token=SecretLink8`);
    server.kill('SIGTERM');
    const { stderr } = await server.ended;
    expect(stderr.split('\n').length).toBeGreaterThan(8);
    expect([...stderr.matchAll(/Secret\w+/g)].map(String)).toEqual([]);
  });
});
