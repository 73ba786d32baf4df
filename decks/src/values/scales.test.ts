import { describe, expect, it } from 'vitest';
import { multiplyScales, timesScale } from './scales.js';

describe('scales', () => {
  it.each([
    ['1.20', '1/60', '0.02'],
    ['1', '1/60', '0.0166666667'],
    ['2', '60/45', '2.6666666667'],
    ['5', '0.01', '0.05'],
    ['0.000000000049', '1/2', '0'],
    ['0.0000000001', '1/2', '0.0000000001'],
    ['0', '1/60', '0'],
  ])('%s times %s is %s', (amount, scale, product) => {
    expect(timesScale(amount, scale)).toBe(product);
  });

  it('are multiplied exactly', () => {
    expect(multiplyScales('0.01', '1/60')).toBe('0.01/60');
    expect(multiplyScales('0.01/60', '1/2')).toBe('0.01/120');
    expect(multiplyScales('0.1', '10')).toBe('1');
  });
});
