/**
 * The book of the samples: everything but the long price lists, which lie beside it as CSV.
 *
 * The accounts show one thing each: a plan with a weekend, a chain of two customers, a reseller
 * with a client, two carriers, a gateway that is paid per minute. All parties are invented.
 */

import type {
  Book,
  CodeDeck,
  Rate,
  RateTable,
  RatingPlan,
  TimeProfile,
} from '../../engine/src/book/book.js';
import { alpine, carrierRates, northwind } from './carrier-rates.js';
import { collapse, type Destination, nameOf } from './destinations.js';
import { portRates, retailRates, weekendRates, wholesaleRates } from './retail-rates.js';
import { accounts, assignments, exchangeRates, trunks } from './sample-parties.js';

interface SampleBook {
  readonly book: Book;
  /** Rates by the name of the file that lies beside the book. */
  readonly ratesFiles: ReadonlyMap<string, readonly Rate[]>;
}

const timeProfiles: readonly TimeProfile[] = [
  {
    name: 'Weekend',
    timeZone: 'Europe/Vienna',
    windows: [{ weekdays: [6, 7], from: '00:00', to: '24:00' }],
    exceptions: [
      { date: '2026-10-26', as: 'in' },
      { date: '2026-12-08', as: 'in' },
      { date: '2026-12-24', as: 6 },
      { date: '2026-12-25', as: 7 },
      { date: '2026-12-31', as: 6 },
      { date: '2027-01-01', as: 7 },
      { date: '2027-01-06', as: 7 },
    ],
  },
  {
    name: 'Peak hours',
    timeZone: 'Europe/Vienna',
    windows: [{ weekdays: [1, 2, 3, 4, 5], from: '08:00', to: '20:00' }],
    exceptions: [
      { date: '2026-10-26', as: 'out' },
      { date: '2026-12-08', as: 'out' },
      { date: '2026-12-24', as: 'out' },
      { date: '2026-12-25', as: 'out' },
      { date: '2026-12-31', as: 'out' },
      { date: '2027-01-01', as: 'out' },
      { date: '2027-01-06', as: 'out' },
    ],
  },
];

/** Fine codes and coarse ones alike: every price list finds its names here. */
function codeDeck(all: readonly Destination[]): CodeDeck {
  const byCode = new Map([...all, ...collapse(all)].map((one) => [one.code, one]));
  const sorted = [...byCode.values()].sort((one, other) => (one.code < other.code ? -1 : 1));
  const codes = sorted.map((destination) => {
    const { code, country } = destination;
    const name = nameOf(destination);
    return country === '' ? { code, name } : { code, name, country };
  });
  return { name: 'Sample destinations', codes };
}

const retailTax = { taxIncluded: false, taxRate: '20' };
const fourDecimals = { decimals: 4, mode: 'half-up' } as const;

function customerTables(all: readonly Destination[]): RateTable[] {
  const shared = { scope: 'customer', currency: 'EUR', codeDeck: 'Sample destinations' } as const;
  return [
    {
      name: 'Retail 2026',
      ...shared,
      ...retailTax,
      rounding: fourDecimals,
      ratesFile: 'retail-2026.csv',
    },
    {
      name: 'Weekend mobile',
      ...shared,
      ...retailTax,
      rounding: fourDecimals,
      defaults: { firstInterval: 60, nextInterval: 60 },
      rates: weekendRates(all),
    },
    {
      name: 'Wholesale 2026',
      ...shared,
      parent: 'Retail 2026',
      ...retailTax,
      rates: wholesaleRates(all),
    },
    {
      name: 'Harbour ports',
      ...shared,
      ...retailTax,
      defaults: { firstInterval: 1, nextInterval: 1 },
      rates: portRates,
    },
  ];
}

const carrierTables: readonly RateTable[] = [
  {
    name: 'Alpine Telecom A-Z',
    scope: 'carrier',
    currency: 'USD',
    codeDeck: 'Sample destinations',
    rounding: { decimals: 6, mode: 'half-up' },
    defaults: { firstInterval: 1, nextInterval: 1 },
    ratesFile: 'alpine-telecom.csv',
  },
  {
    name: 'Northwind Carrier',
    scope: 'carrier',
    currency: 'EUR',
    codeDeck: 'Sample destinations',
    rounding: { decimals: 5, mode: 'up' },
    ratesFile: 'northwind-carrier.csv',
  },
];

/** The share of the reseller grows with the distance; zones are the first digit of a number. */
const resellerZonePrices: readonly (readonly [zone: string, price: string])[] = [
  ['1', '0.001'],
  ['2', '0.012'],
  ['3', '0.0015'],
  ['4', '0.0015'],
  ['5', '0.003'],
  ['6', '0.003'],
  ['7', '0.004'],
  ['8', '0.003'],
  ['9', '0.005'],
];

const payoutTables: readonly RateTable[] = [
  {
    name: 'Meridian payout',
    scope: 'reseller',
    currency: 'EUR',
    rates: [
      ...resellerZonePrices.map(([code, price]): Rate => ({ code, name: `Zone ${code}`, price })),
      ...resellerZonePrices.map(
        ([code]): Rate => ({
          code,
          service: 'sms',
          name: `Zone ${code} messages`,
          price: '0.004',
        }),
      ),
    ],
  },
  {
    name: 'Gateway payout',
    scope: 'device',
    currency: 'EUR',
    codeDeck: 'Sample destinations',
    defaults: { firstInterval: 10, nextInterval: 10 },
    rates: [
      { code: '43664', price: '0.011' },
      { code: '43676', price: '0.0115' },
      { code: '43660', price: '0.0105' },
      { code: '43699', price: '0.0105' },
      { code: '43650', price: '0.012' },
      { code: '43680', price: '0.012' },
    ],
  },
];

const ratingPlans: readonly RatingPlan[] = [
  {
    name: 'Retail with weekend',
    description: 'The retail list; on weekends and holidays mobiles are cheaper.',
    currency: 'EUR',
    precedence: 'weight',
    entries: [
      { rateTable: 'Weekend mobile', weight: 20, timing: 'Weekend' },
      { rateTable: 'Retail 2026', weight: 10 },
    ],
  },
  {
    name: 'Wholesale prefix',
    description: 'The longest code wins, whichever list it stands in.',
    currency: 'EUR',
    precedence: 'prefix',
    entries: [
      { rateTable: 'Harbour ports', weight: 20 },
      { rateTable: 'Wholesale 2026', weight: 10 },
    ],
  },
];

export function makeSampleBook(all: readonly Destination[]): SampleBook {
  const book: Book = {
    book: 1,
    timeProfiles,
    codeDecks: [codeDeck(all)],
    rateTables: [...customerTables(all), ...carrierTables, ...payoutTables],
    ratingPlans,
    accounts,
    trunks,
    assignments,
    exchangeRates,
  };
  const ratesFiles = new Map<string, readonly Rate[]>([
    ['retail-2026.csv', retailRates(all)],
    ['alpine-telecom.csv', carrierRates(all, alpine)],
    ['northwind-carrier.csv', carrierRates(all, northwind)],
  ]);
  return { book, ratesFiles };
}
