/**
 * What an operator does in bad days, from end to end: a first key by password, a backup of the running
 * server, its restore elsewhere, the way back in for an administrator.
 */

import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { runCommand } from './run-command.js';
import {
  databaseIn,
  insertKey,
  makeFolder,
  removeFolder,
  type Served,
  serve,
} from './served-process.js';

const PASSWORD = 'correct horse battery';
let folder = '';
let server: Served;

const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await makeFolder();
  server = await serve('--data', at('data'));
  const database = await databaseIn(at('data'));
  vi.stubEnv('RATEDECK_SERVER', server.address);
  vi.stubEnv('RATEDECK_KEY', await insertKey(database, 'admin'));
  await database.close();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await removeFolder(folder);
});

async function usePassword(link: string): Promise<number> {
  const token = new URL(link.split('\n')[0]!).searchParams.get('token');
  const answer = await fetch(`${server.address}/api/v1/login-links/use`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token, password: PASSWORD }),
  });
  return answer.status;
}

/** As if it were piped in. */
async function withInput<T>(text: string, work: () => Promise<T>): Promise<T> {
  const input = Readable.from([text]) as unknown as typeof process.stdin;
  const stub = vi.spyOn(process, 'stdin', 'get').mockReturnValue(input);
  try {
    return await work();
  } finally {
    stub.mockRestore();
  }
}

it('a user without a key makes the first one with a password', async () => {
  await runCommand('users', 'create', 'root', '--name', 'Root', '--role', 'admin');
  const { stdout } = await runCommand('users', 'link', 'root');
  expect(await usePassword(stdout)).toBeLessThan(300);
  const create = ['keys', 'create', 'first', '--role', 'admin', '--login', 'root'];
  const wrong = await withInput('wrong password\n', () => runCommand(...create));
  expect(wrong).toMatchObject({ code: 2 });
  expect(wrong.failure).toContain('[login_failed]');
  const none = await withInput('', () => runCommand(...create));
  expect(none.failure).toMatch(/no password came/);
  const made = await withInput(`${PASSWORD}\n`, () =>
    runCommand(...create, '--out', at('first.key')),
  );
  expect(made).toMatchObject({ code: 0, failure: '' });
  const list = await runCommand('keys', 'list', '--key-file', at('first.key'));
  expect(list.stdout).toContain('first');
});

it('a backup of the running server is restored into another folder', async () => {
  await runCommand('tables', 'create', 'Kept', '--scope', 'customer');
  await runCommand('rates', 'add', 'Kept', '--codes', '44,49', '--price', '0.0100');
  expect(await runCommand('backup', 'create', '--out', at('b'))).toMatchObject({ code: 0 });
  const used = await runCommand('backup', 'restore', at('b'), '--data', at('data'));
  expect(used).toMatchObject({ code: 3 });
  expect(used.failure).toContain(`in use by process ${server.processId}`);
  const recovering = await runCommand('users', 'recover', 'root', '--data', at('data'));
  expect(recovering.failure).toContain('in use by process');
  server.kill('SIGTERM');
  expect(await server.ended).toMatchObject({ code: 0 });
  const full = await runCommand('backup', 'restore', at('b'), '--data', at('data'));
  expect(full).toMatchObject({ code: 2 });
  expect(full.failure).toContain('the database is not empty');
  const restored = await runCommand('backup', 'restore', at('b'), '--data', at('other'));
  expect(restored).toMatchObject({ code: 0, failure: '' });
  expect(restored.stdout).toMatch(/rates +2\n/);
});

it('the restored server has all of it, and an administrator gets back in', async () => {
  const missing = await runCommand('users', 'recover', 'root', '--data', at('nowhere'));
  expect(missing).toMatchObject({ code: 2 });
  await expect(stat(at('nowhere'))).rejects.toThrow(/ENOENT/);
  const unknown = await runCommand('users', 'recover', 'nobody', '--data', at('other'));
  expect(unknown).toMatchObject({ code: 2 });
  expect(unknown.failure).toContain('there is no user with the login "nobody"');
  const link = await runCommand('user', 'recover', 'root', '--data', at('other'));
  expect(link).toMatchObject({ code: 0, failure: '' });
  server = await serve('--data', at('other'));
  const list = await runCommand(
    ...['rates', 'list', 'Kept', '--json', '--key-file', at('first.key')],
    ...['--server', server.address],
  );
  expect(JSON.parse(list.stdout).items).toMatchObject([{ code: '44' }, { code: '49' }]);
  const address = /^http:\S+$/m.exec(link.stdout)![0];
  expect(await usePassword(address)).toBeLessThan(300);
  server.kill('SIGTERM');
  expect(await server.ended).toMatchObject({ code: 0 });
});
