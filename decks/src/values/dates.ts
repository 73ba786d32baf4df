/**
 * A cell of a date to an instant in UTC.
 *
 * Understood: ISO 8601, year first, day first, month first (by the order of the column), months by
 * name, `YYYYMMDD`, `YYMMDD` in the order of the column, full hours as seconds or milliseconds since 1970, days of a spreadsheet (46288 is 2026-09-23), each with a time of day if there
 * is one; `ASAP` and its like mean now. A time without a zone is UTC. A text whose own form rules
 * the column's order out is a fault, not another reading: its neighbours would be doubtful too.
 * Spreadsheet days count by the calendar that begins in 1900.
 */

import { formatInstant, isInstant, parseInstant } from '@ratedeck/engine';
import type { Cell, DateOrder } from '../deck/deck.js';
import { fault, shownCell, type ValueFault } from './fault.js';
import { foldText, isNone } from './folded-text.js';
import { monthOf } from './month-names.js';
import { shortDateMs } from './short-dates.js';
import { dayMs, timeOfDayMs } from './time-of-day.js';

export type DateValue = {
  readonly ok: true;
  /** ISO 8601 in UTC; null: no date, or "now" where now is not known. */
  readonly instant: string | null;
};

const NOTHING: DateValue = { ok: true, instant: null };
const SERIAL_MIN = 20_000;
const SERIAL_MAX = 80_000;
/** 1970-01-01 as a day of a spreadsheet. */
const SERIAL_EPOCH = 25_569;
/** Seconds since 1970 that are a full hour; other numbers of ten digits are rather codes. */
const EPOCH_STEP = 3600;
const SOON = new RegExp(
  '^(?:a\\.?s\\.?a\\.?p\\.?|immediate(?:ly)?|with immediate effect|effective immediately|' +
    'now|today|current(?:ly)?|in force|in effect|existing|aktuell|sofort|ab sofort|heute|immediat(?:ement)?|maintenant|des que possible|' +
    'inmediat[oa](?:mente)?|de inmediato|ahora|hoy|imediat[oa](?:mente)?|de imediato|agora|' +
    'hoje|immediat[oa](?:mente)?|subito|oggi|немедленно|сразу|сеичас|сегодня|onmiddellijk|' +
    'per direct|direct|nu|vandaag|natychmiast|teraz|dzis|dzisiaj|hemen|derhal|simdi|bugun)$',
);
const NUMERIC = /^(\d{1,4})([./\-\s])(\d{1,2})\2(\d{1,4})(?!\d)\.?(.*)$/s;
const YEAR_MONTH = /^(\d{4})[-/.](\d{1,2})$/;
/** `December 2026`, `Dec-2026`: its first day. */
const MONTH_YEAR = /^(\p{L}{3,12})\.?[\s/,-]*(\d{4})$/u;
const ZERO_DATE = /^0{4}[-/.]?0{2}[-/.]?0{2}(?:[ T][0:.]+)?$/;
/** `23-Sep-2026`, `23 de septiembre de 2026`, `23. September 2026`, `1er janvier 2026`. */
const DAY_MONTH = new RegExp(
  '^(\\d{1,2})(?:st|nd|rd|th|er|e|º|ª|o)?[\\s./,-]*(?:(?:de|di|of|den)\\s+)?(\\p{L}{3,12})' +
    "[\\s./,-]*(?:(?:de|del|di)\\s+)?'?(\\d{4}|\\d{2})(?!\\d)(?:\\s*г\\.?)?(.*)$",
  'su',
);
/** `Sep 23, 2026`, `September-23-2026`. */
const MONTH_DAY =
  /^(\p{L}{3,12})[\s./,-]*(\d{1,2})(?:st|nd|rd|th)?(?:[\s./,-]+)'?(\d{4}|\d{2})(?!\d)(.*)$/su;
/** `2026-Sep-23`. */
const YEAR_MONTH_DAY = /^(\d{4})[\s./,-]*(\p{L}{3,12})[\s./,-]*(\d{1,2})(?!\d)(.*)$/su;
const WEEKDAY = /^\p{L}{2,13}\.?,?\s+(?=\d|\p{L}{3,12}[\s.]*\d)/u;

