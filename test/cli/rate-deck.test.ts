import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { notice, vendorCalls, vendorSheet, writeDeck, writeWorkbook } from './deck-files.js';
import { makeFolder, removeFolder, runRatedeck } from './run-ratedeck.js';

let folder = '';

beforeEach(async () => {
  folder = await makeFolder();
  await writeDeck(folder, 'calls.csv', vendorCalls);
});

afterEach(() => removeFolder(folder));

async function rate(deck: string, ...more: string[]) {
  const args = ['rate', '--deck', deck, '--calls', 'calls.csv', '--out', 'out.csv', ...more];
  const ended = await runRatedeck(args, { cwd: folder });
  const files = await readdir(folder);
  const text = files.includes('out.csv') ? await readFile(join(folder, 'out.csv'), 'utf8') : '';
  const amounts = text
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
    .map(([id, outcome, , , table, code, , , amount]) => [id, outcome, table, code, amount]);
  return { ...ended, amounts, text };
}

test('calls are priced straight from a workbook, whoever they name', async () => {
  await writeWorkbook(folder, 'vendor.xlsx', vendorSheet);
  const { code, amounts, text, stderr } = await rate('vendor.xlsx');
  expect(stderr).toMatch(/not read in calls\.csv: account, carrier/);
  expect(code).toBe(0);
  expect(amounts).toEqual([
    ['uk', 'rated', 'vendor', '44', '0.012'],
    // 30 s at 0.025 a minute, and the connection fee.
    ['mobile', 'rated', 'vendor', '4474', '0.0225'],
    ['austria', 'rated', 'vendor', '43', '0.0465'],
  ]);
  expect(text).toContain(',USD,');
});

test('from a notice: decimal commas, intervals, dates, the currency', async () => {
  await writeDeck(folder, 'acme.csv', notice);
  const { code, amounts, text } = await rate('acme.csv', '--quiet', '--threads', '2');
  expect(code).toBe(0);
  expect(amounts.map((row) => row.slice(2))).toEqual([
    ['acme', '44', '0.012'],
    ['acme', '4474', '0.025'],
    ['acme', '43', '0.0465'],
  ]);
  expect(text).toContain(',EUR,');
});

test('a rate that has not begun prices nothing', async () => {
  await writeDeck(folder, 'acme.csv', notice);
  const { code, amounts } = await rate('acme.csv', '--effective-from', '2027-01-01');
  expect(code).toBe(0);
  await writeDeck(folder, 'acme.csv', notice.replaceAll('2026-12-01', '2027-01-01'));
  const later = await rate('acme.csv');
  expect(later.code).toBe(1);
  expect(later.amounts.map(([, outcome]) => outcome)).toEqual(['no_rate', 'no_rate', 'no_rate']);
  expect(amounts).toHaveLength(3);
});

test.each([
  ['rejected rows', notice.replace('0,0310', 'free?'), /row 7 column "Rate EUR": "free\?"/],
  [
    'contradictions',
    notice.replace('Germany;49;', 'Austria;43;'),
    /row 8: 43: the code is in acme\.csv row 7 too/,
  ],
  [
    'questions',
    'Prefix;Rate EUR;Effective date\n43;0,01;03/04/2026\n44;0,02;05/06/2026\n',
    /--date-order/,
  ],
])('%s refuse the run with 2; --yes goes on and says so', async (_, deck, message) => {
  await writeDeck(folder, 'acme.csv', deck);
  const refused = await rate('acme.csv');
  expect(refused.stderr).toMatch(message);
  expect(refused.code).toBe(2);
  expect(refused.amounts).toEqual([]);
  const taken = await rate('acme.csv', '--yes');
  expect(taken.stderr).toMatch(/^ratedeck: acme\.csv: /m);
  expect(taken.code).toBeLessThanOrEqual(1);
  expect(taken.amounts).toHaveLength(3);
});

test('of contradicting rates --yes keeps the later row', async () => {
  await writeDeck(folder, 'acme.csv', notice.replace('Germany;49;', 'Austria;43;'));
  const { amounts } = await rate('acme.csv', '--yes');
  expect(amounts[2]).toEqual(['austria', 'rated', 'acme', '43', '0.0135']);
});

test.each([
  [['--book', 'book.json'], /cannot be used with/],
  [['--table', 'acme'], /cannot be used with/],
  [['--out', 'acme.csv'], /same file/],
])('2 for --deck with %j', async (more, message) => {
  await writeDeck(folder, 'acme.csv', notice);
  const { code, stderr } = await rate('acme.csv', ...more);
  expect(stderr).toMatch(message);
  expect(code).toBe(2);
  expect(await readFile(join(folder, 'acme.csv'), 'utf8')).toBe(notice);
});

