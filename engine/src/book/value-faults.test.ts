import { describe, expect, it } from 'vitest';
import {
  account,
  exchange,
  type FaultRow,
  profile,
  RATE,
  rate,
  table,
  trunk,
} from '../../test/small-books.js';
import { readBook } from './read-book.js';

const window = (fields: object) =>
  profile({ windows: [{ weekdays: [1], from: '08:00', to: '20:00', ...fields }] });
const plan = (entry: object) => ({
  book: 1,
  rateTables: [{ name: 'T0' }],
  ratingPlans: [{ name: 'Plan', entries: [{ rateTable: 'T0', ...entry }] }],
});

const FAULTS: readonly FaultRow[] = [
  ['no version', {}, 'book', 'missing_field', /is required/],
  ['other version', { book: 2 }, 'book', 'not_a_choice', /must be 1/],
  ['list as object', { book: 1, accounts: {} }, 'accounts', 'wrong_type', /list/],
  ['object as list', { book: 1, accounts: [[]] }, 'accounts[0]', 'wrong_type', /object/],
  ['required null', account({ name: null }), 'accounts[0].name', 'missing_field', /required/],
  ['unquoted price', rate({ price: 0.5 }), `${RATE}.price`, 'unquoted_decimal', /quotes: "0.5"$/],
  ['tiny price', rate({ price: 1e-7 }), `${RATE}.price`, 'unquoted_decimal', /in quotes/],
  ['price list', rate({ price: ['1'] }), `${RATE}.price`, 'wrong_type', /decimal string/],
  ['comma', rate({ price: '0,5' }), `${RATE}.price`, 'not_a_decimal', /comma: "0.5"/],
  ['negative', rate({ price: '-1' }), `${RATE}.price`, 'not_a_decimal', /negative/],
  ['exponent', rate({ price: '1e3' }), `${RATE}.price`, 'not_a_decimal', /15 digits/],
  ['no integer part', rate({ price: '.5' }), `${RATE}.price`, 'not_a_decimal', /plain decimal/],
  ['no decimals', rate({ price: '5.' }), `${RATE}.price`, 'not_a_decimal', /plain decimal/],
  ['11 decimals', rate({ price: '0.12345678901' }), `${RATE}.price`, 'not_a_decimal', /10/],
  ['16 digits', rate({ price: '1234567890123456' }), `${RATE}.price`, 'not_a_decimal', /15/],
  ['other digits', rate({ price: '٣' }), `${RATE}.price`, 'not_a_decimal', /plain decimal/],
  ['blank price', rate({ price: ' 1' }), `${RATE}.price`, 'not_a_decimal', /plain decimal/],
  [
    'misspelt',
    rate({ efectiveFrom: '2026-01-01' }),
    `${RATE}.efectiveFrom`,
    'unknown_field',
    /effectiveFrom\?/,
  ],
  ['snake case', rate({ setup_fee: '1' }), `${RATE}.setup_fee`, 'unknown_field', /setupFee\?/],
  ['unlike any', rate({ zzzzzz: 1 }), `${RATE}.zzzzzz`, 'unknown_field', /the fields are code, /],
  ['unknown null', rate({ zzzzzz: null }), `${RATE}.zzzzzz`, 'unknown_field', /no such field/],
  ['odd field name', rate({ 'a b': 1 }), `${RATE}["a b"]`, 'unknown_field', /no such field/],
  ['code as number', rate({ code: 43 }), `${RATE}.code`, 'wrong_type', /digits.*quotes/],
  ['code with plus', rate({ code: '+43' }), `${RATE}.code`, 'not_digits', /0 to 32 digits/],
  ['long code', rate({ code: '1'.repeat(33) }), `${RATE}.code`, 'not_digits', /0 to 32 digits/],
  ['empty source', rate({ sourceCode: '' }), `${RATE}.sourceCode`, 'not_digits', /1 to 32/],
  ['service', rate({ service: 'fax' }), `${RATE}.service`, 'not_a_choice', /"voice", "sms"/],
  ['interval 0', rate({ nextInterval: 0 }), `${RATE}.nextInterval`, 'out_of_range', /from 1/],
  ['interval text', rate({ nextInterval: '6' }), `${RATE}.nextInterval`, 'wrong_type', /without/],
  ['not finite', rate({ freeVolume: Number.NaN }), `${RATE}.freeVolume`, 'out_of_range', /from 0/],
  ['4 decimals', rate({ freeVolume: 1.2345 }), `${RATE}.freeVolume`, 'too_many_decimals', /3/],
  ['flag text', rate({ blocked: 'yes' }), `${RATE}.blocked`, 'wrong_type', /true or false/],
  ['empty tag', rate({ tag: '' }), `${RATE}.tag`, 'bad_text', /1 to 200/],
  ['invisible tag', rate({ tag: '\u00a0\u200b' }), `${RATE}.tag`, 'bad_text', /visible/],
  ['half a character', rate({ tag: 'a\ud800' }), `${RATE}.tag`, 'bad_text', /halves/],
  ['blank name', rate({ name: ' ' }), `${RATE}.name`, 'bad_text', /seen/],
  ['half a name', rate({ name: 'a\udc00b' }), `${RATE}.name`, 'bad_text', /halves/],
  ['notes with U+0000', rate({ notes: 'a\u0000' }), `${RATE}.notes`, 'bad_text', /U\+0000/],
  ['control character', rate({ tag: 'a\nb' }), `${RATE}.tag`, 'bad_text', /control/],
  ['long notes', rate({ notes: 'x'.repeat(10_001) }), `${RATE}.notes`, 'bad_text', /10000/],
  [
    'no such day',
    rate({ effectiveFrom: '2026-02-29' }),
    `${RATE}.effectiveFrom`,
    'bad_instant',
    /exists/,
  ],
  ['local date', rate({ effectiveTo: '1/2/2026' }), `${RATE}.effectiveTo`, 'bad_instant', /ISO/],
  ['epoch', rate({ effectiveTo: 1_800_000_000 }), `${RATE}.effectiveTo`, 'wrong_type', /ISO/],
  [
    'length',
    rate({ numberLength: { min: 0 } }),
    `${RATE}.numberLength.min`,
    'out_of_range',
    /1 to 32/,
  ],
  ['length text', rate({ numberLength: '6-9' }), `${RATE}.numberLength`, 'wrong_type', /object/],
  ['tier', rate({ tiers: [{ from: 0 }] }), `${RATE}.tiers[0].price`, 'missing_field', /required/],
  ['currency', table({ currency: 'eur' }), 'rateTables[0].currency', 'bad_currency', /EUR/],
  ['unit', table({ unit: 0 }), 'rateTables[0].unit', 'out_of_range', /from 0.001/],
  [
    'decimals',
    table({ rounding: { decimals: 11 } }),
    'rateTables[0].rounding.decimals',
    'out_of_range',
    /0 to 10/,
  ],
  [
    'half decimals',
    table({ rounding: { decimals: 1.5 } }),
    'rateTables[0].rounding.decimals',
    'not_whole',
    /whole/,
  ],
  ['zone', profile({ timeZone: 'Vienna' }), 'timeProfiles[0].timeZone', 'unknown_zone', /IANA/],
  [
    'offset zone',
    profile({ timeZone: '+01:00' }),
    'timeProfiles[0].timeZone',
    'unknown_zone',
    /IANA/,
  ],
  ['no windows', profile({ windows: [] }), 'timeProfiles[0].windows', 'bad_count', /at least 1/],
  [
    'weekday 0',
    window({ weekdays: [0] }),
    'timeProfiles[0].windows[0].weekdays[0]',
    'not_a_choice',
    /1, 2/,
  ],
  [
    'weekday twice',
    window({ weekdays: [2, 2] }),
    'timeProfiles[0].windows[0].weekdays[1]',
    'repeated_item',
    /once/,
  ],
  [
    '24:00 as begin',
    window({ from: '24:00' }),
    'timeProfiles[0].windows[0].from',
    'bad_clock_time',
    /23:59/,
  ],
  ['24:01', window({ to: '24:01' }), 'timeProfiles[0].windows[0].to', 'bad_clock_time', /24:00/],
  ['month 13', profile({ months: [13] }), 'timeProfiles[0].months[0]', 'out_of_range', /1 to 12/],
  [
    'exception',
    profile({ exceptions: [{ date: '2026-13-01', as: 'in' }] }),
    'timeProfiles[0].exceptions[0].date',
    'bad_date',
    /YYYY/,
  ],
  [
    'exception as',
    profile({ exceptions: [{ date: '2026-12-25', as: 8 }] }),
    'timeProfiles[0].exceptions[0].as',
    'not_a_choice',
    /"in", "out", 1/,
  ],
  ['weight', plan({ weight: -1 }), 'ratingPlans[0].entries[0].weight', 'out_of_range', /from 0/],
  ['kind', account({ kind: 'vendor' }), 'accounts[0].kind', 'not_a_choice', /"carrier"/],
  ['tech prefix', trunk({ techPrefix: '9-9' }), 'trunks[0].techPrefix', 'bad_text', /none of them/],
  [
    'strip',
    trunk({ numberRules: [{ strip: '+' }] }),
    'trunks[0].numberRules[0].strip',
    'not_digits',
    /digits/,
  ],
  ['rate 0', exchange({ rate: '0.00' }), 'exchangeRates[0].rate', 'not_positive', /greater/],
];

describe('a book with a wrong value', () => {
  it.each(FAULTS)('%s', (_where, document, path, code, message) => {
    const reading = readBook(document);
    const faults = reading.ok ? [] : reading.faults;
    const found = faults.filter((fault) => fault.path === path);
    expect(found).toMatchObject([{ path, code }]);
    expect(found[0]!.message).toMatch(message);
    // One mistake, one fault: nothing else may be held against the same book.
    expect(faults).toHaveLength(1);
  });
});
