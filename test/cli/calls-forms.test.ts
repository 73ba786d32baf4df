/** Files of calls as switches and people write them, priced by the command. */

import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeFolder, repository, runRatedeck } from './run-ratedeck.js';

let folder = '';
let book = '';
beforeAll(async () => {
  folder = await makeFolder();
  book = join(folder, 'book.json');
  const rates = [
    { code: '', price: '0.60' },
    { code: '43', price: '0.06', effectiveFrom: '2026-11-01T10:00:00Z' },
  ];
  await writeFile(
    book,
    JSON.stringify({ book: 1, rateTables: [{ name: 'T', currency: 'EUR', rates }] }),
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function rate(content: string | Buffer, ...options: string[]) {
  const calls = join(folder, 'calls.csv');
  await writeFile(calls, content);
  return rateFile(calls, ...options);
}

async function rateFile(calls: string, ...options: string[]) {
  const { code, stdout, stderr } = await runRatedeck([
    ...['rate', '--book', book, '--table', 'T', '--calls', calls, '--out', '-'],
    ...['--threads', '1', ...options],
  ]);
  const lines = stdout.toString().split('\n').slice(1, -1);
  const rows = lines.map((line) => line.split(','));
  // id, outcome, billed volume, amount
  return { code, stderr, rows: rows.map((row) => [row[0], row[1], row[7], row[8]].join(' ')) };
}

describe('calls', () => {
  test('with carriage returns alone', async () => {
    const text =
      'src,to,at,volume,disposition\r1,43,2026-11-10T10:00:00Z,60,A\r2,44,2026-11-10T10:00:00Z,30,B';
    const { code, rows } = await rate(text);
    expect([code, rows]).toEqual([0, [' rated 60 0.06', ' rated 30 0.3']]);
  });

  test('with quotes that were not doubled, durations as hours and minutes, epochs and offsets', async () => {
    const { code, rows } = await rate(
      [
        'id,to,at,volume',
        '""Ann" <100>",44,1793527200,00:01:00',
        '"Bob" <7>,44,1793527200123,1:30',
        'c,43,20261101-100000,60',
        'd,43,2026-11-01 10:30:00 +0100,60',
        'e,43,2026-11-01 11:00:00 +0100,60',
      ].join('\n'),
    );
    expect(code).toBe(0);
    expect(rows).toEqual([
      '"""Ann"" <100>" rated 60 0.6',
      '"""Bob"" <7>" rated 90 0.9',
      'c rated 60 0.06',
      'd rated 60 0.6',
      'e rated 60 0.06',
    ]);
  });

  test('by position, without a header', async () => {
    const text = 'x,43,"2026-11-01 11:30:00","00:01:00"\ny,43,"2026-11-01 10:30:00",60\n';
    const columns = ['--columns', 'id=1,to=2,at=3,volume=4'];
    const vienna = await rate(text, '--no-header', ...columns, '--time-zone', 'Europe/Vienna');
    expect(vienna.rows).toEqual(['x rated 60 0.06', 'y rated 60 0.6']);
    expect(vienna.stderr).not.toContain('UTC');
    const utc = await rate(text, ...columns);
    expect(utc.rows).toEqual(['x rated 60 0.06', 'y rated 60 0.06']);
    expect(utc.stderr).toContain('taken as UTC');
    expect(utc.stderr).toContain('the first line holds a call');
  });

  test('of a known switch by the name of its layout', async () => {
    const text =
      '"43660","100","43660","from","a","b","c","Dial","c,60","2026-11-01 10:00:00",' +
      '"2026-11-01 10:00:05","2026-11-01 10:01:05","65","60","ANSWERED","DOC","17.10",""\n';
    const asked = await rate(text);
    expect([asked.code, asked.rows]).toEqual([2, []]);
    expect(asked.stderr).toContain('--layout asterisk-master');
    // The book has no accounts, so somebody's account codes are no fault.
    const { code, rows } = await rate(text, '--layout', 'asterisk-master');
    expect([code, rows]).toEqual([0, ['17.10 rated 60 0.06']]);
  });

  test('with dates in an order that is asked for when it is in doubt', async () => {
    const text = 'id,to,at,volume\na,43,01/11/2026 10:00:00,60\n';
    const asked = await rate(text);
    expect(asked.code).toBe(2);
    expect(asked.stderr).toContain('--calls-date-order');
    expect((await rate(text, '--calls-date-order', 'dmy')).rows).toEqual(['a rated 60 0.06']);
    expect((await rate(text, '--calls-date-order', 'mdy')).rows).toEqual(['a rated 60 0.6']);
  });

  test('of accounts that a book does not have', async () => {
    const text = 'id,to,at,volume,account\na,44,2026-11-01T10:00:00Z,60,Nobody\n';
    expect((await rate(text)).rows).toEqual(['a rated 60 0.6']);
    await writeFile(
      join(folder, 'accounts.json'),
      JSON.stringify({
        book: 1,
        accounts: [{ name: 'A', kind: 'customer', parent: null }],
        rateTables: [{ name: 'T', rates: [{ code: '', price: '0.60' }] }],
      }),
    );
    const args = ['rate', '--book', join(folder, 'accounts.json'), '--table', 'T'];
    const files = ['--calls', join(folder, 'calls.csv'), '--out', '-'];
    const refused = await runRatedeck([...args, ...files]);
    expect(refused.code).toBe(1);
    expect(refused.stdout.toString()).toContain('account ""Nobody""');
    const passed = await runRatedeck([...args, ...files, '--pass-unknown-names']);
    expect([passed.code, passed.stdout.toString()]).toEqual([
      0,
      expect.stringContaining('\na,rated,,Nobody,T,'),
    ]);
  });
});

const shared = join(repository, '../shared');

/** They lie beside the checkout and may not be copied. */
if (existsSync(join(shared, 'data')))
  describe('calls of others', () => {
    test('of Asterisk without a header', async () => {
      const file = join(shared, 'data/cdr-asterisk-master-noheader.csv');
      const { code, rows } = await rateFile(file, '--layout', 'asterisk-master');
      expect(code).toBe(0);
      expect(rows).toHaveLength(14);
      expect(rows[0]).toBe('1690325492.2 rated 13 0.13');
      expect(rows.filter((row) => row.endsWith(' 0 0'))).toHaveLength(3);
    });

    test('of FreePBX with one', async () => {
      const file = join(shared, 'data/cdr-freepbx-header.csv');
      const { code, rows } = await rateFile(file, '--layout', 'asterisk-table');
      expect(code).toBe(0);
      expect(rows.map((row) => Number(row.split(' ')[2])).reduce((sum, each) => sum + each)).toBe(
        699,
      );
    });

    test('with carriage returns alone', async () => {
      const { code, rows } = await rateFile(join(shared, 'cases/d20-calls-cr-only.csv'));
      expect([code, rows.length]).toEqual([0, 3]);
    });
  });
