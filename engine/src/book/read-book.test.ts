import { describe, expect, it } from 'vitest';
import { readBook } from './read-book.js';

const table = (fields: object) => ({ book: 1, rateTables: [{ name: 'A', ...fields }] });

function faultsOf(document: unknown) {
  const reading = readBook(document);
  return reading.ok ? [] : reading.faults;
}

describe('a faulty book', () => {
  it('lists all faults at once, those between things too', () => {
    const faults = faultsOf({
      book: 1,
      rateTables: [
        { name: 'A', currency: 'euro', rates: [{ code: '1', price: 1, timeProfile: 'Peak' }] },
        { name: 'B', parent: 'A', extra: true, rates: ['1', { code: '2' }] },
      ],
      assignments: [7, { account: 'Nobody', rateTable: 'A' }],
    });
    expect(faults.map(({ path, code }) => `${path} ${code}`)).toEqual([
      'rateTables[0].currency bad_currency',
      'rateTables[0].rates[0].price unquoted_decimal',
      'rateTables[1].extra unknown_field',
      'rateTables[1].rates[0] wrong_type',
      'assignments[0] wrong_type',
      'rateTables[0].rates[0].timeProfile unknown_reference',
      'rateTables[1].rates[1].price price_missing',
      'assignments[1].account unknown_reference',
    ]);
  });

  it('lists a thousand and counts the rest', () => {
    const faults = faultsOf(table({ rates: Array.from({ length: 1500 }, () => ({ code: 1 })) }));
    expect(faults).toHaveLength(1001);
    expect(faults.at(-1)).toMatchObject({ code: 'more_faults', message: 'and 2000 more' });
  });

  it('says how each value was found', () => {
    const values = [null, 5, 'a"b', [], [1], {}, true].map(
      (currency) =>
        faultsOf({
          book: 1,
          exchangeRates: [{ from: currency, to: 'USD', rate: '1', date: '2026-01-01' }],
        })[0]!.value,
    );
    expect(values).toEqual([
      'null',
      '5',
      '"a\\"b"',
      'a list of 0',
      'a list of 1',
      'an object',
      'true',
    ]);
  });
});

