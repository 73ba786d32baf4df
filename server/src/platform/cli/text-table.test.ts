import { expect, test } from 'vitest';
import { printable, printableValue } from './printable.js';
import { progressLine } from './progress.js';
import { textTable } from './text-table.js';

test('columns are as wide as their widest cell; lines have no trailing spaces', () => {
  const columns = [{ header: 'plan' }, { header: 'amount', align: 'right' }, { header: 'note' }];
  const rows = [
    ['Retail', '0.1', ''],
    ['A', '12.345678', 'new'],
  ];
  expect(textTable(columns as never, rows)).toBe(
    [
      'plan       amount  note', //
      'Retail        0.1',
      'A       12.345678  new',
      '',
    ].join('\n'),
  );
});

test('names can neither move the cursor nor turn the writing', () => {
  expect(printable('a\u001b[2Jb\u202ec\nd')).toBe('a\\u{1b}[2Jb\\u{202e}c\\u{a}d');
  expect(textTable([{ header: 'x' }], [['\u001b[31mred']])).not.toContain('\u001b');
});

test('values are shown as JSON, shortened to one line', () => {
  expect(printableValue({ a: 1 })).toBe('{"a":1}');
  expect(printableValue(undefined)).toBe('nothing');
  expect(printableValue('y'.repeat(500))).toHaveLength(80);
});

test('progress says rows, speed and, where the size is known, the time left', () => {
  expect(progressLine({ rows: 3_000_000, fraction: 0.25 }, 2)).toBe(
    '3,000,000 rows, 1,500,000 rows/s, 25 %, 0:06 left',
  );
  expect(progressLine({ rows: 10, fraction: null }, 1)).toBe('10 rows, 10 rows/s');
});
