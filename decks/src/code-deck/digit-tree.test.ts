import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DigitTree } from './digit-tree.js';

const seed = Number(process.env['RATEDECK_SEED'] ?? Date.now() % 1_000_000);
console.log(`digit-tree.test.ts: fast-check seed ${seed}`);

const code = fc.stringMatching(/^[0-3]{1,5}$/);
const codes = fc.uniqueArray(code, { maxLength: 30 });

function longestByScan(all: readonly string[], digits: string): number {
  let found = -1;
  all.forEach((candidate, index) => {
    if (!digits.startsWith(candidate)) return;
    if (found < 0 || candidate.length > all[found]!.length) found = index;
  });
  return found;
}

describe('DigitTree', () => {
  it('finds the longest code like a scan of all', () => {
    fc.assert(
      fc.property(codes, fc.stringMatching(/^[0-3]{0,8}$/), (all, digits) => {
        expect(new DigitTree(all).longest(digits)).toBe(longestByScan(all, digits));
      }),
      { seed, numRuns: 500 },
    );
  });

  it('covers exactly the numbers whose longest code fits', () => {
    fc.assert(
      fc.property(codes, code, fc.stringMatching(/^[0-3]{8}$/), (all, start, number) => {
        const tree = new DigitTree(all);
        const fits = (index: number): boolean => index % 2 === 0;
        const cover = tree.cover(start, fits);
        const isCovered = cover.some((prefix) => number.startsWith(prefix));
        expect(isCovered).toBe(number.startsWith(start) && fits(tree.longest(number)));
      }),
      { seed, numRuns: 1000 },
    );
  });

  it('is the code itself where nothing inside differs', () => {
    expect(new DigitTree(['44', '447']).cover('44', () => true)).toEqual(['44']);
    expect(new DigitTree(['44']).cover('447', (index) => index === 0)).toEqual(['447']);
    expect(new DigitTree(['44']).cover('33', (index) => index === 0)).toEqual([]);
  });

  it('stops at what is no digit', () => {
    expect(new DigitTree(['4', '44']).longest('4x4')).toBe(0);
  });

  it('grows', () => {
    const all = Array.from({ length: 5000 }, (_, index) => String(index).padStart(6, '0'));
    const tree = new DigitTree(all);
    expect(all.every((each, index) => tree.longest(`${each}9`) === index)).toBe(true);
  });
});
