import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { randomFractions } from '../../test/random.js';
import type { TimeException, TimeProfile, TimeWindow, Weekday } from '../book/book.js';
import { type CompiledTimeProfile, compileTimeProfile } from './time-profile.js';
import { zoneOffsets } from './zone.js';

const seed = Number(process.env['RATEDECK_SEED'] ?? Date.now() % 1_000_000);
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const NEVER = Number.POSITIVE_INFINITY;
const everyDay: Weekday[] = [1, 2, 3, 4, 5, 6, 7];

/** The rules as they are written, for one instant, with another library and without any tables. */
function naiveContains(profile: TimeProfile, instantMs: number): boolean {
  const local = Temporal.Instant.fromEpochMilliseconds(instantMs).toZonedDateTimeISO(
    profile.timeZone ?? 'UTC',
  );
  const today = local.toPlainDate();
  const yesterday = today.subtract({ days: 1 });
  const asOf = (date: Temporal.PlainDate) =>
    profile.exceptions?.find((exception) => exception.date === date.toString())?.as;
  if (asOf(today) === 'in') return true;
  if (asOf(today) === 'out') return false;
  if (profile.months !== undefined && !profile.months.includes(today.month)) return false;
  if (profile.monthDays !== undefined && !profile.monthDays.includes(today.day)) return false;
  if (profile.windows === undefined) return true;
  const clock = local.toPlainTime().toString().slice(0, 5);
  const weekdayOf = (date: Temporal.PlainDate): number => {
    const as = asOf(date);
    if (as === 'out') return 0;
    return typeof as === 'number' ? as : date.dayOfWeek;
  };
  return profile.windows.some(({ weekdays, from, to }) => {
    const beganToday = weekdays.some((weekday) => weekday === weekdayOf(today));
    const beganYesterday = weekdays.some((weekday) => weekday === weekdayOf(yesterday));
    if (to > from) return beganToday && clock >= from && clock < to;
    return (beganToday && clock >= from) || (beganYesterday && clock < to);
  });
}

const at = (text: string): number => Temporal.Instant.from(text).epochMilliseconds;

function boundaries(profile: CompiledTimeProfile, from: string, count: number): string[] {
  const found: string[] = [];
  let instantMs = at(from);
  while (found.length < count) {
    instantMs = profile.nextBoundary(instantMs);
    if (instantMs === NEVER) return [...found, 'never'];
    const text = new Date(instantMs).toISOString().replace(':00.000Z', 'Z');
    found.push(`${text} ${profile.contains(instantMs) ? 'in' : 'out'}`);
  }
  return found;
}

function daily(timeZone: string, from: string, to: string): CompiledTimeProfile {
  const windows = [{ weekdays: everyDay, from, to }];
  return compileTimeProfile({ name: 'daily', timeZone, windows });
}

describe('windows', () => {
  const peak = compileTimeProfile({
    name: 'peak',
    timeZone: 'Europe/Vienna',
    windows: [{ weekdays: [1, 2, 3, 4, 5], from: '08:00', to: '20:00' }],
  });

  it('are half-open in local minutes', () => {
    expect(peak.minutesOfWeek).toBe(5 * 720);
    // 2026-11-20 is a Friday; Vienna is one hour ahead of UTC in winter.
    expect(peak.contains(at('2026-11-20T07:00:00Z') - 1)).toBe(false);
    expect(peak.contains(at('2026-11-20T07:00:00Z'))).toBe(true);
    expect(peak.contains(at('2026-11-20T19:00:00Z') - 1)).toBe(true);
    expect(peak.contains(at('2026-11-20T19:00:00Z'))).toBe(false);
    expect(peak.contains(at('2026-11-21T12:00:00Z'))).toBe(false);
    expect(boundaries(peak, '2026-11-20T12:00:00Z', 2)).toEqual([
      '2026-11-20T19:00Z out',
      '2026-11-23T07:00Z in',
    ]);
  });

  const counts: [string, readonly TimeWindow[] | undefined, number][] = [
    ['left out', undefined, 10_080],
    ['none', [], 0],
    ['no weekday', [{ weekdays: [], from: '00:00', to: '24:00' }], 0],
    ['whole days', [{ weekdays: everyDay, from: '00:00', to: '24:00' }], 10_080],
    ['from = to', [{ weekdays: [7], from: '08:00', to: '08:00' }], 1440],
    ['midnight to midnight', [{ weekdays: [2], from: '00:00', to: '00:00' }], 1440],
    ['over midnight', [{ weekdays: [7], from: '22:00', to: '06:30' }], 510],
    [
      'overlapping, counted once',
      [
        { weekdays: [1, 1], from: '08:00', to: '12:00' },
        { weekdays: [1], from: '10:00', to: '13:00' },
      ],
      300,
    ],
  ];

  it.each(counts)('count their minutes of the week: %s', (_, windows, expected) => {
    const profile = windows === undefined ? { name: 'x' } : { name: 'x', windows };
    expect(compileTimeProfile(profile).minutesOfWeek).toBe(expected);
  });

  it('that never change have no boundary', () => {
    expect(boundaries(compileTimeProfile({ name: 'x' }), '2026-01-01T00:00Z', 1)).toEqual([
      'never',
    ]);
    expect(daily('Europe/Vienna', '00:00', '24:00').nextBoundary(0)).toBe(NEVER);
    expect(daily('Europe/Vienna', '07:00', '07:00').nextBoundary(0)).toBe(NEVER);
    const never = { name: 'x', months: [2], monthDays: [30], timeZone: 'Europe/Vienna' };
    expect(compileTimeProfile(never).nextBoundary(0)).toBe(NEVER);
  });
});

