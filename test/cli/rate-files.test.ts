import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { callLine, callsHeader, writeBook, writeCalls } from './call-files.js';
import { makeFolder, removeFolder, runRatedeck } from './run-ratedeck.js';

const callCount = 60_000;
let folder = '';
let book = '';
let calls = '';
let rated = '';

const plan = ['--plan', 'Retail plan', '--quiet'];

beforeAll(async () => {
  folder = await makeFolder();
  book = await writeBook(folder);
  calls = await writeCalls(folder, callCount);
  rated = join(folder, 'rated.csv');
  const ended = await runRatedeck(rateArgs(calls, rated, '--threads', '1'));
  expect(ended.stderr).toBe('');
  // Every fifth call goes to a blocked code, every fifth to one that the book does not have.
  expect(ended.code).toBe(1);
});

afterAll(() => removeFolder(folder));

function rateArgs(from: string, to: string, ...more: string[]): string[] {
  return ['rate', '--book', book, '--calls', from, '--out', to, ...plan, ...more];
}

test('one line for each call, in the order of the calls', async () => {
  const lines = (await readFile(rated, 'utf8')).trimEnd().split('\n');
  expect(lines).toHaveLength(callCount + 1);
  expect(lines.slice(1).map((line) => line.slice(0, line.indexOf(',')))).toEqual(
    Array.from({ length: callCount }, (_, index) => `c${index}`),
  );
  expect(lines[0]).toMatch(
    /^id,outcome,reason,account,rateTable,code,codeName,billedVolume,amount,net,tax,gross,currency/,
  );
  expect(lines[2]).toMatch(/^c1,blocked,/);
  expect(lines[4]).toMatch(/^c3,no_rate,no_code,/);
});

test.each([2, 4, 7])('%i threads write the same bytes as one', async (threads) => {
  const out = join(folder, `rated-${threads}.csv`);
  const { code } = await runRatedeck(rateArgs(calls, out, '--threads', String(threads)));
  expect(code).toBe(1);
  expect((await readFile(out)).equals(await readFile(rated))).toBe(true);
});

test('through stdin and stdout it is the same', async () => {
  const { code, stdout } = await runRatedeck(rateArgs('-', '-'), { stdin: await readFile(calls) });
  expect(code).toBe(1);
  expect(stdout.equals(await readFile(rated))).toBe(true);
});

test('packed on both ends it is the same, from a file and from stdin', async () => {
  const packed = join(folder, 'calls.csv.gz');
  await writeFile(packed, gzipSync(await readFile(calls)));
  const out = join(folder, 'rated.csv.gz');
  expect((await runRatedeck(rateArgs(packed, out))).code).toBe(1);
  expect(gunzipSync(await readFile(out)).equals(await readFile(rated))).toBe(true);
  const { stdout } = await runRatedeck(rateArgs('-', '-'), { stdin: await readFile(packed) });
  expect(stdout.equals(await readFile(rated))).toBe(true);
});

test('a truncated packed file leaves nothing and exits with 3', async () => {
  const packed = join(folder, 'cut.csv.gz');
  const whole = gzipSync(await readFile(calls));
  await writeFile(packed, whole.subarray(0, whole.length - 1000));
  const { code, stderr } = await runRatedeck(rateArgs(packed, join(folder, 'cut-out.csv')));
  expect(code).toBe(3);
  expect(stderr).toContain('cut.csv.gz');
  expect((await readdir(folder)).filter((name) => name.includes('cut-out'))).toEqual([]);
});

test('columns of other names, another delimiter, a byte order mark, CRLF', async () => {
  const text = '\uFEFFcalldate;billsec;dst;uniqueid\r\n2026-03-01 10:00:00;30;+442071;x1\r\n';
  const mapping = 'to=dst,at=calldate,volume=billsec,id=uniqueid';
  const args = rateArgs('-', '-', '--columns', mapping);
  const { code, stdout, stderr } = await runRatedeck(args, { stdin: text });
  expect(stderr).toBe('');
  expect(code).toBe(0);
  const row = stdout.toString().split('\n')[1]!;
  expect(row).toMatch(/^x1;rated;;;Retail;4420;"UK, ""London""";60;0\.06;0\.06;0;0\.06;EUR/);
});

test('a faulty line has its own line in the output, and the others are priced', async () => {
  const good = 'a,+442071,,2026-03-01T10:00:00Z,60\n';
  const lines = [
    good,
    'b,not a number,,2026-03-01T10:00:00Z,60\n',
    'c,+442071,,yesterday,60\n',
    'd,+442071,,2026-03-01T10:00:00Z,-1\n',
    'e,+442071\n',
    good.replace('a,', 'f,'),
  ];
  const stdin = callsHeader + lines.join('');
  const { code, stdout } = await runRatedeck(rateArgs('-', '-'), { stdin });
  expect(code).toBe(1);
  const rows = stdout.toString().trimEnd().split('\n').slice(1);
  expect(rows.map((row) => row.split(',').slice(0, 2).join())).toEqual([
    'a,rated',
    'b,invalid_number',
    'c,invalid_event',
    'd,invalid_event',
    expect.stringMatching(/,invalid_event$/),
    'f,rated',
  ]);
});

test('JSON lines in, JSON lines out', async () => {
  const event = (id: string, to: string): string =>
    `${JSON.stringify({ id, to, at: '2026-03-01T10:00:00Z', volume: 60 })}\n`;
  const lines = [event('a', '+442071'), event('b', '+4470'), '{oops\n', event('c', '44')];
  const stdin = lines.join('');
  const { code, stdout } = await runRatedeck(rateArgs('-', '-'), { stdin });
  expect(code).toBe(1);
  const results = stdout
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: string | null; outcome: string; amount: string });
  expect(results.map(({ id, outcome, amount }) => [id, outcome, amount])).toEqual([
    ['a', 'rated', '0.06'],
    ['b', 'blocked', null],
    [null, 'invalid_event', null],
    ['c', 'rated', '0.6'],
  ]);
});

test('--explain adds how the price came about', async () => {
  const stdin = callsHeader + callLine(4);
  const { stdout } = await runRatedeck(rateArgs('-', '-', '--explain'), { stdin });
  const [header, row] = stdout.toString().split('\n');
  expect(header).toMatch(/,explanation$/);
  const json = /"(\{.*\})"$/.exec(row!)![1]!.replaceAll('""', '"');
  expect(JSON.parse(json)).toMatchObject({ result: { outcome: 'rated', code: '4420' } });
});

test('counts and totals are the same on any number of threads', async () => {
  const summaryOf = async (threads: string): Promise<object> => {
    const path = join(folder, `summary-${threads}.json`);
    const out = join(folder, 'rated-for-summary.csv');
    const { stdout } = await runRatedeck(
      rateArgs(calls, out, '--threads', threads, '--summary', path, '--json'),
    );
    const written = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
    expect(JSON.parse(stdout.toString())).toEqual(written);
    const { seconds, bookSeconds, eventsPerSecond, threads: _, ...counts } = written;
    expect(seconds).toBeGreaterThan(0);
    expect(bookSeconds).toBeGreaterThan(0);
    expect(eventsPerSecond).toBeGreaterThan(0);
    return counts;
  };
  const one = await summaryOf('1');
  expect(one).toMatchObject({ events: callCount, rated: (callCount * 3) / 5 });
  expect(await summaryOf('3')).toEqual(one);
});
