import { describe, expect, it } from 'vitest';
import type { Cell } from '../deck/deck.js';
import { isPlainCode, parseCodeCell } from './parse-code-cell.js';

const range = (first: number, last: number): string[] =>
  Array.from({ length: last - first + 1 }, (_, offset) => String(first + offset));

type Good = readonly [cell: Cell, prefix: string, codes: readonly string[], notes?: string];

const READ: readonly Good[] = [
  ['44', '', ['44']],
  ['0800', '', ['0800']],
  ['000', '', ['000']],
  [' 44 ', '', ['44']],
  ['06', '204', ['20406']],
  ['06; 01;03', '204', ['20406', '20401', '20403']],
  ['44, 4420', '', ['44', '4420']],
  ['4420, 44', '', ['4420', '44']],
  ['1;44|49/33\n7', '', ['1', '44', '49', '33', '7']],
  ['234803; 234806; 234703', '', ['234803', '234806', '234703']],
  ['49152, 49162, 49172-49174', '', ['49152', '49162', '49172', '49173', '49174']],
  ['447400-447409', '', range(447400, 447409)],
  ['447400 \u2013 447404', '', range(447400, 447404)],
  ['447400 to 447401', '', ['447400', '447401']],
  ['0100-0102', '', ['0100', '0101', '0102']],
  ['+447400-+447402', '', range(447400, 447402)],
  ['44[12]', '', ['441', '442'], 'wildcard'],
  ['^9370', '', ['9370'], 'wildcard'],
  ['61 38,39', '', ['6138', '6139'], 'spaced_code,tails'],
  ['93-70,71', '', ['9370', '9371'], 'country_area'],
  ['93-70,71; 72-75', '', range(9370, 9375), 'country_area'],
  ['93-70, 92-30', '', ['9370', '9230'], 'country_area'],
  ['355-69', '', ['35569'], 'country_area'],
  ['1-684', '', ['1684'], 'country_area'],
  ['+44-78', '', ['4478'], 'country_area'],
  ['1-684-733', '', ['1684733'], 'country_area'],
  ['9370,71; 72-75', '', range(9370, 9375), 'tails'],
  ['1809, 829, 849', '', ['1809', '1829', '1849'], 'tails'],
  ['49172-74', '', ['49172', '49173', '49174'], 'tail_range'],
  ['336 07', '', ['33607'], 'spaced_code'],
  ['336 07, 336 08', '', ['33607', '33608'], 'spaced_code'],
  ['4420 7946', '', ['44207946'], 'spaced_code'],
  ['49152 49162', '', ['49152', '49162'], 'spaced_list'],
  ['355 356 357', '', ['355', '356', '357'], 'spaced_list'],
  ['21 22 23', '93', ['9321', '9322', '9323'], 'spaced_list'],
  ['+521', '', ['521']],
  ['+52 1', '', ['521'], 'spaced_code'],
  ['0044', '', ['44']],
  ['+4420', '33', ['4420']],
  ['0044', '33', ['44']],
  ['+44 (0)20', '', ['4420'], 'trunk_zero,spaced_code'],
  ['(1) 684', '', ['1684'], 'spaced_code'],
  ['12| 672', '672', ['67212', '672672']],
  ['70,71; 72-75', '93', range(9370, 9375)],
  ['2-8', '93', ['932', '933', '934', '935', '936', '937', '938']],
  ['93-70', '93', ['9370'], 'country_area'],
  ['', '93', ['93']],
  [null, '93', ['93']],
  ['any', '', [''], 'catch_all'],
  ['every number', '', [''], 'catch_all'],
  ['*', '93', ['93']],
  ['7-727', '', ['7727'], 'country_area'],
  ['44-7911', '', ['447911'], 'country_area'],
  ['Default', '', [''], 'catch_all'],
  ['8082xxxxx', '', ['8082'], 'wildcard'],
  ['260{!}', '', ['260'], 'wildcard'],
  ['44*', '', ['44'], 'wildcard'],
  ['44#', '', ['44'], 'wildcard'],
  ['9370.0', '', ['9370'], 'number_cell'],
  [4420, '', ['4420'], 'number_cell'],
  ['="0044"', '', ['44']],
  ["'0800", '', ['0800']],
  ['\u200b44\u00a0', '', ['44']],
  ['44, 44, 49', '', ['44', '49'], 'repeated'],
  ['44,', '', ['44']],
  ['12345678901234567890123456789012', '', ['12345678901234567890123456789012']],
];

