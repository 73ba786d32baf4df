/** The commands that work on a server, against the API of the product. */

import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { buildProgram } from '../../src/platform/cli/program.js';
import { serverCommands } from '../../src/server-commands.js';
import { testApi } from '../support/test-api.js';
import { embeddedServer } from '../support/test-database.js';
import { listen, runCommand } from './run-command.js';

const api = testApi(embeddedServer());
let folder = '';
let address = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rd-commands-'));
  address = await listen(api);
  vi.stubEnv('RATEDECK_SERVER', address);
  vi.stubEnv('RATEDECK_KEY', await api.keyOf('admin'));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

async function json(...args: string[]) {
  const end = await runCommand(...args, '--json');
  expect(end).toMatchObject({ code: 0, failure: '' });
  return JSON.parse(end.stdout);
}

describe('which server and which key', () => {
  it('are told by options before the environment', async () => {
    const file = join(folder, 'rates.key');
    await writeFile(file, `${await api.keyOf('read-only')}\n`);
    const refused = await runCommand(
      'tables',
      'create',
      'X',
      '--scope',
      'customer',
      '--key-file',
      file,
    );
    expect(refused.code).toBe(2);
    expect(refused.failure).toMatch(/needs the permission edit-rates.*Use a key that may/);
    const closed = createServer();
    await new Promise<void>((resolve) => {
      closed.listen(0, '127.0.0.1', resolve);
    });
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const gone = await runCommand('tables', 'list', '--server', `http://127.0.0.1:${port}`);
    expect(gone).toMatchObject({ code: 3 });
    expect(gone.failure).toMatch(/could not reach http:\/\/127.0.0.1:[0-9]+: nothing listens/);
  });

  it.each([
    [['--server', 'ftp://x'], /must begin with http/],
    [['--server', 'nonsense'], /is no address such as/],
    [['--server', 'http://ann:secret@x'], /must be a plain address/],
    [['--key-file', '/nowhere/key'], /could not read \/nowhere\/key/],
    [['--limit', '0'], /--limit 0: must be a whole number/],
    [['--limit', '5', '--all'], /exclude each other/],
  ])('are refused with words: %j', async (args, words) => {
    const end = await runCommand('tables', 'list', ...args);
    expect(end.code).toBeGreaterThan(1);
    expect(end.failure).toMatch(words);
    expect(end.failure).not.toContain('secret');
  });

  it('have to be there, and right', async () => {
    vi.stubEnv('RATEDECK_KEY', '');
    expect((await runCommand('tables', 'list')).failure).toMatch(/no API key is given.*--key-file/);
    vi.stubEnv('RATEDECK_KEY', 'two words');
    expect((await runCommand('tables', 'list')).failure).toMatch(/holds no API key/);
    vi.stubEnv('RATEDECK_KEY', 'rdk_wrong');
    const wrong = await runCommand('tables', 'list');
    expect(wrong.code).toBe(2);
    expect(wrong.failure).toMatch(/signed in.*Check the key.*\[not_signed_in\]/);
    vi.stubEnv('RATEDECK_KEY', await api.keyOf('admin'));
  });

  it('are not given to who is no Ratedeck', async () => {
    const keys: unknown[] = [];
    const other = createServer((request, response) => {
      keys.push(request.url);
      if (request.url?.includes('rate-tables') === true) {
        response.writeHead(302, { location: '/stolen' }).end();
      } else {
        response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Hello</h1>');
      }
    });
    await new Promise<void>((resolve) => {
      other.listen(0, '127.0.0.1', resolve);
    });
    const server = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
    for (const noun of ['tables', 'users']) {
      const end = await runCommand(noun, 'list', '--server', server);
      expect(end).toMatchObject({ code: 3 });
      expect(end.failure).toMatch(/is no Ratedeck server: check --server/);
    }
    expect(keys).toHaveLength(2);
    other.close();
  });
});

