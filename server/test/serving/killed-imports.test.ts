/**
 * A deck large enough to be read in a thread, through the built program; then kill -9 while it is applied,
 * of the program alone and of the database with it. After the next start all of it is there or nothing,
 * it goes on from there, and is taken back. `npm run soak` does it with 200,000 rates, 20 times.
 */

import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { randomFrom } from '../fuzz/random-value.js';
import { signalAll } from '../support/signal-all.js';
import {
  databaseIn,
  insertKey,
  makeFolder,
  postgresOf,
  removeFolder,
  type Served,
  serve,
} from './served-process.js';

const isSoak = process.env['RATEDECK_SOAK'] === '1';
const rateCount = isSoak ? 200_000 : 10_000;
const rounds = isSoak ? 20 : 2;
const seed = Number(process.env['RATEDECK_SEED'] ?? Date.now() % 1_000_000_000);

let folder = '';
let key = '';
let tableId = '';

interface Answer {
  readonly id: string;
  readonly status: string;
  readonly rateCount: number;
  readonly check: { readonly rates: { readonly new: number } };
}

async function ask(
  { address }: Served,
  method: string,
  path: string,
  body?: string,
): Promise<Answer> {
  const answer = await fetch(`${address}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${text}`);
  return JSON.parse(text) as Answer;
}

const start = (): Promise<Served> => serve('--data', folder, '--quiet');

async function stop(server: Served): Promise<void> {
  server.kill('SIGTERM');
  await server.ended;
}

beforeAll(async () => {
  folder = await makeFolder();
  const server = await start();
  const database = await databaseIn(folder);
  key = await insertKey(database, 'admin');
  await database.close();
  const table = JSON.stringify({ name: 'Large', scope: 'carrier' });
  tableId = (await ask(server, 'POST', '/rate-tables', table)).id;
  await stop(server);
}, 300_000);

afterAll(() => removeFolder(folder));

/** Uploaded and checked; the answer is its id. */
async function checkedImport(server: Served): Promise<string> {
  const lines = ['code,price,effectiveFrom'];
  for (let index = 0; index < rateCount; index += 1) {
    lines.push(`${100_000_000 + index},0.0${1 + (index % 9)},2027-01-01`);
  }
  const path = `/rate-tables/${tableId}/imports?fileName=large.csv`;
  const { id } = await ask(server, 'POST', path, lines.join('\n'));
  const { check, status } = await ask(server, 'POST', `/imports/${id}/check`);
  expect(status).toBe('checked');
  expect(check.rates.new).toBe(rateCount);
  return id;
}

/** All of it or nothing, and the import says which. */
async function foundAfter(server: Served, id: string): Promise<string> {
  const { status } = await ask(server, 'GET', `/imports/${id}`);
  const table = await ask(server, 'GET', `/rate-tables/${tableId}`);
  expect([status, table.rateCount]).toEqual(
    status === 'applied' ? ['applied', rateCount] : ['checked', 0],
  );
  return status;
}

async function killedRound(seconds: number, withDatabase: boolean): Promise<string> {
  const server = await start();
  const id = await checkedImport(server);
  const outcome = ask(server, 'POST', `/imports/${id}/apply`).then(
    () => 'confirmed',
    () => 'lost',
  );
  await Promise.race([outcome, delay(seconds * 1000)]);
  if (withDatabase) signalAll(postgresOf(folder), 'SIGKILL');
  server.kill('SIGKILL');
  await server.ended;
  const heard = await outcome;
  const again = await start();
  const status = await foundAfter(again, id);
  if (heard === 'confirmed') expect(status).toBe('applied');
  if (status !== 'applied') await ask(again, 'POST', `/imports/${id}/apply`);
  expect(await foundAfter(again, id)).toBe('applied');
  expect((await ask(again, 'POST', `/imports/${id}/revert`)).status).toBe('reverted');
  expect((await ask(again, 'GET', `/rate-tables/${tableId}`)).rateCount).toBe(0);
  await stop(again);
  return status;
}

it(`leaves all or nothing when it is killed (seed ${seed})`, async () => {
  const random = randomFrom(seed);
  const server = await start();
  const first = await checkedImport(server);
  const began = performance.now();
  await ask(server, 'POST', `/imports/${first}/apply`);
  const seconds = (performance.now() - began) / 1000;
  await ask(server, 'POST', `/imports/${first}/revert`);
  await stop(server);
  let cutCount = 0;
  for (let round = 0; round < rounds; round += 1) {
    const status = await killedRound(random() * seconds * 2, round % 2 === 1);
    if (status !== 'applied') cutCount += 1;
  }
  console.info(`${cutCount} of ${rounds} imports were undone, ${rounds - cutCount} are complete`);
}, 1_200_000);
