/**
 * Goes through spans of time and notes, for each minute of the week, which of several timings hold.
 *
 * The compiled profiles themselves are asked, so what is noted is what pricing would find. Minutes
 * are local to one zone; an hour that its clock skips never occurs, and nothing is noted of it then.
 */

import type { TimeProfile } from '../book/book.js';
import { DAY_MINUTES } from '../values/clock-time.js';
import { DAY_MS, daysFromDate } from '../values/instant.js';
import { type CompiledTimeProfile, compileTimeProfile } from './time-profile.js';
import type { ZoneOffsets } from './zone.js';

const MINUTE_MS = 60_000;
export const WEEK_MINUTES = 7 * DAY_MINUTES;
/** 2024-01-01, a Monday. */
export const START_DAY = daysFromDate(2024, 1, 1);

/** Half-open, in days since 1970-01-01. */
export type DaySpan = readonly [fromDay: number, toDay: number];

/** While nothing changes and local time runs evenly. */
interface Stretch {
  readonly localMs: number;
  readonly durationMs: number;
  /** 1 for each timing that holds. */
  readonly holding: Uint8Array;
}

/** Null is a timing that always holds. */
function sweep(
  timings: readonly (TimeProfile | null)[],
  zone: ZoneOffsets,
  [fromDay, toDay]: DaySpan,
  visit: (stretch: Stretch) => void,
): void {
  const profiles = timings.map((timing) => timing && compileTimeProfile(timing));
  const holding = new Uint8Array(timings.length).fill(1);
  const untilMs = new Float64Array(timings.length).fill(Number.POSITIVE_INFINITY);
  const endMs = toDay * DAY_MS;
  const ask = (profile: CompiledTimeProfile, index: number, at: number): void => {
    holding[index] = profile.contains(at) ? 1 : 0;
    untilMs[index] = profile.nextBoundary(at);
  };
  for (let at = fromDay * DAY_MS; at < endMs; ) {
    let nextMs = Math.min(endMs, zone.nextTransition(at, endMs));
    for (const [index, profile] of profiles.entries()) {
      if (profile === null) continue;
      if (at === fromDay * DAY_MS || untilMs[index]! <= at) ask(profile, index, at);
      if (untilMs[index]! < nextMs) nextMs = untilMs[index]!;
    }
    visit({ localMs: at + zone.offsetMs(at), durationMs: nextMs - at, holding });
    at = nextMs;
  }
}

/** What was seen of each minute of the week, Monday 00:00 first. */
export interface WeekNotes {
  /** 1: no timing held in some week. */
  readonly open: Uint8Array;
  /** 1: some timing held in some week. */
  readonly covered: Uint8Array;
  /** Of each timing, 1: it held in some week. */
  readonly held: readonly Uint8Array[];
  /** Of each timing, 1: it did not hold in some week. */
  readonly missed: readonly Uint8Array[];
  /** `i * count + j`: both held at some instant. */
  readonly together: Uint8Array;
}

export function noteWeek(
  timings: readonly (TimeProfile | null)[],
  zone: ZoneOffsets,
  span: DaySpan,
): WeekNotes {
  const week = () => new Uint8Array(WEEK_MINUTES);
  const notes: WeekNotes = {
    open: week(),
    covered: week(),
    held: timings.map(week),
    missed: timings.map(week),
    together: new Uint8Array(timings.length ** 2),
  };
  sweep(timings, zone, span, ({ localMs, durationMs, holding }) => {
    const first = Math.floor((localMs - START_DAY * DAY_MS) / MINUTE_MS);
    const end = Math.ceil((localMs - START_DAY * DAY_MS + durationMs) / MINUTE_MS);
    fillWeek(holding.includes(1) ? notes.covered : notes.open, first, end);
    for (let index = 0; index < holding.length; index += 1) {
      const seen = holding[index] === 1 ? notes.held : notes.missed;
      fillWeek(seen[index]!, first, end);
    }
    noteTogether(notes.together, holding);
  });
  return notes;
}

function noteTogether(together: Uint8Array, holding: Uint8Array): void {
  for (let one = 0; one < holding.length; one += 1) {
    if (holding[one] === 0) continue;
    const row = one * holding.length;
    for (let other = one; other < holding.length; other += 1) {
      if (holding[other] === 1) together[row + other] = 1;
    }
  }
}

/** Minutes from the start on, which may run over the end of a week and over several. */
function fillWeek(minutes: Uint8Array, first: number, end: number): void {
  if (end - first >= WEEK_MINUTES) {
    minutes.fill(1);
    return;
  }
  const from = ((first % WEEK_MINUTES) + WEEK_MINUTES) % WEEK_MINUTES;
  const to = from + end - first;
  minutes.fill(1, from, Math.min(to, WEEK_MINUTES));
  if (to > WEEK_MINUTES) minutes.fill(1, 0, to - WEEK_MINUTES);
}

/** What was seen on the days of exceptions. */
export interface DayNotes {
  /** Minutes of local days (since 1970-01-01) in which no timing held. */
  readonly open: ReadonlyMap<number, Uint8Array>;
  readonly together: Uint8Array;
}

export function noteDays(
  timings: readonly (TimeProfile | null)[],
  zone: ZoneOffsets,
  spans: readonly DaySpan[],
): DayNotes {
  const open = new Map<number, Uint8Array>();
  const together = new Uint8Array(timings.length ** 2);
  for (const span of spans) {
    sweep(timings, zone, span, ({ localMs, durationMs, holding }) => {
      noteTogether(together, holding);
      if (!holding.includes(1)) openDays(open, localMs, localMs + durationMs);
    });
  }
  return { open, together };
}

function openDays(open: Map<number, Uint8Array>, fromMs: number, toMs: number): void {
  for (let day = Math.floor(fromMs / DAY_MS); day * DAY_MS < toMs; day += 1) {
    const minutes = open.get(day) ?? new Uint8Array(DAY_MINUTES);
    open.set(day, minutes);
    const from = Math.max(0, Math.floor((fromMs - day * DAY_MS) / MINUTE_MS));
    const to = Math.min(DAY_MINUTES, Math.ceil((toMs - day * DAY_MS) / MINUTE_MS));
    minutes.fill(1, from, to);
  }
}