describe('tables and rates', () => {
  it('are created, found by name, edited, archived and deleted', async () => {
    const create = ['tables', 'create', 'Retail', '--scope', 'customer', '--currency', 'EUR'];
    const made = await runCommand(...create, '--default-next-interval', '60', '--decimals', '4');
    expect(made).toMatchObject({ code: 0 });
    expect(made.stdout).toMatch(/^Created rate table [0-9]+ "Retail"\.\n$/);
    const shown = await json('tables', 'show', 'Retail');
    expect(shown).toMatchObject({
      currency: 'EUR',
      defaults: { nextInterval: 60 },
      rounding: { decimals: 4 },
    });
    const edited = await json('tables', 'edit', 'Retail', '--default-next-interval', 'none');
    expect(edited).toMatchObject({ version: 2, defaults: { nextInterval: null } });
    expect(await json('tables', 'edit', 'Retail', '--duration-rounding', 'none')).toMatchObject({
      durationRounding: 'none',
    });
    expect(await json('tables', 'archive', shown.id)).toMatchObject({ status: 'archived' });
    expect(await json('tables', 'archive', 'Retail', '--undo')).toMatchObject({ status: 'active' });
    const list = await runCommand('tables', 'list', '--search', 'retail');
    expect(list.stdout).toMatch(/^ *id +name +owner.*\n *[0-9]+ +Retail +Operator +customer/);
    expect(await runCommand('tables', 'delete', 'Retail')).toMatchObject({ code: 0 });
    const gone = await runCommand('tables', 'show', 'Retail');
    expect(gone).toMatchObject({ code: 2 });
    expect(gone.failure).toContain('there is no rate table "Retail" that you may see');
  });

  it('tell all faults of a request, and what was probably meant', async () => {
    await json('tables', 'create', 'Wholesale EUR', '--scope', 'carrier', '--currency', 'EUR');
    const faulty = await runCommand(
      ...['tables', 'create', 'Bad', '--scope', 'customer', '--currency', 'euro'],
      ...['--tax-rate', 'much', '--default-price', '-1'],
    );
    expect(faulty.code).toBe(2);
    expect(faulty.failure).toMatch(/^currency: /m);
    expect(faulty.failure).toMatch(/^taxRate: /m);
    expect(faulty.failure).toMatch(/^defaults.price: /m);
    const near = await runCommand('rates', 'list', 'Wholesale EU');
    expect(near.failure).toContain('(did you mean "Wholesale EUR"?)');
    expect((await runCommand('tables', 'edit', 'Wholesale EUR')).failure).toMatch(
      /at least one of/,
    );
  });

  it('are listed in pages, up to a limit or all', async () => {
    for (let i = 0; i < 7; i += 1) {
      await json('tables', 'create', `Page ${i}`, '--scope', 'device', '--currency', 'CHF');
    }
    const some = await runCommand(
      'tables',
      'list',
      '--currency',
      'CHF',
      '--limit',
      '3',
      '--sort',
      '-name',
    );
    expect(some.stdout.match(/Page [0-9]/g)).toEqual(['Page 6', 'Page 5', 'Page 4']);
    expect(some.stderr).toContain('There are more rate tables');
    const all = await json('tables', 'list', '--currency', 'CHF', '--all');
    expect(all.items).toHaveLength(7);
    expect(all.complete).toBe(true);
    expect(await json('tables', 'list', '--search', 'nothing like it')).toEqual({
      items: [],
      complete: true,
    });
  });

  it('add, edit, stash, revert and mass-edit rates', async () => {
    await json('tables', 'create', 'Prices', '--scope', 'customer', '--currency', 'EUR');
    const add = ['rates', 'add', 'Prices', '--codes', '43, 4366-4368', '--price', '0.0200'];
    const added = await runCommand(...add, '--effective-from', '2026-01-01', '--name', 'Austria');
    expect(added.stdout).toMatch(/^Added 4 rates as change set [0-9]+\.\n$/);
    const { items } = await json('rates', 'list', 'Prices', '--code', '43');
    expect(items.map(({ code }: { code: string }) => code)).toEqual(['43', '4366', '4367', '4368']);
    const [{ id }] = items;
    expect(await json('rates', 'edit', id, '--price', '0.0300')).toMatchObject({ price: '0.0300' });
    expect(await json('rates', 'show', id)).toMatchObject({ notes: null, price: '0.0300' });
    expect((await json('rates', 'history', id)).items.length).toBeGreaterThan(0);
    expect(await json('rates', 'stash', id)).toMatchObject({ state: 'stashed' });
    expect(await json('rates', 'unstash', id)).toMatchObject({ stashed: false });
    const raise = ['rates', 'mass-edit', 'Prices', '--code', '436', '--price', '+10%'];
    const preview = await runCommand(...raise);
    expect(preview.stdout).toMatch(/selected +3/);
    expect(preview.stdout).toMatch(/4366 +Austria +0.0200? +0.0220?/);
    expect(preview.stdout).toContain('Nothing was changed. --apply does it; with --revision');
    const done = await json(...raise, '--apply', '--in-place');
    expect(done).toMatchObject({ preview: false, counts: { selected: 3, changed: 3 } });
    const stale = await runCommand(...raise, '--apply', '--revision', '1');
    expect(stale).toMatchObject({ code: 2 });
    expect(stale.failure).toContain('[stale]');
    const changes = await json('changes', 'list', '--table', 'Prices');
    expect(changes.items[0]).toMatchObject({ id: done.changeSetId, kind: 'mass-edit' });
    const lines = await runCommand('changes', 'show', done.changeSetId, '--rates');
    expect(lines.stdout).toMatch(/updated +[0-9]+ +4366 +Austria/);
    const reverted = await runCommand('changes', 'revert', done.changeSetId);
    expect(reverted.stdout).toMatch(/^Took change set [0-9]+ back, as change set [0-9]+/);
    expect((await json('rates', 'list', 'Prices', '--code', '4366')).items[0].price).toBe('0.0200');
    expect(await json('rates', 'delete', id)).toEqual({ id, deleted: true });
  });

  it('load rates of another table', async () => {
    await json('tables', 'create', 'Copy', '--scope', 'customer', '--currency', 'EUR');
    const load = ['tables', 'load', 'Copy', '--from', 'Prices', '--price', '-0.001'];
    const preview = await runCommand(...load);
    expect(preview.stdout).toMatch(/added +3/);
    expect((await json('rates', 'list', 'Copy')).items).toEqual([]);
    expect(await json(...load, '--apply')).toMatchObject({ counts: { added: 3 } });
    expect((await json('rates', 'list', 'Copy', '--code', '4366')).items[0].price).toMatch(
      /^0.0190?$/,
    );
  });

  it.each([
    [['rates', 'mass-edit', 'Prices', '--price', 'cheap'], /--price cheap: give 0.05 sets/],
    [['rates', 'mass-edit', 'Prices', '--price', '5%'], /--price 5%/],
    [['rates', 'mass-edit', 'Prices', '--rate', '1', '--code', '4'], /not by both/],
    [['rates', 'mass-edit', 'Prices', '--revision', 'x', '--price', '1'], /--revision x/],
    [['rates', 'add', 'Prices', '--price', '1'], /say for what/],
    [['rates', 'show', 'Prices'], /give the id of a rate/],
    [['rates', 'add', 'Prices', '--codes', '1', '--first-interval', '1e3'], /must be a number/],
    [['rates', 'add', 'Prices', '--codes', '1', '--tiers', '{'], /--tiers: must be JSON/],
    [['changes', 'revert', 'last'], /give the id of a change set/],
    [['tables', 'create', 'X'], /--scope customer, carrier/],
    [['tables', 'create', 'X', '--scope', 'planet'], /Allowed choices are/],
  ])('refuse %j', async (args, words) => {
    const end = await runCommand(...args);
    expect(end.code).toBe(2);
    expect(end.failure).toMatch(words);
  });
});