describe('summer time', () => {
  it('Vienna skips 02:00 to 03:00 on 2026-03-29 and repeats it on 2026-10-25', () => {
    const night = daily('Europe/Vienna', '02:00', '03:00');
    expect(boundaries(night, '2026-03-28T00:00:00Z', 4)).toEqual([
      '2026-03-28T01:00Z in',
      '2026-03-28T02:00Z out',
      '2026-03-30T00:00Z in',
      '2026-03-30T01:00Z out',
    ]);
    // In both times, so two hours in one piece.
    expect(boundaries(night, '2026-10-24T12:00:00Z', 2)).toEqual([
      '2026-10-25T00:00Z in',
      '2026-10-25T02:00Z out',
    ]);
  });

  it('a window that ends inside the repeated hour ends twice', () => {
    expect(boundaries(daily('Europe/Vienna', '01:00', '02:30'), '2026-10-24T12:00:00Z', 4)).toEqual(
      [
        '2026-10-24T23:00Z in',
        '2026-10-25T00:30Z out',
        '2026-10-25T01:00Z in',
        '2026-10-25T01:30Z out',
      ],
    );
    const newYork = daily('America/New_York', '00:30', '01:15');
    expect(boundaries(newYork, '2026-11-01T00:00:00Z', 4)).toEqual([
      '2026-11-01T04:30Z in',
      '2026-11-01T05:15Z out',
      '2026-11-01T06:00Z in',
      '2026-11-01T06:15Z out',
    ]);
  });

  it('New York skips 02:00 to 03:00 on 2026-03-08', () => {
    expect(boundaries(daily('America/New_York', '02:30', '04:00'), '2026-03-08T00:00Z', 2)).toEqual(
      ['2026-03-08T07:00Z in', '2026-03-08T08:00Z out'],
    );
  });

  it('Lord Howe shifts by half an hour', () => {
    // 2026-04-05 at 02:00 back to 01:30; 2026-10-04 at 02:00 on to 02:30.
    const night = daily('Australia/Lord_Howe', '01:45', '02:15');
    expect(boundaries(night, '2026-04-04T14:00Z', 4)).toEqual([
      '2026-04-04T14:45Z in',
      '2026-04-04T15:00Z out',
      '2026-04-04T15:15Z in',
      '2026-04-04T15:45Z out',
    ]);
    expect(boundaries(night, '2026-10-03T14:00Z', 2)).toEqual([
      '2026-10-03T15:15Z in',
      '2026-10-03T15:30Z out',
    ]);
  });

  it('Apia has no 2011-12-30', () => {
    const friday = compileTimeProfile({
      name: 'Friday',
      timeZone: 'Pacific/Apia',
      windows: [{ weekdays: [5], from: '00:00', to: '24:00' }],
    });
    expect(boundaries(friday, '2011-12-24T12:00Z', 2)).toEqual([
      '2012-01-05T10:00Z in',
      '2012-01-06T10:00Z out',
    ]);
    const saturday = daily('Pacific/Apia', '00:00', '12:00');
    expect(boundaries(saturday, '2011-12-29T23:00Z', 2)).toEqual([
      '2011-12-30T10:00Z in',
      '2011-12-30T22:00Z out',
    ]);
  });
});

