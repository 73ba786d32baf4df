/**
 * Finds the country that the words of a destination's name begin or end with. A name that could be
 * two countries ("Korea", "Virgin Islands") is none: a price for the wrong country is worse than a
 * name that a person has to settle.
 */

import { COUNTRY_NAMES } from './country-names.js';
import { destinationWords } from './destination-words.js';

export interface CountryFound {
  readonly country: string;
  /** Words that are not the country's. */
  readonly rest: readonly string[];
}

/** Words of states that names leave out or add as they like. */
const STATE_WORDS: ReadonlySet<string> = new Set([
  ...['republic', 'islands', 'state', 'states', 'territory', 'territories', 'kingdom'],
  ...['federation', 'sar', 'commonwealth'],
]);

/** What is left of some countries' names, or of two countries' names, without those words. */
const AMBIGUOUS: ReadonlySet<string> = new Set([
  ...['', 'korea', 'virgin', 'man', 'united', 'china republic', 'faso', 'central', 'st martin'],
]);

const WORDS_MAX = 7;

// Without their order: "Korea South" is "South Korea".
const keyOf = (words: readonly string[]): string => [...words].sort().join(' ');
const withoutStateWords = (words: readonly string[]): readonly string[] =>
  words.filter((word) => !STATE_WORDS.has(word));

interface CountryKeys {
  readonly full: ReadonlyMap<string, string>;
  readonly reduced: ReadonlyMap<string, string | null>;
}

function countryKeys(): CountryKeys {
  const full = new Map<string, string>();
  const reduced = new Map<string, string | null>();
  for (const { country, name, otherNames } of COUNTRY_NAMES) {
    for (const spelling of [name, ...otherNames]) {
      const words = destinationWords(spelling);
      const known = full.get(keyOf(words));
      if (known !== undefined && known !== country) {
        throw new Error(`country-names.ts: "${spelling}" stands for ${known} and ${country}`);
      }
      full.set(keyOf(words), country);
      const short = keyOf(withoutStateWords(words));
      reduced.set(short, (reduced.get(short) ?? country) === country ? country : null);
    }
  }
  return { full, reduced };
}

let keys: CountryKeys | null = null;

function countryOfWords(words: readonly string[]): string | null {
  keys ??= countryKeys();
  const key = keyOf(words);
  if (AMBIGUOUS.has(key)) return null;
  const full = keys.full.get(key);
  if (full !== undefined) return full;
  const short = keyOf(withoutStateWords(words));
  return AMBIGUOUS.has(short) ? null : (keys.reduced.get(short) ?? null);
}

export function findCountry(words: readonly string[]): CountryFound | null {
  for (let count = Math.min(words.length, WORDS_MAX); count > 0; count -= 1) {
    const first = countryOfWords(words.slice(0, count));
    if (first !== null) return { country: first, rest: words.slice(count) };
  }
  for (let count = Math.min(words.length - 1, WORDS_MAX); count > 0; count -= 1) {
    const last = countryOfWords(words.slice(-count));
    if (last !== null) return { country: last, rest: words.slice(0, -count) };
  }
  return null;
}
