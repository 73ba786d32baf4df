/**
 * Which minutes of a local day are in a time profile.
 *
 * Days are counted from 1970-01-01, weekdays from 0 = Monday to 6 = Sunday. Which minutes are in
 * depends on two weekdays only: the one that the day counts as (its own windows) and the one that
 * the day before counts as (the part of its windows after midnight). So days share at most 56
 * patterns, beside the day that is wholly in and the one that is wholly out.
 *
 * Nothing here knows of zones or instants: `time-profile.ts` turns those into local days.
 */

import type { TimeException, TimeProfile, TimeWindow } from '../book/book.js';
import { showText } from '../book/shown-value.js';
import { DAY_MINUTES, parseClockTime } from '../values/clock-time.js';
import { dateFromDays, daysFromDate, isRealDate } from '../values/instant.js';

/** 1970-01-01 was a Thursday. */
export const EPOCH_WEEKDAY = 3;
/** What an exception makes of a day, beside the weekdays 0 to 6. */
const OUT = 7;
const IN = 8;
/** 29 February falls on a given weekday at most 40 years apart (across 2100), plus one to spare. */
const LIMITED_CYCLE_DAYS = 41 * 366;
/** Without months and month days the pattern repeats weekly. */
const WEEKLY_CYCLE_DAYS = 8;
const RECENT_MASK = 511;

/** The minutes of one local day. */
export interface DayPattern {
  /** 1 for each minute that is in. */
  readonly inside: Uint8Array;
  /** For each minute: the next one with another answer, 1440 when there is none. */
  readonly until: Uint16Array;
}

const WHOLLY_IN = patternOf(new Uint8Array(DAY_MINUTES).fill(1));
const WHOLLY_OUT = patternOf(new Uint8Array(DAY_MINUTES));

export class LocalDays {
  readonly isLimited: boolean;
  /** Ascending. */
  readonly exceptionDays: readonly number[];
  readonly #exceptions: ReadonlyMap<number, number>;
  readonly #firstExceptionDay: number;
  readonly #lastExceptionDay: number;
  readonly #windows: readonly TimeWindow[] | undefined;
  readonly #drawn = new Array<DayPattern | undefined>(7 * 8).fill(undefined);
  /** The last days that were asked for, each at `day & RECENT_MASK`: traffic comes in bunches. */
  readonly #recentDays = new Int32Array(RECENT_MASK + 1).fill(2 ** 31 - 1);
  readonly #recentPatterns = new Array<DayPattern | undefined>(RECENT_MASK + 1).fill(undefined);
  /** Bit m for month m; bit d for day d of the month. */
  readonly #monthBits: number;
  readonly #monthDayBits: number;

