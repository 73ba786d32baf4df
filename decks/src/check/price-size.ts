/**
 * Whether prices are as large as what a minute costs: a list of many countries whose prices are
 * far below or above that was rather read with the wrong unit, whatever its headers are called.
 */

import { compareMoney } from '@ratedeck/engine';
import { callingCodeOf } from '../codes/country-calling-codes.js';
import type { DeckOptions, DeckRate, SheetRecognition } from '../deck/deck.js';
import { readPriceUnit } from '../values/price-unit.js';

/** Lists of few countries may be cheap ones or dear ones. */
const COUNTRIES_MIN = 12;
/** Half of the world for less than that a minute has never been sold. */
const MEDIAN_MIN = '0.005';
const MEDIAN_MAX = '3';
/** Money that is worth about as much as a dollar; of other money three may be little. */
const LARGE_MONEY: ReadonlySet<string | null> = new Set(['USD', 'EUR', 'GBP', 'CHF', null]);

export interface UnlikelySize {
  readonly text: string;
  /** What a price would have to be multiplied by. */
  readonly scale: string;
  readonly header: string;
}

/** Null where nothing speaks against the prices, or the user has said what they are. */
export function unlikelySize(
  sheet: SheetRecognition,
  rates: readonly DeckRate[],
  options: DeckOptions,
  currency: string | null,
): UnlikelySize | null {
  if (options.priceScale !== undefined || sheet.priceScale !== '1') return null;
  if (sheet.service !== undefined || sheet.codeKind !== undefined) return null;
  const column = sheet.columns.find(({ field }) => field === 'price');
  if (column === undefined || sheet.columns.some(({ field }) => field === 'priceUnit')) return null;
  const medians = mediansByCountry(rates);
  if (medians.length < COUNTRIES_MIN) return null;
  const median = medianOf(medians);
  const { header } = column;
  const said = `half of the countries cost ${median} or`;
  if (compareMoney(median, MEDIAN_MIN) < 0 && readPriceUnit(header).per === null) {
    const text = `${said} less, as no minute does: they may be prices of a second`;
    return { text, scale: '60', header };
  }
  if (compareMoney(median, MEDIAN_MAX) > 0 && LARGE_MONEY.has(currency)) {
    const text = `${said} more, as no minute does: they may be in cents`;
    return { text, scale: '0.01', header };
  }
  return null;
}

function mediansByCountry(rates: readonly DeckRate[]): string[] {
  const byCountry = new Map<string, string[]>();
  for (const { rate, change } of rates) {
    const { price, code, service } = rate;
    if (price === undefined || compareMoney(price, '0') <= 0 || change !== 'set') continue;
    if (rate.blocked === true || (service !== undefined && service !== 'voice')) continue;
    const country = callingCodeOf(code);
    if (country === null) continue;
    const prices = byCountry.get(country);
    if (prices === undefined) byCountry.set(country, [price]);
    else prices.push(price);
  }
  return [...byCountry.values()].map(medianOf);
}

function medianOf(prices: readonly string[]): string {
  const sorted = [...prices].sort(compareMoney);
  return sorted[sorted.length >> 1]!;
}
