/**
 * The benchmarks at a tiny size: they run, compare their answers and report the figures that the
 * budgets name. Nothing here looks at how fast anything was.
 */

import { describe, expect, test } from 'vitest';
import { budgets } from '../../engine/dist-bench/budgets.js';
import { benchDeckRead } from './deck-read.js';
import { deckRow, priceText, priceUnitsOf } from './deck-rows.js';
import { benchmarks } from './registry.js';
import { sizesFromEnvironment } from './sizes.js';

describe('benchmarks at a tiny size', () => {
  for (const format of ['csv', 'xlsx'] as const) {
    test(`deck-${format}`, async () => {
      const options = { format, rowCount: 500, seed: 7, repetitions: 1 };
      const report = await benchDeckRead(options);
      expect(report.bench).toBe(`deck-${format}`);
      expect(Object.keys(benchmarks)).toContain(report.bench);
      for (const budget of budgets.filter(({ bench }) => bench === report.bench)) {
        expect(report.metrics[budget.metric]).toBeGreaterThan(0);
      }
      expect(report.metrics['answersChecked']).toBe(500);
      const plain = format === 'csv' ? 'papaparsePlain' : 'exceljsPlain';
      expect(Object.keys(report.peers)).toEqual([plain]);
      expect(JSON.parse(JSON.stringify(report))).toEqual(report);
    });
  }
});

test('rows are made from their number and their amounts are read back', () => {
  expect(deckRow(12, 7)).toEqual(deckRow(12, 7));
  expect(new Set(Array.from({ length: 1000 }, (_, at) => deckRow(at, 7).code)).size).toBe(1000);
  for (const [units, text] of [
    [1, '0.0001'],
    [137, '0.0137'],
    [20_000, '2.0000'],
  ] as const) {
    expect(priceText(units)).toBe(text);
    expect(priceUnitsOf(text)).toBe(units);
  }
  expect(priceUnitsOf('0.5')).toBe(5000);
  expect(priceUnitsOf('2')).toBe(20_000);
});

test('sizes come from the environment', () => {
  expect(sizesFromEnvironment({})).toMatchObject({ textRows: 1_000_000, sheetRows: 200_000 });
  expect(sizesFromEnvironment({ RATEDECK_BENCH_DECK_ROWS: '7' }).textRows).toBe(7);
  expect(() => sizesFromEnvironment({ RATEDECK_BENCH_SHEET_ROWS: 'many' })).toThrow(
    'RATEDECK_BENCH_SHEET_ROWS is "many": give a whole number above 0',
  );
});
