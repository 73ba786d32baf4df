/** `ratedeck import`: a deck's way into a table in one command, and what keeps it out. */

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { testApi } from '../support/test-api.js';
import { embeddedServer } from '../support/test-database.js';
import { listen, runCommand } from './run-command.js';

const api = testApi(embeddedServer());
let folder = '';
let tableId = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rd-import-'));
  vi.stubEnv('RATEDECK_SERVER', await listen(api));
  vi.stubEnv('RATEDECK_KEY', await api.keyOf('rates'));
  const table = { name: 'Acme A-Z', scope: 'carrier' };
  tableId = (await api.as('rates').post('/rate-tables', table)).body.id;
});
afterEach(() => {
  process.exitCode = undefined;
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

async function fileOf(name: string, lines: readonly string[]): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `${lines.join('\n')}\n`);
  return path;
}

async function statuses(): Promise<string[]> {
  const { body } = await api.as('rates').get(`/rate-tables/${tableId}/imports?sort=id`);
  return body.items.map(({ status }: { status: string }) => status);
}

const importOf = (file: string, ...more: string[]) =>
  runCommand('import', file, '--table', 'Acme A-Z', ...more);

it('shows what it would do, and does it', async () => {
  const lines = ['Prefix,Rate,Effective', '43,0.01,2027-01-01', '44,0.02,2027-01-01'];
  const file = await fileOf('vendor.csv', lines);
  const shown = await importOf(file);
  expect(shown.stdout).toMatch(/rows of the file +3\n/);
  expect(shown.stdout).toMatch(/new +2\n/);
  expect(shown.stderr).toContain('Nothing was written');
  expect(await statuses()).toEqual(['discarded']);
  const done = await importOf(file, '--apply');
  expect(done.stdout).toBe(shown.stdout);
  expect(done.stderr).toContain('Applied as import 2: change set');
  expect(await statuses()).toEqual(['discarded', 'applied']);
  const { body } = await api.as('rates').get(`/rate-tables/${tableId}`);
  expect(body.rateCount).toBe(2);
});

it('asks what is in doubt, with the options that say it', async () => {
  const file = await fileOf('doubt.csv', ['Prefix,Rate,Effective', '43,0.02,03/04/2027']);
  const asked = await importOf(file);
  expect(asked.code).toBe(2);
  expect(asked.failure).toContain('leaves 1 question(s) open');
  expect(asked.failure).toMatch(/--date-order (dmy|mdy)/);
  const said = await importOf(file, '--date-order', 'dmy', '--json');
  expect(said.code, said.failure).toBe(0);
  expect(JSON.parse(said.stdout).check.rates).toMatchObject({ total: 1, increased: 1 });
});

it('tells faulty rows, writes them to a file, and applies the others when told', async () => {
  const file = await fileOf('faulty.csv', ['Prefix,Rate', '45,0.03', '46,soon']);
  const refused = await importOf(file, '--apply');
  expect(refused.code).toBe(2);
  expect(refused.failure).toMatch(/faulty.csv row 3: Rate "soon": /);
  const errors = join(folder, 'errors.csv');
  const policy = ['--policy', 'bad-rows=reject-them', '--error-file', errors];
  const done = await importOf(file, ...policy, '--apply');
  expect(done.code, done.failure).toBe(0);
  expect(process.exitCode).toBe(1);
  expect(await readFile(errors, 'utf8')).toMatch(/^Prefix,Rate,Error Message\r\n46,soon,/);
  const unknown = await importOf(file, '--policy', 'bad-row=x');
  expect(unknown.failure).toContain('bad-rows');
});

it('says which file cannot be read, and which table is not there', async () => {
  const missing = await importOf(join(folder, 'none.csv'));
  expect(missing).toMatchObject({ code: 3 });
  const file = await fileOf('good.csv', ['Prefix,Rate', '45,0.03']);
  const nowhere = await runCommand('import', file, '--table', 'Acme');
  expect(nowhere.failure).toContain('there is no rate table "Acme"');
});