describe('months, month days and exceptions', () => {
  const nights: TimeWindow[] = [{ weekdays: [5], from: '22:00', to: '06:00' }];

  it('limit by the local date of the instant, after midnight too', () => {
    // Friday 2026-07-31 to Saturday 2026-08-01.
    const july = compileTimeProfile({ name: 'x', windows: nights, months: [7] });
    const august = compileTimeProfile({ name: 'x', windows: nights, months: [8] });
    expect(boundaries(july, '2026-07-31T00:00Z', 2)).toEqual([
      '2026-07-31T22:00Z in',
      '2026-08-01T00:00Z out',
    ]);
    expect(boundaries(august, '2026-07-31T00:00Z', 2)).toEqual([
      '2026-08-01T00:00Z in',
      '2026-08-01T06:00Z out',
    ]);
  });

  it('find 29 February, also across 2100 and on a given weekday only', () => {
    const leapDay = { name: 'x', months: [2], monthDays: [29], timeZone: 'Europe/Vienna' };
    expect(boundaries(compileTimeProfile(leapDay), '2096-03-01T00:00Z', 2)).toEqual([
      '2104-02-28T23:00Z in',
      '2104-02-29T23:00Z out',
    ]);
    const monday: TimeWindow[] = [{ weekdays: [1], from: '00:00', to: '24:00' }];
    expect(
      boundaries(compileTimeProfile({ ...leapDay, windows: monday }), '2072-03-01T00:00Z', 1),
    ).toEqual(['2112-02-28T23:00Z in']);
  });

  const exceptional = (as: TimeException['as'], windows = nights) =>
    compileTimeProfile({ name: 'x', windows, exceptions: [{ date: '2026-11-20', as }] });

  it('let a day out open no window, the next day neither by its tail', () => {
    expect(boundaries(exceptional('out'), '2026-11-19T00:00Z', 1)).toEqual([
      '2026-11-27T22:00Z in',
    ]);
    const thursdays: TimeWindow[] = [{ weekdays: [4], from: '22:00', to: '06:00' }];
    expect(boundaries(exceptional('out', thursdays), '2026-11-19T00:00Z', 3)).toEqual([
      '2026-11-19T22:00Z in',
      '2026-11-20T00:00Z out',
      '2026-11-26T22:00Z in',
    ]);
  });

  it('let a day in keep its own windows after midnight', () => {
    expect(boundaries(exceptional('in'), '2026-11-19T00:00Z', 2)).toEqual([
      '2026-11-20T00:00Z in',
      '2026-11-21T06:00Z out',
    ]);
  });

  it('let a day count as another weekday, with the tail of that one', () => {
    const mixed: TimeWindow[] = [...nights, { weekdays: [7], from: '20:00', to: '01:00' }];
    expect(boundaries(exceptional(7, mixed), '2026-11-20T00:00Z', 2)).toEqual([
      '2026-11-20T20:00Z in',
      '2026-11-21T01:00Z out',
    ]);
  });

  it('are found far in the future and behind a fortnight of holidays', () => {
    const far = compileTimeProfile({
      name: 'x',
      windows: [],
      exceptions: [
        { date: '2199-05-01', as: 'in' },
        { date: '2026-05-01', as: 'in' },
      ],
    });
    expect(boundaries(far, '2026-05-01T12:00Z', 4)).toEqual([
      '2026-05-02T00:00Z out',
      '2199-05-01T00:00Z in',
      '2199-05-02T00:00Z out',
      'never',
    ]);
    const closed = Array.from(
      { length: 14 },
      (_, day) => `2026-08-${String(day + 1).padStart(2, '0')}`,
    );
    const holidays = compileTimeProfile({
      name: 'x',
      exceptions: closed.map((date) => ({ date, as: 'out' })),
    });
    expect(boundaries(holidays, '2026-01-01T00:00Z', 3)).toEqual([
      '2026-08-01T00:00Z out',
      '2026-08-15T00:00Z in',
      'never',
    ]);
  });
});

describe('faults', () => {
  const faulty: [string, TimeProfile][] = [
    [
      '"25:00"; write HH:MM',
      { name: 'x', windows: [{ weekdays: [1], from: '08:00', to: '25:00' }] },
    ],
    ['"8:00"; write HH:MM', { name: 'x', windows: [{ weekdays: [1], from: '8:00', to: '20:00' }] }],
    [
      '"2026-02-30"; write YYYY-MM-DD',
      { name: 'x', exceptions: [{ date: '2026-02-30', as: 'in' }] },
    ],
    ['Time profile "x": Time zone "Nowhere"', { name: 'x', timeZone: 'Nowhere' }],
  ];

  it.each(faulty)('are named: %s', (message, profile) => {
    expect(() => compileTimeProfile(profile)).toThrow(message);
  });

  it('an instant that is none is refused', () => {
    expect(() => compileTimeProfile({ name: 'x' }).nextBoundary(Number.NaN)).toThrow('NaN');
  });
});

