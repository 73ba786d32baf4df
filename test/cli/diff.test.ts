import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { notice, noticeBefore, vendorCalls, writeDeck } from './deck-files.js';
import { makeFolder, removeFolder, runRatedeck } from './run-ratedeck.js';

let folder = '';

beforeEach(async () => {
  folder = await makeFolder();
  await writeDeck(folder, 'before.csv', noticeBefore);
  await writeDeck(folder, 'acme.csv', notice);
  await writeDeck(folder, 'calls.csv', vendorCalls);
});

afterEach(() => removeFolder(folder));

interface Row {
  readonly kind: string;
  readonly code: string;
  readonly percent: string | null;
  readonly cover: { readonly coveredBy: string; readonly effect: string } | null;
}

interface Comparison {
  readonly at: string;
  readonly rows: readonly Row[];
  readonly [name: string]: unknown;
}

function diff(...more: string[]) {
  return runRatedeck(['diff', 'before.csv', 'acme.csv', ...more], { cwd: folder });
}

async function diffJson(...more: string[]): Promise<Comparison> {
  const { code, stdout, stderr } = await diff('--json', ...more);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout.toString()) as Comparison;
}

test('each code has its change, nested ones say who priced their numbers', async () => {
  const comparison = await diffJson('--at', '2026-12-01');
  expect(comparison.rows.map(({ code, kind, percent }) => [code, kind, percent])).toEqual([
    ['44', 'unchanged', '0.00'],
    ['4474', 'new', null],
    ['4475', 'new', null],
    ['43', 'increased', '3.33'],
    ['49', 'decreased', '-10.00'],
    ['33', 'closed', null],
  ]);
  expect(comparison.rows[1]!.cover).toEqual({
    code: '4474',
    coveredBy: '44',
    oldPrice: '0.012',
    newPrice: '0.025',
    effect: 'dearer',
    percent: '108.33',
  });
  expect(comparison).toMatchObject({
    old: { file: 'before.csv', rates: 4, compared: 4, notCompared: 0 },
    new: { file: 'acme.csv', rates: 5, compared: 5, pending: 0, notCompared: 0 },
    newCovered: { dearer: 2 },
    closedCovered: { dearer: 0 },
  });
});

test('rates that begin after the instant are pending; a partial deck closes nothing', async () => {
  const comparison = await diffJson('--at', '2026-07-01', '--partial');
  expect(comparison['counts']).toMatchObject({ pending: 5, closed: 0, new: 0 });
});

test('the calls of a month: what they cost by both', async () => {
  const { costs } = (await diffJson('--calls', 'calls.csv')) as unknown as {
    costs: { total: object; destinations: readonly { destination: string }[] };
  };
  // 60 s UK: 0.012 both. 30 s mobile: 0.006, then a whole minute of 0.025. 90 s Austria: 0.045, 0.0465.
  expect(costs).toMatchObject({
    currency: 'EUR',
    calls: 3,
    unpricedCalls: 0,
    total: {
      calls: 3,
      oldCost: '0.063',
      newCost: '0.0835',
      difference: '0.0205',
      percent: '32.54',
    },
  });
  expect(costs.destinations.map(({ destination }) => destination)).toEqual([
    'United Kingdom Mobile',
    'Austria',
    'United Kingdom',
  ]);
});

test('the text: accounts, counts, the largest changes, costs', async () => {
  const { code, stdout, stderr } = await diff('--calls', 'calls.csv', '--quiet');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const text = stdout.toString();
  expect(text).toMatch(/^before\.csv: 4 rates = 4 compared \+ 0 not in force$/m);
  expect(text).toMatch(/^acme\.csv: 5 rates = 5 compared \+ 0 not in force$/m);
  expect(text).toMatch(/^ +2 {2}new$/m);
  expect(text).toMatch(/^2 codes new under a code of the old deck.*: 2 dearer$/m);
  expect(text).toMatch(/4474 .*dearer, by 44: 0\.012 -> 0\.025 \+108\.33 %/);
  expect(text).toMatch(/^ +43 +Austria +0\.03 +0\.031 +\+3\.33 %$/m);
  expect(text).toMatch(/^ +all +3 +0\.063 +0\.0835 +0\.0205 +\+32\.54 %$/m);
});

test('changes as CSV; without the unchanged, with nothing a spreadsheet would run', async () => {
  await writeDeck(folder, 'acme.csv', notice.replace('Austria;', '=HYPERLINK(1);'));
  const { code } = await diff('--out', 'changes.csv');
  expect(code).toBe(0);
  const lines = (await readFile(join(folder, 'changes.csv'), 'utf8')).trimEnd().split('\n');
  expect(lines).toHaveLength(6);
  expect(lines[0]).toMatch(/^change,becomes,code,name,service,/);
  expect(lines[3]).toMatch(/^increased,,43,'=HYPERLINK\(1\),voice,,0\.03,0\.031,0\.001,3\.33,/);
  const printed = await diff('--out', '-');
  expect(printed.stdout.toString().trimEnd().split('\n')).toEqual(lines);
});

test('rejected rows take no part and make it 1', async () => {
  await writeDeck(folder, 'acme.csv', notice.replace('0,0310', 'free?'));
  const { code, stderr } = await diff();
  expect(stderr).toMatch(/acme\.csv: 1 faulty row/);
  expect(code).toBe(1);
});

test.each([
  [['--at', 'soon'], /ISO 8601/],
  [['--limit', 'all'], /whole number/],
  [['--out', 'before.csv'], /same file/],
  [['--out', '-', '--json'], /name a file/],
  [['--calls', 'calls.csv', '--columns', 'to=dst'], /dst/],
])('2 for %j', async (more, message) => {
  const { code, stderr } = await diff(...more);
  expect(stderr).toMatch(message);
  expect(code).toBe(2);
  expect((await readdir(folder)).toSorted()).toEqual(['acme.csv', 'before.csv', 'calls.csv']);
});

test('2 for decks in two currencies, and for doubts', async () => {
  await writeDeck(folder, 'acme.csv', notice.replace('Rate EUR', 'Rate USD'));
  const currencies = await diff();
  expect(currencies.stderr).toMatch(/EUR.*USD/);
  expect(currencies.code).toBe(2);
  const dated = 'Prefix;Rate EUR;Effective date\n44;0,01;03/04/2026\n49;0,02;05/06/2026\n';
  await writeDeck(folder, 'acme.csv', dated);
  const doubts = await diff();
  expect(doubts.stderr).toMatch(/--date-order/);
  expect(doubts.code).toBe(2);
  expect((await diff('--yes')).code).toBe(0);
});

test('3 for a deck that is not there', async () => {
  const { code, stderr } = await runRatedeck(['diff', 'none.csv', 'acme.csv'], { cwd: folder });
  expect(stderr).toMatch(/none\.csv.*no such file/);
  expect(code).toBe(3);
});
