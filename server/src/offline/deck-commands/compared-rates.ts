/** From the rows of a deck to the rates that a comparison is made of, and the instant for it. */

import type { Deck } from '@ratedeck/decks';
import { parseInstant, type Rate } from '@ratedeck/engine';

/**
 * Closed codes become rows that end at their date. Deleted ones are simply not there when the deck
 * is a whole one, since what it lacks is closed; in a partial one they end at once.
 */
export function comparedRates(deck: Deck, at: string, isFull: boolean): Rate[] {
  const rates: Rate[] = [];
  for (const { rate, change } of deck.rates) {
    if (change === 'set') rates.push(rate);
    else if (change === 'close') rates.push({ ...rate, effectiveTo: rate.effectiveTo ?? at });
    else if (!isFull) rates.push({ code: rate.code, effectiveTo: at });
  }
  return rates;
}

/** When all of a deck is in force, closings included: the latest of its dates, at least `now`. */
export function instantOfDeck(deck: Deck, now: string): string {
  let latest = now;
  let latestMs = parseInstant(now) ?? 0;
  const seen = new Set<string>();
  for (const { rate, change } of deck.rates) {
    const date = change === 'close' ? rate.effectiveTo : rate.effectiveFrom;
    if (date === undefined || seen.has(date)) continue;
    seen.add(date);
    const dateMs = parseInstant(date) ?? 0;
    if (dateMs <= latestMs) continue;
    latest = date;
    latestMs = dateMs;
  }
  return latest;
}
