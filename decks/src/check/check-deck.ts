/**
 * What a deck says as a whole: how many codes, which rates come twice or contradict each other, and
 * what is allowed but seldom meant. Nothing is decided here and nothing is changed.
 */

import type { Deck, Warning } from '../deck/deck.js';
import { WarningList } from '../deck/warning-list.js';
import { type Costs, warnOfCosts } from './cost-warnings.js';
import { warnOfOutliers } from './outlying-prices.js';
import { type PriceLimits, warnOfPrices } from './price-warnings.js';
import { findPairs, type RatePairs } from './rate-pairs.js';

export interface CheckOptions extends PriceLimits {
  /** What the calls cost: one list of rates for each carrier, in the deck's currency. */
  readonly costs?: readonly Costs[];
}

export interface DeckCheck extends RatePairs {
  readonly warnings: readonly Warning[];
}

export function checkDeck(deck: Deck, options: CheckOptions = {}): DeckCheck {
  const warnings = new WarningList();
  warnOfPrices(deck.rates, options, warnings);
  warnOfOutliers(deck.rates, warnings);
  if (options.costs !== undefined) warnOfCosts(deck.rates, options.costs, options.now, warnings);
  return { ...findPairs(deck.rates), warnings: warnings.finish() };
}
