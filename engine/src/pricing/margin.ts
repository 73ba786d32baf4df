/**
 * Margin: net of the topmost customer leg less the nets of carrier, device and reseller legs,
 * exact, in one currency. A missing price or exchange rate refuses the margin, never the event.
 */

import { type CompiledBook, exchangeRateAt } from '../compiled/compiled-book.js';
import { addDecimals, type Decimal, multiplyDecimals, subtractDecimals } from '../values/money.js';
import type { LegSlot } from './leg-slot.js';
import type { PricedLeg } from './priced-leg.js';

export interface MarginResult {
  readonly amount: Decimal | null;
  readonly currency: string | null;
  /** Why there is no amount: `leg_not_priced` or `no_exchange_rate`. */
  readonly reason: string | null;
  /** Sum of the amounts of the reseller legs in the margin's currency; null without any. */
  readonly resellerAmount: Decimal | null;
}

const ZERO: Decimal = { digits: 0n, scale: 0 };

const netOf = (leg: PricedLeg): Decimal => ({
  digits: leg.wide === null ? BigInt(leg.net) : leg.wideNet,
  scale: leg.table.decimals,
});

const amountOf = (leg: PricedLeg): Decimal => ({
  digits: leg.wide ?? BigInt(leg.amount),
  scale: leg.table.decimals,
});

/** The legs hold at least one that costs; the first is the paying one. */
export function margin(
  slots: readonly LegSlot[],
  book: CompiledBook,
  atMs: number,
  currency: string | undefined,
): MarginResult {
  const topmost = slots.findLast(({ role }) => role === 'customer');
  const to = currency ?? (topmost?.leg.outcome === 'rated' ? topmost.leg.table.currency : null);
  const convert = (leg: PricedLeg, value: Decimal): Decimal | null => {
    const rate = to === null ? null : exchangeRateAt(book, leg.table.currency, to, atMs);
    return rate === null ? null : multiplyDecimals(value, rate);
  };
  const resellers = slots.filter(({ role }) => role === 'reseller');
  const resellerAmount = sum(
    resellers.map(({ leg }) => (leg.outcome === 'rated' ? convert(leg, amountOf(leg)) : null)),
  );
  const refuse = (reason: string): MarginResult => ({
    amount: null,
    currency: null,
    reason,
    resellerAmount,
  });
  if (topmost === undefined || slots.some(({ leg }) => leg.outcome !== 'rated')) {
    return refuse('leg_not_priced');
  }
  const income = convert(topmost.leg, netOf(topmost.leg));
  const costs = slots
    .filter(({ role }) => role !== 'customer')
    .map(({ leg }) => convert(leg, netOf(leg)));
  if (income === null || costs.includes(null)) return refuse('no_exchange_rate');
  const amount = subtractDecimals(income, sum(costs) ?? ZERO);
  return { amount, currency: to, reason: null, resellerAmount };
}

/** Null without values, or where one of them is missing. */
function sum(values: readonly (Decimal | null)[]): Decimal | null {
  let total: Decimal | null = null;
  for (const value of values) {
    if (value === null) return null;
    total = addDecimals(total ?? ZERO, value);
  }
  return total;
}