describe('users and keys', () => {
  it('are made, linked, disabled and deleted, by either name of the command', async () => {
    const create = ['users', 'create', 'ann', '--name', 'Ann <b>', '--role', 'rates'];
    expect((await runCommand(...create)).stdout).toContain('ratedeck users link ann');
    const link = await runCommand('user', 'link', 'ann');
    expect(link.stdout).toMatch(
      new RegExp(`^${address}/welcome\\?token=[\\w-]{40,}\nIt works once`),
    );
    expect((await json('user', 'list', '--role', 'rates')).items).toMatchObject([{ login: 'ann' }]);
    expect(await json('users', 'disable', 'ann')).toMatchObject({ status: 'disabled' });
    expect(await json('users', 'disable', 'ann', '--undo')).toMatchObject({ status: 'active' });
    expect(await json('users', 'edit', 'ann', '--role', 'finance')).toMatchObject({
      role: 'finance',
    });
    expect(await json('users', 'show', 'ann')).toMatchObject({
      name: 'Ann <b>',
      hasPassword: false,
    });
    expect((await runCommand('users', 'delete', 'ann')).stdout).toMatch(
      /^Deleted user [0-9]+ "ann"/,
    );
    const both = await runCommand(...create, '--link');
    expect(both.stdout).toContain('/welcome?token=');
  });

  it('make keys that work, in files that only their owner reads, until they are revoked', async () => {
    const file = join(folder, 'new.key');
    const made = await runCommand('keys', 'create', 'billing', '--role', 'rates', '--out', file);
    expect(made.stdout).toMatch(/^Created API key [0-9]+ "billing" and wrote it to /);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const key = (await readFile(file, 'utf8')).trim();
    expect(made.stdout + made.stderr).not.toContain(key);
    expect(await runCommand('tables', 'list', '--key-file', file)).toMatchObject({ code: 0 });
    const list = await runCommand('keys', 'list', '--status', 'active', '--search', 'billing');
    expect(list.stdout).toMatch(/billing +rdk_/);
    expect(list.stdout).not.toContain(key);
    expect(await runCommand('keys', 'revoke', 'billing')).toMatchObject({ code: 0 });
    expect(await runCommand('tables', 'list', '--key-file', file)).toMatchObject({ code: 2 });
  });

  it('make no key that could not be written down', async () => {
    const file = join(folder, 'no-such-folder', 'x.key');
    const refused = await runCommand('keys', 'create', 'lost', '--role', 'rates', '--out', file);
    expect(refused).toMatchObject({ code: 3 });
    expect((await json('keys', 'list', '--search', 'lost')).items).toEqual([]);
  });

  it('print a key alone, so that it can be taken further', async () => {
    const made = await runCommand('keys', 'create', 'printed', '--role', 'read-only');
    expect(made.stdout).toMatch(/^rdk_[\w-]+\n$/);
    expect(made.stderr).toContain('shown now and never again');
  });
});

