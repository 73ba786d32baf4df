import { describe, expect, it } from 'vitest';
import type { Cell } from '../deck/deck.js';
import { parseMoney } from './money.js';
import type { Mark } from './number-form.js';

function shown(cell: Cell, mark: Mark | null, scale = '1'): string {
  const money = parseMoney(cell, mark, scale);
  if (!money.ok) return `! ${money.code}`;
  return `${money.value ?? 'none'}${money.currency === null ? '' : ` ${money.currency}`}`;
}

describe('parseMoney', () => {
  it.each<[Cell, Mark | null, string]>([
    ['0.0123', '.', '0.0123'],
    ['0.05000', '.', '0.05'],
    ['007', '.', '7'],
    ['.5', '.', '0.5'],
    ['0', null, '0'],
    ['-0.0', '.', '0'],
    ['+0.5', '.', '0.5'],
    ['  0.5 ', '.', '0.5'],
    // Clear by their own form, whatever the column.
    ['0,467', '.', '0.467'],
    ['0.38', ',', '0.38'],
    ['1.234,56', '.', '1234.56'],
    ['1,234.56', ',', '1234.56'],
    ['1,234,567', '.', '1234567'],
    ['1.234.567', '.', '1234567'],
    ['12,34,567.8', null, '1234567.8'],
    ['1234,567', null, '1234.567'],
    // Open: the column decides.
    ['1,234', ',', '1.234'],
    ['1,234', '.', '1234'],
    ['1.234', ',', '1234'],
    ['1.234', '.', '1.234'],
    ['1.234', null, '! ambiguous_number'],
    ['12,345', null, '! ambiguous_number'],
    // Spaces and apostrophes part thousands.
    ['1 234,5', null, '1234.5'],
    ['1\u00a0234,567', null, '1234.567'],
    ['1\u202f234', null, '1234'],
    ["1'234.50", null, '1234.5'],
    ['1’234’567', null, '1234567'],
    ['0.05 0.06', '.', '! not_a_price'],
    ['12 34', '.', '! not_a_price'],
    // Exponents.
    ['1.2E-05', '.', '0.000012'],
    ['1,5e-3', ',', '0.0015'],
    ['2E+2', '.', '200'],
    // Broken numbers.
    ['1,2,3', '.', '! not_a_price'],
    ['1.2.3', '.', '! not_a_price'],
    ['1.234,567.8', '.', '! not_a_price'],
    ['5.', '.', '5'],
    ['1,', '.', '! not_a_price'],
    ['12%', '.', '! not_a_price'],
    ['Gold', '.', '! not_a_price'],
    ['0.05 Gold', '.', '! not_a_price'],
    ['60/1', '.', '! not_a_price'],
  ])('%j with the mark %j is %s', (cell, mark, expected) => {
    expect(shown(cell, mark)).toBe(expected);
  });

  it.each<[Cell, string]>([
    ['$0.01', '0.01 USD'],
    ['0,467 €', '0.467 EUR'],
    ['€0.467', '0.467 EUR'],
    ['R10.63', '10.63 ZAR'],
    ['R$ 0,25', '0.25 BRL'],
    ['£ 0.02', '0.02 GBP'],
    ['USD 0.02', '0.02 USD'],
    ['0.02 usd', '0.02 USD'],
    ['US$0.02', '0.02 USD'],
    ['0,12 zł', '0.12 PLN'],
    ['0,12 TL', '0.12 TRY'],
    ['₺0,12', '0.12 TRY'],
    ['1,50 руб.', '1.5 RUB'],
    ['1,50 р.', '1.5 RUB'],
    ['Rs.10', '10 INR'],
    ['CHF 0.05', '0.05 CHF'],
    ['0,50 kr', '0.5'],
    ['0.05 USD/min', '0.05 USD'],
    ['$0.05/min', '0.05 USD'],
    ['0.05 per minute', '0.05'],
    ['1.5 ct', '0.015'],
    ['4.5¢', '0.045'],
    ['$0.05 USD', '0.05 USD'],
    ['$0.05 CAD', '0.05 CAD'],
    ['€0.05 USD', '! not_a_price'],
    ['-$0.05', '! negative_price'],
    ['$-0.05', '! negative_price'],
  ])('%j is %s', (cell, expected) => {
    expect(shown(cell, null)).toBe(expected);
  });

  it.each<[Cell]>([
    [null],
    [''],
    ['  '],
    ['-'],
    ['–'],
    ['n/a'],
    ['N/A'],
    ['NA'],
    ['none'],
    ['-1'],
    [-1],
    ['-1.0000'],
    ['-1,00'],
  ])('%j is no amount', (cell) => {
    expect(shown(cell, '.')).toBe('none');
  });

  it.each<[Cell, string, string]>([
    ['117', '0.0001', '0.0117'],
    ['1', '0.0001', '0.0001'],
    ['0.0001', '60', '0.006'],
    ['12,5', '0.01', '0.125'],
    ['0.12345678901', '1', '! too_many_decimals'],
    ['0.1234567', '0.0001', '! too_many_decimals'],
    ['0.12345678900', '1', '0.123456789'],
    ['1234567890123456', '1', '! number_too_large'],
    ['-2', '1', '! negative_price'],
    ['(0.05)', '1', '! negative_price'],
  ])('%j times %s is %s', (cell, scale, expected) => {
    expect(shown(cell, null, scale)).toBe(expected);
  });

  it('says how many decimals there are and how many may be', () => {
    const money = parseMoney('0.1234567', null, '0.0001');
    expect(money.ok ? '' : money.message).toBe(
      '"0.1234567" is 0.00001234567 (times 0.0001), with 11 decimals; ' +
        'money has at most 10: round it in the file',
    );
  });

  it('reads numbers of a spreadsheet by their shortest decimal text', () => {
    expect(shown(0.0137, ',')).toBe('0.0137');
    expect(shown(1e-7, null)).toBe('0.0000001');
    expect(shown(0.1 + 0.2, null)).toBe('0.3');
    expect(shown(1 / 3, null)).toBe('! too_many_decimals');
    expect(shown(Number.NaN, null)).toBe('! not_a_price');
    expect(shown(-0.5, null)).toBe('! negative_price');
    expect(shown(new Date(0), null)).toBe('! not_a_price');
    expect(shown(true, null)).toBe('! not_a_price');
  });

  it('does not choke on hostile cells', () => {
    expect(shown('1'.repeat(100_000), '.')).toBe('! not_a_price');
    expect(shown(`${' '.repeat(50_000)}x`, '.')).toBe('! not_a_price');
    expect(shown('0.5\u0000', '.')).toBe('! not_a_price');
  });
});
