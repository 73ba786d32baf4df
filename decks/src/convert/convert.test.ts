import { describe, expect, it } from 'vitest';
import {
  convertFixture,
  convertFixtures,
  shownRates,
  shownRejections,
} from '../../test/sheet-fixture.js';
import { type CodeNames, DeckReadError } from '../deck/deck.js';

const HEADER = ['Prefix:code', 'Name:name', 'Price:price'];

describe('rows', () => {
  it('become rates, one for each code', () => {
    const deck = convertFixture({
      header: HEADER,
      rows: [
        ['44', 'UK', '0.01'],
        ['49152, 49172-49174', 'DE', '0.05'],
        [4420, 'London', 0.0078],
      ],
    });
    expect(shownRates(deck)).toEqual([
      '44 0.01',
      '49152 0.05',
      '49172 0.05',
      '49173 0.05',
      '49174 0.05',
      '4420 0.0078',
    ]);
    expect(deck.rates[0]).toEqual({
      sheet: 'Rates',
      row: 2,
      rate: { code: '44', name: 'UK', price: '0.01' },
      change: 'set',
      action: null,
      id: null,
      country: null,
    });
    expect(deck.warnings.map(({ code, row }) => `${code} ${row}`)).toEqual(['code_number_cell 4']);
  });

  it('are refused below a later header in another order', () => {
    const deck = convertFixture({
      header: HEADER,
      rows: [
        ['44', 'UK', '0.01'],
        ['Name', 'Prefix', 'Price'],
        ['DE', '49', '0.02'],
        ['7', '43', '0.03'],
      ],
    });
    expect(shownRates(deck)).toEqual(['44 0.01']);
    expect(deck.rejections.map(({ row, code }) => `${row} ${code}`)).toEqual([
      '4 other_header',
      '5 other_header',
    ]);
  });

  it('are headers, notes, totals and footers too, and all are counted', () => {
    const deck = convertFixture({
      preambleRows: [['Acme'], ['Valid from', '2026-12-01']],
      header: HEADER,
      rows: [
        ['44', 'UK', '0.01'],
        ['Mobile numbers', '', ''],
        ['Prefix', 'Name', 'Price'],
        ['49', 'DE', '0.02'],
        ['', 'Note', ''],
        ['Total', '', '2'],
        ['2', 'Total rows', ''],
        ['Rates are subject to change, all prices in USD', '', ''],
      ],
    });
    expect(deck.accounts).toEqual([
      { sheet: 'Rates', rows: 11, headers: 2, rateRows: 2, ignored: 7, rejected: 0 },
    ]);
    expect(deck.ignoredRows.map(({ row, reason }) => `${row} ${reason}`)).toEqual([
      '1 preamble',
      '2 preamble',
      '5 note',
      '8 note',
      '9 total',
      '10 total',
      '11 note',
    ]);
    expect(deck.rejections).toEqual([]);
  });

  it('with a price count as rates unless their label is that of notes', () => {
    const deck = convertFixture({
      header: ['Name:name', 'Number:code', 'Price:price'],
      rows: [
        ['RATE METHOD NOTE', 'Costs use a comma', ''],
        ['RATE METHOD NOTE', 'VAT not included', '0.0084'],
        ['Informativo', '1820', '0.5'],
        ['Fixed', 'see contract', '0.5'],
      ],
    });
    expect(deck.accounts[0]).toMatchObject({ rateRows: 1, ignored: 2, rejected: 1 });
    expect(shownRejections(deck)).toEqual(['5 Number code_unreadable']);
  });

  it('say every fault at once, with what stands there', () => {
    const deck = convertFixture({
      header: ['Prefix:code', 'Price:price', 'Bill:intervals', 'From:effectiveFrom'],
      rows: [['44-78', 'cheap', '6O/6', '2026-02-30']],
    });
    expect(shownRejections(deck)).toEqual([
      '2 Price not_a_price',
      '2 Bill bad_intervals',
      '2 From bad_date',
      '2 Prefix code_doubtful',
    ]);
    expect(deck.rejections.map(({ value }) => value)).toEqual([
      'cheap',
      '6O/6',
      '2026-02-30',
      '44-78',
    ]);
    expect(deck.rates).toEqual([]);
    expect(deck.accounts[0]).toMatchObject({ rateRows: 0, rejected: 1 });
  });
});

