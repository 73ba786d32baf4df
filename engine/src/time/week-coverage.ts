/**
 * What the timings of a plan cover in a week: the gaps between them, and who holds when.
 *
 * A minute of the week is a gap when no timing holds in at least one week that is looked at, and each
 * gap says why: it is there every week, or only while clocks of different zones are apart, or outside
 * the months or days of the month of the timings, or on the date of an exception. So winter and
 * summer timings that take turns cover the week together.
 *
 * Looked at: 53 weeks from 2024 on, for zones of different summer time; when a timing is limited to
 * months or days of the month the 28 years from 2024 on, in which every year type occurs; and the
 * days around each exception. Times are local when all timings have one zone, else UTC.
 */

import type { TimeProfile, Weekday } from '../book/book.js';
import { DEFAULTS } from '../book/defaults.js';
import { DAY_MINUTES } from '../values/clock-time.js';
import { DAY_MS, daysFromDate, formatInstant } from '../values/instant.js';
import {
  type DaySpan,
  noteDays,
  noteWeek,
  START_DAY,
  WEEK_MINUTES,
  type WeekNotes,
} from './timings-sweep.js';
import { zoneOffsets } from './zone.js';

/** Why nothing holds: see the head of this file. */
export type GapCause = 'week' | 'clock-change' | 'months' | 'exception';

interface WeekPart {
  readonly weekday: Weekday;
  /** `HH:MM`, `00:00` to `23:59`. */
  readonly from: string;
  /** `HH:MM`, up to `24:00`. */
  readonly to: string;
}

export interface WeekGap extends WeekPart {
  readonly cause: GapCause;
  /** Local date of an exception; else null. */
  readonly date: string | null;
}

/** A part of a weekday in which the same timings hold; dated exceptions aside. */
export interface WeekSegment extends WeekPart {
  /** Positions of timings that hold every week. */
  readonly always: readonly number[];
  /** Of those that hold in some weeks only. */
  readonly sometimes: readonly number[];
}

export interface WeekCoverage {
  readonly timeZone: string;
  /** None: every moment is covered. First those of the week, then those of dates. */
  readonly gaps: readonly WeekGap[];
  readonly segments: readonly WeekSegment[];
  /** Positions of timings that hold at the same moment, the smaller one first. */
  readonly overlaps: readonly (readonly [number, number])[];
}

/**
 * Null is a timing that always holds; a plan without timings at all has the whole week as gap.
 *
 * One profile of Monday to Friday 00:00-24:00 leaves `{ weekday: 6, from: '00:00', to: '24:00' }`
 * and the same of Sunday, both of the cause `week`.
 */
export function weekCoverage(given: readonly (TimeProfile | null)[]): WeekCoverage {
  const timings = [...new Set(given)];
  const profiles = timings.filter((timing) => timing !== null);
  const timeZone = zoneOf(profiles);
  const zone = zoneOffsets(timeZone);
  const yearly = noteWeek(timings.map(unlimited), zone, [START_DAY, START_DAY + 53 * 7]);
  const isLimited = profiles.some(({ months, monthDays }) => months ?? monthDays);
  const regular = isLimited
    ? noteWeek(timings.map(regularOf), zone, [START_DAY, daysFromDate(2052, 1, 8)])
    : yearly;
  const days = noteDays(timings, zone, exceptionSpans(profiles));
  const positions = timings.map((timing) =>
    given.flatMap((each, position) => (each === timing ? [position] : [])),
  );
  const isTogether = (index: number): boolean =>
    regular.together[index] === 1 || days.together[index] === 1;
  return {
    timeZone,
    gaps: [...gapsOfWeek(yearly, regular), ...gapsOfDates(days.open, yearly, regular)],
    segments: segmentsOf(regular, positions),
    overlaps: overlapsOf(positions, isTogether),
  };
}

function zoneOf(profiles: readonly TimeProfile[]): string {
  const names = new Set(profiles.map((profile) => profile.timeZone ?? DEFAULTS.timeZone));
  return names.size === 1 ? [...names][0]! : 'UTC';
}

function regularOf(timing: TimeProfile | null): TimeProfile | null {
  if (timing === null) return null;
  const { exceptions: _, ...rest } = timing;
  return rest;
}

function unlimited(timing: TimeProfile | null): TimeProfile | null {
  if (timing === null) return null;
  const { exceptions: _, months: __, monthDays: ___, ...rest } = timing;
  return rest;
}

function exceptionSpans(profiles: readonly TimeProfile[]): DaySpan[] {
  const dates = new Set(profiles.flatMap(({ exceptions = [] }) => exceptions.map((e) => e.date)));
  return [...dates].sort().map((date): DaySpan => {
    const [year, month, monthDay] = date.split('-').map(Number);
    const day = daysFromDate(year!, month!, monthDay!);
    // The local day in any zone, and what the windows of that day do after midnight.
    return [day - 1, day + 3];
  });
}

