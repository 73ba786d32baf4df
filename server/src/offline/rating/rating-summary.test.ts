import { addMoney } from '@ratedeck/engine';
import type { BatchSummary } from '@ratedeck/engine/batch';
import { expect, test } from 'vitest';
import { mergeSummaries, runSummary } from './rating-summary.js';

test.each([
  ['0', '0', '0'],
  ['0.1', '0.2', '0.3'],
  ['1.5', '-1.5', '0'],
  ['-0.05', '0.01', '-0.04'],
  ['99999999999999999999.9999999999', '0.0000000001', '100000000000000000000'],
  ['1', '0.0137', '1.0137'],
])('%s + %s = %s', (a, b, sum) => {
  expect(addMoney(a, b)).toBe(sum);
});

function summary(parts: object): BatchSummary {
  return parts as BatchSummary;
}

test('counts and money of all threads are added, wherever they stand', () => {
  const merged = mergeSummaries([
    summary({ events: 3, rated: 2, byAccount: { b: { USD: { net: '0.1' } } }, none: null }),
    summary({ events: 4, rated: 4, byAccount: { b: { USD: { net: '0.2' } }, a: { EUR: {} } } }),
  ]);
  expect(merged).toEqual({
    events: 7,
    rated: 6,
    byAccount: { a: { EUR: {} }, b: { USD: { net: '0.3' } } },
    none: null,
  });
  expect(JSON.stringify(merged)).toBe(
    '{"events":7,"rated":6,"byAccount":{"a":{"EUR":{}},"b":{"USD":{"net":"0.3"}}},"none":null}',
  );
});

test('an account may be called __proto__', () => {
  const one = summary(JSON.parse('{"byAccount":{"__proto__":{"events":1}}}') as object);
  expect(JSON.stringify(mergeSummaries([one, one]))).toBe(
    '{"byAccount":{"__proto__":{"events":2}}}',
  );
});

test('speed is events over the time of rating', () => {
  const figures = { seconds: 2, bookSeconds: 1.23456, threadCount: 2 };
  expect(runSummary(summary({ events: 3000, rated: 3000 }), figures)).toMatchObject({
    eventsPerSecond: 1500,
    seconds: 2,
    bookSeconds: 1.235,
    threads: 2,
  });
});
