/**
 * What one cell can be, by its looks: a set of kinds as bits, since `60` is a whole number, a code,
 * seconds and an interval at once. Columns count these; headers and counts together tell meanings.
 */

import { bareText } from '../codes/code-items.js';
import { codesOfPattern } from '../codes/code-patterns.js';
import { saysEveryCaller } from '../codes/every-caller.js';
import type { Cell } from '../deck/deck.js';
import { currencyOf } from '../values/currencies.js';
import { parseDate } from '../values/dates.js';
import { foldText, isNone } from '../values/folded-text.js';
import { intervalParts } from '../values/intervals.js';
import { parseMoney, saysFree, withoutFootnotes } from '../values/money.js';
import { secondsOf } from '../values/seconds.js';
import { isShortDate } from '../values/short-dates.js';
import { unitOf } from '../values/unit-words.js';
import { activeOf, parseChange, truthOf } from '../values/words.js';
import { OFF_PEAK_WORDS, PEAK_WORDS } from './header-wording.js';

export const KIND = {
  none: 1,
  /** Digits only, `+` and spaces apart. */
  digits: 1 << 1,
  /** Several codes, a range, a pattern such as `260{!}`. */
  codeList: 1 << 2,
  /** A number written with decimals, or a number of a spreadsheet with some. */
  decimal: 1 << 3,
  /** A number, whole or not, maybe with a currency. */
  number: 1 << 4,
  money: 1 << 5,
  date: 1 << 6,
  /** Two or three parts, or words such as `per second`. */
  intervals: 1 << 7,
  seconds: 1 << 8,
  truth: 1 << 9,
  action: 1 << 10,
  change: 1 << 11,
  /** Letters, and nothing else that it could be. */
  words: 1 << 12,
  currency: 1 << 13,
  isoCountry: 1 << 14,
  period: 1 << 15,
  service: 1 << 16,
  /** A number below zero other than -1. */
  negative: 1 << 17,
  percent: 1 << 18,
  json: 1 << 19,
  /** Codes as numbers of a spreadsheet. */
  numeric: 1 << 20,
  /** Hours of the day, or a duration written as such: `23:59:59`. */
  clock: 1 << 21,
  /** In use or not: `Enabled`, `N`, `inactive`. */
  active: 1 << 22,
  /** A code with a name beside it: `93 Afghanistan`. */
  namedCode: 1 << 23,
  /** A figure with the mark of a footnote. */
  footnote: 1 << 24,
  /** `261224`: two digits each of year, month and day in some order. */
  shortDate: 1 << 25,
  /** What a price is for: `min`, `per second`, `call`. */
  unit: 1 << 26,
  /** Every caller: `Any`, `ROW`, `*`. */
  everyCaller: 1 << 27,
  /** Digits with points of thousands, as a spreadsheet shows a code: `9.370`. */
  pointedCode: 1 << 28,
} as const;

const CLOCK = /^\d{1,2}:\d{2}(?::\d{2})?$/;
const DIGITS = /^\+?\d[\d ]*$/;
const CODE_LIST = /^[+\d][\d\s+,;|/&–-]*$/;
const PATTERN =
  /^\+?\d+(?:\{!\}|[xX*%.]+|\[\d[\d,-]*\]\d*)$|^="?\+?\d+"?$|^\+\d[\d\s()-]*$|^\(\+?\d{1,4}\)\s?\d[\d\s]*$/;
