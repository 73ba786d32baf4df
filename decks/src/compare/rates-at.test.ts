import type { Rate } from '@ratedeck/engine';
import { expect, test } from 'vitest';
import { ratesAt } from './rates-at.js';

const at = '2026-12-01T00:00:00Z';

test('the versions in force, without their dates', () => {
  const rates: Rate[] = [
    { code: '44', price: '0.01', effectiveFrom: '2026-01-01', effectiveTo: '2027-01-01' },
    { code: '44', price: '0.02', effectiveFrom: '2027-01-01' },
    { code: '49', price: '0.03', effectiveTo: at },
    { code: '43', blocked: true, name: 'Austria' },
  ];
  expect(ratesAt(rates, at)).toEqual([
    { code: '44', price: '0.01' },
    { code: '43', blocked: true, name: 'Austria' },
  ]);
});

test('a partial deck lies over the one before', () => {
  const before: Rate[] = [
    { code: '44', price: '0.01' },
    { code: '49', price: '0.02' },
    { code: '43', price: '0.03' },
    { code: '1', price: '0.04', effectiveFrom: '2027-01-01' },
  ];
  const changes: Rate[] = [
    { code: '44', price: '0.05' },
    { code: '49', effectiveTo: at },
    { code: '43', price: '0.09', effectiveFrom: '2027-01-01' },
  ];
  expect(ratesAt(changes, at, before)).toEqual([
    { code: '44', price: '0.05' },
    { code: '43', price: '0.03' },
  ]);
});
