import { afterAll, beforeAll, expect, test } from 'vitest';
import { smallBook, writeBook } from './call-files.js';
import { makeFolder, removeFolder, runRatedeck } from './run-ratedeck.js';

let folder = '';
let book = '';

beforeAll(async () => {
  folder = await makeFolder();
  const [table] = smallBook.rateTables;
  book = await writeBook(folder, {
    ...smallBook,
    rateTables: [table, { name: 'Elsewhere', currency: 'USD', rates: [{ code: '1', price: '1' }] }],
    ratingPlans: [
      ...smallBook.ratingPlans,
      { name: 'Other plan', currency: 'USD', entries: [{ rateTable: 'Elsewhere' }] },
    ],
    accounts: [{ name: 'Ann', kind: 'customer', currency: 'EUR' }],
    assignments: [{ account: 'Ann', ratingPlan: 'Retail plan' }],
  });
});

afterAll(() => removeFolder(folder));

const call = ['--to', '+44 20 7946 0000', '--at', '2026-03-01T10:00:00Z'];

function simulate(...more: string[]) {
  return runRatedeck(['simulate', '--book', book, ...call, ...more]);
}

test('without a choice every plan has its row; one that refuses hides none', async () => {
  const { code, stdout } = await simulate('--volume', '65');
  expect(code).toBe(0);
  const rows = stdout.toString().trimEnd().split('\n');
  expect(rows).toHaveLength(3);
  expect(rows[1]).toMatch(/^Retail plan +rated +Retail +4420 +UK, "London" +66 +0\.066 +EUR$/);
  expect(rows[2]).toMatch(/^Other plan +no_rate +no_code$/);
});

test('the same as JSON', async () => {
  const { stdout } = await simulate('--json', '--balance', '1.00');
  const { event, results } = JSON.parse(stdout.toString()) as {
    event: object;
    results: { plan: string; result: { outcome: string }; maxVolume: { volume: number | null } }[];
  };
  expect(event).toMatchObject({ volume: '60', service: 'voice' });
  expect(results.map(({ plan, result }) => [plan, result.outcome])).toEqual([
    ['Retail plan', 'rated'],
    ['Other plan', 'no_rate'],
  ]);
  // 0.06 for the first minute, then 0.006 for every 6 s: 1.00 pays for 166 steps of 6 s.
  expect(results.map(({ maxVolume }) => maxVolume.volume)).toEqual([996, null]);
});

test('an account is explained: number, candidates, charge, result, balance', async () => {
  const { code, stdout } = await simulate('--account', 'Ann', '--balance', '1.00');
  expect(code).toBe(0);
  const text = stdout.toString();
  expect(text).toMatch(/^Number: 442079460000$/m);
  expect(text).toMatch(/> +Retail +4420 /);
  expect(text).toMatch(/x +Retail +44 /);
  expect(text).toMatch(/Result: rated, 60 billed, amount 0\.06 EUR/);
  expect(text).toMatch(/A balance of 1\.00 lasts for: 996 s/);
});

test('a refusal is exit code 1, an unknown name 2 with the nearest one', async () => {
  expect((await simulate('--plan', 'Other plan')).code).toBe(1);
  const unknown = await simulate('--account', 'Anne');
  expect(unknown.code).toBe(2);
  expect(unknown.stderr).toContain('did you mean "Ann"?');
});

test('the owner may be said where the name alone would do, on the command line too', async () => {
  for (const [option, name] of [
    ['--table', '/Retail'],
    ['--plan', '/Retail plan'],
  ] as const) {
    const { code, stderr, stdout } = await simulate(option, name);
    expect(code, stderr).toBe(0);
    expect(stdout.toString()).toMatch(/Result: rated, 60 billed, amount 0\.06 EUR/);
  }
});

test('a call without a rate is told what comes nearest, on every plan and of one', async () => {
  const other = await makeFolder();
  const otherBook = await writeBook(other, {
    book: 1,
    rateTables: [
      {
        name: 'T',
        rates: [
          { code: '43664', name: 'Austria mobile', price: '1' },
          { code: '49', name: 'Germany', price: '1', effectiveFrom: '2030-01-01' },
        ],
      },
    ],
    ratingPlans: [{ name: 'P', entries: [{ rateTable: 'T' }] }],
  });
  const ask = async (...args: string[]) => {
    const { code, stdout } = await runRatedeck(['simulate', '--book', otherBook, ...args]);
    expect(code).toBe(1);
    return stdout.toString();
  };
  expect(await ask('--to', '+436601')).toContain(
    '\n\nP:\n' +
      'nearest code  name            table  but it\n' +
      '43664         Austria mobile  T      shares only 4366 with the number\n',
  );
  expect(await ask('--to', '+491', '--table', 'T', '--at', '2026-03-01')).toMatch(
    /49 +Germany +T +begins at 2030-01-01T00:00:00Z\n/,
  );
  await removeFolder(other);
});

test('messages and data have their own volume by default', async () => {
  const { stdout } = await simulate('--service', 'sms', '--json');
  expect(JSON.parse(stdout.toString())).toMatchObject({ event: { volume: '1', service: 'sms' } });
});