describe('codes', () => {
  it('join a country code and area codes; no area means the country', () => {
    const deck = convertFixture({
      header: ['Country:countryCode', 'Area:areaCode', 'Price:price'],
      rows: [
        ['672', '12| 672', '1'],
        ['93', '', '2'],
        ['', '70', '3'],
        ['93', '70,71; 72-74', '4'],
      ],
    });
    expect(shownRates(deck)).toEqual([
      '67212 1',
      '672672 1',
      '93 2',
      '9370 4',
      '9371 4',
      '9372 4',
      '9373 4',
      '9374 4',
    ]);
    expect(shownRejections(deck)).toEqual(['4 Country code_missing']);
  });

  it('get the country code of the options, unless they are written in full', () => {
    const options = { countryCode: '+39' };
    const rows = [
      ['06', '1'],
      ['+44', '2'],
    ];
    const deck = convertFixture({ header: ['P:code', 'R:price'], rows, options });
    expect(shownRates(deck)).toEqual(['3906 1', '44 2']);
  });

  it('may be missing once where every number was asked for', () => {
    const rows = [
      ['', 'Everything else', '1'],
      ['44', 'UK', '0.1'],
    ];
    const refused = convertFixture({ header: HEADER, rows });
    expect(shownRates(refused)).toEqual(['44 0.1']);
    expect(shownRejections(refused)).toEqual(['2 Prefix code_missing']);
    const recognition = { everyNumber: true } as const;
    const deck = convertFixture({ header: HEADER, rows, recognition });
    expect(shownRates(deck)).toEqual(['* 1', '44 0.1']);
    expect(deck.warnings.map(({ code }) => code)).toEqual(['code_empty_code']);
  });

  it('may not be missing for several destinations', () => {
    const rows = [
      ['', 'Guernsey', '1'],
      ['', 'Norfolk Island', '2'],
    ];
    const deck = convertFixture({ header: HEADER, rows });
    expect(shownRejections(deck)).toEqual(['2 Prefix code_missing', '3 Prefix code_missing']);
    expect(deck.warnings).toEqual([]);
    const own = convertFixture({ header: ['code:code', 'name:name', 'price:price'], rows });
    expect(shownRates(own)).toEqual(['* 1', '* 2']);
  });

  it('come from names when there is no column of codes', () => {
    const names: CodeNames = {
      find: () => null,
      codesOf: (name) => (name === 'Afghanistan' ? ['93', '9320'] : []),
    };
    const deck = convertFixture({
      header: ['Destination:name', 'Rate:price'],
      rows: [
        ['Afghanistan', '0.3'],
        ['841 Telecom', '0'],
        ['841 Telecom', '0'],
        ['', ''],
      ],
      names,
    });
    expect(shownRates(deck)).toEqual(['93 0.3', '9320 0.3']);
    expect(shownRejections(deck)).toEqual([
      '3 Destination name_unresolved',
      '4 Destination name_unresolved',
    ]);
    expect(deck.unresolvedNames).toEqual(['841 Telecom']);
  });

  it('may be limited to callers', () => {
    const rows = [['44', '33, 49', '1']];
    const header = ['To:code', 'From:sourceCode', 'Rate:price'];
    const deck = convertFixture({ header, rows });
    expect(deck.rates.map(({ rate }) => `${rate.sourceCode}>${rate.code}`)).toEqual([
      '33>44',
      '49>44',
    ]);
  });
});

