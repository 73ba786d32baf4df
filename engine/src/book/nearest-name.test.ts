import { describe, expect, it } from 'vitest';
import { createNameSuggester, editDistance } from './nearest-name.js';
import { showPath, showText, showValue } from './shown-value.js';

describe('the nearest name', () => {
  it.each([
    ['', 'abc', 3],
    ['price', 'price', 0],
    ['pirce', 'price', 1],
    ['prices', 'price', 1],
    ['kitten', 'sitting', 3],
  ])('%s to %s takes %i edits', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
    expect(editDistance(b, a)).toBe(distance);
  });

  it.each([
    ['first_interval', 'firstInterval'],
    ['PRICE', 'price'],
    ['frstInterval', 'firstInterval'],
    ['cost', null],
    ['', null],
  ])('%s may have meant %s', (name, meant) => {
    expect(createNameSuggester()(name, ['price', 'firstInterval', 'firstPrice'])).toBe(meant);
  });

  it('gives up after a fixed amount of work', () => {
    const suggest = createNameSuggester();
    const known = Array.from({ length: 60_000 }, (_, index) => `name ${index}`);
    expect(suggest('nothing like it at all', known)).toBeNull();
    expect(suggest('name', ['name'])).toBeNull();
  });
});

describe('shown values', () => {
  it('are short and printable', () => {
    expect(showText('a"\\\u2028\u0000')).toBe('"a\\"\\\\\\u{2028}\\u{0}"');
    expect(showText('x'.repeat(61))).toBe(`"${'x'.repeat(60)}..." (61 characters)`);
    expect(showValue(10n ** 100n)).toHaveLength(63);
    expect(showValue(undefined)).toBe('nothing');
  });

  it('have a path', () => {
    expect(showPath([])).toBe('$');
    expect(showPath(['rateTables', 0, 'rates', 17, 'price'])).toBe('rateTables[0].rates[17].price');
    expect(showPath(['a b', 'c'])).toBe('["a b"].c');
  });
});
