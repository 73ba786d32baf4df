import { expect, test } from 'vitest';
import {
  parseBalance,
  parseColumnMapping,
  parseDelimiter,
  parseThreadCount,
} from './option-values.js';

test('columns are mapped, also over several options', () => {
  const first = parseColumnMapping('to=dst, at = calldate');
  expect(parseColumnMapping('volume=bill=sec', first)).toEqual({
    to: 'dst',
    at: 'calldate',
    volume: 'bill=sec',
  });
});

test.each([
  ['to', /field=column/],
  ['to=', /field=column/],
  ['volum=x', /is it volume/],
  ['price=x', /known are id, to/],
  ['to=a,to=b', /given twice/],
])('--columns %s is refused', (text, message) => {
  expect(() => parseColumnMapping(text)).toThrow(message);
});

test.each([
  ['tab', '\t'],
  ['\\t', '\t'],
  [';', ';'],
  ['pipe', '|'],
])('--delimiter %s', (text, delimiter) => {
  expect(parseDelimiter(text)).toBe(delimiter);
});

test.each(['0', '1.5', 'two', '', '-1', '100000'])('--threads %s is refused', (text) => {
  expect(() => parseThreadCount(text)).toThrow(/whole number/);
});

test.each(['ten', '1e3', '1,50', ''])('--balance %s is refused', (text) => {
  expect(() => parseBalance(text)).toThrow(/amount/);
});
