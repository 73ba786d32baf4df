import { expect, test } from 'vitest';
import { editDistance, nearestName, suggestion } from './did-you-mean.js';

test.each([
  ['', '', 0],
  ['plan', 'plan', 0],
  ['plan', 'plam', 1],
  ['plan', 'lpan', 1],
  ['plan', '', 4],
  ['kitten', 'sitting', 3],
])('from %j to %j it takes %i edits', (a, b, distance) => {
  expect(editDistance(a, b)).toBe(distance);
});

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