describe('names', () => {
  it.each([
    ['Germany', 'Mobile', 'Germany Mobile'],
    ['Germany', 'GERMANY Mobile', 'GERMANY Mobile'],
    ['DE', 'Mobile', 'Mobile'],
    ['Germany', '', 'Germany'],
    ['', 'Mobile', 'Mobile'],
    ['', "'=cmd()", '=cmd()'],
    ['', 'a\nb', 'a b'],
    ['', 'S\u00bfPaulo', 'S\u00bfPaulo'],
  ])('of %j and %j: %j', (country, name, expected) => {
    const header = ['C:country', 'N:name', 'P:code', 'R:price'];
    const deck = convertFixture({ header, rows: [[country, name, '49', '1']] });
    expect(deck.rates[0]?.rate.name).toBe(expected);
    expect(deck.rates[0]?.country).toBe(country === '' ? null : country);
  });
});

describe('dates and changes', () => {
  const header = ['P:code', 'R:price', 'From:effectiveFrom', 'To:effectiveTo', 'C:change'];
  const now = '2026-11-21T00:00:00Z';

  it.each([
    ['a date', ['44', '1', '2026-12-01', '', ''], {}, '44 1 from 2026-12-01'],
    ['none', ['44', '1', '', '', ''], {}, '44 1'],
    ['a default', ['44', '1', '', '', ''], { effectiveFrom: '2027-01-01' }, '44 1 from 2027-01-01'],
    [
      'its own first',
      ['44', '1', '2026-12-01', '', ''],
      { effectiveFrom: '2027-01-01' },
      '44 1 from 2026-12-01',
    ],
    ['ASAP, known', ['44', '1', 'ASAP', '', ''], { now }, '44 1 from 2026-11-21'],
    ['ASAP, not known', ['44', '1', 'ASAP', '', ''], {}, '44 1'],
    ['an end', ['44', '1', '', '2027-01-01', ''], {}, '44 1 to 2027-01-01'],
    ['closed', ['44', '1', '2026-12-01', '', 'Closed'], {}, '44 1 close to 2026-12-01'],
    ['closed, no price', ['44', 'n/a', '2026-12-01', '', 'Closed'], {}, '44 - close to 2026-12-01'],
    [
      'closed, odd price',
      ['44', 'gone', '2026-12-01', '', 'Closed'],
      {},
      '44 - close to 2026-12-01',
    ],
    ['closed now', ['44', '1', '', '', 'Closed'], { now }, '44 1 close to 2026-11-21'],
    ['deleted', ['44', '1', '2026-12-01', '', 'Deleted'], {}, '44 - delete from 2026-12-01'],
    ['blocked', ['44', '', '2026-12-01', '', 'Blocked'], {}, '44 - blocked from 2026-12-01'],
    ['increased', ['44', '1', '', '', 'Increase'], {}, '44 1'],
  ])('%s', (_, row, options, expected) => {
    expect(shownRates(convertFixture({ header, rows: [row], options }))).toEqual([expected]);
  });

  it.each([
    ['ends first', ['44', '1', '2026-12-01', '2026-11-01', ''], '2 To ends_before_start'],
    ['closed some day', ['44', '1', '', '', 'Closed'], '2 From date_missing'],
    ['no price', ['44', '', '', '', ''], '2 R price_missing'],
    ['no price at all', ['44', 'n/a', '', '', ''], '2 R price_missing'],
  ])('refuses: %s', (_, row, expected) => {
    expect(shownRejections(convertFixture({ header, rows: [row] }))).toEqual([expected]);
  });

  it('take the date of the preamble, and the one of the options before it', () => {
    const fixture = {
      header,
      rows: [['44', '1', '', '', '']],
      recognition: { preamble: { effectiveFrom: '2026-12-24', currency: null } },
    };
    expect(shownRates(convertFixture(fixture))).toEqual(['44 1 from 2026-12-24']);
    const options = { effectiveFrom: '2027-01-01' };
    expect(shownRates(convertFixture({ ...fixture, options }))).toEqual(['44 1 from 2027-01-01']);
  });

  it('tell of dates that are as soon as possible, once', () => {
    const rows = ['44', '45', '46'].map((code) => [code, '1', 'asap', '', '']);
    const { warnings } = convertFixture({ header, rows });
    expect(warnings.map(({ code, row }) => `${code} ${row}`)).toEqual(['date_asap 2']);
  });

  it('keep actions and ids', () => {
    const deck = convertFixture({
      header: ['Action:action', 'Id:id', 'P:code', 'R:price'],
      rows: [
        ['A', '', '44', '1'],
        ['D', '17', '45', ''],
        ['SA', '18', '46', '2'],
        ['X', '19', '47', '2'],
        ['U', '', '48', '2'],
        ['S', '', '', '2'],
        ['A', '', '*', '2'],
      ],
    });
    expect(deck.rates.map(({ action, id, change }) => `${action} ${id} ${change}`)).toEqual([
      'A null set',
      'D 17 delete',
      'SA 18 set',
      'A null set',
    ]);
    expect(shownRejections(deck)).toEqual([
      '5 Action bad_action',
      '6 Id id_missing',
      '7 P code_missing',
    ]);
  });
});