/** A month without a day: a rate may begin with its first day, but not end or be called then. */
export function isBareMonth(text: string): boolean {
  return YEAR_MONTH.test(text.trim()) || MONTH_YEAR.test(text.trim());
}

/**
 * @example parseDate('23/09/2026', 'dmy', null) is { ok: true, instant: '2026-09-23T00:00:00Z' }
 */
export function parseDate(
  cell: Cell,
  order: DateOrder | null,
  now: string | null,
): DateValue | ValueFault {
  if (cell === null) return NOTHING;
  if (cell instanceof Date) {
    const ms = cell.getTime();
    return isInstant(ms) ? { ok: true, instant: formatInstant(ms) } : badDate(cell);
  }
  if (typeof cell === 'boolean') return badDate(cell);
  const text = String(cell).trim();
  if (isNone(text) || ZERO_DATE.test(text)) return NOTHING;
  if (text.length > 60) return badDate(cell);
  const iso = parseInstant(text);
  if (iso !== null) return { ok: true, instant: formatInstant(iso) };
  const short = order === null ? null : shortDateMs(text, order);
  if (short !== null) return { ok: true, instant: formatInstant(short) };
  if (/^[\d.,]+$/.test(text)) {
    const value = fromDigits(text);
    if (value !== null) return { ok: true, instant: value };
  }
  const numeric = NUMERIC.exec(text);
  if (numeric !== null) return fromParts(cell, numeric, order);
  const yearMonth = YEAR_MONTH.exec(text);
  if (yearMonth !== null) {
    return built(cell, Number(yearMonth[1]), Number(yearMonth[2]), 1, '');
  }
  return fromWords(cell, text, now);
}

/** `20260923`, `20260923143000`, days of a spreadsheet with a part of a day. */
function fromDigits(text: string): string | null {
  const packed = /^((?:19|20|21)\d{2})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2}))?$/.exec(text);
  if (packed !== null) {
    const day = dayMs(Number(packed[1]), Number(packed[2]), Number(packed[3]));
    const time =
      packed[4] === undefined ? 0 : timeOfDayMs(`${packed[4]}:${packed[5]}:${packed[6]}`);
    return day === null || time === null ? null : formatInstant(day + time);
  }
  const epoch = /^1\d{9}$/.test(text) ? Number(text) : 0;
  if (epoch > 0 && epoch % EPOCH_STEP === 0) return formatInstant(epoch * 1000);
  const epochMs = /^1\d{12}$/.test(text) ? Number(text) : 0;
  if (epochMs > 0 && epochMs % (EPOCH_STEP * 1000) === 0) return formatInstant(epochMs);
  const serial = /^(\d{5})(?:[.,](\d{1,15}))?$/.exec(text);
  if (serial === null) return null;
  const days = Number(serial[1]);
  if (days < SERIAL_MIN || days > SERIAL_MAX) return null;
  // A part of a day is binary noise below the second, so whole seconds are meant.
  const seconds = Math.round(Number(`0.${serial[2] ?? '0'}`) * 86_400);
  return formatInstant(((days - SERIAL_EPOCH) * 86_400 + seconds) * 1000);
}

