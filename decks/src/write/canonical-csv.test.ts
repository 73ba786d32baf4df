import type { Rate } from '@ratedeck/engine';
import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { rateFromTexts, rates } from '../../test/random-rates.js';
import { canonicalCsvLines } from './canonical-csv.js';
import { restore } from './formula-safety.js';
import { RATE_COLUMNS } from './rate-columns.js';

const seed = Number(process.env['RATEDECK_SEED'] ?? Date.now() % 1_000_000);
console.log(`canonical-csv.test.ts: fast-check seed ${seed}`);

function readBack(text: string): unknown[] {
  const [header, ...rows] = Papa.parse<string[]>(text, { delimiter: ',' }).data;
  const kinds = header!.map((name) => RATE_COLUMNS.find((known) => known.name === name)!.kind);
  return rows.map((row) =>
    rateFromTexts(
      new Map(row.map((cell, at) => [header![at]!, kinds[at] === 'text' ? restore(cell) : cell])),
    ),
  );
}

describe('canonical CSV', () => {
  it.each([{ all: false }, { all: true }])('gives every rate back ($all)', (options) => {
    fc.assert(
      fc.property(fc.array(rates, { minLength: 1, maxLength: 8 }), (written) => {
        const text = [...canonicalCsvLines(written, options)].join('\n');
        expect(readBack(text)).toEqual(written);
      }),
      { seed },
    );
  });

  it('writes the columns that are used, in canonical order', () => {
    const written: Rate[] = [
      { code: '44', price: '0.01', notes: 'x' },
      { code: '1', name: '=1+1', price: '-0.01', numberLength: { max: 11 } },
    ];
    expect([...canonicalCsvLines(written)]).toEqual([
      'code,name,numberLengthMax,price,notes',
      '44,,,0.01,x',
      "1,'=1+1,11,-0.01,",
    ]);
  });

  it('takes rates one by one when it writes all columns', () => {
    function* endless(): Iterable<Rate> {
      for (;;) yield { code: '1' };
    }
    const lines = canonicalCsvLines(endless(), { all: true })[Symbol.iterator]();
    expect(lines.next().value.split(',')).toEqual(RATE_COLUMNS.map(({ name }) => name));
    expect(lines.next().value).toBe(`1${','.repeat(RATE_COLUMNS.length - 1)}`);
  });

  it('writes a row for the code of every number', () => {
    expect([...canonicalCsvLines([{ code: '' }])]).toEqual(['code', '""']);
  });

  it('has no exponents', () => {
    const [, line] = [...canonicalCsvLines([{ code: '1', freeVolume: 1e-7, graceVolume: 1e21 }])];
    expect(line).toBe('1,0.0000001,1000000000000000000000');
  });
});