describe('backup and book', () => {
  it('are taken from the server that runs', async () => {
    const file = join(folder, 'taken.ratedeck-backup');
    const made = await runCommand('backup', 'create', '--out', file);
    expect(made).toMatchObject({ code: 0, failure: '' });
    expect(made.stdout).toMatch(/complete, made .* by Ratedeck/);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const checked = await json('backup', 'verify', file);
    expect(checked.tables.length).toBeGreaterThan(10);
    await writeFile(file, (await readFile(file)).subarray(0, 2000));
    const cut = await runCommand('backup', 'verify', file);
    expect(cut).toMatchObject({ code: 2 });
    expect(cut.failure).toMatch(/cannot be used: it is cut/);
    const refused = await runCommand('backup', 'restore', file, '--data', join(folder, 'new'));
    expect(refused).toMatchObject({ code: 2 });
    await expect(stat(join(folder, 'new'))).rejects.toThrow(/ENOENT/);
    expect((await runCommand('backup', 'restore', file)).failure).toMatch(/say where to/);
    const missing = await runCommand('backup', 'verify', join(folder, 'none'));
    expect(missing).toMatchObject({ code: 3 });
    expect(missing.failure).toMatch(/could not read .*none: there is no such file/);
  });

  it('keep the file that was there when the server refuses', async () => {
    const file = join(folder, 'kept');
    await writeFile(file, 'before');
    const key = join(folder, 'weak.key');
    await writeFile(key, await api.keyOf('rates'));
    for (const args of [
      ['backup', 'create', '--out', file, '--key-file', key],
      ['book', 'export', '--out', file, '--key-file', key],
    ]) {
      expect(await runCommand(...args)).toMatchObject({ code: 2 });
      expect(await readFile(file, 'utf8')).toBe('before');
    }
  });

  it('take the whole configuration out and in', async () => {
    const file = join(folder, 'book.json');
    const out = await runCommand('book', 'export', '--out', file);
    expect(out).toMatchObject({ code: 0, failure: '' });
    const book = JSON.parse(await readFile(file, 'utf8'));
    expect(book).toMatchObject({ book: 1 });
    expect((await runCommand('book', 'export')).stdout).toBe(await readFile(file, 'utf8'));
    const back = await json('book', 'import', file);
    expect(back.created).toMatchObject({ rateTables: 0, rates: 0 });
    const same = await runCommand('book', 'diff', file);
    expect(same).toMatchObject({ code: 0, stdout: 'The server has all of it already.\n' });
    const rates = [{ code: '43', price: '1' }];
    const other = { book: 1, rateTables: [{ name: 'By diff', scope: 'customer', rates }] };
    await writeFile(file, JSON.stringify(other));
    const differing = await runCommand('book', 'diff', file);
    expect(differing.stdout).toMatch(/\+ +rate tables +By diff +rates created: 1/);
    expect(differing.stderr).toMatch(/Nothing was written/);
    const dry = await runCommand('book', 'import', file, '--dry-run');
    expect(dry.stdout).toMatch(/rate tables +1 +0 +0/);
    expect((await json('tables', 'list', '--search', 'By diff')).items).toEqual([]);
    await writeFile(file, '{ "book": 1, "rateTables": [{ "name": 5 }] }');
    const faulty = await runCommand('book', 'import', file);
    expect(faulty).toMatchObject({ code: 2 });
    expect(faulty.failure).toMatch(/rateTables\[0\]/);
    await writeFile(file, '{');
    expect((await runCommand('book', 'import', file)).failure).toMatch(/not well-formed JSON/);
  });
});

describe('the help', () => {
  it('shows an example for each command', () => {
    const program = buildProgram('1', [...serverCommands]);
    const silent = program.commands
      .flatMap((group) => group.commands)
      .filter((command) => {
        let text = '';
        command.configureOutput({ writeOut: (part) => (text += part) }).outputHelp();
        return !/Examples?:\n {2}ratedeck [a-z]+ [a-z]+/.test(text);
      });
    expect(silent.map((command) => command.name())).toEqual([]);
  });
});
