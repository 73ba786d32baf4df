import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { callLine, callsHeader, smallBook, writeBook } from './call-files.js';
import { makeFolder, removeFolder, repository, runRatedeck } from './run-ratedeck.js';

let folder = '';

beforeEach(async () => {
  folder = await makeFolder();
  await writeBook(folder);
  await writeFile(join(folder, 'calls.csv'), callsHeader + callLine(4));
  await mkdir(join(folder, 'sub'));
});

afterEach(() => removeFolder(folder));

const rate = 'rate --book book.json --calls calls.csv --out out.csv --quiet'.split(' ');

/** Options that come later win, so a case only names what it changes. */
async function rateWith(...more: string[]) {
  const ended = await runRatedeck([...rate, ...more], { cwd: folder });
  return { ...ended, files: await readdir(folder) };
}

test('0 when every event was rated', async () => {
  const { code, files, stderr } = await rateWith('--plan', 'Retail plan');
  expect(stderr).toBe('');
  expect(code).toBe(0);
  expect(files).toContain('out.csv');
});

test('1 when some were not; they are in the output', async () => {
  const { code } = await rateWith();
  expect(code).toBe(1);
  expect(await readFile(join(folder, 'out.csv'), 'utf8')).toMatch(/^c4,no_plan,/m);
});

test.each([
  [['--threads', 'none'], /whole number/],
  [['--plan', 'Retial plan'], /did you mean "Retail plan"\?/],
  [['--table', 'Retial'], /did you mean "Retail"\?/],
  [['--carrier', 'Acme'], /no carrier account "Acme"/],
  [['--plan', 'Retail plan', '--table', 'Retail'], /cannot be used with/],
  [['--plam', 'x'], /Did you mean --plan\?/],
  [['--columns', 'to=dst'], /dst/],
  [['--columns', 'too=dst'], /is it to\?/],
  [['--delimiter', '#'], /one of/],
  [['--out', 'sub'], /folder/],
  [['--out', './calls.csv'], /same file/],
  [['--summary', 'book.json'], /same file/],
  [['--out', '-', '--json'], /--summary/],
  [['unasked'], /too many arguments/],
])('2 for %j, and nothing is written', async (more, message) => {
  const { code, stderr, files } = await rateWith(...more);
  expect(stderr).toMatch(message);
  expect(code).toBe(2);
  expect(files.toSorted()).toEqual(['book.json', 'calls.csv', 'sub']);
});

test.each([
  ['', /empty/],
  ['\uFEFF', /empty/],
  ['who,when\n', /to/],
  [`id,${'x'.repeat(70_000)}`, /header is longer/],
  [Buffer.from('\uFEFFwho,when\n', 'utf16le'), /no column for to in the header: "who", "when"/],
  [Buffer.from('id,to\0'), /zero bytes/],
])('2 for a file of calls that begins %j', async (content, message) => {
  await writeFile(join(folder, 'calls.csv'), content);
  const { code, stderr, files } = await rateWith();
  expect(stderr).toMatch(message);
  expect(code).toBe(2);
  expect(files).not.toContain('out.csv');
});

test('2 for a record that never ends, with its line', async () => {
  const text = `${callsHeader}${callLine(4)}x,"${'y\n'.repeat(1_000_000)}`;
  await writeFile(join(folder, 'calls.csv'), text);
  const { code, stderr, files } = await rateWith();
  expect(stderr).toMatch(/calls\.csv line 3: the record is longer than/);
  expect(code).toBe(2);
  expect(files.toSorted()).toEqual(['book.json', 'calls.csv', 'sub']);
});

test('2 for a faulty book: all faults at once, by path or by line', async () => {
  const [table] = smallBook.rateTables;
  const tables = [
    { ...table, currency: 'EURO', rates: [{ code: '44', price: 'cheap' }] },
    { name: 'Deck', ratesFile: 'deck.csv' },
  ];
  await writeBook(folder, { ...smallBook, rateTables: tables });
  await writeFile(join(folder, 'deck.csv'), 'code,price\n1,0.1\n2,0.1,0.2\n3,dear\n');
  const text = await rateWith();
  expect(text.code).toBe(2);
  expect(text.stderr).toMatch(/rateTables\[0\]\.currency: "EURO": /);
  expect(text.stderr).toMatch(/rateTables\[0\]\.rates\[0\]\.price: "cheap": /);
  expect(text.stderr).toMatch(/deck\.csv line 3: /);
  expect(text.stderr).toMatch(/deck\.csv line 4 column price: "dear": /);
  expect(text.files).not.toContain('out.csv');
  const json = await rateWith('--json');
  expect(json.code).toBe(2);
  const { error } = JSON.parse(json.stderr) as { error: { faults: { place: string }[] } };
  expect(error.faults.map(({ place }) => place).toSorted()).toEqual([
    'deck.csv line 3',
    'deck.csv line 4 column price',
    'rateTables[0].currency',
    'rateTables[0].rates[0].price',
  ]);
});

test.each([
  ['--book', 'none.json'],
  ['--calls', 'none.csv'],
  ['--calls', 'sub'],
  ['--out', 'none/out.csv'],
  ['--out', '/dev/full'],
])('3 for %s %s', async (option, path) => {
  const { code, stderr, files } = await rateWith(option, path);
  expect(stderr).toContain(path);
  expect(code).toBe(3);
  expect(files.toSorted()).toEqual(['book.json', 'calls.csv', 'sub']);
});

test('an output that was there stays as it was when the run fails', async () => {
  await writeFile(join(folder, 'out.csv'), 'precious');
  const { code } = await rateWith('--plan', 'nothing like it');
  expect(code).toBe(2);
  expect(await readFile(join(folder, 'out.csv'), 'utf8')).toBe('precious');
});

test('--version and --help go to stdout with 0, a missing command is 2', async () => {
  const version = await runRatedeck(['--version']);
  expect(version.stdout.toString()).toMatch(/^\d+\.\d+\.\d+\n$/);
  expect(version.code).toBe(0);
  for (const command of [[], ['rate'], ['simulate'], ['bench']]) {
    const help = await runRatedeck([...command, '--help']);
    expect(help.stdout.toString()).toContain('Usage: ratedeck');
    expect(help.code).toBe(0);
  }
  expect((await runRatedeck([])).code).toBe(2);
  expect((await runRatedeck(['rat'])).stderr).toMatch(/Did you mean rate\?/);
});

test.each(['rate', 'simulate'])(
  'the examples in the help of %s run as printed',
  async (command) => {
    await symlink(join(repository, 'samples'), join(folder, 'samples'));
    const help = (await runRatedeck([command, '--help'])).stdout.toString();
    const examples = [...help.matchAll(/^ {2}npx ratedeck (.*)$/gm)].map((match) => match[1]!);
    expect(examples.length).toBeGreaterThanOrEqual(2);
    for (const example of examples) {
      const args = [...example.matchAll(/"([^"]*)"|(\S+)/g)].map((word) => word[1] ?? word[2]!);
      const { code, stderr } = await runRatedeck(args, { cwd: folder });
      expect({ example, code: code! <= 1 ? 'done' : stderr }).toEqual({ example, code: 'done' });
    }
  },
);
