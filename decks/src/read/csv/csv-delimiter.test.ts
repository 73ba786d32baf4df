import { describe, expect, it } from 'vitest';
import { delimiterOf, findLayout } from './csv-delimiter.js';

function delimiterIn(...lines: string[]) {
  return findLayout(lines.join('\n'), null).delimiter;
}

describe('the delimiter', () => {
  it.each([
    [',', ['code,price', '44,0.05', '49,0.06']],
    [';', ['code;price', '44;0,05', '49;0,06']],
    [';', ['44;0,05', '49;0,06']],
    [';', ['44;0,05;0,06', '49;0,06;0,07']],
    [';', ['44;R10,5;1,5;2,5;3,5', '49;R11,5;1,5;2,5;3,5']],
    ['\t', ['code\tname\tprice', '44\tUK, fixed\t0,05', '49\tGermany; all\t0,06']],
    ['|', ['code|name', '44|UK, fixed', '49|Germany, all']],
    [
      ',',
      ['Destination,Prefix,Cost,City', 'A,672,R10.63,12| 672', 'B,672,R12.29,3| 8', 'C,93,R2,'],
    ],
    [',', ['a,b,c', '1,"2;3;4",5', '6,"7;8",9', '"x;y",1,1']],
    [',', ['49,0,1,60', '44,0,1,60']],
    [';', ['Acme, Inc., wholesale', 'valid from 1,5', '', 'code;price', '44;0,05', '49;0,06']],
    [';', ['"two', 'lines";price', '44;0,05', '49;0,06']],
    [',', ['codes', '44', '49']],
  ])('is %j in %j', (delimiter, lines) => {
    expect(delimiterIn(...lines)).toBe(delimiter);
  });

  it('may be said', () => {
    expect(findLayout('a;b\n1;2', ',')).toEqual({ delimiter: ',', isWrapped: false });
    expect(['tab', '\\t', 'semicolon', ':', ' '].map(delimiterOf)).toEqual([
      ...['\t', '\t', ';', ':', ' '],
    ]);
  });

  it.each(['', 'ab', '"', '\n', 'x', '5'])('can not be %j', (wanted) => {
    expect(() => delimiterOf(wanted)).toThrow(expect.objectContaining({ code: 'delimiter' }));
  });
});

describe('lines in quotes as wholes', () => {
  it('are found', () => {
    const lines = ['"code,name,price"', '"44,""UK, fixed"",0.05"', '"49,Germany,0.06"'];
    expect(findLayout(lines.join('\n'), null)).toEqual({ delimiter: ',', isWrapped: true });
    const others = ['"code;price"', '"44;0,05"', '"49;0,06"'];
    expect(findLayout(others.join('\n'), null)).toEqual({ delimiter: ';', isWrapped: true });
  });

  it('are not found in a file that is split already', () => {
    const lines = ['"a, b","c"', '"d, e","f"', '"Note: x, y"'];
    expect(findLayout(lines.join('\n'), null).isWrapped).toBe(false);
  });
});
