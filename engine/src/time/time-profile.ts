/**
 * Membership of instants in a time profile, and when it next changes.
 *
 * An instant is turned into local wall-clock time, which is always defined: the hour that summer
 * time skips never occurs, the hour that it repeats is in or out both times. A profile is made of
 * whole local minutes, each window half-open. `local-days.ts` says which minutes of a day are in.
 *
 * `compileTimeProfile` trusts the document to be checked and throws on what it cannot read. It
 * does not decide which rate wins, and `contains` and `nextBoundary` want finite instants.
 */

import type { TimeProfile } from '../book/book.js';
import { DEFAULTS } from '../book/defaults.js';
import { showText } from '../book/shown-value.js';
import { DAY_MINUTES } from '../values/clock-time.js';
import { DAY_MS } from '../values/instant.js';
import { EPOCH_WEEKDAY, LocalDays } from './local-days.js';
import { type ZoneOffsets, zoneOffsets } from './zone.js';

const MINUTE_MS = 60_000;
const WEEK_MINUTES = 7 * DAY_MINUTES;

export interface CompiledTimeProfile {
  readonly name: string;
  /** Minutes in the union of the windows, 0 to 10,080; months and exceptions do not count. */
  readonly minutesOfWeek: number;
  contains(instantMs: number): boolean;
  /** The first instant after the given one at which membership changes, else `Infinity`. */
  nextBoundary(instantMs: number): number;
}

/**
 * `{ name, timeZone: 'Europe/Vienna', windows: [{ weekdays: [1], from: '22:00', to: '06:00' }] }`
 * contains Monday 22:00 to Tuesday 06:00 of Vienna: 480 minutes of the week.
 */
export function compileTimeProfile(profile: TimeProfile): CompiledTimeProfile {
  try {
    return new Compiled(profile);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new RangeError(`Time profile ${showText(profile.name)}: ${error.message}`);
  }
}

class Compiled implements CompiledTimeProfile {
  readonly name: string;
  readonly minutesOfWeek: number;
  readonly #zone: ZoneOffsets;
  /** One bit per minute of the week, Monday 00:00 first. */
  readonly #weekBits = new Uint8Array(WEEK_MINUTES / 8);
  /** True when the bits of the week say it all. */
  readonly #isWeekly: boolean;
  readonly #days: LocalDays;
  /** The last answer of `nextBoundary` holds for all instants in [from, boundary). */
  #answeredFromMs = Number.NaN;
  #answeredMs = Number.NaN;

  constructor(profile: TimeProfile) {
    this.name = profile.name;
    this.#zone = zoneOffsets(profile.timeZone ?? DEFAULTS.timeZone);
    this.#days = new LocalDays(profile);
    let count = 0;
    for (let minute = 0; minute < WEEK_MINUTES; minute += 1) {
      const weekday = Math.floor(minute / DAY_MINUTES);
      const inside = this.#days.regular(weekday, (weekday + 6) % 7).inside[minute % DAY_MINUTES]!;
      this.#weekBits[minute >> 3]! |= inside << (minute & 7);
      count += inside;
    }
    this.minutesOfWeek = count;
    this.#isWeekly = !this.#days.isLimited && this.#days.exceptionDays.length === 0;
  }

  contains(instantMs: number): boolean {
    const localMs = instantMs + this.#zone.offsetMs(instantMs);
    if (this.#isWeekly) {
      const minute = Math.floor(localMs / MINUTE_MS) + EPOCH_WEEKDAY * DAY_MINUTES;
      const inWeek = minute - Math.floor(minute / WEEK_MINUTES) * WEEK_MINUTES;
      return ((this.#weekBits[inWeek >> 3]! >> (inWeek & 7)) & 1) === 1;
    }
    const day = Math.floor(localMs / DAY_MS);
    return this.#days.pattern(day).inside[minuteOfDay(localMs, day)] === 1;
  }

  nextBoundary(instantMs: number): number {
    if (instantMs >= this.#answeredFromMs && instantMs < this.#answeredMs) return this.#answeredMs;
    if (!Number.isFinite(instantMs)) throw new RangeError(`Not an instant: ${instantMs}`);
    const boundaryMs = this.#searchBoundary(instantMs);
    this.#answeredFromMs = instantMs;
    this.#answeredMs = boundaryMs;
    return boundaryMs;
  }

  /** Walks the stretches of one local day and one offset, and leaps over days without a change. */
  #searchBoundary(instantMs: number): number {
    const state = this.contains(instantMs) ? 1 : 0;
    let at = instantMs;
    for (;;) {
      const offsetMs = this.#zone.offsetMs(at);
      const localMs = at + offsetMs;
      const day = Math.floor(localMs / DAY_MS);
      // A transition may put the clock back into the day before, which must be quiet as well.
      const livelyDay = this.#days.firstNotAll(state, day - 1);
      if (livelyDay === Number.POSITIVE_INFINITY) return livelyDay;
      if (livelyDay > day + 5) {
        // No zone is more than a day from UTC: the local day is still a quiet one there.
        at = (livelyDay - 3) * DAY_MS;
        continue;
      }
      const dayEndMs = (day + 1) * DAY_MS - offsetMs;
      const endMs = Math.min(dayEndMs, this.#zone.nextTransition(at, dayEndMs));
      const pattern = this.#days.pattern(day);
      const minute = minuteOfDay(localMs, day);
      if (pattern.inside[minute] !== state) return at;
      const changeMs = day * DAY_MS + pattern.until[minute]! * MINUTE_MS - offsetMs;
      if (changeMs < endMs) return changeMs;
      at = endMs;
    }
  }
}

function minuteOfDay(localMs: number, day: number): number {
  return ((localMs - day * DAY_MS) / MINUTE_MS) | 0;
}
