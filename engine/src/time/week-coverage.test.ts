import { describe, expect, it } from 'vitest';
import type { TimeProfile, Weekday } from '../book/book.js';
import { weekCoverage } from './week-coverage.js';

const everyDay: Weekday[] = [1, 2, 3, 4, 5, 6, 7];
const workdays: Weekday[] = [1, 2, 3, 4, 5];
const vienna = 'Europe/Vienna';

const peak: TimeProfile = {
  name: 'peak',
  timeZone: vienna,
  windows: [{ weekdays: workdays, from: '08:00', to: '20:00' }],
};
const offPeak: TimeProfile = {
  name: 'off-peak',
  timeZone: vienna,
  windows: [
    { weekdays: workdays, from: '20:00', to: '08:00' },
    { weekdays: [6, 7], from: '00:00', to: '24:00' },
    { weekdays: [1], from: '00:00', to: '08:00' },
  ],
};
const seasons: TimeProfile[] = [
  { name: 'winter', timeZone: vienna, months: [1, 2, 3, 10, 11, 12] },
  { name: 'summer', timeZone: vienna, months: [4, 5, 6, 7, 8, 9] },
];
const wholeWeek = everyDay.map((weekday) => ({ weekday, from: '00:00', to: '24:00' }));
const christmas = (as: 'in' | 'out') => ({ exceptions: [{ date: '2026-12-25', as }] });

const weekGaps = (timings: readonly (TimeProfile | null)[]) =>
  weekCoverage(timings).gaps.map(({ weekday, from, to }) => ({ weekday, from, to }));

function lines(timings: readonly (TimeProfile | null)[]): string[] {
  return weekGaps(timings).map(({ weekday, from, to }) => `${weekday} ${from}-${to}`);
}

