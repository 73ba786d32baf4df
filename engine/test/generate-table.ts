/** Random rate tables: nested codes, versions, and every parameter of a charge. */

import type { ChargeParameters, Rate, RateTable, Tier } from '../src/book/book.js';
import type { NumberLength } from '../src/values/number-length.js';
import type { RoundingMode, Service } from '../src/values/scalars.js';
import { isoOf } from './generate-time.js';
import type { Random } from './random.js';

/** What tables are made from; numbers, callers and edges are shared so that things meet. */
export interface Stock {
  readonly random: Random;
  readonly numbers: readonly string[];
  readonly callers: readonly string[];
  readonly edges: readonly number[];
  readonly profileNames: readonly string[];
  readonly deckNames: readonly string[];
}

export const TAGS = ['gold', 'silver'];

const PRICES = [
  '0',
  '0.01',
  '0.0137',
  '0.60',
  '1.20',
  '1',
  '0.3333333333',
  '0.0000000001',
  '123456789.0123456789',
];

function price(random: Random): string {
  if (random.chance(60)) return random.pick(PRICES);
  return `${random.between(0, 3)}.${random.digits(random.between(1, 10))}`;
}

function fee(random: Random): string {
  return random.pick(['0', '0.05', '0.1', '1', '0.333']);
}

/** Lengths of intervals and the like, by service; voice may have fractions of a second. */
function volume(random: Random, service: Service, least: number, whole: boolean): number {
  const choices: Readonly<Record<Service, readonly number[]>> = {
    voice: whole ? [0, 1, 6, 8, 25, 30, 60] : [0, 0.5, 1, 1.5, 6, 8, 25, 30, 60, 7.125],
    sms: [0, 1, 2, 5, 10],
    data: [0, 1, 1024, 1_048_576],
  };
  return random.pick(choices[service].filter((choice) => choice >= least));
}

function tiers(random: Random, service: Service, whole: boolean): Tier[] {
  // Tiers are walked interval by interval in the reference: bytes need long steps.
  const step = service === 'data' ? 1_048_576 : service === 'sms' ? 5 : whole ? 30 : 12.5;
  const list: Tier[] = [];
  let from = random.chance(20) ? 0 : step * random.between(1, 4);
  const count = random.between(1, 3);
  for (let index = 0; index < count; index += 1) {
    const interval =
      service === 'data' ? 1_048_576 * random.between(1, 3) : volume(random, service, 1, whole);
    list.push({
      from,
      price: price(random),
      ...(service === 'data' || random.chance(50) ? { interval } : {}),
    });
    from += step * random.between(1, 5);
  }
  return list;
}

function parameters(
  random: Random,
  service: Service,
  percent: number,
  whole: boolean,
): ChargeParameters {
  const maybe = (share = percent) => random.chance(share);
  return {
    ...(maybe() ? { firstPrice: price(random) } : {}),
    ...(maybe() ? { firstInterval: volume(random, service, 0, whole) } : {}),
    ...(maybe() ? { nextInterval: volume(random, service, 1, whole) } : {}),
    ...(maybe(percent / 2) ? { freeVolume: volume(random, service, 0, whole) } : {}),
    ...(maybe() ? { setupFee: fee(random) } : {}),
    ...(maybe() ? { setupFeeMode: random.pick(['add', 'minimum'] as const) } : {}),
    ...(maybe() ? { graceVolume: volume(random, service, 0, whole) } : {}),
    ...(maybe() ? { graceMode: random.pick(['inclusive', 'exclusive'] as const) } : {}),
    ...(maybe() ? { surcharge: random.pick(['0', '0.10', '1.5', '0.0000000001']) } : {}),
    ...(maybe(percent / 2) ? { maxCharge: random.pick(['0', '0.5', '2', '1000000']) } : {}),
  };
}

function ratePart(random: Random, service: Service): ChargeParameters {
  const withTiers = random.chance(12);
  return {
    price: price(random),
    ...parameters(random, service, 15, false),
    ...(withTiers ? { tiers: tiers(random, service, false) } : {}),
    ...(withTiers && service === 'data' ? { nextInterval: 1_048_576 } : {}),
  };
}

function lengthRange(random: Random): NumberLength {
  const min = random.between(1, 12);
  const max = min + (random.chance(60) ? 6 : random.between(0, 20));
  return random.pick([{ min, max }, { min, max }, { min }, { max }, { min: max, max }]);
}

function codes(stock: Stock): string[] {
  const { random } = stock;
  const list = random.chance(50) ? [''] : [];
  const count = random.between(2, 7);
  for (let index = 0; index < count; index += 1) {
    const length = random.chance(80) ? random.between(1, 6) : random.between(7, 20);
    list.push(random.pick(stock.numbers).slice(0, length));
  }
  return list;
}

interface Period {
  readonly effectiveFrom?: string;
  readonly effectiveTo?: string;
}

