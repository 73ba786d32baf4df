/**
 * What a header's words may mean: fields with how sure the words are. Whole headers first, then the
 * longest known phrase inside. Content decides among them; nothing here looks at cells.
 */

import { DECK_FIELDS, type DeckField } from '../deck/deck.js';
import { foldText, wordsOf } from '../values/folded-text.js';
import { type PriceUnit, readPriceUnit } from '../values/price-unit.js';
import { type Meaning, OFF_PEAK_WORDS, PEAK_WORDS, WORDING } from './header-wording.js';

export interface HeaderMeaning {
  readonly fields: ReadonlyMap<Meaning, number>;
  readonly unit: PriceUnit;
  readonly part: 'peak' | 'offPeak' | null;
  /** Fields that all of the words mean together, not a part of them. */
  readonly whole: ReadonlySet<Meaning>;
  /** A date of the record, not of the rate: `Created Date`. */
  readonly isRecordDate: boolean;
  /** It speaks of who calls, not of where to. */
  readonly isOfCaller: boolean;
}

const CANONICAL: ReadonlySet<string> = new Set(DECK_FIELDS);
/** `(DD/MM/YYYY)` is how dates are written, no wording. */
const DATE_FORMAT = /\(?(?<!\p{L})[dmtjy]{1,4}[./-][dm]{1,2}[./-][dyja]{1,4}(?!\p{L})\)?/giu;
/** `Unit(s)` is a unit; `Interval (s)` in seconds is left. */
/** `Inter 6/6` is a price, and says how time is billed besides. */
const INCREMENTS = /(\p{L}[^\d]*?)[\s(]+\d{1,3}\/\d{1,3}(?!\d)\)?/gu;
const PLURAL = /(?<=\p{L})\(s\)/giu;
const HEADER_CHARACTERS_MAX = 120;
const EMPTY: HeaderMeaning = {
  fields: new Map(),
  unit: { currency: null, factor: '1', scale: '1', perFactor: '1', per: null, rest: '' },
  part: null,
  whole: new Set(),
  isRecordDate: false,
  isOfCaller: false,
};
/** What an amount holds of tax changes nothing of what else it is. */
const TAX = new RegExp(
  '\\(?(?<!\\p{L})(?:incl?|inclusive|including|excl?|exclusive|excluding|with|without|inkl|exkl|zzgl|' +
    'mit|ohne|avec|sans|hors|con|sin|com|sem|met|zonder)\\.?(?:\\s+(?:of|de|la))?\\s*' +
    '(?:vat|tax(?:es)?|mwst|ust|iva|tva|btw|moms|gst|ндс)(?!\\p{L})\\)?',
  'gu',
);
/** `Mon-Fri 08:00-18:00`, the words of it parted. */
const HOURS =
  /\b(?:\d{1,2}|am|pm|h|hrs?|uhr|mon|tue|wed|thu|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|mo|di|mi|do|fr|sa|so)\b/gu;
const FILLERS = WORDING.words('fillerWord');
const NEUTRAL = WORDING.words('neutralWord');
const RECORD_WORDS = WORDING.words('recordWord');
const CALLER_WORDS = WORDING.words('callerWord');
const CALLED_WORDS = WORDING.words('calledWord');
const OTHER_AMOUNT_WORDS = WORDING.words('otherAmountWord');
const CODE_FIELDS = ['code', 'areaCode', 'countryCode'] as const;
const CODE_WORDS = WORDING.words('codeWord');

export function isCanonical(header: string): header is DeckField {
  return CANONICAL.has(header.trim());
}

/** A word that headers are made of, alone: `destination`, `price`, `and`. */
export function isWording(word: string): boolean {
  return WORDING.phrase([word]) !== undefined || FILLERS.has(word) || NEUTRAL.has(word);
}

