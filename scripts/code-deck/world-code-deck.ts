/** The whole deck: every country calling code with its names, and the codes of no country. */

import { COUNTRY_NAMES } from '../../decks/src/code-deck/country-names.js';
import { destinationWords } from '../../decks/src/code-deck/destination-words.js';
import type { CodeName } from '../../decks/src/deck/deck.js';
import { type Label, labelledPrefixes } from './deck-tree.js';
import { INTERNATIONAL_CODES } from './international-codes.js';
import type { CallingCode } from './numbering-packages.js';
import { isSpecial, numberingPlan } from './numbering-plan.js';
import { operatorName, placeName } from './place-names.js';

/** Longer place prefixes are exchanges within a town, which no rate deck tells apart. */
const PLACE_DIGITS_MAX = 5;
/** Numbers there do not show whether they are mobiles, and operators are known of none. */
const MIXED_WITHOUT_OPERATORS: ReadonlySet<string> = new Set(['US', 'CA']);

const countryNames: ReadonlyMap<string, string> = new Map(
  COUNTRY_NAMES.map(({ country, name }) => [country, name]),
);

const folded = (name: string): string => destinationWords(name).join(' ');

function details(
  names: ReadonlyMap<string, string>,
  digitsMax: number,
  clean: (name: string) => string,
  banned: ReadonlySet<string>,
): Map<string, string> {
  const kept = new Map<string, string>();
  for (const [prefix, name] of names) {
    if (prefix.length > digitsMax) continue;
    const cleaned = clean(name);
    kept.set(prefix, banned.has(folded(cleaned)) ? '' : cleaned);
  }
  return kept;
}

function codeName(code: string, { country, kind, detail }: Label): CodeName {
  const name = countryNames.get(country);
  if (name === undefined) throw new Error(`country ${country} has no name in country-names.ts`);
  const kindWord = kind === 'landline' || kind === 'mixed' ? '' : kind;
  return {
    code,
    name: [name, kindWord, detail].filter((part) => part !== '').join(' '),
    country,
    type: isSpecial(kind) ? 'special' : (kind as CodeName['type']),
  };
}

function codeNames({ callingCode, countries, places, operators }: CallingCode): CodeName[] {
  // "Singapore, Singapore" says nothing, and a Caribbean island is no place in the United States.
  const banned = new Set(countries.map(({ country }) => folded(countryNames.get(country)!)));
  const digitsMax = callingCode === '1' ? Number.POSITIVE_INFINITY : PLACE_DIGITS_MAX;
  const names = {
    places: details(places, digitsMax, (name) => placeName(name, callingCode), banned),
    operators: details(operators, Number.POSITIVE_INFINITY, operatorName, banned),
  };
  const mainCountry = countries[0]!.country;
  const plan = numberingPlan(countries);
  return labelledPrefixes(plan, mainCountry, names, MIXED_WITHOUT_OPERATORS).map((found) =>
    codeName(`${callingCode}${found.prefix}`, found),
  );
}

/** Sorted by code as text. */
export function worldCodeDeck(callingCodes: readonly CallingCode[]): readonly CodeName[] {
  const byCode = new Map<string, CodeName>();
  for (const entry of callingCodes.flatMap(codeNames)) byCode.set(entry.code, entry);
  for (const entry of INTERNATIONAL_CODES) byCode.set(entry.code, entry);
  return [...byCode.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}
