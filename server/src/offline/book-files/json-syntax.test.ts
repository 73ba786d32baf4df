import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findJsonFlaw, JsonSyntaxError, parseJson } from './json-syntax.js';

test.each([
  ['', 1, 1, /ends too early/],
  ['{"a": 1,}', 1, 9, /comma before "}"/],
  ['{\n  "a": [1, 2,]\n}', 2, 14, /comma before "\]"/],
  ["{\n  'a': 1\n}", 2, 3, /double quotes/],
  ['{"a" 1}', 1, 6, /expected ":"/],
  ['{"a": 1 "b": 2}', 1, 9, /expected "," or "}"/],
  ['{"a": 01}', 1, 8, /expected "," or "}"/],
  ['{"a": "x\ny"}', 1, 9, /line break/],
  ['{"a": "\\q"}', 1, 8, /escape/],
  ['{"a": "x', 1, 7, /never closed/],
  ['{"a": tru}', 1, 7, /expected a value/],
  ['[1] x', 1, 5, /nothing may follow/],
  ['[[1]', 1, 5, /expected "," or "]"/],
])('%j fails at line %i column %i', (text, line, column, message) => {
  let failure: unknown;
  try {
    parseJson(text);
  } catch (error) {
    failure = error;
  }
  expect(failure).toBeInstanceOf(JsonSyntaxError);
  expect(failure).toMatchObject({ line, column });
  expect((failure as Error).message).toMatch(message);
});

test('a byte order mark is tolerated', () => {
  expect(parseJson('\uFEFF{"book":1}')).toEqual({ book: 1 });
});

test('a flaw is found exactly where the language finds one, in whatever was damaged', () => {
  const damage = fc.tuple(fc.nat(), fc.constantFrom('', ',', '"', '}', '[', '\\', '\n', 'e', '0'));
  fc.assert(
    fc.property(fc.json(), damage, (json, [where, put]) => {
      const at = where % (json.length + 1);
      const text = json.slice(0, at) + put + json.slice(at + 1);
      let good = true;
      try {
        JSON.parse(text);
      } catch {
        good = false;
      }
      expect(findJsonFlaw(text) === null).toBe(good);
    }),
    { numRuns: 2000 },
  );
});
