/**
 * The margin of an event: net of the topmost customer leg less the nets of the parties that cost,
 * each converted exactly and in the stated direction only (rating rules, section 7).
 */

import type { Book } from '../../src/book/book.js';
import type { Margin } from '../../src/event/event.js';
import { type Fraction, multiply, parseDecimal, subtract, toDecimal } from './fraction.js';
import type { PricedLeg } from './reference-leg.js';
import { requireInstant } from './reference-time.js';

export interface MarginResult {
  readonly margin: Margin | null;
  readonly marginReason: string | null;
}

/** Units of `to` for one of `from`: the latest rate that is dated not after the event. */
function exchangeRate(book: Book, from: string, to: string, atMs: number): Fraction | null {
  if (from === to) return parseDecimal('1');
  let latest: { dateMs: number; rate: string } | null = null;
  for (const each of book.exchangeRates ?? []) {
    if (each.from !== from || each.to !== to) continue;
    const dateMs = requireInstant(each.date);
    if (dateMs > atMs) continue;
    if (latest === null || dateMs > latest.dateMs) latest = { dateMs, rate: each.rate };
  }
  return latest === null ? null : parseDecimal(latest.rate);
}

export function marginOf(
  book: Book,
  customers: readonly PricedLeg[],
  costs: readonly PricedLeg[],
  atMs: number,
  marginCurrency: string | undefined,
): MarginResult {
  if (costs.length === 0) return { margin: null, marginReason: null };
  if ([...customers, ...costs].some(({ net }) => net === null)) {
    return { margin: null, marginReason: 'leg_not_priced' };
  }
  const topmost = customers.at(-1)!;
  const currency = marginCurrency ?? topmost.leg.currency!;
  let total: Fraction | null = null;
  for (const { leg, net } of [topmost, ...costs]) {
    const rate = exchangeRate(book, leg.currency!, currency, atMs);
    if (rate === null) return { margin: null, marginReason: 'no_exchange_rate' };
    const converted = multiply(net!, rate);
    total = total === null ? converted : subtract(total, converted);
  }
  return { margin: { amount: toDecimal(total!), currency }, marginReason: null };
}

/**
 * What a rated event has to say of the other parties: `carrier: no_rate no_code; device: blocked`
 * for those that have no price, else why there is no margin.
 */
export function remarkOf(costs: readonly PricedLeg[], result: MarginResult): string | null {
  const unpriced = costs
    .filter(({ net }) => net === null)
    .map(({ leg }) => {
      const reason = leg.reason === null ? '' : ` ${leg.reason}`;
      return `${leg.role}: ${leg.outcome}${reason}`;
    });
  if (unpriced.length > 0) return unpriced.join('; ');
  return result.marginReason === null ? null : `margin: ${result.marginReason}`;
}
