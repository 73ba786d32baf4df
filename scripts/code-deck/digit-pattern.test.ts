import { describe, expect, it } from 'vitest';
import { afterDigit, digitStates, startTogether } from './digit-pattern.js';

/** Labels of the patterns that a number with these first digits may still belong to. */
function labelsAfter(patterns: Readonly<Record<string, string>>, digits: string): string {
  const starts = Object.entries(patterns).map(([label, pattern]) => digitStates(pattern, label));
  let states = startTogether(starts);
  for (const digit of digits) states = afterDigit(states, Number(digit));
  return [...new Set(states.map(({ label }) => label))].sort().join(' ');
}

describe('digit patterns', () => {
  it.each([
    ['', 'a b'],
    ['7', 'a'],
    ['70', ''],
    ['71', 'a'],
    ['712', 'a'],
    ['7123', ''],
    ['8', 'b'],
    ['81', 'b'],
    ['812', 'b'],
    ['8123', ''],
    ['9', ''],
  ])('after %j: %j', (digits, labels) => {
    // The last digit of a number leads to no further state.
    expect(labelsAfter({ a: '7(?:[1-35]\\d|4)\\d', b: '8\\d{2,3}|8?1' }, digits)).toBe(labels);
  });

  it.each(['(1', '[a]', '1+', '[^1]', '1)'])('%s is not understood and told', (pattern) => {
    expect(() => digitStates(pattern, 'x')).toThrow(`pattern ${pattern}: not understood`);
  });
});