/** @example headerMeaning('Rate/Min').fields.get('price') is 0.95 */
export function headerMeaning(header: string): HeaderMeaning {
  const text = header.trim().replace(PLURAL, '');
  if (
    text === '' ||
    text.length > HEADER_CHARACTERS_MAX ||
    !/\p{L}|[$€£¥₽₺₹]|^\d+[/+-]\d/u.test(text)
  ) {
    return EMPTY;
  }
  const unit = readPriceUnit(text.replace(DATE_FORMAT, ' ').replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2'));
  const meant = new Meant();
  const { fields } = meant;
  const words = wordsOf(text.replace(DATE_FORMAT, ' ').replace(INCREMENTS, '$1'));
  const part = partOf(words.join(' '));
  meant.add(words, 1);
  const bare = wordsOf(unit.rest).filter((word) => !FILLERS.has(word));
  if (bare.join(' ') !== words.join(' ')) meant.add(bare, 0.99);
  if (bare.length === 0 && unit.per === 'call') meant.raise('price', 0.85);
  const core = bare.filter((word) => !NEUTRAL.has(word));
  if (core.length > 0 && core.length < bare.length) meant.addWhole(core, 0.97);
  meant.addUntaxed(wordsOf(unit.rest.replace(TAX, ' ')), bare.length);
  if (bare.length === 0 && (unit.currency !== null || unit.per === 'minute')) {
    meant.raise('price', 0.85);
    meant.whole.add('price');
  }
  if (unit.per === 'call' && fields.has('price')) {
    fields.delete('price');
    meant.raise('setupFee', 0.94);
    meant.whole.add('setupFee');
  }
  if (part !== null) addPart(meant, part, words);
  const isRecordDate = meant.leaveRecordDates(words);
  const isOfCaller = meant.takeCaller(words);
  meant.leaveOtherAmounts(words);
  return { fields, unit, part, whole: meant.whole, isRecordDate, isOfCaller };
}

/** What the words of one header mean, while they are being read. */
class Meant {
  readonly fields = new Map<Meaning, number>();
  readonly whole = new Set<Meaning>();

  raise(field: Meaning, to: number): void {
    if ((this.fields.get(field) ?? 0) < to) this.fields.set(field, to);
  }

  addWhole(words: readonly string[], trust: number): boolean {
    const found = WORDING.phrase(words);
    const meant = found ?? WORDING.reordered(words);
    if (meant === undefined) return false;
    const share = found === undefined ? trust * 0.92 : trust;
    for (const [field, weight] of meant) {
      this.raise(field, weight * share);
      this.whole.add(field);
    }
    return true;
  }

  /** The gross price is one of two prices, and its words say so; a fee is a fee, gross or net. */
  addUntaxed(words: readonly string[], length: number): void {
    if (words.length === 0 || words.length >= length) return;
    const fee = WORDING.phrase(words)?.get('setupFee');
    if (fee === undefined) return;
    this.raise('setupFee', fee * 0.9);
    this.whole.add('setupFee');
  }

  add(words: readonly string[], trust: number): void {
    if (this.addWhole(words, trust)) return;
    for (
      let length = Math.min(words.length - 1, WORDING.phraseWordsMax);
      length >= 1;
      length -= 1
    ) {
      let found = false;
      for (let at = 0; at + length <= words.length; at += 1) {
        const phrase = words.slice(at, at + length);
        const part = WORDING.phrase(phrase);
        // Words of two letters (`do`, `no`, `to`) mean something only when they stand alone.
        if (part === undefined || phrase.join(' ').length < 3) continue;
        found = true;
        // Words that are not understood take from the trust, the more of them the more.
        const share = 0.55 + (0.4 * length) / words.length;
        for (const [field, weight] of part) {
          if (field !== 'ignored') this.raise(field, weight * trust * share);
        }
      }
      if (found && length > 1) return;
    }
  }

  /** When a row was made, sent or changed is no date from which its rate holds. */
  leaveRecordDates(words: readonly string[]): boolean {
    const isDate = this.fields.has('effectiveFrom') || this.fields.has('effectiveTo');
    if (!words.some((word) => RECORD_WORDS.has(word))) return false;
    if (!isDate) return true;
    this.fields.delete('effectiveFrom');
    this.fields.delete('effectiveTo');
    return true;
  }

  /** `Origination Country Code` is a code of callers, whatever else is a code. */
  takeCaller(words: readonly string[]): boolean {
    if (!words.some((word) => CALLER_WORDS.has(word))) {
      if (!this.whole.has('sourceCode') || words.length < 2) return false;
      for (const field of CODE_FIELDS) this.fields.delete(field);
      return true;
    }
    if (words.some((word) => CALLED_WORDS.has(word))) return false;
    for (const field of CODE_FIELDS) this.fields.delete(field);
    for (const field of ['name', 'country'] as const) this.fields.delete(field);
    const isCode = words.every((word) => CALLER_WORDS.has(word) || CODE_WORDS.has(word));
    if (isCode) {
      this.raise('sourceCode', 0.94);
      this.whole.add('sourceCode');
    }
    return true;
  }

  /** The price of before, a margin, a tax: amounts, and none of them the price. */
  leaveOtherAmounts(words: readonly string[]): void {
    if (!this.fields.has('price') || this.whole.has('price')) return;
    if (!words.some((word) => OTHER_AMOUNT_WORDS.has(word))) return;
    for (const field of ['price', 'peakPrice', 'offPeakPrice'] as const) this.fields.delete(field);
    this.raise('ignored', 0.96);
    this.whole.add('ignored');
  }
}

function partOf(joined: string): 'peak' | 'offPeak' | null {
  const folded = foldText(joined);
  if (OFF_PEAK_WORDS.test(folded)) return 'offPeak';
  return PEAK_WORDS.test(folded) ? 'peak' : null;
}

/** `Peak rate`, or `Peak` alone; a word more, and it is something else. */
function addPart(meant: Meant, part: 'peak' | 'offPeak', words: readonly string[]): void {
  const price = meant.fields.get('price') ?? 0;
  const field = part === 'peak' ? 'peakPrice' : 'offPeakPrice';
  const rest = words.join(' ').replace(part === 'peak' ? PEAK_WORDS : OFF_PEAK_WORDS, ' ');
  const others = wordsOf(rest.replace(HOURS, ' ')).filter(
    (word) => !FILLERS.has(word) && !NEUTRAL.has(word),
  );
  if (price > 0.5) meant.raise(field, 0.94);
  else if (others.length === 0) meant.raise(field, 0.7);
  if (price > 0.5 || others.length === 0) meant.whole.add(field);
}
