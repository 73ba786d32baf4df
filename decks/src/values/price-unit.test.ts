import { multiplyMoney } from '@ratedeck/engine';
import { describe, expect, it } from 'vitest';
import { canonicalDecimal, decimalText, expandExponent } from './decimal-text.js';
import { readPriceUnit } from './price-unit.js';

describe('readPriceUnit', () => {
  it.each([
    ['Rate (USD/min)', 'USD', '1', 'minute', 'rate'],
    ['Rate (1/10000)', null, '0.0001', null, 'rate'],
    ['Price x 10000', null, '0.0001', null, 'price'],
    ['Rate 1/10 000 EUR', 'EUR', '0.0001', null, 'rate'],
    ['ct/min', null, '0.01', 'minute', ''],
    ['Rate (US cents per minute)', 'USD', '0.01', 'minute', 'rate'],
    ['Preis in Cent pro Minute', null, '0.01', 'minute', 'preis in'],
    ['€/sec', 'EUR', '60', 'second', ''],
    ['Price per 60 sec', null, '1', 'minute', 'price'],
    ['Price per 6 seconds', null, '10', 'second', 'price'],
    ['Цена, руб/мин', 'RUB', '1', 'minute', 'цена,'],
    ['Rate ZAR', 'ZAR', '1', null, 'rate'],
    ['Cost per Min', null, '1', 'minute', 'cost'],
    ['ALL RATES IN EUR', 'EUR', '1', null, 'all rates in'],
    ['Min/Inc', null, '1', null, 'min/inc'],
    ['Destination', null, '1', null, 'destination'],
  ])('%s', (text, currency, factor, per, rest) => {
    expect(readPriceUnit(text)).toMatchObject({ currency, factor, per, rest });
  });
});

describe('decimal texts', () => {
  it('are exact', () => {
    expect(decimalText(1e-10)).toBe('0.0000000001');
    expect(decimalText(0.1 + 0.2)).toBe('0.3');
    expect(decimalText(123456789012)).toBe('123456789012');
    expect(decimalText(1e21)).toBe('1000000000000000000000');
    expect(expandExponent('1.25e2')).toBe('125');
    expect(expandExponent('1.25e1')).toBe('12.5');
    expect(expandExponent('1e-3')).toBe('0.001');
    expect(canonicalDecimal('000.500')).toBe('0.5');
    expect(canonicalDecimal('-0.0')).toBe('0');
    expect(canonicalDecimal('100')).toBe('100');
    expect(multiplyMoney('0.1', '0.2')).toBe('0.02');
    expect(multiplyMoney('12345678901234567890.5', '0.0001')).toBe('1234567890123456.78905');
    expect(multiplyMoney('-2', '0.5')).toBe('-1');
  });
});
