/**
 * Instants: ISO 8601 text to epoch milliseconds and back, in integer arithmetic.
 *
 * A text without a zone is UTC. Fractions beyond the millisecond are cut off, never rounded up, so
 * that an event never moves past the start of a rate. Nothing here reads a clock.
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

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export function isRealDate(year: number, month: number, day: number): boolean {
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
 * Epoch milliseconds of an ISO 8601 text, or null when it is none or names a date or a time that
 * does not exist.
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
  return daysFromDate(year, month, day) * DAY_MS + seconds * 1000 + ms;
}

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

/**
 * ISO 8601 in UTC; milliseconds only where there are some.
 *
 * @example formatInstant(1_795_219_200_000) === '2026-11-21T00:00:00Z'
 */
export function formatInstant(instantMs: number): string {
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
