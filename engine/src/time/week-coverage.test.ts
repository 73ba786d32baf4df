import { describe, expect, it } from 'vitest';
import type { TimeProfile, Weekday } from '../book/book.js';
import { weekGaps } from './week-coverage.js';

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
});
