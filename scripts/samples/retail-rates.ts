/**
 * What customers pay: the retail list, the weekend list, the wholesale list and a few ports.
 *
 * Each price is made from the cost of its destination and is the same for all codes of one name.
 * A few countries are missing on purpose: nothing catches the calls that no code fits.
 */

import type { Rate } from '../../engine/src/book/book.js';
import { collapse, type Destination, nameOf } from './destinations.js';
import { decimalOf, percentOf, roundUpTo } from './micros.js';
import { SeededRandom } from './seeded-random.js';

type Intervals = Pick<Rate, 'firstInterval' | 'nextInterval'>;
type Fee = Pick<Rate, 'setupFee' | 'setupFeeMode'>;

const YEAR_START = '2026-01-01T00:00:00Z';
const SUMMER = '2026-07-01T00:00:00Z';
const NEXT_YEAR = '2027-01-01T00:00:00Z';

const NOT_SERVED = new Set(['AC', 'IO', 'KI', 'KP', 'NR', 'NU', 'SH', 'TK', 'TV']);
const PER_SECOND_COUNTRIES = new Set(['AT', 'DE', 'CH']);
const SIX_SECOND_COUNTRIES = new Set(['US', 'CA']);
const WHOLESALE_COUNTRIES = new Set(['DE', 'ES', 'GB', 'NL', 'PT', 'US']);
const WEEKEND_COUNTRIES = new Set([
  ...['AT', 'CH', 'CZ', 'DE', 'ES', 'FR', 'GB', 'HR', 'HU', 'IE', 'IT', 'NL', 'PL', 'PT', 'RO'],
  ...['SE', 'SI', 'SK'],
]);

const MARGIN_MICROS = 6000;

function categoryOf({ kind }: Destination): string {
  if (kind === 'fixed') return 'landline';
  return kind === 'other' ? 'special' : kind;
}

function priceStep(micros: number): number {
  if (micros < 100_000) return 1000;
  return micros < 500_000 ? 5000 : 10_000;
}

/** Same name, same price: the mark-up is drawn from the name alone. */
function retailMicros(destination: Destination): number {
  const markup = new SeededRandom(`retail ${nameOf(destination)}`).between(165, 230);
  const micros = percentOf(destination.costMicros, markup) + MARGIN_MICROS;
  return roundUpTo(priceStep(micros), micros);
}

function intervalsOf({ country, region }: Destination): Intervals {
  if (PER_SECOND_COUNTRIES.has(country)) return { firstInterval: 1, nextInterval: 1 };
  if (SIX_SECOND_COUNTRIES.has(country)) return { firstInterval: 6, nextInterval: 6 };
  if (region === 'europe') return { firstInterval: 30, nextInterval: 6 };
  return { firstInterval: 60, nextInterval: 60 };
}

function feeOf({ country, region, costMicros }: Destination): Fee {
  const random = new SeededRandom(`setup fee ${country}`);
  if (costMicros > 400_000) return { setupFee: '0.15', setupFeeMode: 'minimum' };
  if (region === 'africa' && random.chance(40)) return { setupFee: '0.05' };
  if (region === 'asia' && random.chance(15)) return { setupFee: '0.03' };
  return {};
}

/** One price for most names; some were raised in summer, some change next year. */
function versionsOf(destination: Destination): readonly Pick<Rate, 'price' | 'effectiveFrom'>[] {
  const price = retailMicros(destination);
  const random = new SeededRandom(`retail history ${nameOf(destination)}`);
  const change = random.between(104, 115);
  const fate = random.below(100);
  const moved = roundUpTo(priceStep(price), percentOf(price, change));
  const first = { price: decimalOf(price), effectiveFrom: YEAR_START };
  if (fate < 8) return [first, { price: decimalOf(moved), effectiveFrom: SUMMER }];
  if (fate < 14) return [first, { price: decimalOf(moved), effectiveFrom: NEXT_YEAR }];
  return [first];
}

function peakRates(destination: Destination): Rate[] {
  if (destination.country !== 'AT' || destination.kind !== 'fixed') return [];
  const price = roundUpTo(1000, percentOf(retailMicros(destination), 135));
  const { code } = destination;
  const timeProfile = 'Peak hours';
  const category = categoryOf(destination);
  const intervals = intervalsOf(destination);
  return [
    {
      code,
      timeProfile,
      category,
      price: decimalOf(price),
      ...intervals,
      effectiveFrom: YEAR_START,
    },
  ];
}

