/** Random instants and time profiles, close to the places where time is awkward. */

import { Temporal } from 'temporal-polyfill';

import type { TimeException, TimeProfile, TimeWindow, Weekday } from '../src/book/book.js';
import type { Random } from './random.js';

const ZONES = [
  'Europe/Vienna',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'America/Sao_Paulo',
  'Asia/Kathmandu',
  'America/St_Johns',
  'Pacific/Chatham',
  'Africa/Casablanca',
  'UTC',
];

/** Instants at which one of these zones sets its clocks. */
const CLOCK_CHANGES = [
  '2026-03-29T01:00:00Z',
  '2026-10-25T01:00:00Z',
  '2026-03-08T07:00:00Z',
  '2026-11-01T06:00:00Z',
  '2026-04-04T15:00:00Z',
  '2026-10-03T15:30:00Z',
  '2026-03-08T05:30:00Z',
  '2026-04-04T14:00:00Z',
  '2026-02-15T02:00:00Z',
  '2026-03-22T02:00:00Z',
  '2018-11-04T03:00:00Z',
  '2019-02-17T02:00:00Z',
];

const CLOCKS = [
  '00:00',
  '00:30',
  '01:30',
  '02:00',
  '02:30',
  '03:00',
  '08:00',
  '12:15',
  '20:00',
  '23:59',
];
const WEEKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];
const MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

export function isoOf(instantMs: number): string {
  return new Date(instantMs).toISOString().replace('.000Z', 'Z');
}

/** Instants around which versions begin and end, and events take place. */
export function generateEdges(random: Random): number[] {
  const edges: number[] = [];
  const count = random.between(3, 7);
  for (let index = 0; index < count; index += 1) {
    if (random.chance(40)) edges.push(Date.parse(random.pick(CLOCK_CHANGES)));
    else {
      const day = Date.UTC(2026, random.between(0, 11), random.between(1, 28));
      const time = random.chance(50) ? 0 : random.between(0, 86_399_999);
      edges.push(day + time);
    }
  }
  return [...new Set(edges)].sort((a, b) => a - b);
}

function dateNear(random: Random, instantMs: number): string {
  const shifted = instantMs + random.between(-2, 2) * 86_400_000;
  return new Date(shifted).toISOString().slice(0, 10);
}

function generateWindow(random: Random): TimeWindow {
  return {
    weekdays: random.chance(40) ? WEEKDAYS : random.some(WEEKDAYS, random.between(1, 5)),
    from: random.pick(CLOCKS),
    to: random.pick([...CLOCKS, '24:00']),
  };
}

function generateExceptions(random: Random, edges: readonly number[]): TimeException[] {
  const dates = new Set<string>();
  const count = random.between(1, 4);
  for (let index = 0; index < count; index += 1) dates.add(dateNear(random, random.pick(edges)));
  return [...dates].map((date) => ({
    date,
    as: random.pick<TimeException['as']>(['in', 'out', random.pick(WEEKDAYS)]),
  }));
}

export function generateProfile(
  random: Random,
  name: string,
  edges: readonly number[],
  earlier: readonly TimeProfile[],
): TimeProfile {
  // The windows of another profile in another zone: as many minutes, so that names decide.
  const model = random.chance(30) && earlier.length > 0 ? random.pick(earlier) : null;
  const windows: TimeWindow[] = model?.windows === undefined ? [] : [...model.windows];
  const count = random.between(1, 3);
  while (windows.length < count && model === null) windows.push(generateWindow(random));
  return {
    name,
    ...(random.chance(90) ? { timeZone: random.pick(ZONES) } : {}),
    ...(random.chance(90) && windows.length > 0 ? { windows } : {}),
    ...(random.chance(15) ? { months: random.some(MONTHS, random.between(1, 11)) } : {}),
    ...(random.chance(15) ? { monthDays: random.some([1, 4, 8, 25, 28, 29, 30, 31], 6) } : {}),
    ...(random.chance(40) ? { exceptions: generateExceptions(random, edges) } : {}),
  };
}

/** An instant at which a window of the profile, or a local day of its zone, begins or ends. */
function windowEdge(random: Random, profile: TimeProfile, edges: readonly number[]): number {
  const date = dateNear(random, random.pick(edges));
  const clocks = (profile.windows ?? []).flatMap(({ from, to }) => [from, to]);
  const clock = random.pick(['00:00', ...clocks]).replace('24:', '00:');
  return Temporal.PlainDateTime.from(`${date}T${clock}`).toZonedDateTime(profile.timeZone ?? 'UTC')
    .epochMilliseconds;
}

/** An instant for an event: on an edge, a millisecond or a few seconds off it, or anywhere. */
export function generateInstant(
  random: Random,
  edges: readonly number[],
  profiles: readonly TimeProfile[],
): number {
  const kind = random.between(0, 9);
  let base: number;
  if (kind < 4) base = random.pick(edges);
  else if (kind < 8 && profiles.length > 0) base = windowEdge(random, random.pick(profiles), edges);
  else
    base = Date.UTC(2026, random.between(0, 11), random.between(1, 28)) + random.between(0, 864e5);
  const offsets = [
    0,
    0,
    0,
    0,
    -1,
    1,
    -500,
    999,
    -1000,
    -30_000,
    -59_999,
    60_000,
    random.between(-9e6, 9e6),
  ];
  return base + random.pick(offsets);
}
