import { InvalidArgumentError } from 'commander';
import { expect, test } from 'vitest';
import {
  givenDeckOptions,
  parseDeckColumns,
  parsePositiveDecimal,
  toDeckReading,
} from './deck-options.js';

test.each([
  ['price=Rate', { price: 'Rate' }],
  ['code=B,price=3', { code: 'B', price: '3' }],
  ['price=Rate, USD , code = Dial, Code', { price: 'Rate, USD', code: 'Dial, Code' }],
  ['price=a=b', { price: 'a=b' }],
])('%j maps %j', (text, columns) => {
  expect(parseDeckColumns(text)).toEqual(columns);
});

test('--map may be given several times, a field once only', () => {
  expect(parseDeckColumns('code=A', parseDeckColumns('price=B'))).toEqual({
    price: 'B',
    code: 'A',
  });
  expect(() => parseDeckColumns('price=C', { price: 'B' })).toThrow(/twice/);
});

test.each([
  ['prise=C', /is it price\?/],
  ['constructor=C', /not a field/],
  ['price', /Write field=column/],
  ['price=', /Write field=column/],
])('%j is refused', (text, message) => {
  expect(() => parseDeckColumns(text)).toThrow(message);
});

test('a scale is a decimal above zero', () => {
  expect(parsePositiveDecimal('0.0001')).toBe('0.0001');
  for (const text of ['0', '0.000', '-1', '1e3', '1,5', '']) {
    expect(() => parsePositiveDecimal(text)).toThrow(InvalidArgumentError);
  }
});

test('what was not given is left out', () => {
  const now = new Date('2026-11-21T00:00:00Z');
  expect(toDeckReading({}, undefined, now)).toEqual({
    deck: { now: '2026-11-21T00:00:00.000Z' },
    file: {},
  });
  const options = { yes: true, priceScale: '0.01', encoding: 'latin1' } as const;
  expect(toDeckReading(options, ';', now)).toEqual({
    deck: { now: '2026-11-21T00:00:00.000Z', yes: true, priceScale: '0.01' },
    file: { encoding: 'latin1', delimiter: ';' },
  });
  expect(givenDeckOptions(options)).toEqual(['--yes', '--price-scale', '--encoding']);
});
