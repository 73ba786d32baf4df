/**
 * Instants: ISO 8601 text to epoch milliseconds and back, in integer arithmetic.
 *
 * The years 1900 to 9999 in UTC are allowed: they have four digits wherever they are written, and
 * no century is guessed. Whatever takes an instant from outside asks here, so the borders are the
 * same for books, events, requests and columns of a database. A text without a zone is UTC, a date
 * alone is its 00:00 UTC, a fraction stands behind a point or a comma. Fractions beyond the
 * millisecond are cut off, never rounded up, so that an event never moves past the start of a rate.
 * A leap second (`:60`) is refused: no clock of a switch or a database counts it. Nothing here
 * reads a clock.
 */

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?(Z|z|[+-]\d{2}(?::?\d{2})?)?$/;

export const DAY_MS = 86_400_000;

/** Days since 1970-01-01 of a date of the proleptic Gregorian calendar. */
export function daysFromDate(year: number, month: number, day: number): number {
  const shiftedYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(shiftedYear / 400);
  const yearOfEra = shiftedYear - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

export interface CalendarDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** The inverse of {@link daysFromDate}. */
export function dateFromDays(days: number): CalendarDate {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

const YEAR_MIN = 1900;
const YEAR_MAX = 9999;
/** 1900-01-01T00:00:00Z. */
export const INSTANT_MIN_MS = -2_208_988_800_000;
/** 9999-12-31T23:59:59.999Z. */
export const INSTANT_MAX_MS = 253_402_300_799_999;

/** What an instant has to be, for messages of every kind. */
export const INSTANT_RULE =
  'an ISO 8601 instant of the years 1900 to 9999 (UTC) that exists, such as ' +
  '"2026-11-21T00:00:00Z" (a date alone is 00:00 UTC)';

/**
 * Whether epoch milliseconds are an instant that is allowed.
 *
 * @example isInstant(-2_208_988_800_001) === false
 */
export function isInstant(instantMs: number): boolean {
  return Number.isInteger(instantMs) && instantMs >= INSTANT_MIN_MS && instantMs <= INSTANT_MAX_MS;
}

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether a date exists and its year is allowed. */
export function isRealDate(year: number, month: number, day: number): boolean {
  if (year < YEAR_MIN || year > YEAR_MAX) return false;
  if (month < 1 || month > 12 || day < 1) return false;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= (month === 2 && leap ? 29 : MONTH_DAYS[month - 1]!);
}

function zoneOffsetMinutes(zone: string | undefined): number | null {
  if (zone === undefined || zone === 'Z' || zone === 'z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = zone.length > 3 ? Number(zone.slice(-2)) : 0;
  if (hours > 23 || minutes > 59) return null;
  return (zone[0] === '-' ? -1 : 1) * (hours * 60 + minutes);
}

/**
 * Epoch milliseconds of an ISO 8601 text, or null when it is none, names a date or a time that does
 * not exist, or lies outside the years that are allowed.
 *
 * @example parseInstant('2026-11-21T10:00:00+01:00') === 1795251600000
 */
export function parseInstant(text: string): number | null {
  const match = ISO.exec(text);
  if (match === null) return null;
  const year = Number(match[1]);
  const month = Number(match[2]);
  const day = Number(match[3]);
  if (!isRealDate(year, month, day)) return null;
  const hour = Number(match[4] ?? 0);
  const minute = Number(match[5] ?? 0);
  const second = Number(match[6] ?? 0);
  const offsetMinutes = zoneOffsetMinutes(match[8]);
  if (hour > 23 || minute > 59 || second > 59 || offsetMinutes === null) return null;
  const ms = match[7] === undefined ? 0 : Number(match[7].padEnd(3, '0').slice(0, 3));
  const seconds = hour * 3600 + (minute - offsetMinutes) * 60 + second;
  const instantMs = daysFromDate(year, month, day) * DAY_MS + seconds * 1000 + ms;
  return isInstant(instantMs) ? instantMs : null;
}

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

/**
 * ISO 8601 in UTC; milliseconds only where there are some. `parseInstant` gives back the same.
 *
 * @throws {RangeError} for what is no instant: ask `isInstant` of numbers from outside
 * @example formatInstant(1_795_219_200_000) === '2026-11-21T00:00:00Z'
 */
export function formatInstant(instantMs: number): string {
  if (!isInstant(instantMs)) throw new RangeError(`${instantMs} is no instant`);
  const days = Math.floor(instantMs / DAY_MS);
  const { year, month, day } = dateFromDays(days);
  const msOfDay = instantMs - days * DAY_MS;
  const seconds = Math.floor(msOfDay / 1000);
  const ms = msOfDay - seconds * 1000;
  const date = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
  const minutes = Math.floor(seconds / 60);
  const time = `${pad(Math.floor(minutes / 60), 2)}:${pad(minutes % 60, 2)}:${pad(seconds % 60, 2)}`;
  return `${date}T${time}${ms === 0 ? '' : `.${pad(ms, 3)}`}Z`;
}
