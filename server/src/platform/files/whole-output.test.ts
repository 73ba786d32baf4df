import { mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CommandFailure } from '../cli/command-failure.js';
import { openWholeOutput } from './whole-output.js';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ratedeck-out-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

test('the name is taken only at the end; what stood there stays until then', async () => {
  const path = join(folder, 'rated.csv');
  await writeFile(path, 'old');
  const output = await openWholeOutput(path);
  await output.write(Buffer.from('new'));
  await output.finish();
  expect(await readFile(path, 'utf8')).toBe('old');
  await output.commit();
  expect(await readFile(path, 'utf8')).toBe('new');
  expect(await readdir(folder)).toEqual(['rated.csv']);
});

test('what is discarded leaves nothing behind', async () => {
  const output = await openWholeOutput(join(folder, 'rated.csv'));
  await output.write(Buffer.from('half'));
  await output.discard();
  expect(await readdir(folder)).toEqual([]);
});

test('a name that ends in .gz is packed; bytes may change after a write', async () => {
  const path = join(folder, 'rated.csv.gz');
  const output = await openWholeOutput(path);
  const bytes = Buffer.alloc(300_000);
  const expected: Buffer[] = [];
  for (const letter of 'abc') {
    bytes.fill(letter);
    expected.push(Buffer.from(bytes));
    await output.write(bytes);
  }
  await output.finish();
  await output.commit();
  expect(gunzipSync(await readFile(path)).equals(Buffer.concat(expected))).toBe(true);
});

test('a link stays a link; its target is replaced', async () => {
  const target = join(folder, 'target.csv');
  const link = join(folder, 'link.csv');
  await writeFile(target, 'old');
  await symlink(target, link);
  const output = await openWholeOutput(link);
  await output.write(Buffer.from('new'));
  await output.finish();
  await output.commit();
  expect(await readFile(target, 'utf8')).toBe('new');
  expect((await readdir(folder)).toSorted()).toEqual(['link.csv', 'target.csv']);
});

test('a device is written as it is, never renamed over', async () => {
  const output = await openWholeOutput('/dev/null');
  await output.write(Buffer.from('x'));
  await output.finish();
  await output.commit();
  expect((await stat('/dev/null')).isCharacterDevice()).toBe(true);
});

test('a folder is bad input, a missing one a failure to write', async () => {
  const failure = async (path: string): Promise<CommandFailure> =>
    (await openWholeOutput(path).catch((error: unknown) => error)) as CommandFailure;
  expect((await failure(folder)).exitCode).toBe(2);
  expect((await failure(join(folder, 'none', 'rated.csv'))).exitCode).toBe(3);
});
