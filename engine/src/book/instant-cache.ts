/**
 * Instants of texts that come again and again: a deck of a million rates has a handful of dates.
 *
 * Bounded, and forgets all at once when full. Holds results of a pure function only, so it is
 * shared by every book that is read.
 */

import { parseInstant } from '../values/instant.js';

const CACHED_COUNT_MAX = 5000;
const TEXT_LENGTH_MAX = 40;

const cache = new Map<string, number | null>();

/** Epoch milliseconds, or null when the text is no instant; like `parseInstant`. */
export function instantMsOf(text: string): number | null {
  if (text.length > TEXT_LENGTH_MAX) return null;
  const cached = cache.get(text);
  if (cached !== undefined) return cached;
  const instantMs = parseInstant(text);
  if (cache.size >= CACHED_COUNT_MAX) cache.clear();
  cache.set(text, instantMs);
  return instantMs;
}
