import { readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { notice, noticeBefore, vendorSheet, writeDeck, writeWorkbook } from './deck-files.js';
import { makeFolder, removeFolder, repository, runRatedeck } from './run-ratedeck.js';

let folder = '';

beforeEach(async () => {
  folder = await makeFolder();
});

afterEach(() => removeFolder(folder));

interface Column {
  readonly header: string;
  readonly field: string | null;
}

interface Report {
  readonly sheets: readonly {
    readonly name: string;
    readonly headerRow: number | null;
    readonly columns: readonly Column[];
    readonly rows: number;
    readonly headers: number;
    readonly rateRows: number;
    readonly ignored: number;
    readonly rejected: number;
  }[];
  readonly rejected: readonly { readonly row: number; readonly value: string }[];
  readonly questions: readonly { readonly code: string; readonly settle: string }[];
  readonly sample: readonly Readonly<Record<string, unknown>>[];
  readonly [name: string]: unknown;
}

async function check(path: string, ...more: string[]) {
  const { code, stdout, stderr } = await runRatedeck(['check', path, '--json', ...more]);
  const report = stdout.length === 0 ? null : (JSON.parse(stdout.toString()) as Report);
  for (const sheet of report?.sheets ?? []) {
    const { rows, headers, rateRows, ignored, rejected } = sheet;
    expect(headers + rateRows + ignored + rejected).toBe(rows);
  }
  return { code, report: report!, stderr };
}

function fieldsOf({ sheets }: Report): Record<string, string | null> {
  const columns = sheets.flatMap((sheet) => sheet.columns);
  return Object.fromEntries(columns.map(({ header, field }) => [header, field]));
}

test('a notice: preamble, header, lists of codes, footer, decimal commas', async () => {
  const { code, report } = await check(await writeDeck(folder, 'acme.csv', notice));
  expect(report.questions).toEqual([]);
  expect(code).toBe(0);
  expect(report).toMatchObject({
    file: 'acme.csv',
    format: 'csv',
    delimiter: ';',
    currency: 'EUR',
    rates: 5,
    codes: 5,
    duplicates: 0,
    conflicts: 0,
    rejected: [],
  });
  expect(report.sheets[0]).toMatchObject({ headerRow: 4, headers: 1, rateRows: 4, rejected: 0 });
  expect(fieldsOf(report)).toMatchObject({
    Destination: 'name',
    Prefix: 'code',
    'Rate EUR': 'price',
    'Effective date': 'effectiveFrom',
    Increment: 'intervals',
  });
  expect(report.sample[1]).toMatchObject({
    code: '4474',
    name: 'United Kingdom Mobile',
    price: '0.025',
    firstInterval: 60,
    nextInterval: 60,
    effectiveFrom: '2026-12-01T00:00:00Z',
  });
});

test('a workbook, and the same deck packed', async () => {
  const { code, report } = await check(await writeWorkbook(folder, 'vendor.xlsx', vendorSheet));
  expect(code).toBe(0);
  expect(report).toMatchObject({ format: 'xlsx', encoding: null, rates: 3, currency: 'USD' });
  expect(report.sample[1]).toMatchObject({ code: '4474', price: '0.025', setupFee: '0.01' });
  const packed = join(folder, 'acme.csv.gz');
  await writeFile(packed, gzipSync(notice));
  expect((await check(packed)).report).toMatchObject({ container: 'gz', rates: 5 });
});

test('faulty rows are listed with their place and written for the sender', async () => {
  const faulty = notice.replace('0,0310', 'free?').replace(';49;', ';4x9;');
  const path = await writeDeck(folder, 'acme.csv', faulty);
  const errors = join(folder, 'faulty.csv');
  const { code, report } = await check(path, '--errors', errors);
  expect(code).toBe(1);
  expect(report.rejected.map(({ row, value }) => [row, value])).toEqual([
    [7, 'free?'],
    [8, '4x9'],
  ]);
  const written = await readFile(errors, 'utf8');
  expect(written).toMatch(/^Destination;.*;Error Message\r?$/m);
  expect(written).toMatch(/^Austria;.*free\?/m);
  expect(written).not.toMatch(/^United Kingdom;/m);
});

test('what can be read in two ways is asked, and settled by its option', async () => {
  const rows = ['Prefix;Rate;Effective date', '44;0,01;03/04/2026', '49;0,02;05/06/2026', ''];
  const path = await writeDeck(folder, 'a.csv', rows.join('\n'));
  const rates = join(folder, 'rates.csv');
  const asked = await check(path, '--rates', rates);
  expect(asked.code).toBe(2);
  expect(asked.report.questions.map(({ code }) => code)).toContain('date_order');
  expect(asked.stderr).toMatch(/date-order/);
  expect((await check(path)).code).toBe(1);
  expect(await readdir(folder)).toEqual(['a.csv']);
  const settled = await check(path, '--date-order', 'mdy', '--rates', rates);
  expect(settled.stderr).toMatch(/2 rates -> /);
  expect(settled.code).toBe(0);
  expect(await readFile(rates, 'utf8')).toMatch(/^44,.*2026-03-04T00:00:00Z/m);
  const guessed = await check(path, '--yes', '--rates', rates);
  expect(guessed.code).toBe(0);
});

test('written rates are read back as they are', async () => {
  const rates = join(folder, 'rates.csv');
  const first = await check(await writeDeck(folder, 'acme.csv', notice), '--rates', rates);
  expect(first.code).toBe(0);
  const second = await check(rates);
  expect(second.code).toBe(0);
  expect(second.report.sample).toEqual(
    first.report.sample.map((rate, index) => ({
      ...rate,
      sheet: second.report.sheets[0]!.name,
      row: index + 2,
    })),
  );
});

test('against the deck before: what changes, and raises worth a look', async () => {
  const path = await writeDeck(folder, 'acme.csv', notice);
  const before = await writeDeck(folder, 'before.csv', noticeBefore);
  const { report } = await check(path, '--previous', before, '--raise-max', '3');
  expect(report['previous']).toMatchObject({
    file: 'before.csv',
    counts: { new: 2, increased: 1, decreased: 1, unchanged: 1, closed: 1 },
    newCovered: { dearer: 2 },
  });
  expect(JSON.stringify(report['warnings'])).toContain('3.33');
});

test('the text says the same for people, and nothing of it moves the cursor', async () => {
  const hostile = notice.replace('Austria', '\u001b[31m=cmd()').replace('0,0310', 'free?');
  const path = await writeDeck(folder, 'acme.csv', hostile);
  const { code, stdout } = await runRatedeck(['check', path]);
  const text = stdout.toString();
  expect(code).toBe(1);
  expect(text).toMatch(/^acme\.csv: csv, /);
  expect(text).toMatch(/header in row 4; 8 rows = 1 header \+ 3 with rates \+ \d ignored \+ 1 rej/);
  expect(text).toMatch(/^ +Prefix +code +\d+ %/m);
  expect(text).toMatch(/row 7 column "Rate EUR": "free\?"/);
  expect(text).toMatch(/Not ready: 1 faulty cell/);
  expect(text).not.toContain('\u001b');
});

test.each([
  [['--map', 'prise=B'], /is it price\?/],
  [['--price-scale', '0'], /above 0/],
  [['--date-order', 'ydm'], /ymd/],
  [['--rates', 'acme.csv'], /same file/],
  [['--errors', 'faulty.xlsx'], /\.csv/],
  [['--sheet'], /argument missing/],
])('2 for %j, and nothing is written', async (more, message) => {
  await writeDeck(folder, 'acme.csv', notice);
  const { code, stderr } = await runRatedeck(['check', 'acme.csv', ...more], { cwd: folder });
  expect(stderr).toMatch(message);
  expect(code).toBe(2);
  expect(await readdir(folder)).toEqual(['acme.csv']);
  expect(await readFile(join(folder, 'acme.csv'), 'utf8')).toBe(notice);
});

test('2 for what is no deck, 3 for what is not there', async () => {
  await writeFile(join(folder, 'broken.xlsx'), 'PK\u0003\u0004 no workbook');
  const broken = await runRatedeck(['check', 'broken.xlsx'], { cwd: folder });
  expect(broken.stderr).toMatch(/broken\.xlsx cannot be read as a rate deck/);
  expect(broken.code).toBe(2);
  const missing = await runRatedeck(['check', 'none.csv'], { cwd: folder });
  expect(missing.stderr).toMatch(/no such file/);
  expect(missing.code).toBe(3);
  const full = ['check', await writeDeck(folder, 'acme.csv', notice), '--rates', '/dev/full'];
  expect((await runRatedeck(full)).code).toBe(3);
});

test.each(['check', 'diff'])('the examples in the help of %s run as printed', async (command) => {
  await symlink(join(repository, 'samples'), join(folder, 'samples'));
  const help = (await runRatedeck([command, '--help'])).stdout.toString();
  const joined = help.replaceAll(/ \\\n +/g, ' ');
  const examples = [...joined.matchAll(/^ {2}npx ratedeck (.*)$/gm)].map((match) => match[1]!);
  expect(examples.length).toBeGreaterThanOrEqual(3);
  for (const example of examples) {
    const { code, stderr } = await runRatedeck(example.split(' '), { cwd: folder });
    expect({ example, code: code === 0 ? 'done' : stderr }).toEqual({ example, code: 'done' });
  }
});
