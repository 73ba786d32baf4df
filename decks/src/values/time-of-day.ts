/** Days and times of day in milliseconds, for dates that are put together from parts. */

import { parseInstant } from '@ratedeck/engine';

const TIME = new RegExp(
  '^(\\d{1,2})[:.h](\\d{2})(?:[:.m](\\d{2})(?:[.,](\\d{1,9}))?)?\\s*(a\\.?m\\.?|p\\.?m\\.?)?' +
    '\\s*(z|utc|gmt)?\\s*([+-]\\d{1,2}(?::?\\d{2})?)?$',
  'i',
);

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

/** Epoch milliseconds of a day's beginning; null when there is no such day. */
export function dayMs(year: number, month: number, day: number): number | null {
  if (year < 1900 || year > 9999 || month < 1 || month > 12) return null;
  return parseInstant(`${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}T00:00:00Z`);
}

/** Milliseconds after the day's beginning in UTC; 0 for an empty text, null for no time of day. */
export function timeOfDayMs(text: string): number | null {
  const trimmed = text.replace(/^[\sT,]+/, '').trim();
  if (trimmed === '') return 0;
  const match = TIME.exec(trimmed);
  if (match === null) return /^(?:z|utc|gmt)$/i.test(trimmed) ? 0 : null;
  let hour = Number(match[1]);
  const minute = Number(match[2]);
  const second = Number(match[3] ?? 0);
  const half = match[5]?.[0]?.toLowerCase();
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return null;
    hour = (hour % 12) + (half === 'p' ? 12 : 0);
  }
  const endOfDay = hour === 24 && minute === 0 && second === 0;
  if ((hour > 23 && !endOfDay) || minute > 59 || second > 59) return null;
  const fraction = Number((match[4] ?? '').padEnd(3, '0').slice(0, 3));
  return ((hour * 60 + minute - zoneMinutes(match[7])) * 60 + second) * 1000 + fraction;
}

function zoneMinutes(zone: string | undefined): number {
  if (zone === undefined) return 0;
  const digits = zone.slice(1).replace(':', '');
  const hours = Number(digits.length > 2 ? digits.slice(0, -2) : digits);
  const minutes = digits.length > 2 ? Number(digits.slice(-2)) : 0;
  return (zone[0] === '-' ? -1 : 1) * (hours * 60 + minutes);
}
