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

const rates = (...given: object[]) =>
  table({ rates: given.map((fields) => ({ code: '43', price: '0.1', ...fields })) });
const plans = (plan: object, ...tables: object[]) => ({
  book: 1,
  timeProfiles: [{ name: 'Peak' }],
  rateTables: tables.map((fields, index) => ({ name: `T${index}`, ...fields })),
  ratingPlans: [{ name: 'Plan', ...plan }],
});
const assign = (...given: object[]) => ({
  ...plans({ entries: [{ rateTable: 'T0' }] }, { currency: 'EUR' }),
  accounts: [
    { name: 'Euro', kind: 'customer', currency: 'EUR' },
    { name: 'Dollar', kind: 'customer', currency: 'USD' },
  ],
  trunks: [{ name: 'Dollar trunk', account: 'Dollar' }],
  assignments: given,
});

const FAULTS: readonly FaultRow[] = [
  [
    'two tables',
    { book: 1, rateTables: [{ name: 'A' }, { name: 'A' }] },
    'rateTables[1].name',
    'duplicate_name',
    /rateTables\[0\]/,
  ],
  [
    'two accounts',
    account({ name: 'X' }, { name: 'X' }),
    'accounts[1].name',
    'duplicate_name',
    /unique/,
  ],
  [
    'two codes',
    {
      book: 1,
      codeDecks: [
        {
          name: 'D',
          codes: [
            { code: '1', name: 'a' },
            { code: '1', name: 'b' },
          ],
        },
      ],
    },
    'codeDecks[0].codes[1].code',
    'duplicate_code',
    /already/,
  ],
  [
    'code deck',
    table({ codeDeck: 'World' }),
    'rateTables[0].codeDeck',
    'unknown_reference',
    /no code deck/,
  ],
  [
    'profile',
    rate({ timeProfile: 'Peak' }),
    `${RATE}.timeProfile`,
    'unknown_reference',
    /time profile/,
  ],
  [
    'near name',
    { ...plans({ entries: [{ rateTable: 'T0', timing: 'Peek' }] }, {}) },
    'ratingPlans[0].entries[0].timing',
    'unknown_reference',
    /mean "Peak"/,
  ],
  ['own parent', table({ parent: 'A' }), 'rateTables[0].parent', 'circle', /"A" > "A"/],
  [
    'account circle',
    account({ parent: 'A1' }, { parent: 'A0' }),
    'accounts[0].parent',
    'circle',
    /"A0" > "A1" > "A0"/,
  ],
  [
    'parent currency',
    {
      book: 1,
      rateTables: [
        { name: 'A', parent: 'B' },
        { name: 'B', currency: 'EUR' },
      ],
    },
    'rateTables[0].parent',
    'currency_mismatch',
    /EUR.*USD/,
  ],
  [
    'parent service',
    {
      book: 1,
      rateTables: [
        { name: 'A', parent: 'B' },
        { name: 'B', service: 'sms' },
      ],
    },
    'rateTables[0].parent',
    'service_mismatch',
    /sms.*voice/,
  ],
  [
    'under a device',
    account({ kind: 'device' }, { parent: 'A0' }),
    'accounts[1].parent',
    'wrong_kind',
    /under a device/,
  ],
  [
    'under a carrier',
    account({ kind: 'carrier' }, { parent: 'A0' }),
    'accounts[1].parent',
    'wrong_kind',
    /under a carrier/,
  ],
  ['trunk of a device', trunk({}, 'device'), 'trunks[0].account', 'wrong_kind', /is a device/],
  [
    'rule length',
    trunk({ numberRules: [{ strip: '0', numberLength: { min: 9, max: 8 } }] }),
    'trunks[0].numberRules[0].numberLength',
    'empty_range',
    /min 9/,
  ],
  [
    'no price',
    table({ rates: [{ code: '1' }] }),
    `${RATE}.price`,
    'price_missing',
    /"blocked": true/,
  ],
  [
    'length order',
    rate({ numberLength: { min: 9, max: 6 } }),
    `${RATE}.numberLength`,
    'empty_range',
    /min 9/,
  ],
  [
    'no length',
    rate({ numberLength: {} }),
    `${RATE}.numberLength`,
    'empty_range',
    /leave numberLength out/,
  ],
  [
    'tiers',
    rate({
      tiers: [
        { from: 60, price: '1' },
        { from: 60, price: '2' },
      ],
    }),
    `${RATE}.tiers[1].from`,
    'tiers_not_ascending',
    /above 60/,
  ],
  [
    'default tiers',
    table({
      defaults: {
        tiers: [
          { from: 60, price: '1' },
          { from: 0, price: '2' },
        ],
      },
    }),
    'rateTables[0].defaults.tiers[1].from',
    'tiers_not_ascending',
    /above 60/,
  ],
  [
    'end',
    rate({ effectiveFrom: '2026-01-01', effectiveTo: '2026-01-01T01:00:00+01:00' }),
    `${RATE}.effectiveTo`,
    'ends_before_start',
    /after effectiveFrom 2026-01-01/,
  ],
  [
    'half a message',
    rate({ service: 'sms', freeVolume: 0.5 }),
    `${RATE}.freeVolume`,
    'not_whole',
    /messages/,
  ],
  [
    'half a byte',
    rate({ tiers: [{ from: 0.5, price: '1' }] }, { service: 'data' }),
    `${RATE}.tiers[0].from`,
    'not_whole',
    /bytes/,
  ],
  [
    'default of messages',
    table({ service: 'sms', defaults: { nextInterval: 1.5 } }),
    'rateTables[0].defaults.nextInterval',
    'not_whole',
    /messages/,
  ],
  [
    'inherited half',
    rate({ service: 'sms' }, { defaults: { nextInterval: 1.5 } }),
    `${RATE}.nextInterval`,
    'not_whole',
    /give it here: .* 1.5/,
  ],
  [
    'unit of messages',
    table({ service: 'sms', unit: 0.5 }),
    'rateTables[0].unit',
    'not_whole',
    /messages/,
  ],
  [
    'same version',
    rates({}, {}),
    'rateTables[0].rates[1].effectiveFrom',
    'duplicate_version',
    /rates\[0\]/,
  ],
  [
    'same instant',
    rates(
      { effectiveFrom: '2026-01-01' },
      { code: '1' },
      { effectiveFrom: '2026-01-01T01:00:00+01:00' },
    ),
    'rateTables[0].rates[2].effectiveFrom',
    'duplicate_version',
    /rates\[0\]/,
  ],
  [
    'same length',
    rates({ numberLength: { min: 5 } }, { numberLength: { min: 5, max: 32 }, service: 'voice' }),
    'rateTables[0].rates[1].effectiveFrom',
    'duplicate_version',
    /rates\[0\]/,
  ],
  [
    'plan currency',
    plans({ currency: 'USD', entries: [{ rateTable: 'T0' }] }, { currency: 'EUR' }),
    'ratingPlans[0].entries[0].rateTable',
    'currency_mismatch',
    /EUR.*USD/,
  ],
  [
    'two currencies',
    plans({ entries: [{ rateTable: 'T0' }, { rateTable: 'T1' }] }, {}, { currency: 'EUR' }),
    'ratingPlans[0].entries[1].rateTable',
    'currency_mismatch',
    /one currency/,
  ],
  [
    'table twice',
    plans(
      {
        entries: [
          { rateTable: 'T0', timing: 'Peak' },
          { rateTable: 'T0', timing: 'Peak' },
        ],
      },
      {},
    ),
    'ratingPlans[0].entries[1].rateTable',
    'duplicate_entry',
    /entries\[0\]/,
  ],
  [
    'nobody',
    assign({ ratingPlan: 'Plan' }),
    'assignments[0]',
    'not_exactly_one',
    /account and trunk; neither/,
  ],
  [
    'two prices',
    assign({ account: 'Euro', ratingPlan: 'Plan', rateTable: 'T0' }),
    'assignments[0]',
    'not_exactly_one',
    /rateTable; both/,
  ],
  [
    'assigned currency',
    assign({ account: 'Dollar', ratingPlan: 'Plan' }),
    'assignments[0].ratingPlan',
    'currency_mismatch',
    /EUR.*"Dollar" is in USD/,
  ],
  [
    'trunk currency',
    assign({ trunk: 'Dollar trunk', rateTable: 'T0' }),
    'assignments[0].rateTable',
    'currency_mismatch',
    /EUR.*USD/,
  ],
  [
    'assigned twice',
    assign(
      { account: 'Euro', rateTable: 'T0', activatesAt: '2026-01-01' },
      { account: 'Euro', ratingPlan: 'Plan', activatesAt: '2026-01-01T00:00Z' },
    ),
    'assignments[1].activatesAt',
    'duplicate_assignment',
    /assignments\[0\]/,
  ],
  [
    'assigned for no time',
    assign({ account: 'Euro', rateTable: 'T0', activatesAt: '2026-01-01', endsAt: '2026-01-01' }),
    'assignments[0].endsAt',
    'ends_before_start',
    /after activatesAt 2026-01-01/,
  ],
  [
    'owner of a table',
    {
      book: 1,
      accounts: [{ name: 'Acme', kind: 'reseller' }],
      rateTables: [{ name: 'T', owner: 'Acm' }],
    },
    'rateTables[0].owner',
    'unknown_reference',
    /mean "Acme"/,
  ],
  [
    'owner of a plan',
    { book: 1, ratingPlans: [{ name: 'P', owner: 'Acme', entries: [] }] },
    'ratingPlans[0].owner',
    'unknown_reference',
    /no account/,
  ],
  [
    'unknown plan',
    assign({ account: 'Euro', ratingPlan: 'plan' }),
    'assignments[0].ratingPlan',
    'unknown_reference',
    /mean "Plan"/,
  ],
  [
    'exception twice',
    profile({
      exceptions: [
        { date: '2026-12-25', as: 'in' },
        { date: '2026-12-25', as: 'out' },
      ],
    }),
    'timeProfiles[0].exceptions[1].date',
    'duplicate_exception',
    /keep one/,
  ],
  [
    'rate twice',
    exchange({}, { date: '2026-01-01T00:00:00Z' }),
    'exchangeRates[1].date',
    'duplicate_exchange_rate',
    /exchangeRates\[0\]/,
  ],
  ['to itself', exchange({ to: 'EUR' }), 'exchangeRates[0].to', 'same_currency', /another/],
];

describe('a book whose things do not go together', () => {
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