/** What a carrier is dialled by, before the code: `77#93`. */
const TECH_PREFIX = /^\d{1,8}[#*]\d{1,15}$/;
/** Digits that a program kept as a number with decimals: `93.0`. */
const WITH_DECIMAL = /^\d{2,15}\.0$/;
/** A code and the name of its destination in one cell: `93 Afghanistan`, `Afghanistan (93)`. */
const NAMED = /^\+?\d{1,15}[\s:–-]+\(?\p{L}{2}|^\p{L}{3}.*[\s(:–-]\+?\d{1,15}\)?$/u;
const POINTED = /^[1-9]\d{0,2}(?:\.\d{3})+$/;
const ACTION = /^(?:a|d|u|s|sa|add|delete|update)$/i;
const ISO_COUNTRY = /^[A-Z]{2,3}$/;
const PERIOD = new RegExp(
  '^(?:flat|all ?time|all ?day|24 ?h|24x7|24\\/7|anytime|any time|always|standard|peak|' +
    'off ?peak|weekend|weekday|business|holiday|day|night)s?$',
);
const SERVICE = /^(?:voice|call|calls|sms|message|messages|data|telephony|sprache)$/i;
const INTERVAL_SECONDS_MAX = 3600;
const NUMBER_CHARACTERS_MAX = 40;

export function kindsOf(cell: Cell): number {
  if (cell === null) return 0;
  if (cell instanceof Date) return KIND.date;
  if (typeof cell === 'boolean') return KIND.truth | KIND.active;
  if (typeof cell === 'number') return kindsOfNumber(cell);
  const written = cell.trim();
  const text = /^[[{('=]/.test(written) ? bareText(written) : written;
  if (text === '') return 0;
  if (isNone(text) || text === '-1') return KIND.none;
  return /\p{L}/u.test(text) ? kindsOfWords(text) : kindsOfFigures(text);
}

function kindsOfNumber(value: number): number {
  if (value === -1) return KIND.none;
  if (value < 0) return KIND.number | KIND.negative;
  if (!Number.isInteger(value)) return KIND.number | KIND.decimal;
  let kinds = KIND.number | KIND.numeric | KIND.digits;
  if (value <= INTERVAL_SECONDS_MAX) kinds |= KIND.seconds;
  if (value <= 1) kinds |= KIND.truth | KIND.active;
  if (parseDate(value, null, null).ok) kinds |= KIND.date;
  return kinds;
}

/** Texts without a letter. */
function kindsOfFigures(text: string): number {
  let kinds = 0;
  if (DIGITS.test(text) || WITH_DECIMAL.test(text)) kinds |= KIND.digits;
  else if (isPattern(text) || CODE_LIST.test(text)) kinds |= KIND.codeList;
  if (POINTED.test(text)) kinds |= KIND.pointedCode;
  if (/%$/.test(text)) kinds |= KIND.percent;
  if (saysEveryCaller(text)) kinds |= KIND.everyCaller;
  if (isShortDate(text)) kinds |= KIND.shortDate;
  if (withoutFootnotes(text) !== text) kinds |= KIND.footnote;
  if (text.startsWith('[')) kinds |= KIND.json;
  if (CLOCK.test(text)) kinds |= KIND.clock;
  if (text.length <= NUMBER_CHARACTERS_MAX) {
    kinds |= moneyKinds(text) | timeKinds(text);
    if (text === '0' || text === '1') kinds |= KIND.truth | KIND.active;
    if (/^[-−]/.test(text) && /\d/.test(text)) kinds |= KIND.negative;
    const date = parseDate(text, null, null);
    if (date.ok || date.code === 'ambiguous_date') kinds |= KIND.date;
  }
  return kinds;
}

function kindsOfWords(text: string): number {
  let kinds = 0;
  const short = text.length <= NUMBER_CHARACTERS_MAX;
  if (saysEveryCaller(text)) kinds |= KIND.everyCaller;
  if (short && saysFree(text)) kinds |= KIND.number | KIND.money;
  if (short && unitOf(text) !== null) kinds |= KIND.unit;
  if (short && /\d/.test(text)) {
    kinds |= moneyKinds(text) | timeKinds(text);
    if (isPattern(text)) kinds |= KIND.codeList;
    if (NAMED.test(text)) kinds |= KIND.namedCode;
  }
  if (short) {
    const date = parseDate(text, null, null);
    if (date.ok || date.code === 'ambiguous_date') kinds |= KIND.date;
    if ((intervalParts(text)?.length ?? 0) > 1) kinds |= KIND.intervals;
    if (truthOf(text) !== null) kinds |= KIND.truth;
    if (activeOf(text) !== null) kinds |= KIND.active;
    if (ACTION.test(text)) kinds |= KIND.action;
    if (parseChange(text) !== null) kinds |= KIND.change;
    if (ISO_COUNTRY.test(text)) kinds |= KIND.isoCountry;
    if (text.length === 3 && currencyOf(text) !== null) kinds |= KIND.currency;
    if (SERVICE.test(text)) kinds |= KIND.service;
    if (isPeriod(text)) kinds |= KIND.period;
  }
  if (text.startsWith('[{')) kinds |= KIND.json;
  const figures = KIND.money | KIND.intervals | KIND.date | KIND.codeList | KIND.seconds;
  return (kinds & figures) === 0 ? kinds | KIND.words : kinds;
}

const isPattern = (text: string): boolean =>
  PATTERN.test(text) || TECH_PREFIX.test(text) || codesOfPattern(text) !== null;

function isPeriod(text: string): boolean {
  const folded = foldText(text).replace(/[_-]+/g, ' ');
  return (
    PERIOD.test(folded) ||
    (folded.length < 24 && (OFF_PEAK_WORDS.test(folded) || PEAK_WORDS.test(folded)))
  );
}

function moneyKinds(text: string): number {
  const dot = parseMoney(text, '.', '1');
  if (!dot.ok || dot.value === null) return 0;
  let kinds: number = KIND.number;
  if (/\d[.,]\d|^[.,]\d|\de-?\d/i.test(text)) kinds |= KIND.decimal;
  if (/[^\d.,\s'’+-]/.test(text)) kinds |= KIND.money;
  return kinds;
}

function timeKinds(text: string): number {
  let kinds = 0;
  const parts = intervalParts(text);
  if (parts?.every((part) => part <= INTERVAL_SECONDS_MAX) === true) {
    kinds |= parts.length > 1 ? KIND.intervals : KIND.seconds;
  } else if (secondsOf(text) !== null && Number(text) <= INTERVAL_SECONDS_MAX)
    kinds |= KIND.seconds;
  return kinds;
}
