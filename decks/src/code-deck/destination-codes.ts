/**
 * Codes of a destination's name as carriers write it: a country, a kind of number, a place or an
 * operator, or digits of the national number ("Italy, 848.0001xx Fastweb"). Every word of the name
 * must be understood; otherwise the answer is no code, never the nearest guess.
 */

import type { CodeTable, NamedDestination } from './code-deck-file.js';
import { type CountryFound, findCountry } from './country-finder.js';
import { COUNTRY_NAMES } from './country-names.js';
import { destinationWords } from './destination-words.js';
import type { DigitTree } from './digit-tree.js';

/** Words that say "this country and nothing special", or "the rest of them". */
const PLAIN_WORDS: ReadonlySet<string> = new Set([
  ...['proper', 'fixed', 'landline', 'landlines', 'land', 'line', 'lines', 'geographic', 'pstn'],
  ...[
    'national',
    'other',
    'others',
    'all',
    'rest',
    'roc',
    'standard',
    'normal',
    'basic',
    'country',
  ],
]);

const SPECIAL_KINDS: readonly (readonly [words: string, kind: string | null])[] = [
  ['toll free', 'toll free'],
  ['freephone', 'toll free'],
  ['free phone', 'toll free'],
  ['premium rate', 'premium'],
  ['premium', 'premium'],
  ['shared cost', 'shared cost'],
  ['personal numbering', 'personal'],
  ['personal numbers', 'personal'],
  ['personal number', 'personal'],
  ['personal', 'personal'],
  ['paging', 'pager'],
  ['pager', 'pager'],
  ['voip', 'VoIP'],
  ['voicemail', 'voicemail'],
  ['corporate', 'corporate'],
  ['special services', null],
  ['special service', null],
  ['special', null],
];

/** Places that go by their own name without that of the country. */
const OWN_NAMES: ReadonlyMap<string, string> = new Map([
  ['alaska', 'United States Alaska'],
  ['hawaii', 'United States Hawaii'],
  ['zanzibar', 'Tanzania Zanzibar'],
  ['azores', 'Portugal Azores'],
  ['madeira', 'Portugal Madeira'],
]);

/** Names for several countries together: all of them are meant. */
const GROUPS: ReadonlyMap<string, readonly string[]> = new Map([
  ['netherlands antilles', ['CW', 'BQ']],
  ['dutch antilles', ['CW', 'BQ']],
  ['french antilles', ['GP', 'MQ']],
  ['mayotte reunion', ['YT', 'RE']],
  ['reunion mayotte', ['YT', 'RE']],
  ['serbia montenegro', ['RS', 'ME']],
]);

/** Words that names of international services have or lack. */
const SERVICE_WORDS: ReadonlySet<string> = new Set([
  ...['satellite', 'number', 'numbers', 'service', 'services'],
]);

/**
 * Calling codes that countries share as equals. The plain code would price calls to the others as
 * if they were calls to the first, so these countries get the codes that are theirs alone.
 */
const SHARED_CALLING_CODES: ReadonlySet<string> = new Set(['1', '7', '262', '599']);

const CODE_DIGITS_MAX = 15;

interface Destination extends NamedDestination {
  readonly index: number;
  /** Place or operator, or the kind of special service. */
  readonly detail: readonly string[];
}

export class DestinationCodes {
  readonly #table: CodeTable;
  readonly #tree: DigitTree;
  readonly #byCountry = new Map<string, Destination[]>();
  readonly #codesByName: readonly (readonly string[])[];
  readonly #answers = new Map<string, readonly string[]>();

  constructor(table: CodeTable, tree: DigitTree) {
    this.#table = table;
    this.#tree = tree;
    const codesByName: string[][] = table.names.map(() => []);
    table.codes.forEach((code, at) => {
      codesByName[table.nameIndexes[at]!]!.push(code);
    });
    this.#codesByName = codesByName;
    const countryNames = new Map(COUNTRY_NAMES.map(({ country, name }) => [country, name]));
    table.names.forEach((named, index) => {
      const detail = destinationWords(
        named.name.slice(countryNames.get(named.country)?.length ?? 0),
      );
      const ofCountry = this.#byCountry.get(named.country) ?? [];
      this.#byCountry.set(named.country, ofCountry);
      const own = named.type === 'mobile' ? withoutFirst(detail, 'mobile') : detail;
      ofCountry.push({ ...named, index, detail: own });
    });
  }

