/** What the timings of a plan cover, against the reference that asks each instant. */

import { Temporal } from 'temporal-polyfill';
import { expect, it } from 'vitest';
import type { TimeProfile } from '../src/book/book.js';
import { type WeekCoverage, weekCoverage } from '../src/time/week-coverage.js';
import { generateEdges, generateInstant, generateProfile } from './generate-time.js';
import { Random } from './random.js';
import { profileContains } from './reference/reference-time.js';

const seed = Number(process.env['RATEDECK_SEED'] ?? Date.now() % 1_000_000_000);
const CASES = 40;
const INSTANTS = 80;
const DAY_MS = 86_400_000;

interface Place {
  readonly date: string;
  readonly weekday: number;
  readonly clock: string;
}

function placeOf(atMs: number, timeZone: string): Place {
  const local = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone);
  const clock = local.toPlainTime().toString({ smallestUnit: 'minute' });
  return { date: local.toPlainDate().toString(), weekday: local.dayOfWeek, clock };
}

const holds = (part: { weekday: number; from: string; to: string }, at: Place): boolean =>
  part.weekday === at.weekday && part.from <= at.clock && at.clock < part.to;

function check(coverage: WeekCoverage, profiles: readonly TimeProfile[], atMs: number): void {
  const at = placeOf(atMs, coverage.timeZone);
  const holding = profiles.flatMap((profile, index) =>
    profileContains(profile, atMs) ? [index] : [],
  );
  if (holding.length === 0) {
    const gap = coverage.gaps.find(
      (each) => holds(each, at) && (each.date === null || each.date === at.date),
    );
    expect(gap, 'a gap').toBeDefined();
  }
  for (const one of holding) {
    for (const other of holding.filter((index) => index > one)) {
      expect(coverage.overlaps).toContainEqual([one, other]);
    }
  }
  const dates = profiles.flatMap(({ exceptions = [] }) => exceptions.map(({ date }) => date));
  if (dates.some((date) => Math.abs(Date.parse(date) - atMs) < 4 * DAY_MS)) return;
  const segment = coverage.segments.find((each) => holds(each, at))!;
  const known = [...segment.always, ...segment.sometimes];
  expect(known, 'what holds').toEqual(expect.arrayContaining(holding));
  expect(holding, 'what holds always').toEqual(expect.arrayContaining([...segment.always]));
}

it(`the coverage of a week is what the reference finds (seed ${seed})`, () => {
  for (let index = 0; index < CASES; index += 1) {
    const random = new Random(seed + index);
    const edges = generateEdges(random);
    const profiles: TimeProfile[] = [];
    const count = random.between(1, 3);
    while (profiles.length < count) {
      profiles.push(generateProfile(random, `profile ${profiles.length}`, edges, profiles));
    }
    const coverage = weekCoverage(profiles);
    const minutes = coverage.segments.length;
    expect(minutes).toBeGreaterThanOrEqual(7);
    const days = profiles.flatMap(({ exceptions = [] }) => exceptions.map(({ date }) => date));
    for (let each = 0; each < INSTANTS; each += 1) {
      // In the year that is looked at, or on the day of an exception.
      const atMs =
        days.length > 0 && random.chance(30)
          ? Date.parse(random.pick(days)) +
            random.between(-1, 2) * DAY_MS +
            random.between(0, DAY_MS)
          : yearOf(generateInstant(random, edges, profiles));
      const what = `${seed + index} ${new Date(atMs).toISOString()} ${JSON.stringify(profiles)}`;
      try {
        check(coverage, profiles, atMs);
      } catch (error) {
        throw new Error(`${what}\n${error instanceof Error ? error.message : ''}`);
      }
    }
  }
});

/** The same time of 2024. */
function yearOf(atMs: number): number {
  const date = new Date(atMs);
  date.setUTCFullYear(2024);
  return date.getTime();
}
