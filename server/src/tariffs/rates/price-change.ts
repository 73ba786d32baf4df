/** What a rate costs more or less than the version before it, as rates and their images show it. */

import { comparePrices, percentChange, priceDifference } from '@ratedeck/decks';

/** Both prices known; a missing one comes from the table and is no price to compare. */
export function differenceOf(price: string | null, before: string | null) {
  if (price === null || before === null) return { difference: null, differencePercent: null };
  return {
    difference: comparePrices(price, before) === 0 ? '0' : priceDifference(before, price),
    differencePercent: percentChange(before, price),
  };
}