  codesOf(name: string): readonly string[] {
    const known = this.#answers.get(name);
    if (known !== undefined) return known;
    const codes = this.#resolve(name);
    if (this.#answers.size > 20_000) this.#answers.clear();
    this.#answers.set(name, codes);
    return codes;
  }

  #resolve(name: string): readonly string[] {
    const words = destinationWords(name);
    const global = this.#ofNoCountry(words);
    if (global.length > 0) return global;
    const group = GROUPS.get(words.slice(0, 2).join(' '));
    if (group !== undefined) {
      const rest = words.slice(words[2] === 'islands' ? 3 : 2);
      return group.flatMap((country) => this.#inCountry({ country, rest }));
    }
    const found = findCountry(words);
    if (found === null) return this.#ownName(words);
    const digits = nationalDigits(name);
    if (digits !== null) return this.#numbers(found.country, digits);
    return this.#inCountry(found);
  }

  #ofNoCountry(words: readonly string[]): readonly string[] {
    const asked = words.filter((word) => !SERVICE_WORDS.has(word)).join(' ');
    const codes = (this.#byCountry.get('001') ?? []).filter(
      ({ detail }) => detail.join(' ') === asked,
    );
    return codes.flatMap(({ index }) => this.#codesByName[index]!);
  }

  #ownName(words: readonly string[]): readonly string[] {
    const isPlace = (word: string): boolean => word !== 'islands' && !PLAIN_WORDS.has(word);
    const full = OWN_NAMES.get(words.filter(isPlace).join(' '));
    return full === undefined ? [] : this.#resolve(full);
  }

  /** Digits of a national number, once they are sure to belong to the country. */
  #numbers(country: string, digits: string): readonly string[] {
    const callingCodes = this.#tops(country, () => true).filter((code) => code.length <= 3);
    const codes = callingCodes.map((callingCode) => {
      // A leading 0 is dialled inside the country only, except where numbers keep it, as in Italy.
      const keepsZero = this.#longestCode(`${callingCode}0`).length > callingCode.length;
      return `${callingCode}${keepsZero ? digits : digits.replace(/^0/, '')}`;
    });
    return codes.filter((code) => {
      const at = this.#tree.longest(code);
      return code.length <= CODE_DIGITS_MAX && at >= 0 && this.#named(at).country === country;
    });
  }

  #longestCode(digits: string): string {
    return this.#table.codes[this.#tree.longest(digits)] ?? '';
  }

  #inCountry({ country, rest }: CountryFound): readonly string[] {
    const words = rest.filter((word) => !PLAIN_WORDS.has(word));
    if (words.length === 0) return this.#countryCodes(country);
    const special = specialKind(words);
    if (special !== undefined) {
      return this.#tops(
        country,
        ({ type, detail }) =>
          type === 'special' && (special === null || detail.join(' ') === special.toLowerCase()),
      );
    }
    if (words.includes('mobile')) {
      return this.#mobiles(
        country,
        words.filter((word) => word !== 'mobile' && word !== 'networks'),
      );
    }
    const place = words.join(' ');
    const places = this.#tops(
      country,
      ({ type, detail }) => (type === 'landline' || type === 'mixed') && detail.join(' ') === place,
    );
    return places.length > 0 ? places : this.#mobiles(country, words);
  }

  #mobiles(country: string, operator: readonly string[]): readonly string[] {
    // One letter or digit alone is a name only when it is the whole name: "3", but not "Band 3".
    const fits = (detail: readonly string[]): boolean =>
      operator.length === 1 && operator[0]!.length === 1
        ? detail.filter((word) => word !== 'mobile').join(' ') === operator[0]
        : operator.every((word) => detail.includes(word));
    return this.#tops(country, ({ type, detail }) => type === 'mobile' && fits(detail));
  }

  #countryCodes(country: string): readonly string[] {
    return this.#tops(country, () => true).flatMap((code) =>
      SHARED_CALLING_CODES.has(code)
        ? this.#tree.cover(code, (at) => at >= 0 && this.#named(at).country === country)
        : [code],
    );
  }

  /** Codes of the country that fit and do not stand below one that fits as well. */
  #tops(country: string, fits: (destination: Destination) => boolean): readonly string[] {
    const fitting = (this.#byCountry.get(country) ?? []).filter(fits);
    const indexes = new Set(fitting.map(({ index }) => index));
    const codes = fitting.flatMap(({ index }) => this.#codesByName[index]!);
    return codes
      .filter((code) => {
        const above = this.#tree.longest(code.slice(0, -1));
        return above < 0 || !indexes.has(this.#table.nameIndexes[above]!);
      })
      .sort();
  }

  #named(at: number): NamedDestination {
    return this.#table.names[this.#table.nameIndexes[at]!]!;
  }
}

function withoutFirst(words: readonly string[], word: string): readonly string[] {
  return words[0] === word ? words.slice(1) : words;
}

/** Undefined: the words are no kind of special service; null: services of all kinds. */
function specialKind(words: readonly string[]): string | null | undefined {
  const asked = words.join(' ');
  return SPECIAL_KINDS.find(([kindWords]) => kindWords === asked)?.[1];
}

/** `848.0001xx`, `840 1100`: digits that stand alone, at least three, `x` for any further ones. */
function nationalDigits(name: string): string | null {
  const found = /(?<![\p{L}\p{N}.,'])(\d[\d. ]*\d)(?:x*)(?![\p{L}\p{N}])/u.exec(name);
  if (found === null) return null;
  const digits = found[1]!.replace(/[. ]/g, '');
  return digits.length >= 3 ? digits : null;
}
