import { describe, expect, it } from 'vitest';
import { decodeUtf8, encodeUtf8 } from '../values/utf8.js';
import { ByteStrings } from './byte-strings.js';
import { type PackedRates, type RateContent, unpackRates } from './packed-rates.js';
import { RatePacker } from './rate-packer.js';

function packer(codeColumn = 0, asked: string[] = []): RatePacker {
  const readContent = (row: Uint8Array): RateContent | null => {
    const rest = decodeUtf8(row.slice());
    asked.push(rest);
    return rest.includes('odd') ? null : { rest };
  };
  return new RatePacker({ delimiter: ',', codeColumn, readContent });
}

function pack(text: string, codeColumn = 0): PackedRates | null {
  const packing = packer(codeColumn);
  const bytes = encodeUtf8(text);
  const taken = packing.add(bytes, true);
  if (taken === null) return null;
  expect(taken).toBe(bytes.length);
  return packing.finish();
}

const written = (text: string, codeColumn = 0): unknown[] | null => {
  const packed = pack(text, codeColumn);
  return packed === null ? null : unpackRates(packed);
};

describe('packing rates', () => {
  it('takes the code out of each row and asks once for rows that are the same otherwise', () => {
    const asked: string[] = [];
    const packing = packer(0, asked);
    packing.add(encodeUtf8('44,1,a\n45,1,a\n0044,1,b\n,1,a\n'), true);
    const { contents, contentOf, codes } = packing.finish();
    expect(asked).toEqual([',1,a', ',1,b']);
    expect(contents).toEqual([{ rest: ',1,a' }, { rest: ',1,b' }]);
    expect([...contentOf]).toEqual([0, 0, 1, 0]);
    expect([...codes.lengths]).toEqual([2, 2, 4, 0]);
    expect(codes.keys[0]).toBe(440_000_000_000_000);
  });

  it('keeps codes of any length, from none to 32 digits', () => {
    const codes = ['', '0', '00012', '9'.repeat(15), '0'.repeat(16), '1'.repeat(32)];
    expect(written(codes.map((code) => `${code},x\n`).join(''))).toEqual(
      codes.map((code) => ({ code, rest: ',x' })),
    );
    expect(written(`${'1'.repeat(33)},x\n`)).toBeNull();
  });

  it('finds the code in any column, past quoted delimiters and line breaks', () => {
    const rows = '"a,b\n""c",7,x\nplain,"8",x\r\n\r\n\nlast,9,x';
    expect(written(rows, 1)).toEqual([
      { rest: '"a,b\n""c",,x', code: '7' },
      { rest: 'plain,,x\r', code: '8' },
      { rest: 'last,,x', code: '9' },
    ]);
    expect(written('1,"two\nlines"\n2,"two\nlines"\n')).toEqual([
      { rest: ',"two\nlines"', code: '1' },
      { rest: ',"two\nlines"', code: '2' },
    ]);
  });

  it.each([
    ['a code with a blank', '4 4,x\n'],
    ['a code with a sign', '+44,x\n'],
    ['text behind a quoted code', '"44"5,x\n'],
    ['an open quote in the code', '"44,x\n'],
    ['an open quote behind it', '44,"x\n45,y\n'],
    ['a row that its reader does not take', '44,odd\n'],
    ['a carriage return at the very end', '44,x\r'],
  ])('does not judge %s', (_, text) => {
    const packing = packer();
    expect(packing.add(encodeUtf8(text), true)).toBeNull();
    expect(packing.add(encodeUtf8('44,x\n'), true)).toBeNull();
  });

  it('does not judge a row that ends before the column of codes', () => {
    expect(written('a,1,x\nb\n', 1)).toBeNull();
    expect(written('a,1,x\nb', 1)).toBeNull();
  });

  it('takes the same rates from pieces of any size as from the whole', () => {
    const text = 'a,"12",x\r\n\r\n"b,\n",34,"y\n"\n,5,\nc,6,z';
    const whole = written(text, 1);
    expect(whole).toHaveLength(4);
    const bytes = encodeUtf8(text);
    for (let size = 1; size <= bytes.length; size += 1) {
      const packing = packer(1);
      let rest = new Uint8Array(0);
      for (let at = 0; at < bytes.length; at += size) {
        const piece = Uint8Array.from([...rest, ...bytes.subarray(at, at + size)]);
        const taken = packing.add(piece, at + size >= bytes.length);
        expect(taken).not.toBeNull();
        rest = piece.slice(taken ?? 0);
      }
      expect(rest).toHaveLength(0);
      expect(unpackRates(packing.finish())).toEqual(whole);
    }
  });

  it('holds many rates and many contents', () => {
    const count = 150_000;
    const rows = Array.from({ length: count }, (_, i) => `${i},${i % 40_000}\n`).join('');
    const { codes, contents, contentOf } = pack(rows)!;
    expect(codes.count).toBe(count);
    expect(contents).toHaveLength(40_000);
    expect(contentOf[149_999]).toBe(149_999 % 40_000);
  });
});

describe('numbering byte strings', () => {
  it('tells strings apart that hash the same, but not without end', () => {
    const strings = new ByteStrings();
    const numberOf = (text: string): number | null => {
      const bytes = encodeUtf8(text);
      return strings.number(7, { bytes, start: 0, end: 1, nextStart: 1, nextEnd: bytes.length });
    };
    expect([numberOf('ab'), numberOf('ac'), numberOf('ab'), numberOf('abc')]).toEqual([0, 1, 0, 2]);
    const numbers = Array.from({ length: 1200 }, (_, i) => numberOf(`x${i}`));
    expect(numbers[500]).toBe(503);
    expect(numbers.at(-1)).toBeNull();
    expect(numberOf('ac')).toBe(1);
  });
});
