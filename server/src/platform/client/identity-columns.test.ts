/** Columns that tell rates of one code apart, and that stay away where they say nothing. */

import { expect, test } from 'vitest';
import { identityColumns, type RateIdentity } from './identity-columns.js';
import { type ListColumn, tableOf } from './shown.js';

interface Row extends RateIdentity {
  readonly code: string;
}

const columns: readonly ListColumn<Row>[] = [
  { header: 'code', of: ({ code }) => code },
  ...identityColumns<Row>((row) => row),
];

const plain: Row = {
  code: '44',
  service: 'voice',
  sourceCode: null,
  sourceCodeName: null,
  numberLength: null,
  timeProfile: null,
  tag: null,
};

test('rates that are told apart by their codes show nothing else', () => {
  expect(tableOf(columns, [plain, { ...plain, code: '45' }])).toBe('code\n44\n45\n');
  expect(tableOf(columns, [])).toBe('code\n');
});

test('each column comes with the first rate that needs it', () => {
  const night = { ...plain, timeProfile: { id: '1', name: 'Night' } };
  expect(tableOf(columns, [plain, night])).toBe('code  profile\n44    -\n44    Night\n');
  const all = [
    { ...plain, numberLength: { min: 5, max: null } },
    { ...plain, numberLength: { min: null, max: 9 } },
    { ...plain, numberLength: { min: 8, max: 8 }, sourceCode: '43' },
    { ...plain, numberLength: { min: 5, max: 12 }, service: 'sms', tag: 'gold' },
  ];
  expect(tableOf(columns, all)).toBe(
    [
      'code  service  source  length  tag',
      '44    voice    -       5-      -',
      '44    voice    -       -9      -',
      '44    voice    43      8       -',
      '44    sms      -       5-12    gold',
      '',
    ].join('\n'),
  );
});