describe('money', () => {
  it('of peak and off-peak hours makes two rates', () => {
    const deck = convertFixture({
      header: ['P:code', 'Peak:peakPrice', 'Off:offPeakPrice', 'Max:maxCharge'],
      rows: [
        ['1820', '0,5691', '0.5', '-1'],
        ['1821', '0.1', '', '2'],
      ],
    });
    expect(shownRates(deck)).toEqual(['1820 0.5691 Peak', '1820 0.5 Off-peak']);
    expect(deck.rates[0]?.rate).not.toHaveProperty('maxCharge');
    expect(deck.timeProfiles.map(({ name }) => name)).toEqual(['Peak', 'Off-peak']);
    expect(shownRejections(deck)).toEqual(['3 Off price_missing']);
  });

  it('is scaled by its column', () => {
    const deck = convertFixture({
      header: ['P:code', 'ct:price', 'Fee:setupFee'],
      rows: [['44', '1.5', '0.1']],
      recognition: { priceScale: '0.01', columnScales: new Map([[2, '1']]) },
    });
    expect(deck.rates[0]?.rate).toEqual({ code: '44', price: '0.015', setupFee: '0.1' });
  });

  it.each([
    [['R10.63'], null, 'ZAR', []],
    [['$1', 'EUR 1'], null, 'USD', ['3 R currency_mixed']],
    [['$1'], 'CAD', 'CAD', []],
    [['1'], 'EUR', 'EUR', []],
    [['1'], null, null, []],
  ])('%j in a deck of %s is %s', (prices, said, expected, rejections) => {
    const deck = convertFixture({
      header: ['P:code', 'R:price'],
      rows: prices.map((price, index) => [`4${index}`, price]),
      recognition: { preamble: { effectiveFrom: null, currency: said } },
    });
    expect(deck.currency).toBe(expected);
    expect(shownRejections(deck)).toEqual(rejections);
  });

  it('is in the currency that the user says', () => {
    const deck = convertFixture({
      header: ['P:code', 'R:price', 'Cur:currency'],
      rows: [['44', '1', 'EUR']],
      options: { currency: 'GBP' },
    });
    expect(deck.currency).toBe('GBP');
    expect(deck.rates).toHaveLength(1);
  });
});

