import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countLines, csvRecordEnd, lastLineEnd } from './record-ends.js';

const end = (text: string, delimiter = ','): number =>
  csvRecordEnd(delimiter)(Buffer.from(text, 'latin1'));

test.each([
  ['', 0],
  ['a,b', 0],
  ['a,b\n', 4],
  ['a,b\nc', 4],
  ['a,"b\nc', 0],
  ['x\na,"b\nc', 2],
  ['x\na,"b\nc"', 2],
  ['a,"b\nc"\nd', 8],
  ['"a\nb","c"', 0],
  ['"a\nb","c"\n', 10],
  // A doubled quote that the block's end cuts in two.
  ['x\n"a""\n', 2],
  ['x\n"a"', 2],
  ['x\n"a""', 2],
  // A quote in the midst of a cell opens nothing.
  ['5" pipe,x\ny', 10],
  ['a,b"\nc,d"\n', 10],
  ['"a"b"\nc', 6],
  ['a,b\r\nc', 5],
])('in %j whole records end at %i', (text, position) => {
  expect(end(text)).toBe(position);
});

test('a quote opens behind the delimiter of the file only', () => {
  expect(end('a,"b\nc";d\n', ';')).toBe(10);
  expect(end('a,"b\nc\n', ';')).toBe(7);
  expect(end('a,"b\nc\n', ',')).toBe(0);
});

test('a JSON line ends at every line feed', () => {
  expect(lastLineEnd(Buffer.from('{"a":"\\""}\n{"b'))).toBe(11);
});

test('line feeds are counted, whatever the length and the other bytes', () => {
  const byte = fc.oneof(fc.constant(10), fc.constantFrom(0, 9, 11, 0x8a, 0x0b, 255), fc.nat(255));
  fc.assert(
    fc.property(fc.array(byte, { maxLength: 70 }), fc.nat(2000), (bytes, feeds) => {
      const block = Uint8Array.from([...Array<number>(feeds).fill(10), ...bytes]);
      expect(countLines(block)).toBe(block.filter((each) => each === 10).length);
    }),
  );
});