/** By weekday; what several causes explain has the first of them. */
function gapsOfWeek(yearly: WeekNotes, regular: WeekNotes): WeekGap[] {
  const causes: readonly (GapCause | null)[] = Array.from(yearly.open, (isOpen, minute) => {
    if (isOpen === 1) return yearly.covered[minute] === 1 ? 'clock-change' : 'week';
    return regular.open[minute] === 1 ? 'months' : null;
  });
  const isSame = (one: number, other: number): boolean => causes[one] === causes[other];
  return partsOfWeek(isSame).flatMap(({ minute, part }): WeekGap[] => {
    const cause = causes[minute] ?? null;
    return cause === null ? [] : [{ ...part, cause, date: null }];
  });
}

/** What is open on single dates and in no ordinary week. */
function gapsOfDates(
  open: ReadonlyMap<number, Uint8Array>,
  yearly: WeekNotes,
  regular: WeekNotes,
): WeekGap[] {
  return [...open].flatMap(([day, minutes]): WeekGap[] => {
    const weekday = (((day - START_DAY) % 7) + 7) % 7;
    const isGap = minutes.map((isOpen, minute) => {
      const inWeek = weekday * DAY_MINUTES + minute;
      return isOpen === 1 && yearly.open[inWeek] === 0 && regular.open[inWeek] === 0 ? 1 : 0;
    });
    return partsOfDay((one, other) => isGap[one] === isGap[other]).flatMap(
      ([from, to]): WeekGap[] => {
        if (isGap[from] === 0) return [];
        const part = partOf(weekday, from, to);
        return [{ ...part, cause: 'exception', date: dateOf(day) }];
      },
    );
  });
}

function segmentsOf(
  { held, missed }: WeekNotes,
  positions: readonly (readonly number[])[],
): WeekSegment[] {
  const isSame = (one: number, other: number): boolean =>
    positions.every(
      (_, index) =>
        held[index]![one] === held[index]![other] && missed[index]![one] === missed[index]![other],
    );
  const listed = (indexes: readonly number[]): number[] =>
    indexes.flatMap((index) => positions[index]!).sort((a, b) => a - b);
  return partsOfWeek(isSame).map(({ minute, part }) => {
    const holding = [...positions.keys()].filter((index) => held[index]![minute] === 1);
    const isMissed = (index: number): boolean => missed[index]![minute] === 1;
    return {
      ...part,
      always: listed(holding.filter((index) => !isMissed(index))),
      sometimes: listed(holding.filter(isMissed)),
    };
  });
}

function overlapsOf(
  positions: readonly (readonly number[])[],
  isTogether: (index: number) => boolean,
): [number, number][] {
  const pairs: [number, number][] = [];
  const count = positions.length;
  for (const [one, ofOne] of positions.entries()) {
    for (const [other, ofOther] of positions.entries()) {
      if (other < one || !isTogether(one * count + other)) continue;
      for (const a of ofOne) {
        for (const b of ofOther) {
          if (one !== other || a < b) pairs.push(a < b ? [a, b] : [b, a]);
        }
      }
    }
  }
  return pairs.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}

interface FoundPart {
  /** The first one, of the week. */
  readonly minute: number;
  readonly part: WeekPart;
}

/** The week cut at midnights and where minutes differ. */
function partsOfWeek(isSame: (one: number, other: number) => boolean): FoundPart[] {
  const found: FoundPart[] = [];
  for (let start = 0; start < WEEK_MINUTES; start += DAY_MINUTES) {
    const day = partsOfDay((one, other) => isSame(start + one, start + other));
    for (const [from, to] of day) {
      found.push({ minute: start + from, part: partOf(start / DAY_MINUTES, from, to) });
    }
  }
  return found;
}

function partsOfDay(
  isSame: (one: number, other: number) => boolean,
): (readonly [from: number, to: number])[] {
  const parts: (readonly [number, number])[] = [];
  let from = 0;
  for (let minute = 1; minute <= DAY_MINUTES; minute += 1) {
    if (minute < DAY_MINUTES && isSame(minute - 1, minute)) continue;
    parts.push([from, minute]);
    from = minute;
  }
  return parts;
}

/** `day` counts from Monday, 0. */
function partOf(day: number, from: number, to: number): WeekPart {
  return { weekday: (day + 1) as Weekday, from: clock(from), to: clock(to) };
}

function clock(minute: number): string {
  const hours = String(Math.floor(minute / 60)).padStart(2, '0');
  return `${hours}:${String(minute % 60).padStart(2, '0')}`;
}

const dateOf = (day: number): string => formatInstant(day * DAY_MS).slice(0, 10);