function voiceRates(destination: Destination): Rate[] {
  const { code, kind, detail } = destination;
  const category = categoryOf(destination);
  if (kind === 'premium' || kind === 'satellite') {
    return [{ code, category, blocked: true, effectiveFrom: YEAR_START }];
  }
  const cap = detail === 'Toll Free' ? { maxCharge: '0.50' } : {};
  const terms = { ...intervalsOf(destination), ...feeOf(destination), ...cap };
  const base = versionsOf(destination).map((version): Rate => {
    const { price, effectiveFrom } = version;
    return { code, category, price: price!, ...terms, effectiveFrom: effectiveFrom! };
  });
  return [...base, ...peakRates(destination)];
}

/** What a message to a country costs its carrier, in micros. */
export function messageCostMicros({ country }: Destination): number {
  return new SeededRandom(`message ${country}`).between(140, 520) * 100;
}

function messageRate(destination: Destination): Rate {
  const price = roundUpTo(5000, percentOf(messageCostMicros(destination), 180));
  return {
    code: destination.code,
    service: 'sms',
    category: 'message',
    price: decimalOf(price),
    effectiveFrom: YEAR_START,
  };
}

/** Numbers that only their length tells from the others below the same code. */
const shortNumbers: readonly Rate[] = [
  {
    code: '39',
    name: 'Italy Short Numbers',
    numberLength: { min: 5, max: 8 },
    category: 'special',
    price: '0.12',
    firstInterval: 60,
    nextInterval: 60,
    effectiveFrom: YEAR_START,
  },
  {
    code: '49115',
    name: 'Germany Public Authorities',
    numberLength: { min: 5, max: 5 },
    category: 'special',
    price: '0.05',
    firstInterval: 60,
    nextInterval: 60,
    effectiveFrom: YEAR_START,
  },
];

function servedDestinations(all: readonly Destination[]): readonly Destination[] {
  return collapse(all.filter(({ country }) => !NOT_SERVED.has(country)));
}

export function retailRates(all: readonly Destination[]): Rate[] {
  const served = servedDestinations(all);
  const countries = served.filter(({ detail, country }) => detail === '' && country !== '');
  return [...served.flatMap(voiceRates), ...shortNumbers, ...countries.map(messageRate)];
}

/**
 * Mobiles at two thirds of the price. A dearer code that lies below one of them (Jersey below the
 * mobiles of the United Kingdom) is listed too, or it would go at the cheap price.
 */
export function weekendRates(all: readonly Destination[]): Rate[] {
  const served = servedDestinations(all);
  const cheap = served.filter(
    ({ country, kind, detail }) =>
      WEEKEND_COUNTRIES.has(country) &&
      kind === 'mobile' &&
      !/Jersey|Guernsey|Isle of Man/.test(detail),
  );
  const cheapCodes = new Set(cheap.map(({ code }) => code));
  const below = served.filter(
    ({ code }) =>
      !cheapCodes.has(code) && [...cheapCodes].some((cheapCode) => code.startsWith(cheapCode)),
  );
  const listed = [...cheap, ...below].sort((one, other) => (one.code < other.code ? -1 : 1));
  return listed.map((destination) => {
    const { code } = destination;
    const full = retailMicros(destination);
    const micros = cheapCodes.has(code) ? roundUpTo(1000, percentOf(full, 66)) : full;
    return { code, category: 'mobile', price: decimalOf(micros) };
  });
}

/** Only what is cheaper than retail; the rest comes from the retail list, its parent. */
export function wholesaleRates(all: readonly Destination[]): Rate[] {
  const listed = servedDestinations(all).filter(
    ({ country, kind }) => WHOLESALE_COUNTRIES.has(country) && kind !== 'premium',
  );
  return listed.map((destination) => {
    const { code } = destination;
    const price = roundUpTo(100, percentOf(destination.costMicros, 132));
    return { code, category: categoryOf(destination), price: decimalOf(price) };
  });
}

export const portRates: readonly Rate[] = [
  {
    code: '3110',
    name: 'Rotterdam Port Desk',
    price: '0.009',
    tiers: [{ from: 600, price: '0.005' }],
  },
  { code: '4940', name: 'Hamburg Port Desk', price: '0.01', graceVolume: 3 },
  { code: '323', name: 'Antwerp Port Desk', price: '0.011' },
  { code: '35121', name: 'Lisbon Port Desk', price: '0.009', maxCharge: '0.60' },
  { code: '3493', name: 'Barcelona Port Desk', price: '0.009' },
  { code: '65', name: 'Singapore Port Desk', price: '0.012', freeVolume: 30, firstInterval: 30 },
  { code: '8621', name: 'Shanghai Port Desk', price: '0.016', surcharge: '0.05' },
  { code: '3902', name: 'Milan Freight Desk', price: '0.0095' },
];