test('2 without a book and a deck, and for deck options with a book', async () => {
  const neither = ['rate', '--calls', 'calls.csv', '--out', 'out.csv'];
  const unsaid = await runRatedeck(neither, { cwd: folder });
  expect(unsaid.stderr).toMatch(/--book.*--deck/);
  expect(unsaid.code).toBe(2);
  const mixed = [...neither, '--book', 'book.json', '--sheet', 'Rates'];
  const ended = await runRatedeck(mixed, { cwd: folder });
  expect(ended.stderr).toMatch(/--sheet: only with --deck/);
  expect(ended.code).toBe(2);
});

async function writeBookWith(table: object): Promise<void> {
  const book = { book: 1, rateTables: [{ name: 'Vendor', ...table }] };
  await writeFile(join(folder, 'book.json'), JSON.stringify(book));
}

function rateByBook() {
  const args = ['rate', '--book', 'book.json', '--calls', 'calls.csv', '--out', '-', '--quiet'];
  return runRatedeck([...args, '--table', 'Vendor'], { cwd: folder });
}

test("a book's ratesFile may be any deck", async () => {
  await writeDeck(folder, 'acme.csv', notice);
  await writeWorkbook(folder, 'vendor.xlsx', vendorSheet);
  await writeDeck(folder, 'calls.csv', vendorCalls.replace('Nobody,Nothing', ','));
  for (const [ratesFile, currency] of [
    ['acme.csv', 'EUR'],
    ['vendor.xlsx', 'USD'],
  ]) {
    await writeBookWith({ ratesFile, currency });
    const args = ['rate', '--book', 'book.json', '--calls', 'calls.csv', '--out', '-', '--quiet'];
    const ended = await runRatedeck([...args, '--table', 'Vendor'], { cwd: folder });
    expect(ended.stderr).toBe('');
    expect(ended.stdout.toString()).toMatch(/^austria,rated,,,Vendor,43,Austria,90,0\.0465,/m);
  }
});

test('a deck in a book must leave nothing open, and be in the currency of its table', async () => {
  await writeDeck(folder, 'acme.csv', notice.replace('0,0310', 'free?'));
  await writeBookWith({ ratesFile: 'acme.csv' });
  const { code, stderr } = await rateByBook();
  expect(stderr).toMatch(/acme\.csv row 7 column "Rate EUR": "free\?"/);
  expect(stderr).toMatch(/check FILE --rates/);
  expect(code).toBe(2);
  await writeDeck(folder, 'acme.csv', notice);
  const currency = await rateByBook();
  expect(currency.stderr).toMatch(/rateTables\[0\]\.currency: "USD": .*EUR/);
  expect(currency.code).toBe(2);
});

test('a time profile that the deck only names is taken from a book', async () => {
  const deck = 'code,price,timeProfile\n44,0.01,\n44,0.05,Office hours\n43,0.02,Office hours\n';
  await writeDeck(folder, 'deck.csv', deck);
  const refused = await rate('deck.csv');
  expect(refused.stderr).toMatch(/deck\.csv: "Office hours": 2 of its rates .*--time-profiles/);
  expect(refused.code).toBe(2);
  const windows = [{ weekdays: [1, 2, 3, 4, 5], from: '08:00', to: '20:00' }];
  const book = {
    book: 1,
    timeProfiles: [{ name: 'Office hours', windows }],
    rateTables: 'not looked at',
  };
  await writeFile(join(folder, 'book.json'), JSON.stringify(book));
  const { code, amounts } = await rate('deck.csv', '--time-profiles', 'book.json');
  expect(code).toBe(0);
  // A Wednesday at ten: 60 s, 30 s and 90 s.
  expect(amounts.map(([, , , , amount]) => amount)).toEqual(['0.05', '0.025', '0.03']);
  const faulty = {
    book: 1,
    timeProfiles: [{ name: 'Office hours', windows: [{ from: '25:00' }] }],
  };
  await writeFile(join(folder, 'book.json'), JSON.stringify(faulty));
  const told = await rate('deck.csv', '--time-profiles', 'book.json');
  expect(told.stderr).toMatch(/timeProfiles\[0\]\.windows\[0\]\.from/);
  expect(told.code).toBe(2);
});