  constructor(profile: TimeProfile) {
    this.#windows = profile.windows;
    this.isLimited = profile.months !== undefined || profile.monthDays !== undefined;
    this.#monthBits = bitsOf(profile.months);
    this.#monthDayBits = bitsOf(profile.monthDays);
    this.#exceptions = new Map((profile.exceptions ?? []).map(readException));
    this.exceptionDays = [...this.#exceptions.keys()].sort((a, b) => a - b);
    this.#firstExceptionDay = this.exceptionDays[0] ?? Number.POSITIVE_INFINITY;
    this.#lastExceptionDay = this.exceptionDays.at(-1) ?? Number.NEGATIVE_INFINITY;
  }

  pattern(day: number): DayPattern {
    const slot = day & RECENT_MASK;
    if (this.#recentDays[slot] === day) return this.#recentPatterns[slot]!;
    const pattern = this.#findPattern(day);
    this.#recentDays[slot] = day;
    this.#recentPatterns[slot] = pattern;
    return pattern;
  }

  /** A day that counts as `weekday` after one that counts as `weekdayBefore` (or {@link OUT}). */
  regular(weekday: number, weekdayBefore: number): DayPattern {
    const key = weekday * 8 + weekdayBefore;
    const drawn = this.#drawn[key];
    if (drawn !== undefined) return drawn;
    const pattern = this.#windows === undefined ? WHOLLY_IN : this.#draw(weekday, weekdayBefore);
    this.#drawn[key] = pattern;
    return pattern;
  }

  /** The first day from `day` on of which some minute is not `state`; Infinity when none is. */
  firstNotAll(state: number, day: number): number {
    const cycleDays = this.isLimited ? LIMITED_CYCLE_DAYS : WEEKLY_CYCLE_DAYS;
    let at = day;
    let regularDays = 0;
    let next = 0;
    for (;;) {
      const { inside, until } = this.pattern(at);
      if (inside[0] !== state || until[0] !== DAY_MINUTES) return at;
      // Exceptions may hide what regular days do: a whole cycle without one must be seen.
      const isTouched = this.#exceptions.has(at) || this.#exceptions.has(at - 1);
      regularDays = isTouched ? 0 : regularDays + 1;
      at += 1;
      if (regularDays < cycleDays) continue;
      while (next < this.exceptionDays.length && this.exceptionDays[next]! < at) next += 1;
      if (next === this.exceptionDays.length) return Number.POSITIVE_INFINITY;
      at = this.exceptionDays[next]!;
      regularDays = 0;
    }
  }

  #findPattern(day: number): DayPattern {
    let counted = weekdayOf(day);
    let countedBefore = counted === 0 ? 6 : counted - 1;
    if (day >= this.#firstExceptionDay && day <= this.#lastExceptionDay + 1) {
      counted = this.#exceptions.get(day) ?? counted;
      if (counted === IN) return WHOLLY_IN;
      if (counted === OUT) return WHOLLY_OUT;
      // A day that is wholly in leaves what its own windows do after midnight as it is.
      const before = this.#exceptions.get(day - 1);
      if (before !== undefined && before !== IN) countedBefore = before;
    }
    if (this.isLimited && !this.#isWithinLimits(day)) return WHOLLY_OUT;
    return this.regular(counted, countedBefore);
  }

  #draw(weekday: number, weekdayBefore: number): DayPattern {
    const inside = new Uint8Array(DAY_MINUTES);
    for (const window of this.#windows!) {
      const from = readMinute(window.from);
      const to = readMinute(window.to);
      const isOverMidnight = to <= from;
      const has = (day: number): boolean => window.weekdays.some((listed) => listed === day + 1);
      if (has(weekday)) inside.fill(1, from, isOverMidnight ? DAY_MINUTES : to);
      if (isOverMidnight && has(weekdayBefore)) inside.fill(1, 0, to);
    }
    return patternOf(inside);
  }

  #isWithinLimits(day: number): boolean {
    const { month, day: monthDay } = dateFromDays(day);
    return ((this.#monthBits >>> month) & (this.#monthDayBits >>> monthDay) & 1) === 1;
  }
}

function patternOf(inside: Uint8Array): DayPattern {
  const until = new Uint16Array(DAY_MINUTES);
  let next = DAY_MINUTES;
  for (let minute = DAY_MINUTES - 1; minute >= 0; minute -= 1) {
    if (minute + 1 < DAY_MINUTES && inside[minute + 1] !== inside[minute]) next = minute + 1;
    until[minute] = next;
  }
  return { inside, until };
}

function weekdayOf(day: number): number {
  const shifted = day + EPOCH_WEEKDAY;
  return shifted - Math.floor(shifted / 7) * 7;
}

/** Left out = every bit. */
function bitsOf(numbers: readonly number[] | undefined): number {
  if (numbers === undefined) return ~0;
  return numbers.reduce((bits, number) => bits | (1 << number), 0);
}

function readMinute(clock: string): number {
  const minute = parseClockTime(clock);
  if (minute !== null) return minute;
  throw new RangeError(`Not a time of day: ${showText(clock)}; write HH:MM, 00:00 to 24:00`);
}

/** The day and what it counts as. */
function readException(exception: TimeException): [day: number, counted: number] {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(exception.date);
  const [year, month, day] = (parts ?? []).slice(1).map(Number);
  if (day === undefined || !isRealDate(year!, month!, day)) {
    throw new RangeError(`Not a date: ${showText(exception.date)}; write YYYY-MM-DD`);
  }
  const counted = exception.as === 'in' ? IN : exception.as === 'out' ? OUT : exception.as - 1;
  return [daysFromDate(year!, month!, day), counted];
}
