import { expect, test } from 'vitest';
import type { RawFile, RawSheet } from '../deck/deck.js';
import { callsLines, callsSheet } from './calls-sheet.js';

const sheet = (name: string, rows: RawSheet['rows'], hidden = false): RawSheet => ({
  name,
  hidden,
  rows,
  rowCount: rows.length,
});

test('rows come out as lines with the same numbers, dates and durations as they are shown', () => {
  const rows = [
    { number: 1, cells: ['to', 'at', 'volume', 'tag'] },
    {
      number: 3,
      cells: [
        43660123456,
        new Date(Date.UTC(2026, 10, 1, 10, 0, 5)),
        new Date(Date.UTC(1899, 11, 31, 0, 1, 5)),
        'a "b",\nc',
      ],
    },
    { number: 4, cells: [true, null, new Date(Date.UTC(1900, 0, 1, 2, 0, 0)), ' x'] },
    // A duration of five minutes is a time of a day, whose seconds are not shown.
    { number: 5, cells: ['00:05', null, new Date(Date.UTC(1900, 2, 1)), null] },
  ];
  expect([...callsLines(sheet('calls', rows))].join('')).toBe(
    'to,at,volume,tag\n\n43660123456,2026-11-01 10:00:05,0:01:05,"a ""b"", c"\n' +
      'true,,26:00:00," x"\n00:05:00,,1464:00:00,\n',
  );
});

test('a day comes out without a time of day, so that one of another column can be joined', () => {
  const day = new Date(Date.UTC(2026, 10, 1));
  const time = new Date(Date.UTC(1899, 11, 31, 15, 6, 7));
  const rows = [{ number: 1, cells: ['43', day, time] }];
  expect([...callsLines(sheet('calls', rows))].join('')).toBe('43,2026-11-01,15:06:07\n');
});

test('the first visible sheet with rows is taken', () => {
  const row = { number: 1, cells: ['a'] };
  const file = (sheets: readonly RawSheet[]) => ({ sheets }) as unknown as RawFile;
  const hidden = sheet('hidden', [row], true);
  expect(callsSheet(file([sheet('empty', []), hidden, sheet('b', [row])]))?.name).toBe('b');
  expect(callsSheet(file([hidden]))?.name).toBe('hidden');
  expect(callsSheet(file([sheet('empty', [])]))).toBeNull();
});
