/**
 * What a number in a spreadsheet shows as: a spreadsheet stores dates as numbers of days, and tells
 * them apart by the format alone. Also formats that pad with zeros (`0000`), by which people keep
 * the zeros at the front of codes, are applied. Formats of money and the like are not: a number
 * stays the number that is stored.
 */

import type { Cell } from '../../deck/deck.js';

export type NumberFormat =
  | { readonly kind: 'number' }
  | { readonly kind: 'date' }
  /** Hours and minutes of a day, without the day. */
  | { readonly kind: 'time' }
  /** Hours, minutes and seconds that pass, more than a day of them too. */
  | { readonly kind: 'elapsed' }
  | { readonly kind: 'padded'; readonly digits: number };

const NUMBER: NumberFormat = { kind: 'number' };
const DATE: NumberFormat = { kind: 'date' };
const TIME: NumberFormat = { kind: 'time' };
const ELAPSED: NumberFormat = { kind: 'elapsed' };

const DAY_MS = 86_400_000;
/** 1899-12-30, from which the days of the usual system count. */
const EPOCH_MS = -2_209_161_600_000;
const EPOCH_1904_DAYS = 1462;
/** Below it the day 1900-02-29, which never was, is not counted yet. */
const LEAP_BUG_SERIAL = 60;
/** 9999-12-31 */
const SERIAL_MAX = 2_958_466;

/** Formats that a workbook names by number alone, where they show dates or times. */
export function builtInFormat(id: number): NumberFormat {
  if ((id >= 14 && id <= 17) || id === 22) return DATE;
  if ((id >= 18 && id <= 21) || id === 45 || id === 47) return TIME;
  if (id === 46) return ELAPSED;
  // In eastern Asia; 32 to 35 and 55, 56 are times of the day there.
  if ((id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 54)) return DATE;
  if ((id >= 32 && id <= 35) || id === 55 || id === 56) return TIME;
  if (id === 57 || id === 58) return DATE;
  return NUMBER;
}

export function numberFormat(code: string): NumberFormat {
  const section = firstSection(code);
  if (/^0{2,20}$/.test(section)) return { kind: 'padded', digits: section.length };
  if (/\[(?:h+|m+|s+)\]/i.test(section)) return ELAPSED;
  const letters = section.replace(/\[[^\]]*\]?/g, '').replace(/s[.,]0+/gi, 's');
  if (/[#?0]|general/i.test(letters)) return NUMBER;
  if (/[yd]/i.test(letters)) return DATE;
  if (/[hs]/i.test(letters)) return TIME;
  return /m/i.test(letters) ? DATE : NUMBER;
}

/** Up to the first `;`, without what is only shown. */
function firstSection(code: string): string {
  let section = '';
  for (let at = 0; at < code.length; at += 1) {
    const character = code.charAt(at);
    if (character === ';') break;
    if (character === '"') {
      const close = code.indexOf('"', at + 1);
      if (close < 0) break;
      at = close;
    } else if (character === '\\' || character === '_' || character === '*') at += 1;
    else section += character;
  }
  return section;
}

export function shownValue(value: number, format: NumberFormat, is1904: boolean): Cell {
  if (format.kind === 'padded') {
    const isWhole = Number.isSafeInteger(value) && value >= 0;
    return isWhole ? String(value).padStart(format.digits, '0') : value;
  }
  if (format.kind === 'number' || value < 0 || value >= SERIAL_MAX) return value;
  if (format.kind === 'elapsed') return elapsed(value);
  if (format.kind === 'time' && value < 1) return timeOfDay(Math.round(value * DAY_MS));
  let days = value;
  if (is1904) days += EPOCH_1904_DAYS;
  else if (value < LEAP_BUG_SERIAL) days += 1;
  return new Date(EPOCH_MS + Math.round(days * DAY_MS));
}

/** @example `1.25` days are `30:00:00` */
function elapsed(days: number): string {
  const seconds = Math.round(days * 86_400);
  const pad = (part: number): string => String(part).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  return `${Math.floor(minutes / 60)}:${pad(minutes % 60)}:${pad(seconds % 60)}`;
}

export function timeOfDay(ms: number): string {
  const time = new Date(ms % DAY_MS).toISOString();
  return time.slice(17, 19) === '00' ? time.slice(11, 16) : time.slice(11, 19);
}
