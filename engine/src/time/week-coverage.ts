/**
 * The gaps that the timings of a plan leave in a week.
 *
 * A minute of the week is a gap when no timing contains it in at least one week that is looked at.
 * The compiled profiles themselves are asked, so winter and summer plans that take turns cover the
 * week together, while a holiday that every timing leaves out shows as a gap on its weekday.
 *
 * Looked at: the year 2024, for zones of different summer time; when a timing is limited to months
 * or days of the month the 28 years from 2024 on, in which every year type occurs; and the days
 * around each exception. Gaps are in local time when all timings have one zone, else in UTC.
 */

import type { TimeProfile, Weekday } from '../book/book.js';
import { DEFAULTS } from '../book/defaults.js';
import { DAY_MS, daysFromDate } from '../values/instant.js';
import { type CompiledTimeProfile, compileTimeProfile } from './time-profile.js';
import { type ZoneOffsets, zoneOffsets } from './zone.js';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;
const WEEK_MINUTES = 7 * DAY_MINUTES;
/** 2024-01-01, a Monday. */
const START_DAY = daysFromDate(2024, 1, 1);

export interface WeekGap {
  readonly weekday: Weekday;
  /** `HH:MM`, `00:00` to `23:59`. */
  readonly from: string;
  /** `HH:MM`, up to `24:00`. */
  readonly to: string;
}

/**
 * Null is a timing that always holds; a plan without timings at all has the whole week as gap.
 *
 * One profile of Monday to Friday 00:00-24:00 leaves `{ weekday: 6, from: '00:00', to: '24:00' }`
 * and the same of Sunday.
 */
export function weekGaps(timings: readonly (TimeProfile | null)[]): WeekGap[] {
  if (timings.includes(null)) return [];
  const profiles = timings.filter((timing) => timing !== null);
  const zoneNames = new Set(profiles.map((profile) => profile.timeZone ?? DEFAULTS.timeZone));
  const zone = zoneOffsets(zoneNames.size === 1 ? [...zoneNames][0]! : 'UTC');
  const compiled = profiles.map(compileTimeProfile);
  const isOpen = new Uint8Array(WEEK_MINUTES);
  for (const [fromDay, toDay] of spansToLookAt(profiles)) {
    markGaps(compiled, zone, isOpen, fromDay * DAY_MS, toDay * DAY_MS);
  }
  return listGaps(isOpen);
}

/** Half-open spans of days since 1970-01-01. */
function spansToLookAt(profiles: readonly TimeProfile[]): [fromDay: number, toDay: number][] {
  const isLimited = profiles.some(({ months, monthDays }) => months ?? monthDays);
  const spans: [number, number][] = [[START_DAY, daysFromDate(isLimited ? 2052 : 2025, 1, 8)]];
  const dates = new Set(profiles.flatMap(({ exceptions = [] }) => exceptions.map((e) => e.date)));
  for (const date of dates) {
    const [year, month, monthDay] = date.split('-').map(Number);
    const day = daysFromDate(year!, month!, monthDay!);
    // The local day in any zone, and what the windows of that day do after midnight.
    spans.push([day - 1, day + 3]);
  }
  return spans;
}

function markGaps(
  profiles: readonly CompiledTimeProfile[],
  zone: ZoneOffsets,
  isOpen: Uint8Array,
  startMs: number,
  endMs: number,
): void {
  for (let at = startMs; at < endMs; ) {
    const covering = profiles.filter((profile) => profile.contains(at));
    if (covering.length > 0) {
      at = covering.reduce((latest, profile) => Math.max(latest, profile.nextBoundary(at)), at);
      continue;
    }
    // Local time runs evenly only up to the next transition.
    const stretchEndMs = profiles.reduce(
      (end, profile) => Math.min(end, profile.nextBoundary(at)),
      Math.min(endMs, zone.nextTransition(at, endMs)),
    );
    markMinutes(isOpen, at + zone.offsetMs(at), stretchEndMs - at);
    at = stretchEndMs;
  }
}

function markMinutes(isOpen: Uint8Array, localMs: number, durationMs: number): void {
  const mondayMs = START_DAY * DAY_MS;
  const first = Math.floor((localMs - mondayMs) / MINUTE_MS);
  const end = Math.ceil((localMs - mondayMs + durationMs) / MINUTE_MS);
  const count = Math.min(end - first, WEEK_MINUTES);
  for (let index = 0; index < count; index++) {
    isOpen[(((first + index) % WEEK_MINUTES) + WEEK_MINUTES) % WEEK_MINUTES] = 1;
  }
}

function listGaps(isOpen: Uint8Array): WeekGap[] {
  const gaps: WeekGap[] = [];
  for (let day = 0; day < 7; day++) {
    const minutes = isOpen.subarray(day * DAY_MINUTES, (day + 1) * DAY_MINUTES);
    for (let from = minutes.indexOf(1); from >= 0; ) {
      const closed = minutes.indexOf(0, from);
      const to = closed < 0 ? DAY_MINUTES : closed;
      gaps.push({ weekday: (day + 1) as Weekday, from: clock(from), to: clock(to) });
      from = minutes.indexOf(1, to);
    }
  }
  return gaps;
}

function clock(minute: number): string {
  const hours = String(Math.floor(minute / 60)).padStart(2, '0');
  return `${hours}:${String(minute % 60).padStart(2, '0')}`;
}
