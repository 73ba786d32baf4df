/**
 * What one cell can be, by its looks: a set of kinds as bits, since `60` is a whole number, a code,
 * seconds and an interval at once. Columns count these; headers and counts together tell meanings.
 */

import { bareText } from '../codes/code-items.js';
import type { Cell } from '../deck/deck.js';
import { currencyOf } from '../values/currencies.js';
import { parseDate } from '../values/dates.js';
import { foldText, isNone } from '../values/folded-text.js';
import { intervalParts } from '../values/intervals.js';
import { parseMoney } from '../values/money.js';
import { secondsOf } from '../values/seconds.js';
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
} as const;

const CLOCK = /^\d{1,2}:\d{2}(?::\d{2})?$/;
const DIGITS = /^\+?\d[\d ]*$/;
const CODE_LIST = /^[+\d][\d\s+,;|/&–-]*$/;
const PATTERN = /^\+?\d+(?:\{!\}|[xX*%.]+|\[\d[\d,-]*\]\d*)$|^="?\+?\d+"?$|^\+\d[\d\s()-]*$/;
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
  const text = /^[[{(]/.test(written) ? bareText(written) : written;
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
  if (DIGITS.test(text)) kinds |= KIND.digits;
  else if (PATTERN.test(text) || CODE_LIST.test(text)) kinds |= KIND.codeList;
  if (/%$/.test(text)) kinds |= KIND.percent;
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
  if (short && /\d/.test(text)) {
    kinds |= moneyKinds(text) | timeKinds(text);
    if (PATTERN.test(text)) kinds |= KIND.codeList;
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
