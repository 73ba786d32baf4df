/** The parties of the sample book: who calls, who carries, and what each is priced by. */

import type { Account, Assignment, ExchangeRate, Trunk } from '../../engine/src/book/book.js';

export const accounts: readonly Account[] = [
  { name: 'Bluebird Travel', kind: 'customer', currency: 'EUR', timeZone: 'Europe/Vienna' },
  { name: 'Harbour Logistics', kind: 'customer', currency: 'EUR', timeZone: 'Europe/Amsterdam' },
  {
    name: 'Harbour Logistics Lisbon',
    kind: 'customer',
    parent: 'Harbour Logistics',
    currency: 'EUR',
    timeZone: 'Europe/Lisbon',
  },
  { name: 'Meridian Resale', kind: 'reseller', currency: 'EUR', timeZone: 'Europe/Vienna' },
  {
    name: 'Cedar Clinic',
    kind: 'customer',
    parent: 'Meridian Resale',
    currency: 'EUR',
    timeZone: 'Europe/Vienna',
  },
  { name: 'Alpine Telecom', kind: 'carrier', currency: 'USD', timeZone: 'Europe/Zurich' },
  { name: 'Northwind', kind: 'carrier', currency: 'EUR', timeZone: 'Europe/London' },
  {
    name: 'gateway-vie-1',
    kind: 'device',
    currency: 'EUR',
    timeZone: 'Europe/Vienna',
    network: 'Vienna mobile gateways',
  },
];

const austrian = [{ strip: '00' }, { strip: '0', add: '43' }];

export const trunks: readonly Trunk[] = [
  { name: 'bluebird-vie', account: 'Bluebird Travel', numberRules: austrian },
  {
    name: 'bluebird-callcentre',
    account: 'Bluebird Travel',
    techPrefix: '1044',
    numberRules: austrian,
  },
  {
    name: 'harbour-nyc',
    account: 'Harbour Logistics',
    numberRules: [{ strip: '011' }, { strip: '', add: '1', numberLength: { min: 10, max: 10 } }],
  },
  {
    name: 'harbour-lis',
    account: 'Harbour Logistics Lisbon',
    numberRules: [{ strip: '00' }, { strip: '', add: '351', numberLength: { min: 9, max: 9 } }],
  },
  { name: 'cedar-pbx', account: 'Cedar Clinic', numberRules: austrian },
  { name: 'alpine-zrh', account: 'Alpine Telecom', techPrefix: '9911' },
];

export const assignments: readonly Assignment[] = [
  {
    account: 'Bluebird Travel',
    ratingPlan: 'Retail with weekend',
    activatesAt: '2026-01-01T00:00:00Z',
  },
  {
    trunk: 'bluebird-callcentre',
    ratingPlan: 'Wholesale prefix',
    activatesAt: '2026-11-20T18:00:00Z',
  },
  { account: 'Harbour Logistics', rateTable: 'Retail 2026', activatesAt: '2026-01-01T00:00:00Z' },
  {
    account: 'Harbour Logistics',
    ratingPlan: 'Wholesale prefix',
    activatesAt: '2026-11-01T00:00:00Z',
  },
  {
    account: 'Harbour Logistics Lisbon',
    ratingPlan: 'Retail with weekend',
    activatesAt: '2026-06-01T00:00:00Z',
  },
  {
    account: 'Cedar Clinic',
    ratingPlan: 'Retail with weekend',
    activatesAt: '2026-03-01T00:00:00Z',
  },
  { account: 'Cedar Clinic', rateTable: 'Retail 2026', activatesAt: '2027-01-01T00:00:00Z' },
  { account: 'Meridian Resale', rateTable: 'Meridian payout' },
  { account: 'Alpine Telecom', rateTable: 'Alpine Telecom A-Z' },
  { account: 'Northwind', rateTable: 'Northwind Carrier' },
  { account: 'gateway-vie-1', rateTable: 'Gateway payout' },
];

/** Invented figures in the usual range; each pair stands in both directions. */
export const exchangeRates: readonly ExchangeRate[] = [
  { from: 'USD', to: 'EUR', rate: '0.8618', date: '2026-11-01' },
  { from: 'EUR', to: 'USD', rate: '1.1604', date: '2026-11-01' },
  { from: 'USD', to: 'EUR', rate: '0.8652', date: '2026-11-09' },
  { from: 'EUR', to: 'USD', rate: '1.1558', date: '2026-11-09' },
  { from: 'USD', to: 'EUR', rate: '0.8597', date: '2026-11-16' },
  { from: 'EUR', to: 'USD', rate: '1.1632', date: '2026-11-16' },
  { from: 'USD', to: 'EUR', rate: '0.8631', date: '2026-11-21' },
  { from: 'EUR', to: 'USD', rate: '1.1586', date: '2026-11-21' },
  { from: 'USD', to: 'EUR', rate: '0.8609', date: '2026-11-27' },
  { from: 'EUR', to: 'USD', rate: '1.1616', date: '2026-11-27' },
];
