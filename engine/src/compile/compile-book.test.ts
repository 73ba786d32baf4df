import { describe, expect, it } from 'vitest';
import { BookError, compile, type Rater } from '../index.js';
import { decodeUtf8, encodeUtf8 } from '../values/utf8.js';
import type { PackedTables } from './compile-book.js';
import type { PackedRates, RateContent } from './packed-rates.js';
import { RatePacker } from './rate-packer.js';

/** Rows of a code and the JSON of all else. */
function packed(...rates: readonly (readonly [string, object])[]): PackedRates {
  const packer = new RatePacker({
    delimiter: '|',
    codeColumn: 0,
    readContent: (row) => JSON.parse(decodeUtf8(row.slice(1))) as RateContent,
  });
  const rows = rates.map(([code, content]) => `${code}|${JSON.stringify(content)}\n`);
  // Every quote of JSON stands inside a pair, so rows end where they seem to.
  expect(packer.add(encodeUtf8(rows.join('')), true)).not.toBeNull();
  return packer.finish();
}

const bookWith = (table: object): object => ({
  book: 1,
  timeProfiles: [
    {
      name: 'day',
      timeZone: 'UTC',
      windows: [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: '08:00', to: '20:00' }],
    },
  ],
  codeDecks: [{ name: 'World', codes: [{ code: '44', name: 'UK' }] }],
  rateTables: [{ name: 'A', ...table }],
});

function faultsOf(work: () => Rater): readonly object[] {
  try {
    work();
  } catch (error) {
    if (error instanceof BookError) return error.faults;
    throw error;
  }
  return [];
}

/** The faults of packed rates, which must be those of the same rates in the book. */
function faultsOfRates(...rates: readonly (readonly [string, object])[]): readonly object[] {
  const given: PackedTables = new Map([[0, packed(...rates)]]);
  const inline = rates.map(([code, content]) => ({ ...content, code }));
  const faults = faultsOf(() => compile(bookWith({}), given));
  expect(faults).toEqual(faultsOf(() => compile(bookWith({ rates: inline }))));
  return faults;
}

describe('a book with packed rates', () => {
  it('prices as if they stood in the book, names of the code deck included', () => {
    const rates = packed(
      ['44', { price: '0.10' }],
      ['447', { price: '0.20', name: 'UK Mobile' }],
      ['44', { price: '0.30', timeProfile: 'day' }],
      ['4477', { blocked: true }],
      ['44', { price: '0.40', service: 'sms' }],
      ['4478', { price: '9', stashed: true }],
      ['4478', { price: '9', stashed: true }],
    );
    const rater = compile(bookWith({ codeDeck: 'World' }), new Map([[0, rates]]));
    const rate = (to: string, at: string, service: 'voice' | 'sms' = 'voice') =>
      rater.rate({ to, at, volume: 60, service }, { table: 'A' });
    expect(rate('441', '2026-11-21T07:00:00Z')).toMatchObject({ amount: '0.1', codeName: 'UK' });
    expect(rate('441', '2026-11-21T08:00:00Z')).toMatchObject({ amount: '0.3' });
    expect(rate('4479', '2026-11-21T08:00:00Z')).toMatchObject({
      amount: '0.2',
      codeName: 'UK Mobile',
    });
    expect(rate('44771', '2026-11-21T08:00:00Z').outcome).toBe('blocked');
    expect(rate('441', '2026-11-21T08:00:00Z', 'sms').amount).toBe('24');
  });

  it('has the faults that the same rates have in the book, at the same places', () => {
    expect(faultsOfRates(['44', { price: '0.1' }], ['45', { price: '0,1' }])).toMatchObject([
      { path: 'rateTables[0].rates[1].price', code: 'not_a_decimal' },
    ]);
    expect(faultsOfRates(['44', {}], ['45', {}])).toHaveLength(2);
    expect(faultsOfRates(['44', { price: '1', timeProfile: 'dya' }])).toMatchObject([
      { code: 'unknown_reference' },
    ]);
    expect(faultsOfRates(['44', { prise: '1' }])).toHaveLength(2);
  });

  it('tells of two rates that price the same from the same instant on', () => {
    const from = (effectiveFrom: string): object => ({ price: '1', effectiveFrom });
    const [first, second] = ['2026-01-01', '2026-01-01T01:00:00+01:00'];
    expect(faultsOfRates(['44', from(first!)], ['44', from(second!)])).toMatchObject([
      { path: 'rateTables[0].rates[1].effectiveFrom', code: 'duplicate_version' },
    ]);
    expect(faultsOfRates(['44', from(first!)], ['44', from('2026-01-02')])).toEqual([]);
    const long = '4'.repeat(20);
    expect(faultsOfRates([long, { price: '1' }], [long, { price: '1' }])).toHaveLength(1);
    const sms = { price: '1', service: 'sms' };
    expect(faultsOfRates(['44', { price: '1' }], ['44', sms])).toEqual([]);
  });

  it('refuses packed rates for a table that is not there or has rates of its own', () => {
    const rates = packed(['44', { price: '1' }]);
    expect(() => compile(bookWith({}), new Map([[1, rates]]))).toThrow(/rateTables\[1\]/);
    expect(() => compile(bookWith({ rates: [] }), new Map([[0, rates]]))).toThrow(RangeError);
  });
});
