import { describe, expect, it } from 'vitest';
import {
  divideRounded,
  divideRoundedSafe,
  formatDecimal,
  formatFraction,
  formatScaled,
  parseDecimal,
} from './money.js';
import type { RoundingMode } from './scalars.js';

const MODES: readonly RoundingMode[] = ['up', 'half-up', 'half-even', 'down'];

describe('money', () => {
  // numerator, denominator: up, half-up, half-even, down
  it.each<[bigint, bigint, readonly bigint[]]>([
    [0n, 3n, [0n, 0n, 0n, 0n]],
    [6n, 3n, [2n, 2n, 2n, 2n]],
    [7n, 3n, [3n, 2n, 2n, 2n]],
    [8n, 3n, [3n, 3n, 3n, 2n]],
    [5n, 2n, [3n, 3n, 2n, 2n]],
    [7n, 2n, [4n, 4n, 4n, 3n]],
    [-5n, 2n, [-3n, -3n, -2n, -2n]],
    [-7n, 2n, [-4n, -4n, -4n, -3n]],
    [-7n, 3n, [-3n, -2n, -2n, -2n]],
    [1n, 1000n, [1n, 0n, 0n, 0n]],
  ])('rounds %i / %i in each mode', (numerator, denominator, expected) => {
    expect(MODES.map((mode) => divideRounded(numerator, denominator, mode))).toEqual(expected);
    if (numerator < 0n) return;
    const safe = MODES.map((mode) =>
      divideRoundedSafe(Number(numerator), Number(denominator), mode),
    );
    expect(safe.map(BigInt)).toEqual(expected);
  });

  it('divides safe integers like BigInt, next to integers and halves too', () => {
    const seed = Number(process.env['RATEDECK_SEED'] ?? 77);
    let state = seed;
    const random = (limit: number): number => {
      state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
      return Math.floor((state / 2 ** 31) * limit);
    };
    for (let i = 0; i < 20_000; i += 1) {
      const denominator = 1 + random(10 ** (1 + random(9)));
      const quotient = random(Math.floor(2 ** 51 / denominator));
      const near = quotient * denominator + random(3) - 1 + random(2) * Math.floor(denominator / 2);
      const numerator = Math.max(0, near);
      for (const mode of MODES) {
        const exact = divideRounded(BigInt(numerator), BigInt(denominator), mode);
        const label = `seed ${seed}: ${numerator} / ${denominator} ${mode}`;
        expect(BigInt(divideRoundedSafe(numerator, denominator, mode)), label).toBe(exact);
      }
    }
  });

  it.each([
    [0, 6, '0'],
    [330_000, 6, '0.33'],
    [47_950, 6, '0.04795'],
    [1, 10, '0.0000000001'],
    [12_000_000, 6, '12'],
    [5, 0, '5'],
    [Number.MAX_SAFE_INTEGER, 3, '9007199254740.991'],
  ])('writes %i at scale %i as %s', (value, scale, text) => {
    expect(formatScaled(value, scale)).toBe(text);
    expect(formatScaled(BigInt(value), scale)).toBe(text);
    expect(formatScaled(-BigInt(value), scale)).toBe(value === 0 ? '0' : `-${text}`);
  });

  it('reads plain decimals only', () => {
    expect(formatDecimal(parseDecimal('0.0100')!)).toBe('0.01');
    expect(formatDecimal(parseDecimal('-12.50')!)).toBe('-12.5');
    expect(formatDecimal(parseDecimal('007')!)).toBe('7');
    for (const text of ['', '.5', '5.', '1e3', '1,5', ' 1', '+1', '0x1', 'NaN', '--1']) {
      expect(parseDecimal(text), text).toBeNull();
    }
  });

  it('writes fractions as decimals where they are some', () => {
    expect(formatFraction(137n, 60n)).toBe('137/60');
    expect(formatFraction(3n, 8n)).toBe('0.375');
    expect(formatFraction(0n, 7n)).toBe('0');
    expect(formatFraction(600n, 100n)).toBe('6');
  });
});
