import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseInstant } from '../values/instant.js';
import type { Rate } from './book.js';
import { readBook } from './read-book.js';

const seed = Date.now() % 1_000_000;
console.log(`check-versions.test.ts: fast-check seed ${seed}`);

/** What the rules say, one rate against all before it. */
function naiveTwins(rates: readonly Rate[]): number[] {
  const identity = (rate: Rate) =>
    JSON.stringify([
      rate.code,
      rate.service ?? 'voice',
      rate.sourceCode ?? null,
      rate.numberLength && [rate.numberLength.min ?? 1, rate.numberLength.max ?? 32],
      rate.tag ?? null,
      rate.effectiveFrom === undefined ? null : parseInstant(rate.effectiveFrom),
    ]);
  const active = rates.map((rate, index) => ({ rate, index })).filter(({ rate }) => !rate.stashed);
  return active
    .filter(({ rate, index }) =>
      active.some((other) => other.index < index && identity(other.rate) === identity(rate)),
    )
    .map(({ index }) => index);
}

function twins(rates: readonly Rate[]): number[] {
  const reading = readBook({ book: 1, rateTables: [{ name: 'A', rates }] });
  if (reading.ok) return [];
  return reading.faults.map(({ path, code }) => {
    expect(code).toBe('duplicate_version');
    return Number(/rates\[(\d+)\]/.exec(path)![1]);
  });
}

const begins = ['2026-01-01', '2026-01-01T00:00:00Z', '2026-01-01T01:00+01:00', '2026-01-02'];

const rateOf = (codes: string[], tags: string[]): fc.Arbitrary<Rate> =>
  fc.record(
    {
      code: fc.constantFrom(...codes),
      price: fc.constant('1'),
      service: fc.constantFrom('voice', 'sms'),
      sourceCode: fc.constantFrom('1', '2'),
      numberLength: fc.constantFrom<object>({ min: 1 }, { max: 32 }, { min: 1, max: 9 }),
      tag: fc.constantFrom(...tags),
      effectiveFrom: fc.constantFrom(...begins),
      stashed: fc.constantFrom(true, false, false, false),
    },
    { requiredKeys: ['code', 'price'] },
  );

describe('versions that begin at one instant', () => {
  it('are found as by comparing all with all, where codes have few rates', () => {
    const codes = Array.from({ length: 40 }, (_, index) => String(index));
    const rates = fc.array(rateOf(codes, ['a']), { maxLength: 120 });
    fc.assert(
      fc.property(rates, (given) => {
        expect(twins(given)).toEqual(naiveTwins(given));
      }),
      { seed, numRuns: 200 },
    );
  });

  it('are found as well where a code has many rates', () => {
    const tags = Array.from({ length: 60 }, (_, index) => `tag ${index}`);
    const rates = fc.array(rateOf(['', '43'], tags), { minLength: 100, maxLength: 400 });
    fc.assert(
      fc.property(rates, (given) => {
        expect(twins(given)).toEqual(naiveTwins(given));
      }),
      { seed, numRuns: 30 },
    );
  });
});
