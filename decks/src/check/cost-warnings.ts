/**
 * Prices below what the calls cost. Both ways of losing are looked for: the price of a code against
 * the cost of its own numbers, and a dearer code of the carrier's that only a shorter code sells.
 */

import { parseInstant, type Rate } from '@ratedeck/engine';
import { comparePrices } from '../compare/price-difference.js';
import type { DeckRate } from '../deck/deck.js';
import type { WarningList } from '../deck/warning-list.js';
import { shownCode } from './price-warnings.js';

/** Rates of one carrier, in the deck's currency. */
export interface Costs {
  readonly name: string;
  readonly rates: readonly Rate[];
}

export function warnOfCosts(
  rates: readonly DeckRate[],
  costs: readonly Costs[],
  now: string | undefined,
  warnings: WarningList,
): void {
  const nowMs = now === undefined ? null : parseInstant(now);
  const sold = new Map<string, DeckRate>();
  for (const deckRate of rates) {
    if (isSold(deckRate) && !sold.has(deckRate.rate.code)) sold.set(deckRate.rate.code, deckRate);
  }
  for (const carrier of costs) {
    const bought = dearestInForce(carrier.rates, nowMs);
    for (const deckRate of rates) {
      if (!isSold(deckRate)) continue;
      const cost = longestPrefix(bought, deckRate.rate.code);
      if (cost !== null) warnWhenBelow(deckRate, cost, carrier.name, warnings);
    }
    for (const cost of bought.values()) {
      if (sold.has(cost.code)) continue;
      const seller = longestPrefix(sold, cost.code);
      if (seller !== null) warnWhenBelow(seller, cost, carrier.name, warnings);
    }
  }
}

function isSold({ rate, change }: DeckRate): boolean {
  return change === 'set' && rate.price !== undefined && rate.blocked !== true && !rate.stashed;
}

function warnWhenBelow(
  { rate, sheet, row }: DeckRate,
  cost: Rate,
  carrier: string,
  warnings: WarningList,
): void {
  if (comparePrices(rate.price!, cost.price!) >= 0) return;
  const buys = `${carrier} takes ${cost.price} for code ${shownCode(cost)}`;
  const message = `code ${shownCode(rate)} is sold at ${rate.price}, below its cost: ${buys}`;
  warnings.add('below_cost', sheet, row, message);
}

/** By code; of several rates of a code (profiles, tags) the dearest, so that no loss is missed. */
function dearestInForce(rates: readonly Rate[], nowMs: number | null): Map<string, Rate> {
  const versions = new Map<string, { readonly rate: Rate; readonly beginMs: number }>();
  for (const rate of rates) {
    if (rate.stashed === true) continue;
    const beginMs =
      rate.effectiveFrom === undefined
        ? Number.NEGATIVE_INFINITY
        : (parseInstant(rate.effectiveFrom) ?? Number.NEGATIVE_INFINITY);
    if (nowMs !== null && beginMs > nowMs) continue;
    const { sourceCode, timeProfile, tag, numberLength } = rate;
    const key = JSON.stringify([rate.code, sourceCode, timeProfile, tag, numberLength]);
    const before = versions.get(key);
    if (before === undefined || before.beginMs <= beginMs) versions.set(key, { rate, beginMs });
  }
  const dearest = new Map<string, Rate>();
  for (const { rate } of versions.values()) {
    if (rate.price === undefined || rate.blocked === true) continue;
    if (rate.effectiveTo !== undefined && nowMs !== null) {
      if ((parseInstant(rate.effectiveTo) ?? nowMs) <= nowMs) continue;
    }
    const before = dearest.get(rate.code);
    if (before === undefined || comparePrices(rate.price, before.price!) > 0) {
      dearest.set(rate.code, rate);
    }
  }
  return dearest;
}

function longestPrefix<T>(byCode: ReadonlyMap<string, T>, code: string): T | null {
  for (let length = code.length; length >= 0; length -= 1) {
    const found = byCode.get(code.slice(0, length));
    if (found !== undefined) return found;
  }
  return null;
}
