/**
 * What the two carriers charge: more codes than retail, prices with a past and a future, and each
 * carrier's own way of writing names. Most names cost less than they are sold for; a few do not,
 * which is what a margin report is for.
 */

import type { Rate } from '../../engine/src/book/book.js';
import { collapse, type Destination, nameOf, type Region } from './destinations.js';
import { decimalOf, percentOf, roundUpTo } from './micros.js';
import { messageCostMicros } from './retail-rates.js';
import { SeededRandom } from './seeded-random.js';

export interface CarrierStyle {
  readonly seed: string;
  /** What one euro is worth in the carrier's currency, in per cent. */
  readonly currencyPercent: number;
  /** Regions of which this carrier lists coarse codes only. */
  readonly coarse: readonly Region[];
  readonly missingCountries: readonly string[];
  readonly endedCountry: string;
  /** Premium numbers: listed as blocked, or not listed at all. */
  readonly listsBlocked: boolean;
  readonly satellites: boolean;
  readonly writeName: (destination: Destination) => string;
  /** Rates beside the plain one: another origin, a tag, peak hours. */
  readonly variants: (destination: Destination, micros: number) => readonly Partial<Rate>[];
}

const SPRING = '2026-04-01T00:00:00Z';
const OCTOBER = '2026-10-15T00:00:00Z';
const NOVEMBER = '2026-11-01T00:00:00Z';
const SATURDAY = '2026-11-21T00:00:00Z';
const DECEMBER = '2026-12-01T00:00:00Z';
const MINUTE_COUNTRIES = new Set(['GM', 'MX', 'SR', 'PG', 'WS', 'TO', 'VU', 'NR']);

function priceText(micros: number): string {
  return decimalOf(roundUpTo(100, micros));
}

function currentMicros(destination: Destination, style: CarrierStyle): number {
  const random = new SeededRandom(`${style.seed} ${nameOf(destination)}`);
  const percent = random.chance(3) ? random.between(210, 320) : random.between(88, 115);
  return percentOf(percentOf(destination.costMicros, percent), style.currencyPercent);
}

type Version = Pick<Rate, 'price' | 'effectiveFrom' | 'effectiveTo' | 'stashed' | 'notes'>;

/** All codes of a name share their history, as in the notices that carriers send. */
function versionsOf(destination: Destination, micros: number, style: CarrierStyle): Version[] {
  const { country, detail } = destination;
  const random = new SeededRandom(`${style.seed} history ${nameOf(destination)}`);
  const fate = random.below(100);
  const moved = priceText(percentOf(micros, random.pick([82, 90, 94, 106, 112, 125])));
  const first = { price: priceText(micros), effectiveFrom: SPRING };
  const ended = { ...first, effectiveTo: NOVEMBER };
  if (country === style.endedCountry) return [{ ...ended, notes: 'route closed' }];
  if (fate < 11) return [first, { price: moved, effectiveFrom: DECEMBER }];
  if (fate < 20) return [first, { price: moved, effectiveFrom: OCTOBER }];
  if (fate < 23) return [first, { price: moved, effectiveFrom: SATURDAY }];
  if (fate < 26 && detail !== '') return [ended];
  if (fate < 27) return [first, { price: moved, effectiveFrom: DECEMBER, stashed: true }];
  return [first];
}

function voiceRates(destination: Destination, style: CarrierStyle): Rate[] {
  const { code, kind, country } = destination;
  const name = style.writeName(destination);
  if (kind === 'premium') return [{ code, name, blocked: true, effectiveFrom: SPRING }];
  const micros = currentMicros(destination, style);
  const intervals = MINUTE_COUNTRIES.has(country) ? { firstInterval: 60, nextInterval: 60 } : {};
  const plain = versionsOf(destination, micros, style).map(
    ({ price, ...version }): Rate => ({ code, name, price: price!, ...intervals, ...version }),
  );
  const variants = style
    .variants(destination, micros)
    .map((variant): Rate => ({ code, name, effectiveFrom: SPRING, ...variant }));
  return [...plain, ...variants];
}

function messageRate(destination: Destination, style: CarrierStyle): Rate {
  const random = new SeededRandom(`${style.seed} message ${destination.country}`);
  const euroMicros = percentOf(messageCostMicros(destination), random.between(85, 120));
  return {
    code: destination.code,
    service: 'sms',
    name: style.writeName(destination),
    price: priceText(percentOf(euroMicros, style.currencyPercent)),
    effectiveFrom: SPRING,
  };
}

export function carrierRates(all: readonly Destination[], style: CarrierStyle): Rate[] {
  const listed = all.filter(
    ({ country, kind }) =>
      !style.missingCountries.includes(country) &&
      (style.listsBlocked || kind !== 'premium') &&
      (style.satellites || kind !== 'satellite'),
  );
  const isCoarse = ({ region }: Destination) => style.coarse.includes(region);
  const coarse = collapse(listed.filter(isCoarse));
  const destinations = [...coarse, ...listed.filter((one) => !isCoarse(one))].sort((one, other) =>
    one.code < other.code ? -1 : 1,
  );
  const countries = destinations.filter(({ detail, country }) => detail === '' && country !== '');
  return [
    ...destinations.flatMap((destination) => voiceRates(destination, style)),
    ...countries.map((destination) => messageRate(destination, style)),
  ];
}

export const alpine: CarrierStyle = {
  seed: 'Alpine Telecom',
  currencyPercent: 116,
  coarse: ['asia'],
  missingCountries: ['AC', 'IO', 'SH', 'TK'],
  endedCountry: 'SO',
  listsBlocked: false,
  satellites: true,
  writeName: (destination) => nameOf(destination).toUpperCase(),
  variants: ({ country, kind }, micros) =>
    (country === 'AT' || country === 'GB') && kind === 'mobile'
      ? [{ tag: 'cli', price: priceText(percentOf(micros, 130)), notes: 'caller shown' }]
      : [],
};

export const northwind: CarrierStyle = {
  seed: 'Northwind',
  currencyPercent: 100,
  coarse: ['europe'],
  missingCountries: ['CU', 'KP', 'NU', 'TV'],
  endedCountry: 'LY',
  listsBlocked: true,
  satellites: false,
  writeName: ({ countryName, detail }) => {
    const [first = '', ...rest] = detail.split(' ');
    if (detail === '') return `${countryName} - Proper`;
    return first === 'Mobile' && rest.length > 0
      ? `${countryName} - Mobile (${rest.join(' ')})`
      : `${countryName} - ${detail}`;
  },
  variants: ({ country, kind }, micros) => {
    if (kind !== 'mobile' || !['AT', 'CH', 'DE'].includes(country)) return [];
    const foreign = priceText(percentOf(micros, 380));
    const notes = 'caller from outside Europe';
    return [
      { timeProfile: 'Peak hours', price: priceText(percentOf(micros, 108)) },
      { sourceCode: '1', price: foreign, notes },
      { sourceCode: '90', price: foreign, notes },
    ];
  },
};
