/** The calling codes of the country that a destination's name begins or ends with. */

import { callingCodeOf } from '../codes/country-calling-codes.js';
import type { CodeNames } from '../deck/deck.js';
import { findCountry } from './country-finder.js';
import { COUNTRY_NAMES } from './country-names.js';
import { destinationWords } from './destination-words.js';

/** Null where the name has no country that is known, or the country no code. */
export function countryOfNames(names: CodeNames): (name: string) => ReadonlySet<string> | null {
  const written = new Map(COUNTRY_NAMES.map(({ country, name }) => [country, name]));
  const known = new Map<string, ReadonlySet<string> | null>();
  return (name) => {
    const country = findCountry(destinationWords(name))?.country;
    if (country === undefined) return null;
    let codes = known.get(country);
    if (codes === undefined) {
      const all = names.codesOf(written.get(country) ?? '').map(callingCodeOf);
      const found = new Set(all.filter((code) => code !== null));
      codes = found.size === 0 ? null : found;
      known.set(country, codes);
    }
    return codes;
  };
}
