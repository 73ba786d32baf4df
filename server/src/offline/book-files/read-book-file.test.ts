import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { BookFault } from '@ratedeck/engine';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CommandFailure } from '../../platform/cli/command-failure.js';
import { pathBesideBook, readBookFile } from './read-book-file.js';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ratedeck-book-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(files: Readonly<Record<string, string | Buffer>>): Promise<string> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return join(folder, 'book.json');
}

function bookWith(table: object): string {
  return JSON.stringify({ book: 1, rateTables: [{ name: 'A', ...table }] });
}

async function failureOf(work: Promise<unknown>): Promise<CommandFailure> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(CommandFailure);
  return error as CommandFailure;
}

test('rates of a file stand in the table as if they had been written inline', async () => {
  const header = 'code,price,firstInterval,numberLengthMin,numberLengthMax,tiers,blocked,notes';
  const rows = [
    '44,0.0137,60,,12,"[{""from"":60,""price"":""0.01""}]",,"two\nlines"',
    ',,,,,,yes,',
    '0044,1,x,,,,,',
  ];
  const path = await write({
    'book.json': bookWith({ ratesFile: 'decks/a.csv' }),
    'decks/a.csv': `\uFEFF${header}\r\n${rows.join('\r\n')}`,
  });
  const { book, faults } = await readBookFile(path);
  expect(faults).toEqual([]);
  const rates = [
    {
      code: '44',
      price: '0.0137',
      firstInterval: 60,
      numberLength: { max: 12 },
      tiers: [{ from: 60, price: '0.01' }],
      notes: 'two\nlines',
    },
    { code: '', blocked: true },
    // What is no number stays text, for the engine to refuse.
    { code: '0044', price: '1', firstInterval: 'x' },
  ];
  expect(book).toEqual({ book: 1, rateTables: [{ name: 'A', rates }] });
});

test('book and rates may be gzipped', async () => {
  const path = await write({
    'book.json': gzipSync(bookWith({ ratesFile: 'a.csv.gz' })),
    'a.csv.gz': gzipSync('code;price\n1;0.5\n'),
  });
  const { book } = await readBookFile(path);
  expect(book).toMatchObject({ rateTables: [{ rates: [{ code: '1', price: '0.5' }] }] });
});

test('a fault within rates of a file is told by line and column, any other by its path', async () => {
  const path = await write({
    'book.json': bookWith({ ratesFile: 'a.csv' }),
    'a.csv': 'code,price,numberLengthMax\n\n1,"0.\n5",\n2,x,3\n',
  });
  const { place } = await readBookFile(path);
  const told = (faultPath: string): string =>
    place({ path: faultPath, value: '"x"', code: 'not_a_decimal', message: 'm' }).place;
  expect(told('rateTables[0].rates[1].price')).toBe('a.csv line 5 column price');
  expect(told('rateTables[0].rates[0].numberLength.max')).toBe(
    'a.csv line 3 column numberLengthMax',
  );
  expect(told('rateTables[0].rates[0].tiers[2].price')).toBe('a.csv line 3 column tiers');
  expect(told('rateTables[0].rates[0]')).toBe('a.csv line 3');
  expect(told('rateTables[0].currency')).toBe('rateTables[0].currency');
  expect(told('rateTables[1].rates[0].price')).toBe('rateTables[1].rates[0].price');
});

test('all faults of a rates file are listed at once', async () => {
  const path = await write({
    'book.json': bookWith({ ratesFile: 'a.csv' }),
    'a.csv': 'code,prise,notes,notes,tiers\n1,2\n1,1,5" x,,\n1,,,,[oops\n2,,,,\n',
  });
  const { faults, book } = await readBookFile(path);
  expect(faults.map(({ place, code }) => `${place}: ${code}`)).toEqual([
    'a.csv line 1: unknown_column',
    'a.csv line 1: repeated_column',
    'a.csv line 2: ragged_row',
    'a.csv line 3: bad_quotes',
    'a.csv line 4 column tiers: bad_tiers',
  ]);
  expect(faults[0]!.message).toContain('did you mean price?');
  expect(book).toMatchObject({ rateTables: [{ rates: [{ code: '1' }, { code: '2' }] }] });
});

