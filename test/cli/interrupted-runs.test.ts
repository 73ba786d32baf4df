import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { callLine, callsHeader, writeBook, writeCalls } from './call-files.js';
import {
  makeFolder,
  removeFolder,
  type Started,
  startRatedeck,
  untilFileGrows,
} from './run-ratedeck.js';

let folder = '';

beforeEach(async () => {
  folder = await makeFolder();
});

afterEach(() => removeFolder(folder));

/** A run that has rated and written some calls and waits for more on its stdin. */
async function startedRun(): Promise<Started> {
  const book = await writeBook(folder);
  const args = ['rate', '--book', book, '--calls', '-', '--out', join(folder, 'rated.csv')];
  const run = startRatedeck([...args, '--plan', 'Retail plan', '--threads', '2']);
  const lines = Array.from({ length: 60_000 }, (_, index) => callLine(index));
  run.child.stdin.write(callsHeader + lines.join(''));
  await untilFileGrows(folder, /^\.rated\.csv\.partial-/);
  return run;
}

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s ends a run within a second with %i and leaves nothing', async (signal, code) => {
  const { child, ended } = await startedRun();
  const sentMs = performance.now();
  child.kill(signal);
  const end = await ended;
  expect(performance.now() - sentMs).toBeLessThan(1000);
  expect(end).toMatchObject({ code, signal: null });
  expect(await readdir(folder)).toEqual(['book.json']);
});

test('a killed run leaves nothing under the final name', async () => {
  const { child, ended } = await startedRun();
  child.kill('SIGKILL');
  expect(await ended).toMatchObject({ signal: 'SIGKILL' });
  expect(await readdir(folder)).not.toContain('rated.csv');
});

test('a reader of stdout that goes away ends the run quietly with 3', async () => {
  const book = await writeBook(folder);
  const calls = await writeCalls(folder, 100_000);
  const { child, ended } = startRatedeck(['rate', '--book', book, '--calls', calls, '--out', '-']);
  child.stdout.once('data', () => child.stdout.destroy());
  expect(await ended).toMatchObject({ code: 3, stderr: '' });
});

test('a reader of stdout that is slow does not keep the run from ending on a signal', async () => {
  const book = await writeBook(folder);
  const calls = await writeCalls(folder, 100_000);
  const { child, ended } = startRatedeck(['rate', '--book', book, '--calls', calls, '--out', '-']);
  child.stdout.once('data', () => {
    child.stdout.pause();
    child.kill('SIGINT');
    child.once('exit', () => child.stdout.resume());
  });
  expect(await ended).toMatchObject({ code: 130, signal: null });
});
