/**
 * What a header's words may mean: fields with how sure the words are. Whole headers first, then the
 * longest known phrase inside. Content decides among them; nothing here looks at cells.
 */

import { DECK_FIELDS, type DeckField } from '../deck/deck.js';
import { foldText, wordsOf } from '../values/folded-text.js';
import { type PriceUnit, readPriceUnit } from '../values/price-unit.js';
import { MONEY_WORDING, OFF_PEAK_WORDS, PEAK_WORDS } from './wording-money.js';
import { PLACE_WORDING } from './wording-places.js';
import { TIME_WORDING } from './wording-times.js';

export interface HeaderMeaning {
  readonly fields: ReadonlyMap<DeckField | 'ignored', number>;
  readonly unit: PriceUnit;
  readonly part: 'peak' | 'offPeak' | null;
}

const PHRASES = new Map<string, Map<DeckField | 'ignored', number>>();
let phraseWordsMax = 1;

for (const { field, weight, phrases } of [...PLACE_WORDING, ...MONEY_WORDING, ...TIME_WORDING]) {
  for (const phrase of phrases.split('|')) {
    const fields = PHRASES.get(phrase) ?? new Map<DeckField | 'ignored', number>();
    fields.set(field, Math.max(weight, fields.get(field) ?? 0));
    PHRASES.set(phrase, fields);
    phraseWordsMax = Math.max(phraseWordsMax, phrase.split(' ').length);
  }
}

const CANONICAL: ReadonlySet<string> = new Set(DECK_FIELDS);
/** `(DD/MM/YYYY)` is how dates are written, no wording. */
const DATE_FORMAT = /\(?(?<!\p{L})[dmtjy]{1,4}[./-][dm]{1,2}[./-][dyja]{1,4}(?!\p{L})\)?/giu;
const HEADER_CHARACTERS_MAX = 120;
const EMPTY: HeaderMeaning = {
  fields: new Map(),
  unit: { currency: null, factor: '1', scale: '1', perFactor: '1', per: null, rest: '' },
  part: null,
};
/** What a header says beside its meaning. */
const FILLERS = new Set(
  (
    'the of in and for your our a an der die das le la les el los o os il lo i de del du des da ' +
    'do di y e und et'
  ).split(' '),
);

export function isCanonical(header: string): header is DeckField {
  return CANONICAL.has(header.trim());
}

/** @example headerMeaning('Rate/Min').fields.get('price') is 0.95 */
export function headerMeaning(header: string): HeaderMeaning {
  const text = header.trim();
  if (
    text === '' ||
    text.length > HEADER_CHARACTERS_MAX ||
    !/\p{L}|[$€£¥₽₺₹]|^\d+[/+-]\d/u.test(text)
  ) {
    return EMPTY;
  }
  const unit = readPriceUnit(text.replace(DATE_FORMAT, ' ').replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2'));
  const fields = new Map<DeckField | 'ignored', number>();
  const words = wordsOf(text.replace(DATE_FORMAT, ' '));
  const part = partOf(words.join(' '));
  addMatches(fields, words, 1);
  const bare = wordsOf(unit.rest).filter((word) => !FILLERS.has(word));
  if (bare.join(' ') !== words.join(' ')) addMatches(fields, bare, 0.99);
  if (bare.length === 0 && (unit.currency !== null || unit.per === 'minute')) {
    raise(fields, 'price', 0.85);
  }
  if (unit.per === 'call' && fields.has('price')) {
    fields.delete('price');
    raise(fields, 'setupFee', 0.94);
  }
  if (part !== null) addPart(fields, part, words);
  return { fields, unit, part };
}

function raise(
  fields: Map<DeckField | 'ignored', number>,
  field: DeckField | 'ignored',
  to: number,
) {
  if ((fields.get(field) ?? 0) < to) fields.set(field, to);
}

function addMatches(
  fields: Map<DeckField | 'ignored', number>,
  words: readonly string[],
  trust: number,
): void {
  const whole = PHRASES.get(words.join(' '));
  if (whole !== undefined) {
    for (const [field, weight] of whole) raise(fields, field, weight * trust);
    return;
  }
  for (let length = Math.min(words.length - 1, phraseWordsMax); length >= 1; length--) {
    let found = false;
    for (let at = 0; at + length <= words.length; at++) {
      const phrase = words.slice(at, at + length).join(' ');
      const part = PHRASES.get(phrase);
      // Words of two letters (`do`, `no`, `to`) mean something only when they stand alone.
      if (part === undefined || phrase.length < 3) continue;
      found = true;
      // Words that are not understood take from the trust, the more of them the more.
      const share = 0.55 + (0.4 * length) / words.length;
      for (const [field, weight] of part) raise(fields, field, weight * trust * share);
    }
    if (found && length > 1) return;
  }
}

function partOf(joined: string): 'peak' | 'offPeak' | null {
  const folded = foldText(joined);
  if (OFF_PEAK_WORDS.test(folded)) return 'offPeak';
  return PEAK_WORDS.test(folded) ? 'peak' : null;
}

/** `Peak rate`, or `Peak` alone; `Day` alone is no price by its word. */
function addPart(
  fields: Map<DeckField | 'ignored', number>,
  part: 'peak' | 'offPeak',
  words: readonly string[],
): void {
  const price = fields.get('price') ?? 0;
  const field = part === 'peak' ? 'peakPrice' : 'offPeakPrice';
  if (price > 0.5 || words.length <= 2) raise(fields, field, price > 0.5 ? 0.94 : 0.7);
}
