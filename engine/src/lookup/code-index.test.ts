import { describe, expect, it } from 'vitest';
import { randomFractions } from '../../test/random.js';
import { CodeIndex } from './code-index.js';
import { codeKey, orderCodes } from './code-order.js';

const digitsOf = (number: string): Uint8Array => Uint8Array.from(number, Number);
const seed = Number(process.env['RATEDECK_SEED'] ?? Date.now() % 1_000_000);

function naive(codes: readonly string[], number: string): string | null {
  let best: string | null = null;
  for (const code of codes) {
    if (number.startsWith(code) && (best === null || code.length > best.length)) best = code;
  }
  return best;
}

describe('code index', () => {
  it('finds the longest code, also for numbers shorter than the codes around them', () => {
    const codes = ['', '1', '12', '1200', '44', '4477', '44770000000000001', '9'.repeat(32)];
    const index = new CodeIndex(codes);
    const find = (number: string) => codes[index.lookup(digitsOf(number), number.length)];
    expect(find('12')).toBe('12');
    expect(find('120')).toBe('12');
    expect(find('1200')).toBe('1200');
    expect(find('3')).toBe('');
    expect(find('447700000000000019')).toBe('44770000000000001');
    expect(find('4477000000000000')).toBe('4477');
    expect(find('9'.repeat(32))).toBe('9'.repeat(32));
    expect(find('9'.repeat(31))).toBe('');
  });

  it('has no answer where no code is a prefix', () => {
    const index = new CodeIndex(['44', '9999']);
    expect(index.lookup(digitsOf('43'), 2)).toBe(-1);
    expect(index.lookup(digitsOf('999'), 3)).toBe(-1);
    expect(index.lookup(digitsOf('99999'), 5)).toBe(1);
    expect(new CodeIndex([]).lookup(digitsOf('1'), 1)).toBe(-1);
  });

  it.each([10, 150, 1_000, 4_000, 30_000])(
    `agrees with a plain scan (seed ${seed}, %i codes)`,
    (size) => {
      const random = randomFractions(seed + size);
      const digits = (length: number): string =>
        Array.from({ length }, () => Math.floor(random() * (random() < 0.5 ? 3 : 10))).join('');
      const codes = [
        ...new Set(Array.from({ length: size }, () => digits(Math.floor(random() * 21)))),
      ];
      const index = new CodeIndex(codes);
      const probes = size > 5_000 ? 300 : 1_000;
      const numbers = {
        digits: new Uint8Array(probes * 32),
        stride: 32,
        lengths: new Uint8Array(probes),
      };
      const expected: number[] = [];
      for (let i = 0; i < probes; i += 1) {
        const near = codes[Math.floor(random() * codes.length)]!;
        const number = (
          random() < 0.7 ? near + digits(Math.floor(random() * 8)) : digits(15)
        ).slice(0, 32);
        const cut = random() < 0.2 ? number.slice(0, Math.ceil(number.length / 2)) : number;
        const found = index.lookup(digitsOf(cut), cut.length);
        expect(found < 0 ? null : codes[found], `number ${cut}`).toBe(naive(codes, cut));
        numbers.digits.set(digitsOf(cut), i * 32);
        numbers.lengths[i] = cut.length;
        expected.push(found);
      }
      const many = new Int32Array(probes);
      index.lookupMany(numbers, probes, many);
      expect([...many]).toEqual(expected);
    },
  );

  it('orders codes so that a prefix stands before what it is a prefix of', () => {
    const codes = ['44', '1', '', '4477', '447', '10', '0'];
    const order = orderCodes(
      Float64Array.from(codes, codeKey),
      Uint8Array.from(codes, (code) => code.length),
    );
    expect(Array.from(order, (at) => codes[at])).toEqual(['', '0', '1', '10', '44', '447', '4477']);
  });
});
