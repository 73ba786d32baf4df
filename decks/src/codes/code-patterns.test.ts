import { describe, expect, it } from 'vitest';
import { bareCode } from './code-form.js';
import { codesOfPattern } from './code-patterns.js';

describe('patterns of codes', () => {
  it.each<[string, string]>([
    ['_4315.', '4315'],
    ['_43660XXXX.', '43660'],
    ['_4N1X', '421 431 441 451 461 471 481 491'],
    ['^9370', '9370'],
    ['^43(660|664)\\d+$', '43660 43664'],
    ['4382[01]xxxxx', '43820 43821'],
    ['49[2-46]', '492 493 494 496'],
    ['44[0-9]{4}', '44'],
  ])('%s begins with %s', (text, codes) => {
    expect(codesOfPattern(text)?.join(' ')).toBe(codes);
  });

  it.each(['44', '44-45', '44, 49', '[44, 49]', '44[0-9]7', '_X.', '^.*', '4[', '43x', '1[0-9][x'])(
    '%s is none',
    (text) => {
      expect(codesOfPattern(text)).toBeNull();
    },
  );

  it('asks for no more codes than a cell may have', () => {
    expect(codesOfPattern(`_4${'Z'.repeat(9)}`)).toBeNull();
  });
});

describe('dresses of codes', () => {
  it.each([
    ['93 Afghanistan', 'named', '93'],
    ['9370 - Afghanistan Mobile', 'named', '9370'],
    ['Afghanistan (93)', 'named', '93'],
    ['Afghanistan Mobile - 9370, 9371', 'named', '9370, 9371'],
    ['9370', 'named', '9370'],
    ['35,567', 'thousands', '35567'],
    ['93', 'thousands', '93'],
    ['212-555-1', 'dashed', '2125551'],
  ] as const)('%s, %s, is %s', (text, form, code) => {
    expect(bareCode(text, form)).toBe(code);
  });
});