it('reads every field of a rate', () => {
  const fields = {
    service: 'SMS',
    description: 'text',
    numberLengthMin: '9',
    numberLengthMax: '11',
    timeProfile: 'Weekend',
    tag: 'cli',
    category: 'mobile',
    firstPrice: '0.2',
    intervals: '60/6',
    freeVolume: '10',
    setupFee: '0.1',
    setupFeeMode: 'minimum',
    graceVolume: '3',
    graceMode: 'exclusive',
    surcharge: '10 %',
    tiers: '[{"from":600,"price":"0.01"}]',
    maxCharge: '5',
    stashed: 'yes',
    notes: 'two\nlines',
  };
  const deck = convertFixture({
    header: ['P:code', 'R:price', ...Object.keys(fields).map((field) => `${field}:${field}`)],
    rows: [['44', '1', ...Object.values(fields)]],
  });
  expect(deck.rejections).toEqual([]);
  expect(deck.rates[0]?.rate).toEqual({
    code: '44',
    price: '1',
    service: 'sms',
    description: 'text',
    numberLength: { min: 9, max: 11 },
    timeProfile: 'Weekend',
    tag: 'cli',
    category: 'mobile',
    firstPrice: '0.2',
    firstInterval: 60,
    nextInterval: 6,
    freeVolume: 10,
    setupFee: '0.1',
    setupFeeMode: 'minimum',
    graceVolume: 3,
    graceMode: 'exclusive',
    surcharge: '0.1',
    tiers: [{ from: 600, price: '0.01' }],
    maxCharge: '5',
    stashed: true,
    notes: 'two\nlines',
  });
});

it('ignores sheets that are no decks, row by row', () => {
  const deck = convertFixture({ header: HEADER, rows: [['a']], recognition: { isDeck: false } });
  expect(deck.accounts[0]).toMatchObject({ rows: 2, ignored: 2 });
  expect(deck.ignoredRows[0]?.reason).toBe('not a deck');
});

it('refuses options that are none', () => {
  const rows = [['44', 'UK', '1']];
  for (const options of [{ countryCode: 'x' }, { effectiveFrom: 'soon' }]) {
    expect(() => convertFixture({ header: HEADER, rows, options })).toThrow(DeckReadError);
  }
});

describe('several sheets', () => {
  const header = ['P:code', 'R:price'];

  it('are counted each, and name their rows', () => {
    const sheets = [
      { header, rows: [['44', '1']] },
      { header, rows: [['49', 'x']] },
    ];
    const deck = convertFixtures(sheets);
    expect(
      deck.accounts.map(({ sheet, rateRows, rejected }) => [sheet, rateRows, rejected]),
    ).toEqual([
      ['Rates', 1, 0],
      ['More', 0, 1],
    ]);
    expect(deck.rejections[0]?.sheet).toBe('More');
  });

  it('in two currencies are no one deck', () => {
    const said = (currency: string) => ({ preamble: { effectiveFrom: null, currency } });
    const deck = convertFixtures([
      { header, rows: [['44', '1']], recognition: said('USD') },
      { header, rows: [['49', '1']], recognition: said('EUR') },
    ]);
    expect(deck.currency).toBe('USD');
    expect(shownRejections(deck)).toEqual(['2 currency currency_mixed']);
  });

  it('with other peak hours have profiles of their own', () => {
    const sheet = { header: ['P:code', 'A:peakPrice', 'B:offPeakPrice'], rows: [['44', '2', '1']] };
    const hours = (from: string) => ({
      peak: { name: 'Peak', windows: [{ weekdays: [1] as const, from, to: '20:00' }] },
      offPeak: { name: 'Off-peak', windows: [{ weekdays: [1] as const, from: '20:00', to: from }] },
    });
    const deck = convertFixtures([
      { ...sheet, recognition: { peakProfiles: hours('08:00') } },
      { ...sheet, recognition: { peakProfiles: hours('09:00') } },
    ]);
    const names = ['Peak', 'Off-peak', 'Peak (More)', 'Off-peak (More)'];
    expect(deck.timeProfiles.map(({ name }) => name)).toEqual(names);
    expect(deck.rates.map(({ rate }) => rate.timeProfile)).toEqual(names);
  });
});
