/**
 * Instants and time profiles, asked one instant at a time through `temporal-polyfill`: a second
 * opinion against an engine that reads zones from `Intl`.
 */

import { Temporal } from 'temporal-polyfill';

import type { TimeProfile, TimeWindow } from '../../src/book/book.js';

const INSTANT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?)?$/;

/** Epoch milliseconds; null when the value names no instant. Without a zone it is UTC. */
export function parseInstant(value: string | number): number | null {
  const isAllowed = (ms: number) => {
    if (!Number.isInteger(ms) || Math.abs(ms) > 8.64e15) return false;
    const year = new Date(ms).getUTCFullYear();
    return year >= 1900 && year <= 9999;
  };
  if (typeof value === 'number') return isAllowed(value) ? value : null;
  const match = INSTANT.exec(value);
  if (match === null) return null;
  const time = match[1] === undefined ? 'T00:00Z' : match[4] === undefined ? 'Z' : '';
  try {
    const ms = Temporal.Instant.from(`${value}${time}`).epochMilliseconds;
    return isAllowed(ms) && value >= '1900' && !/:60/.test(value) ? ms : null;
  } catch {
    return null;
  }
}

export function requireInstant(value: string | number): number {
  const instant = parseInstant(value);
  if (instant === null) throw new RangeError(`not an instant: ${JSON.stringify(value)}`);
  return instant;
}

export function formatInstant(instantMs: number): string {
  return new Date(instantMs).toISOString().replace('.000Z', 'Z');
}

/** `"08:30"` is 510, `"24:00"` is 1440. */
function minuteOfDay(clock: string): number {
  const [hours, minutes] = clock.split(':').map(Number);
  return hours! * 60 + minutes!;
}

/** A window whose `to` is not after its `from` goes on into the next day. */
function isOverMidnight(window: TimeWindow): boolean {
  return minuteOfDay(window.to) <= minuteOfDay(window.from);
}

function hasWeekday(window: TimeWindow, weekday: number): boolean {
  return window.weekdays.some((day) => day === weekday);
}

type DayRule = 'in' | 'out' | 'plain';

/** What a local day counts as: its rule, and the weekday whose windows it opens. */
function dayOf(profile: TimeProfile, date: Temporal.PlainDate): { rule: DayRule; weekday: number } {
  for (const exception of profile.exceptions ?? []) {
    if (exception.date !== date.toString()) continue;
    if (exception.as === 'in' || exception.as === 'out') {
      return { rule: exception.as, weekday: date.dayOfWeek };
    }
    return { rule: 'plain', weekday: exception.as };
  }
  return { rule: 'plain', weekday: date.dayOfWeek };
}

export function profileContains(profile: TimeProfile, instantMs: number): boolean {
  const local = Temporal.Instant.fromEpochMilliseconds(instantMs).toZonedDateTimeISO(
    profile.timeZone ?? 'UTC',
  );
  const date = local.toPlainDate();
  const today = dayOf(profile, date);
  if (today.rule !== 'plain') return today.rule === 'in';
  if (profile.months !== undefined && !profile.months.includes(date.month)) return false;
  if (profile.monthDays !== undefined && !profile.monthDays.includes(date.day)) return false;
  if (profile.windows === undefined) return true;
  const minute = local.hour * 60 + local.minute;
  const yesterday = dayOf(profile, date.subtract({ days: 1 }));
  for (const window of profile.windows) {
    const from = minuteOfDay(window.from);
    const to = minuteOfDay(window.to);
    if (isOverMidnight(window)) {
      if (hasWeekday(window, today.weekday) && minute >= from) return true;
      const spills = yesterday.rule !== 'out' && hasWeekday(window, yesterday.weekday);
      if (spills && minute < to) return true;
    } else if (hasWeekday(window, today.weekday) && minute >= from && minute < to) return true;
  }
  return false;
}

/** Minutes of the week that the windows cover, each counted once. */
export function profileMinutes(profile: TimeProfile): number {
  if (profile.windows === undefined) return 7 * 1440;
  const covered = new Uint8Array(7 * 1440);
  for (const window of profile.windows) {
    const from = minuteOfDay(window.from);
    const length = minuteOfDay(window.to) - from + (isOverMidnight(window) ? 1440 : 0);
    for (const weekday of window.weekdays) {
      for (let offset = 0; offset < length; offset += 1) {
        covered[((weekday - 1) * 1440 + from + offset) % (7 * 1440)] = 1;
      }
    }
  }
  return covered.reduce((sum, minute) => sum + minute, 0);
}
