/**
 * Prices that stand far from the others: by orders of magnitude from the median of the deck, and
 * from those of the same country. A comma that was lost, or a price of another unit.
 */

import { callingCodeOf } from '../codes/country-calling-codes.js';
import type { DeckRate } from '../deck/deck.js';
import type { WarningList } from '../deck/warning-list.js';
import { spreadSample } from './spread-sample.js';

const RATES_MIN = 8;
const SAMPLE_MAX = 5000;
const ORDERS_MIN = 3;
const NEIGHBOURS_MIN = 3;

interface Priced {
  readonly text: string;
  /** Of ten: 0 is 1 to 9, -2 is 0.01 to 0.09. */
  readonly order: number;
}

/** The place of the first digit that is not zero; null where all are. */
function orderOf(price: string): number | null {
  const point = price.indexOf('.');
  const whole = point < 0 ? price.length : point;
  for (let at = 0; at < price.length; at += 1) {
    const code = price.charCodeAt(at);
    if (code < 49 || code > 57) continue;
    return at < whole ? whole - at - 1 : whole - at;
  }
  return null;
}

export function warnOfOutliers(rates: readonly DeckRate[], warnings: WarningList): void {
  const all = sampled(rates);
  if (all.length < RATES_MIN) return;
  const median = medianOf(all);
  let byCountry: Map<string, Priced[]> | null = null;
  for (const { rate, sheet, row, change } of rates) {
    const { price, code } = rate;
    if (price === undefined || change !== 'set' || rate.blocked === true) continue;
    const order = orderOf(price);
    if (order === null || Math.abs(order - median.order) < ORDERS_MIN) continue;
    byCountry ??= countriesOf(rates);
    const country = callingCodeOf(code) ?? '';
    const near = byCountry.get(country) ?? [];
    const own = near.length > NEIGHBOURS_MIN ? medianOf(near) : null;
    if (own !== null && Math.abs(order - own.order) < ORDERS_MIN - 1) continue;
    const orders = Math.abs(order - median.order);
    const beside = own === null ? '' : `, and of its neighbours in ${country} ${own.text}`;
    const message =
      `code ${code} costs ${price}, ${orders} orders of magnitude from the others: ` +
      `the median of the deck is ${median.text}${beside}`;
    warnings.add('price_outlier', sheet, row, message);
  }
}

function sampled(rates: readonly DeckRate[]): Priced[] {
  return spreadSample(rates, SAMPLE_MAX)
    .map(pricedOf)
    .filter((priced) => priced !== null);
}

function pricedOf({ rate, change }: DeckRate): Priced | null {
  if (rate.price === undefined || change !== 'set' || rate.blocked === true) return null;
  const order = orderOf(rate.price);
  return order === null ? null : { text: rate.price, order };
}

/** By order, then by digits: near enough to the middle, and no amount becomes a binary number. */
function medianOf(list: readonly Priced[]): Priced {
  const sorted = [...list].sort((a, b) => a.order - b.order || (a.text < b.text ? -1 : 1));
  return sorted[sorted.length >> 1]!;
}

function countriesOf(rates: readonly DeckRate[]): Map<string, Priced[]> {
  const found = new Map<string, Priced[]>();
  for (const rate of spreadSample(rates, SAMPLE_MAX * 10)) {
    const priced = pricedOf(rate);
    if (priced === null) continue;
    const country = callingCodeOf(rate.rate.code) ?? '';
    const list = found.get(country);
    if (list === undefined) found.set(country, [priced]);
    else list.push(priced);
  }
  return found;
}
