import { expect, test } from 'vitest';
import { nearestName, suggestion } from './did-you-mean.js';

test('the nearest name wins, whatever its case', () => {
  expect(nearestName('retial eur', ['Retail USD', 'Retail EUR'])).toBe('Retail EUR');
});

test('a name that is nothing like it is not suggested', () => {
  expect(nearestName('wholesale', ['Retail EUR', 'Gold'])).toBeNull();
});

test('few names are listed when none is near, many are not', () => {
  expect(suggestion('x', ['Gold', 'Silver'])).toBe(' (there is "Gold", "Silver")');
  const many = Array.from({ length: 13 }, (_, index) => `Plan number ${index}`);
  expect(suggestion('x', many)).toBe('');
  expect(suggestion('x', [])).toBe('');
});