function period(stock: Stock): Period {
  const { random, edges } = stock;
  const from = random.chance(50) ? random.pick(edges) : null;
  const later = edges.filter((edge) => from === null || edge > from);
  const to = random.chance(25) && later.length > 0 ? random.pick(later) : null;
  return {
    ...(from === null ? {} : { effectiveFrom: isoOf(from) }),
    ...(to === null ? {} : { effectiveTo: isoOf(to) }),
  };
}

function generateRate(stock: Stock, code: string, tableService: Service, mixed: boolean): Rate {
  const { random } = stock;
  const other = mixed && random.chance(10);
  const service = other ? random.pick(['voice', 'sms', 'data'] as const) : tableService;
  const profiles = stock.profileNames;
  return {
    code,
    ...(other || random.chance(10) ? { service } : {}),
    ...(random.chance(10) ? { name: `Name ${random.between(1, 9)}` } : {}),
    ...(random.chance(20)
      ? { sourceCode: random.pick(stock.callers).slice(0, random.between(1, 5)) }
      : {}),
    ...(random.chance(20) ? { numberLength: lengthRange(random) } : {}),
    ...(random.chance(30) && profiles.length > 0 ? { timeProfile: random.pick(profiles) } : {}),
    ...(random.chance(15) ? { tag: random.pick(TAGS) } : {}),
    ...(random.chance(10) ? { blocked: true } : {}),
    ...(random.chance(7) ? { stashed: true } : {}),
    ...period(stock),
    ...ratePart(random, service),
  };
}

/** Two active versions of one identity must not begin at one instant. */
function versionKey(rate: Rate, service: Service): string {
  const range = rate.numberLength;
  return JSON.stringify([
    rate.service ?? service,
    rate.code,
    rate.sourceCode,
    range === undefined ? null : [range.min ?? 1, range.max ?? 32],
    rate.timeProfile,
    rate.tag,
    rate.effectiveFrom === undefined ? null : Date.parse(rate.effectiveFrom),
  ]);
}

function generateRates(stock: Stock, service: Service, mixed: boolean): Rate[] {
  const { random } = stock;
  const pool = codes(stock);
  const seen = new Set<string>();
  const rates: Rate[] = [];
  const count = random.between(1, 24);
  for (let index = 0; index < count; index += 1) {
    // A version of a rate that is there already, or a new one.
    const model = random.chance(25) && rates.length > 0 ? random.pick(rates) : null;
    const fresh = generateRate(stock, random.pick(pool), service, mixed);
    const { effectiveFrom: _from, effectiveTo: _to, ...identity } = model ?? fresh;
    const rate: Rate =
      model === null ? fresh : { ...identity, price: price(random), ...period(stock) };
    const key = versionKey(rate, service);
    if (rate.stashed !== true && seen.has(key)) continue;
    if (rate.stashed !== true) seen.add(key);
    rates.push(rate);
  }
  return rates;
}

const MODES: readonly RoundingMode[] = ['up', 'half-up', 'half-even', 'down'];
const DURATIONS = ['up', 'half-up', 'down', 'none'] as const;

/** The rates of another table at other prices: entries of a plan then differ in little else. */
function repriced(random: Random, rates: readonly Rate[]): Rate[] {
  const kept = rates.filter(() => random.chance(80));
  return kept.map((rate) => ({ ...rate, price: price(random) }));
}

export function generateTable(
  stock: Stock,
  name: string,
  currency: string,
  earlier: readonly RateTable[],
): RateTable {
  const { random } = stock;
  const service = random.chance(75) ? 'voice' : random.pick(['sms', 'data'] as const);
  const mixed = random.chance(40);
  const parents = earlier.filter(
    (table) => table.currency === currency && table.service === service,
  );
  const sister = random.chance(40) && parents.length > 0 ? random.pick(parents) : null;
  return {
    name,
    service,
    currency,
    ...(random.chance(50) && parents.length > 0 ? { parent: random.pick(parents).name } : {}),
    ...(random.chance(20) ? { unit: random.pick([1, 6, 60, 100, 1024]) } : {}),
    ...(random.chance(50) && stock.deckNames.length > 0
      ? { codeDeck: random.pick(stock.deckNames) }
      : {}),
    ...(random.chance(30) ? { taxIncluded: random.chance(50) } : {}),
    ...(random.chance(40) ? { taxRate: random.pick(['0', '7.7', '20', '19.6', '200']) } : {}),
    ...(random.chance(60)
      ? { rounding: { decimals: random.between(0, 10), mode: random.pick(MODES) } }
      : {}),
    ...(random.chance(40) ? { durationRounding: random.pick(DURATIONS) } : {}),
    ...(random.chance(30) ? { timeBasis: random.pick(['start', 'split'] as const) } : {}),
    ...(random.chance(50)
      ? {
          defaults: {
            ...parameters(random, service, 25, true),
            ...(!mixed && sister === null && service !== 'data' && random.chance(10)
              ? { tiers: tiers(random, service, true) }
              : {}),
          },
        }
      : {}),
    rates:
      sister === null ? generateRates(stock, service, mixed) : repriced(random, sister.rates ?? []),
  };
}
