/**
 * The times of calls as programs write them: ISO 8601, epoch seconds, milliseconds and
 * microseconds, `20071101-114011`, day and month in either order, months by name, each with a zone
 * or without. A time without a zone is that of the zone which is given, else UTC.
 */

import { parseInstant, zoneOffsets } from '@ratedeck/engine';
import type { DateOrder } from '../deck/deck.js';
import { isBareMonth, parseDate } from '../values/dates.js';

export interface CallTimeForm {
  /** Null: no time depends on it. */
  readonly dateOrder: DateOrder | null;
  /** IANA name; null = UTC. */
  readonly timeZone: string | null;
}

const DAY_MS = 86_400_000;
/** From 1973 to 2038: other numbers of ten digits are days and hours, such as `2611020912`. */
const EPOCH =
  /^(?:([1-9]\d{8}|1\d{9}|20\d{8}|21[0-3]\d{7}|214[0-6]\d{6})(?:\.(\d{1,9}))?|(\d{13})|(\d{13})\d{3})$/;
const PACKED =
  /^((?:19|20|21)\d{2})(\d{2})(\d{2})[-_T ]?(\d{2})(\d{2})(?:(\d{2})(?:\.\d{1,9})?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;
/** `Thu Nov  1 11:40:11 2007` */
const CLOCK_TIME =
  /^(?:\p{L}{2,4}\.?,?\s+)?(\p{L}{3,12})\s+(\d{1,2})\s+(\d{1,2}:\d{2}:\d{2})\s+(\d{4})$/u;
const ZONED = /:\d{2}.*?(?:\d\s*Z|UTC|GMT|[+-]\d{1,2}(?::?\d{2})?)$/i;

function epochMs(text: string): number | null {
  const match = EPOCH.exec(text);
  if (match === null) return null;
  const [, seconds, fraction = '', millis, micros] = match;
  if (seconds === undefined) return Number(millis ?? micros);
  return Number(seconds) * 1000 + Number(fraction.padEnd(3, '0').slice(0, 3));
}

/**
 * A day from one column and a time of day from another; a workbook writes the day with its
 * midnight.
 */
const DAY_AND_TIME = /^(\S.*?\d)[T ]00:00(?::00)? +(\d{1,2}:\d{2}.*)$/;

/** One of the other forms, as ISO 8601 or as a form that dates have. */
function unpacked(given: string): string {
  const joined = DAY_AND_TIME.exec(given);
  const text = joined === null ? given : `${joined[1]} ${joined[2]}`;
  const packed = PACKED.exec(text);
  if (packed !== null) {
    const [, year, month, day, hour, minute, second = '00', zone = ''] = packed;
    return `${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`;
  }
  const clock = CLOCK_TIME.exec(text);
  return clock === null ? text : `${clock[2]} ${clock[1]} ${clock[4]} ${clock[3]}`;
}

/** Whether the text is a number of seconds, milliseconds or microseconds since 1970. */
export function isEpoch(text: string): boolean {
  return EPOCH.test(text.trim());
}

/** Whether what the text says depends on a zone that it does not name. */
export function isLocalTime(text: string): boolean {
  const trimmed = text.trim();
  return !EPOCH.test(trimmed) && !ZONED.test(unpacked(trimmed));
}

/** Whether the text names a day and no time of day, or the midnight that a day alone becomes. */
export function saysDayAlone(text: string, form: CallTimeForm): 'day' | 'midnight' | null {
  const trimmed = text.trim();
  if (EPOCH.test(trimmed) || ZONED.test(trimmed) || PACKED.test(trimmed)) return null;
  const ms = dateMs(unpacked(trimmed), form.dateOrder);
  if (ms === null || ms % DAY_MS !== 0) return null;
  return trimmed.includes(':') ? 'midnight' : 'day';
}

/** A time that occurs twice is the first of both; one that is left out counts on from before. */
export function localToUtc(timeZone: string): (localMs: number) => number {
  const zone = zoneOffsets(timeZone);
  return (localMs) => {
    const before = localMs - zone.offsetMs(localMs - DAY_MS);
    const after = localMs - zone.offsetMs(localMs + DAY_MS);
    if (before === after || before + zone.offsetMs(before) === localMs) return before;
    return after + zone.offsetMs(after) === localMs ? after : before;
  };
}

/**
 * A reader of times in epoch milliseconds; null for a text that is none.
 *
 * @example callTimeReader({ dateOrder: 'dmy', timeZone: null })('01/11/2007 11:40:11')
 */
export function callTimeReader(form: CallTimeForm): (text: string) => number | null {
  const toUtc = form.timeZone === null ? null : localToUtc(form.timeZone);
  return (given) => {
    const text = given.trim();
    const epoch = epochMs(text);
    if (epoch !== null) return epoch;
    const written = unpacked(text);
    const ms = dateMs(written, form.dateOrder);
    return ms === null || toUtc === null || ZONED.test(written) ? ms : toUtc(ms);
  };
}

function dateMs(text: string, order: DateOrder | null): number | null {
  const iso = parseInstant(text);
  if (iso !== null) return iso;
  if (!/\d/.test(text) || isBareMonth(text)) return null;
  const date = parseDate(text, order, null);
  return date.ok && date.instant !== null ? parseInstant(date.instant) : null;
}