describe(`random profiles (seed ${seed})`, () => {
  const random = randomFractions(seed);
  const below = (count: number): number => Math.floor(random() * count);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)]!;
  const zoneNames = [
    'UTC',
    'Europe/Vienna',
    'America/New_York',
    'Australia/Lord_Howe',
    'Pacific/Apia',
    'Africa/Casablanca',
    'Asia/Kathmandu',
    'America/Sao_Paulo',
    'Africa/Monrovia',
  ];
  const someWeekdays = (): Weekday[] => everyDay.filter(() => random() < 0.4);
  const clock = (): string => {
    const minute = random() < 0.5 ? below(24) * 60 : below(1440);
    const two = (value: number): string => String(value).padStart(2, '0');
    return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
  };
  const date = (aroundMs: number): string =>
    new Date(aroundMs + (below(9) - 4) * DAY_MS).toISOString().slice(0, 10);

  function randomProfile(aroundMs: number): TimeProfile {
    const window = (): TimeWindow => ({
      weekdays: someWeekdays(),
      from: clock(),
      to: random() < 0.2 ? '24:00' : clock(),
    });
    const dates = new Set(Array.from({ length: below(5) }, () => date(aroundMs)));
    const as = (): TimeException['as'] => pick(['in', 'out', 1, 3, 5, 7]);
    return {
      name: 'random',
      timeZone: pick(zoneNames),
      ...(random() < 0.9 ? { windows: Array.from({ length: below(4) }, window) } : {}),
      ...(random() < 0.2 ? { months: [1, 3, 4, 7, 10, 11, 12].filter(() => random() < 0.6) } : {}),
      ...(random() < 0.2 ? { monthDays: [1, 5, 25, 29, 30, 31].filter(() => random() < 0.6) } : {}),
      ...(random() < 0.5 ? { exceptions: [...dates].map((day) => ({ date: day, as: as() })) } : {}),
    };
  }

  /** Half of them within two days of a change of offset. */
  function randomInstant(timeZone: string): number {
    const anyMs = Math.floor(random() * Date.UTC(2060, 0, 1));
    const transitionMs = zoneOffsets(timeZone).nextTransition(anyMs);
    if (transitionMs === NEVER || random() < 0.5) return anyMs;
    return transitionMs + below(4 * DAY_MS) - 2 * DAY_MS;
  }

  function cases(count: number): [TimeProfile, number][] {
    return Array.from({ length: count }, () => {
      const instantMs = randomInstant(pick(zoneNames));
      return [randomProfile(instantMs), instantMs];
    });
  }

  it('contain what the rules say, read plainly', () => {
    for (const [profile, aroundMs] of cases(250)) {
      const compiled = compileTimeProfile(profile);
      const transitionMs = zoneOffsets(profile.timeZone!).nextTransition(aroundMs);
      const near = transitionMs === NEVER ? aroundMs : transitionMs;
      const instants = [near - 1, near, near + 1, aroundMs];
      for (let i = 0; i < 12; i += 1) instants.push(aroundMs + below(6 * DAY_MS) - 3 * DAY_MS);
      for (const instantMs of instants) {
        const context = `${JSON.stringify(profile)} at ${new Date(instantMs).toISOString()}`;
        expect(compiled.contains(instantMs), context).toBe(naiveContains(profile, instantMs));
      }
    }
  });

  it('change at the next boundary and not before', () => {
    for (const [profile, startMs] of cases(300)) {
      const compiled = compileTimeProfile(profile);
      let fromMs = startMs;
      for (let step = 0; step < 6; step += 1) {
        const boundaryMs = compiled.nextBoundary(fromMs);
        const context = `${JSON.stringify(profile)} from ${new Date(fromMs).toISOString()}`;
        const state = compiled.contains(fromMs);
        const endMs = Math.min(boundaryMs, fromMs + 3 * DAY_MS);
        let changedMs = NEVER;
        for (let ms = fromMs; ms < endMs && changedMs === NEVER; ms += MINUTE_MS) {
          if (compiled.contains(ms) !== state) changedMs = ms;
        }
        for (let i = 0; i < 200 && changedMs === NEVER; i += 1) {
          const spanMs = Math.min(boundaryMs - fromMs, 20 * 366 * DAY_MS);
          const ms = fromMs + Math.floor(random() * spanMs);
          if (compiled.contains(ms) !== state) changedMs = ms;
        }
        expect(changedMs, context).toBe(NEVER);
        if (boundaryMs === NEVER) break;
        expect(boundaryMs, context).toBeGreaterThan(fromMs);
        expect(compiled.contains(boundaryMs), context).toBe(!state);
        expect(compiled.contains(boundaryMs - 1), context).toBe(state);
        // A fresh profile has no remembered answer; from within the stretch it is the same.
        const within = fromMs + Math.floor(random() * (boundaryMs - fromMs));
        expect(compileTimeProfile(profile).nextBoundary(within), context).toBe(boundaryMs);
        fromMs = boundaryMs;
      }
    }
  });
});