function fromParts(
  cell: Cell,
  match: RegExpExecArray,
  order: DateOrder | null,
): DateValue | ValueFault {
  const first = Number(match[1]);
  const second = Number(match[3]);
  const third = Number(match[4]);
  const rest = match[5]!;
  if (match[1]!.length >= 3) {
    if (match[1]!.length !== 4 || match[4]!.length > 2) return badDate(cell);
    return built(cell, first, second, third, rest);
  }
  if (match[4]!.length === 3 || match[4]!.length === 1) return badDate(cell);
  if (order === 'ymd' && match[4]!.length === 2) {
    return built(cell, fullYear(match[1]!.padStart(2, '0')), second, third, rest);
  }
  const year = fullYear(match[4]!);
  const settled = order ?? ownOrder(first, second);
  if (settled === null) {
    return fault(
      'ambiguous_date',
      `${shownCell(cell)} may be day/month or month/day: it is open which`,
    );
  }
  // A column of ISO dates says nothing of day and month; only a clear text is read there.
  const readAs = settled === 'ymd' ? ownOrder(first, second) : settled;
  if (readAs === null) return badDate(cell);
  const [day, month] = readAs === 'dmy' ? [first, second] : [second, first];
  if (month > 12 && day <= 12) {
    return fault(
      'date_order',
      `${shownCell(cell)} is no date when read as ` +
        `${readAs === 'dmy' ? 'day/month' : 'month/day'}, as the column is: ` +
        'write dates of one file in one way, YYYY-MM-DD for example',
    );
  }
  return built(cell, year, month, day, rest);
}

function ownOrder(first: number, second: number): DateOrder | null {
  if (first === second) return 'dmy';
  if (first > 12 && second <= 12) return 'dmy';
  return second > 12 && first <= 12 ? 'mdy' : null;
}

function fromWords(cell: Cell, text: string, now: string | null): DateValue | ValueFault {
  if (
    SOON.test(
      foldText(text)
        .replace(/\s+/g, ' ')
        .replace(/[!.]+$/, ''),
    )
  )
    return soon(now);
  const bare = text.replace(WEEKDAY, (word) => (monthOf(word.replace(/\W+$/u, '')) ? word : ''));
  const dayFirst = DAY_MONTH.exec(bare);
  const monthFirst = dayFirst === null ? MONTH_DAY.exec(bare) : null;
  const yearFirst = dayFirst ?? monthFirst ?? YEAR_MONTH_DAY.exec(bare);
  if (dayFirst !== null) return named(cell, dayFirst[3]!, dayFirst[2]!, dayFirst[1]!, dayFirst[4]!);
  if (monthFirst !== null) {
    return named(cell, monthFirst[3]!, monthFirst[1]!, monthFirst[2]!, monthFirst[4]!);
  }
  if (yearFirst !== null) {
    return named(cell, yearFirst[1]!, yearFirst[2]!, yearFirst[3]!, yearFirst[4]!);
  }
  const month = MONTH_YEAR.exec(bare);
  if (month !== null) return named(cell, month[2]!, month[1]!, '1', '');
  return badDate(cell);
}

function soon(now: string | null): DateValue {
  const ms = now === null ? null : parseInstant(now);
  return ms === null ? NOTHING : { ok: true, instant: formatInstant(ms) };
}

function named(
  cell: Cell,
  year: string,
  monthName: string,
  day: string,
  rest: string,
): DateValue | ValueFault {
  const month = monthOf(monthName);
  return month === null ? badDate(cell) : built(cell, fullYear(year), month, Number(day), rest);
}

/** Two digits mean the years 1970 to 2069. */
function fullYear(text: string): number {
  const year = Number(text);
  if (text.length > 2) return year;
  return year < 70 ? 2000 + year : 1900 + year;
}

function built(
  cell: Cell,
  year: number,
  month: number,
  day: number,
  rest: string,
): DateValue | ValueFault {
  const date = dayMs(year, month, day);
  const time = timeOfDayMs(rest);
  if (date === null || time === null || !isInstant(date + time)) return badDate(cell);
  return { ok: true, instant: formatInstant(date + time) };
}

/** `01.12.2026 - 31.12.2026`, `from 2026-12-01 to 2026-12-31`. */
const TWO_DATES = /\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\D{1,20}\d{1,4}[./-]\d{1,2}[./-]\d{1,4}/;

function badDate(cell: Cell): ValueFault {
  if (typeof cell === 'string' && TWO_DATES.test(cell)) {
    const mend = 'write each in a column of its own, effectiveFrom and effectiveTo';
    return fault('bad_date', `${shownCell(cell)} has two dates: ${mend}`);
  }
  return fault('bad_date', `${shownCell(cell)} is no date: 2026-09-23 or 23.09.2026 14:00 is one`);
}