test("rates may be a carrier's deck in its own columns", async () => {
  const path = await write({
    'book.json': bookWith({ ratesFile: 'a.csv', currency: 'EUR' }),
    'a.csv': 'Acme;;\n\nDestination;Prefix;Rate EUR\nUK;44, 45;0,012\nAustria;43;0,03\n',
  });
  const { faults, book, place } = await readBookFile(path);
  expect(faults).toEqual([]);
  const rates = [
    { code: '44', name: 'UK', price: '0.012' },
    { code: '45', name: 'UK', price: '0.012' },
    { code: '43', name: 'Austria', price: '0.03' },
  ];
  expect(book).toEqual({ book: 1, rateTables: [{ name: 'A', currency: 'EUR', rates }] });
  const fault: BookFault = {
    path: 'rateTables[0].rates[2].price',
    value: '',
    code: 'not_a_decimal',
    message: 'm',
  };
  expect(place(fault).place).toBe('a.csv row 5 column price');
});

test('time profiles of a deck come along, unless the book has its own of that name', async () => {
  const deck = 'Prefix,Peak rate,Off-peak rate\n44,0.02,0.01\n43,0.04,0.03\n';
  const rates = 'Prefix,Rate\n44,0.02\n';
  const table = { name: 'A', ratesFile: 'a.csv' };
  const own = { name: 'Night' };
  const path = await write({
    'book.json': JSON.stringify({ book: 1, timeProfiles: [own], rateTables: [table] }),
    'a.csv': rates,
  });
  expect((await readBookFile(path)).book).toMatchObject({ timeProfiles: [own] });
  await write({ 'a.csv': deck });
  const { faults } = await readBookFile(path);
  // When peak begins is a question, and a book has no answers.
  expect(faults.map(({ code }) => code)).toEqual(['unsettled_deck', 'peak_hours']);
  expect(faults[0]!.message).toMatch(/check FILE --rates out\.csv/);
});

test('a deck in another currency than its table is a fault', async () => {
  const path = await write({
    'book.json': bookWith({ ratesFile: 'a.csv' }),
    'a.csv': 'Prefix;Rate EUR\n44;0,012\n45;0,013\n',
  });
  const { faults } = await readBookFile(path);
  expect(faults).toEqual([
    expect.objectContaining({ place: 'rateTables[0].currency', value: '"USD"' }),
  ]);
});

test('what looks like a formula was marked by its writer', async () => {
  const path = await write({
    'book.json': bookWith({ ratesFile: 'a.csv' }),
    'a.csv': "code,name,price\n44,'=UK,1\n45,'t Gooi,1\n",
  });
  const { book } = await readBookFile(path);
  expect(book).toMatchObject({ rateTables: [{ rates: [{ name: '=UK' }, { name: "'t Gooi" }] }] });
});

test.each([
  [{ ratesFile: 'gone.csv' }, /no such file/],
  [{ ratesFile: '../a.csv' }, /folder of the book/],
  [{ ratesFile: '/etc/passwd' }, /folder of the book/],
  [{ ratesFile: 7 }, /name of a file/],
  [{ ratesFile: 'unpriced.csv' }, /no rates/],
  [{ ratesFile: 'unpriced.csv', rates: [] }, /keep one/],
])('%j is a fault of the table', async (table, message) => {
  const path = await write({
    'book.json': bookWith(table),
    'unpriced.csv': Buffer.from('code,name\n1,Curaçao\n', 'latin1'),
  });
  const { faults } = await readBookFile(path);
  expect(faults).toHaveLength(1);
  expect(faults[0]!.place).toBe('rateTables[0].ratesFile');
  expect(faults[0]!.message).toMatch(message);
});

test('a damaged archive of rates is told with its reason', async () => {
  const path = await write({
    'book.json': bookWith({ ratesFile: 'broken.gz' }),
    'broken.gz': gzipSync('code\n1\n').subarray(0, 20),
  });
  const { faults } = await readBookFile(path);
  expect(faults.map(({ place }) => place)).toEqual(['broken.gz', 'broken.gz']);
  expect(faults[0]!.message).toMatch(/cannot be read as a rate deck/);
});

test('a book that is no JSON says where; one that is not there says so', async () => {
  const path = await write({ 'book.json': '{\n  "book": 1,\n}' });
  const syntax = await failureOf(readBookFile(path));
  expect(syntax.exitCode).toBe(2);
  expect(syntax.faults[0]!.place).toBe('book.json line 3 column 1');
  const missing = await failureOf(readBookFile(join(folder, 'none.json')));
  expect(missing.exitCode).toBe(3);
});

test.each([
  ['a.csv', '/books/a.csv'],
  ['sub/../a.csv', '/books/a.csv'],
  ['..a.csv', '/books/..a.csv'],
  ['/books/deep/a.csv', '/books/deep/a.csv'],
  ['../books2/a.csv', null],
  ['..', null],
  ['', null],
  ['a\0b', null],
])('beside /books/book.json %j is %j', (name, path) => {
  expect(pathBesideBook('/books/book.json', name)).toBe(path);
});