type Bad = readonly [cell: Cell, prefix: string, code: string];

const REFUSED: readonly Bad[] = [
  ['4.47E+11', '', 'code_scientific'],
  ['4,47e11', '', 'code_scientific'],
  ['447E11', '', 'code_scientific'],
  [4.47e15, '', 'code_scientific'],
  [44.5, '', 'code_unreadable'],
  [-44, '', 'code_unreadable'],
  [true, '', 'code_unreadable'],
  [new Date(0), '', 'code_unreadable'],
  ['Afghanistan', '', 'code_unreadable'],
  ['44x2', '', 'code_unreadable'],
  ['44[0-9]7', '', 'code_unreadable'],
  [';', '', 'code_unreadable'],
  ['447409-447400', '', 'range_backwards'],
  ['44-78', '', 'code_doubtful'],
  ['44-43', '', 'code_doubtful'],
  ['44-42', '', 'code_doubtful'],
  ['44-4499', '', 'code_doubtful'],
  ['1-9999', '', 'code_doubtful'],
  ['49-999', '49', 'code_doubtful'],
  ['', '', 'code_missing'],
  [null, '', 'code_missing'],
  ['*', '', 'every_number'],
  ['x', '', 'every_number'],
  ['xxxx', '', 'every_number'],
  ['44, x', '', 'code_unreadable'],
  ['44-44', '', 'code_doubtful'],
  ['4420-7946', '', 'code_doubtful'],
  ['4420-79461', '', 'code_doubtful'],
  ['49152, 43', '', 'code_doubtful'],
  ['93-70, 9371', '', 'code_doubtful'],
  ['1000000-1999999', '', 'range_too_large'],
  ['1'.repeat(33), '', 'code_too_long'],
  ['1'.repeat(31), '44', 'code_too_long'],
  ['\u0664\u0664', '', 'code_unreadable'],
];

describe('a cell of codes', () => {
  const read = READ.map(([cell, prefix, codes, notes = '']) => ({ cell, prefix, codes, notes }));

  it.each(read)('$cell with country "$prefix"', ({ cell, prefix, codes, notes }) => {
    const parsed = parseCodeCell(cell, { prefix });
    expect(parsed).toEqual({ ok: true, codes, notes: notes === '' ? [] : notes.split(',') });
  });

  it.each(REFUSED)('refuses %j with country %j', (cell, prefix, code) => {
    const parsed = parseCodeCell(cell, { prefix });
    expect(parsed).toMatchObject({ ok: false, code });
  });

  it.each(['', null, '*', 'x'])('%j is every number where that was asked for', (cell) => {
    const parsed = parseCodeCell(cell, { prefix: '', everyNumber: true });
    expect(parsed).toMatchObject({ ok: true, codes: [''] });
  });

  it('keeps the zeros of codes that are said to be exact', () => {
    const parsed = parseCodeCell('0043, +44', { prefix: '', keepsZeros: true });
    expect(parsed).toMatchObject({ codes: ['0043', '44'] });
  });

  it('says what to write instead', () => {
    const messageOf = (cell: Cell): string => {
      const parsed = parseCodeCell(cell, { prefix: '' });
      return parsed.ok ? '' : parsed.message;
    };
    expect(messageOf('44-78')).toBe(
      '"44-78" can be read in two ways: the codes 44 to 78, or 4478; write them in full',
    );
    expect(messageOf('44-43')).toContain('the codes 43 to 44, or 4443');
    expect(messageOf('x')).toContain('any for every number');
    expect(messageOf('447409-447400')).toContain('write the lower code first');
  });

  it('counts a list of ranges against the limit before it builds them', () => {
    const cell = Array.from({ length: 9 }, (_, i) => `4${i}0000-4${i}2999`).join(';');
    expect(parseCodeCell(cell, { prefix: '' })).toMatchObject({ code: 'range_too_large' });
  });
});

describe('a plain code', () => {
  it.each([
    ['44', true],
    ['0800', true],
    ['', false],
    ['00', false],
    ['4 4', false],
    ['1'.repeat(33), false],
  ])('%j: %j', (text, expected) => {
    expect(isPlainCode(text)).toBe(expected);
  });
});