describe('a good book', () => {
  const good = {
    book: 1,
    timeProfiles: [
      {
        name: 'Peak',
        timeZone: 'Europe/Vienna',
        windows: [{ weekdays: [1, 2], from: '20:00', to: '08:00' }],
      },
      {
        name: 'Night',
        windows: [{ weekdays: [7], from: '00:00', to: '24:00' }],
        months: [1],
        monthDays: [31],
        exceptions: [{ date: '2028-02-29', as: 7 }],
      },
    ],
    codeDecks: [
      {
        name: 'World',
        codes: [
          { code: '', name: 'Anywhere' },
          { code: '43', name: 'Austria', country: 'AT' },
        ],
      },
    ],
    rateTables: [
      {
        name: 'Base',
        currency: 'EUR',
        codeDeck: 'World',
        defaults: { price: '0.1', nextInterval: 0.5 + 0.5 },
        rates: [
          { code: '' },
          { code: '43', price: '0.0137', firstInterval: 0, nextInterval: 1.001, freeVolume: 0.3 },
          { code: '43', stashed: true },
          {
            code: '43',
            effectiveFrom: '2026-01-01T00:00:00Z',
            effectiveTo: '2026-01-01T00:00:00.001Z',
          },
          {
            code: '43',
            service: 'sms',
            sourceCode: '43',
            numberLength: { max: 9 },
            timeProfile: 'Peak',
            tag: 'gold',
          },
          { code: '43', numberLength: { min: 1, max: 32 } },
          {
            code: '43900',
            blocked: true,
            tiers: [
              { from: 0, price: '1' },
              { from: 0.5, price: '0', interval: 60 },
            ],
          },
        ],
      },
      {
        name: 'Retail',
        currency: 'EUR',
        parent: 'Base',
        ratesFile: 'deck.csv',
        taxRate: '20',
        taxIncluded: true,
      },
    ],
    ratingPlans: [
      {
        name: 'Plan',
        entries: [
          { rateTable: 'Base', timing: 'Peak' },
          { rateTable: 'Base', weight: 0 },
          { rateTable: 'Retail' },
        ],
      },
    ],
    accounts: [
      { name: 'Reseller', kind: 'reseller' },
      { name: 'Acme', kind: 'customer', parent: 'Reseller', currency: 'EUR' },
      { name: 'Carrier', kind: 'carrier', status: 'blocked' },
      { name: 'Gateway', kind: 'device', parent: 'Carrier', network: 'A1' },
    ],
    trunks: [
      {
        name: 'Acme',
        account: 'Acme',
        techPrefix: '99#',
        numberRules: [{ strip: '00' }, { strip: '', add: '43', numberLength: { min: 5 } }],
      },
    ],
    assignments: [
      { account: 'Acme', ratingPlan: 'Plan' },
      { account: 'Acme', rateTable: 'Base', activatesAt: '2026-01-01' },
      { trunk: 'Acme', ratingPlan: 'Plan' },
    ],
    exchangeRates: [
      { from: 'EUR', to: 'USD', rate: '1.0835', date: '2026-01-01' },
      { from: 'USD', to: 'EUR', rate: '0.0000000001', date: '2026-01-01' },
    ],
  };

  it('is read as it is', () => {
    expect(readBook(good)).toEqual({ ok: true, book: good });
  });

  it('is not changed by reading and not copied where that is not needed', () => {
    const before = structuredClone(good);
    const reading = readBook(good);
    expect(good).toEqual(before);
    expect(reading.ok && reading.book.rateTables![0]!.rates).toBe(good.rateTables[0]!.rates);
  });

  it('may be empty but for its version', () => {
    expect(readBook({ book: 1 })).toEqual({ ok: true, book: { book: 1 } });
  });

  it('leaves out what is null, and the $schema of the document', () => {
    const document = {
      $schema: './book.schema.json',
      book: 1,
      accounts: null,
      rateTables: [
        {
          name: 'A',
          parent: null,
          rates: [{ code: '1', price: '1', tag: null, numberLength: { min: 3, max: null } }],
        },
      ],
    };
    expect(readBook(document)).toEqual({
      ok: true,
      book: {
        book: 1,
        rateTables: [{ name: 'A', rates: [{ code: '1', price: '1', numberLength: { min: 3 } }] }],
      },
    });
    expect(document.rateTables[0]!.parent).toBeNull();
  });

  it('has $schema at its top only, and as a text', () => {
    expect(faultsOf({ book: 1, $schema: 1 })[0]).toMatchObject({
      path: '$schema',
      code: 'unknown_field',
    });
    expect(faultsOf(table({ $schema: 'x' }))[0]).toMatchObject({ path: 'rateTables[0].$schema' });
  });
});

describe('percentages, fractions and exchange rates', () => {
  const bookWith = (taxRate: unknown, surcharge: unknown, rate: unknown) => ({
    book: 1,
    rateTables: [{ name: 'A', taxRate, rates: [{ code: '43', price: '0.01', surcharge }] }],
    exchangeRates: [{ from: 'EUR', to: 'USD', rate, date: '2026-11-21' }],
  });

  it('may be JSON numbers and are kept as the texts that they print as', () => {
    const read = readBook(bookWith(7.5, 0.1, 1.0837));
    if (!read.ok) throw new Error(JSON.stringify(read.faults));
    expect(read.book.rateTables![0]!.taxRate).toBe('7.5');
    expect(read.book.rateTables![0]!.rates![0]!.surcharge).toBe('0.1');
    expect(read.book.exchangeRates![0]!.rate).toBe('1.0837');
  });

  it.each([
    [-1, 0, 1, 'rateTables[0].taxRate'],
    [0, 1e-11, 1, 'rateTables[0].rates[0].surcharge'],
    [0, 0, 0, 'exchangeRates[0].rate'],
    [0, 0, true, 'exchangeRates[0].rate'],
  ])('must be plain and in range: %d, %d, %s', (taxRate, surcharge, rate, path) => {
    const read = readBook(bookWith(taxRate, surcharge, rate));
    expect(read.ok ? [] : read.faults.map((fault) => fault.path)).toEqual([path]);
  });
});