describe('gaps of a week', () => {
  it('are none with a timing that always holds, and everything without any', () => {
    expect(weekGaps([peak, null])).toEqual([]);
    expect(weekGaps([{ name: 'always', timeZone: vienna }])).toEqual([]);
    expect(weekGaps([])).toEqual(wholeWeek);
    expect(weekGaps([{ name: 'never', windows: [] }])).toEqual(wholeWeek);
  });

  it('are merged and listed by day in local time', () => {
    expect(weekGaps([peak, offPeak])).toEqual([]);
    expect(lines([offPeak])).toEqual(workdays.map((weekday) => `${weekday} 08:00-20:00`));
    expect(
      lines([{ ...peak, windows: [{ weekdays: everyDay, from: '06:00', to: '23:59' }] }]),
    ).toEqual(everyDay.flatMap((weekday) => [`${weekday} 00:00-06:00`, `${weekday} 23:59-24:00`]));
  });

  it('include the hour that summer time skips', () => {
    const windows = [{ weekdays: everyDay, from: '03:00', to: '02:00' }];
    expect(lines([{ name: 'x', timeZone: vienna, windows }])).toEqual(
      everyDay.map((weekday) => `${weekday} 02:00-03:00`),
    );
  });

  it('are in UTC when zones differ, over the whole year', () => {
    const london: TimeProfile = {
      name: 'London days',
      timeZone: 'Europe/London',
      windows: [{ weekdays: everyDay, from: '08:00', to: '20:00' }],
    };
    const nights = {
      ...london,
      name: 'nights',
      windows: [{ weekdays: everyDay, from: '20:00', to: '08:00' }],
    };
    expect(weekGaps([london, nights])).toEqual([]);
    // New York is off London by 5 hours, but by 4 hours for some weeks.
    const newYork = {
      ...nights,
      timeZone: 'America/New_York',
      windows: [{ weekdays: everyDay, from: '15:00', to: '03:00' }],
    };
    expect(lines([london, newYork])).toEqual(everyDay.map((weekday) => `${weekday} 07:00-08:00`));
  });

  it('ask for every week of the year', () => {
    expect(weekGaps(seasons.slice(0, 1))).toEqual(wholeWeek);
    expect(weekGaps(seasons)).toEqual([]);
    expect(
      weekGaps([{ name: 'x', monthDays: Array.from({ length: 30 }, (_, i) => i + 1) }]),
    ).toEqual(wholeWeek);
  });

  it('show a holiday that no timing takes, on its weekday', () => {
    // 2026-12-25 is a Friday.
    expect(lines([{ ...peak, ...christmas('out') }, offPeak])).toEqual(['5 08:00-20:00']);
    expect(
      weekGaps([
        { ...peak, ...christmas('out') },
        { ...offPeak, ...christmas('in') },
      ]),
    ).toEqual([]);
  });

  it('say why nothing holds', () => {
    const told = (timings: readonly TimeProfile[]) =>
      weekCoverage(timings).gaps.map(
        ({ cause, date, weekday, from, to }) => `${cause} ${date ?? weekday} ${from}-${to}`,
      );
    expect(told([{ ...peak, ...christmas('out') }, offPeak])).toEqual([
      'exception 2026-12-25 08:00-20:00',
    ]);
    const days = { ...peak, windows: [{ weekdays: everyDay, from: '08:00', to: '20:00' }] };
    const nights = { name: 'UTC', windows: [{ weekdays: everyDay, from: '19:00', to: '07:00' }] };
    // In winter 20:00 of Vienna is 19:00 UTC, in summer 18:00.
    const summer = everyDay.map((weekday) => `clock-change ${weekday} 18:00-19:00`);
    expect(told([days, nights])).toEqual(summer);
    expect(weekCoverage([days, nights]).timeZone).toBe('UTC');
    expect(told([{ ...peak, months: [1] }, offPeak])).toEqual([
      ...[1, 2, 3, 4, 5].map((weekday) => `months ${weekday} 08:00-20:00`),
    ]);
    // What is missing every week is told so, whatever else holds.
    const closed = { ...peak, ...christmas('out'), months: [1] };
    expect(told([closed]).filter((gap) => gap.includes(' 5 '))).toEqual([
      ...['week 5 00:00-08:00', 'months 5 08:00-20:00', 'week 5 20:00-24:00'],
    ]);
  });

  it('begin on the day of the exception in its own zone', () => {
    const east = { ...peak, timeZone: 'Asia/Tokyo' };
    const { gaps, timeZone } = weekCoverage([
      {
        ...east,
        windows: [{ weekdays: everyDay, from: '00:00', to: '24:00' }],
        ...christmas('out'),
      },
    ]);
    expect(timeZone).toBe('Asia/Tokyo');
    expect(gaps).toEqual([
      { cause: 'exception', date: '2026-12-25', weekday: 5, from: '00:00', to: '24:00' },
    ]);
  });
});

describe('segments of a week', () => {
  it('say what holds when, for good or in some weeks only', () => {
    const { segments } = weekCoverage([null, peak, seasons[0]!]);
    const monday = segments.filter(({ weekday }) => weekday === 1);
    expect(monday).toEqual([
      { weekday: 1, from: '00:00', to: '08:00', always: [0], sometimes: [2] },
      { weekday: 1, from: '08:00', to: '20:00', always: [0, 1], sometimes: [2] },
      { weekday: 1, from: '20:00', to: '24:00', always: [0], sometimes: [2] },
    ]);
    expect(segments).toHaveLength(5 * 3 + 2);
    expect(weekCoverage([]).segments).toEqual(
      wholeWeek.map((part) => ({ ...part, always: [], sometimes: [] })),
    );
  });

  it('know which timings hold at the same moment', () => {
    const weekend = {
      name: 'weekend',
      timeZone: vienna,
      windows: [{ weekdays: [6, 7] as Weekday[], from: '00:00', to: '24:00' }],
    };
    expect(weekCoverage([peak, offPeak, weekend]).overlaps).toEqual([[1, 2]]);
    // One profile twice, and seasons that never meet although both have every minute of the week.
    expect(weekCoverage([seasons[0]!, seasons[1]!, seasons[0]!]).overlaps).toEqual([[0, 2]]);
    // A holiday counts as Sunday for one of them only.
    const holiday = { exceptions: [{ date: '2026-12-25', as: 7 as const }] };
    expect(weekCoverage([peak, { ...weekend, ...holiday }]).overlaps).toEqual([[0, 1]]);
  });
});
