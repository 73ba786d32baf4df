/** Which instants are allowed, wherever one enters. */

import { describe, expect, it } from 'vitest';
import { readBook } from '../book/read-book.js';
import { compile } from '../rater.js';
import {
  formatInstant,
  INSTANT_MAX_MS,
  INSTANT_MIN_MS,
  isInstant,
  parseInstant,
} from './instant.js';

// text: the same in UTC, or null where it is refused.
const CASES: readonly [string, string | null][] = [
  ['2026-11-21T10:00:00Z', '2026-11-21T10:00:00Z'],
  ['2026-11-21T10:00:00', '2026-11-21T10:00:00Z'],
  ['2026-11-21 10:00', '2026-11-21T10:00:00Z'],
  ['2026-11-21', '2026-11-21T00:00:00Z'],
  ['2026-11-21T10:00:00+01:00', '2026-11-21T09:00:00Z'],
  ['2026-11-21T10:00:00-0130', '2026-11-21T11:30:00Z'],
  ['2026-11-21T10:00:00+01', '2026-11-21T09:00:00Z'],
  ['2026-11-21T10:00:00,5Z', '2026-11-21T10:00:00.500Z'],
  ['2026-11-21T10:00:00.0009Z', '2026-11-21T10:00:00Z'],
  ['2026-11-21T10:00:00.999999999Z', '2026-11-21T10:00:00.999Z'],
  ['2028-02-29', '2028-02-29T00:00:00Z'],
  ['1900-01-01T00:00:00Z', '1900-01-01T00:00:00Z'],
  ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
  ['9999-12-31T23:59:59+14:00', '9999-12-31T09:59:59Z'],
  // Outside the years, as written or in UTC.
  ['0001-03-04', null],
  ['0030-01-01T00:00:00Z', null],
  ['0099-12-31', null],
  ['1899-12-31T23:59:59.999Z', null],
  ['1900-01-01T00:00:00+00:01', null],
  ['9999-12-31T23:59:59-14:00', null],
  ['10000-01-01T00:00:00Z', null],
  ['-2026-01-01', null],
  // What does not exist.
  ['2026-02-29', null],
  ['1900-02-29', null],
  ['2026-04-31', null],
  ['2026-13-01', null],
  ['2026-00-01', null],
  ['2026-11-00', null],
  ['2026-11-21T24:00:00Z', null],
  ['2026-11-21T10:60:00Z', null],
  ['2016-12-31T23:59:60Z', null],
  ['2026-11-21T10:00:00+24:00', null],
  ['2026-11-21T10:00:00+01:60', null],
  // Other forms.
  ['2026-11-21T10Z', null],
  ['2026-11-21T10:00:00.Z', null],
  ['2026-W47-6', null],
  ['21.11.2026', null],
  ['', null],
];

const book = (effectiveFrom: string) => ({
  book: 1,
  rateTables: [{ name: 'T', rates: [{ code: '44', price: '1', effectiveFrom }] }],
});
const rater = compile({
  book: 1,
  rateTables: [{ name: 'T', rates: [{ code: '44', price: '1' }] }],
});
const outcomeAt = (at: string | number) =>
  rater.rate({ to: '441', at, volume: 60 }, { table: 'T' }).outcome;

describe('instants', () => {
  it.each(CASES)('%j is %j', (text, canonical) => {
    const instantMs = parseInstant(text);
    expect(instantMs === null ? null : formatInstant(instantMs)).toBe(canonical);
    expect(outcomeAt(text)).toBe(canonical === null ? 'invalid_event' : 'rated');
    const read = readBook(book(text));
    expect(read.ok ? [] : read.faults.map(({ code }) => code)).toEqual(
      canonical === null ? ['bad_instant'] : [],
    );
    const exception = { name: 'P', exceptions: [{ date: text.slice(0, 10), as: 'in' }] };
    const profiles = readBook({ book: 1, timeProfiles: [exception] });
    const isDate = /^\d{4}-\d\d-\d\d$/.test(text);
    if (isDate) expect(profiles.ok).toBe(canonical !== null);
  });

  it('have borders that are those of the years', () => {
    expect(formatInstant(INSTANT_MIN_MS)).toBe('1900-01-01T00:00:00Z');
    expect(formatInstant(INSTANT_MAX_MS)).toBe('9999-12-31T23:59:59.999Z');
    for (const ms of [INSTANT_MIN_MS, INSTANT_MAX_MS, 0, -1]) {
      expect(isInstant(ms)).toBe(true);
      expect(parseInstant(formatInstant(ms))).toBe(ms);
      expect(outcomeAt(ms)).toBe('rated');
    }
    for (const ms of [INSTANT_MIN_MS - 1, INSTANT_MAX_MS + 1, 0.5, Number.NaN, -Infinity]) {
      expect(isInstant(ms)).toBe(false);
      expect(() => formatInstant(ms)).toThrow(RangeError);
      expect(outcomeAt(ms)).toBe('invalid_event');
    }
  });

  it('read as they were written, on every day and around it', () => {
    const DAY_MS = 86_400_000;
    for (let day = INSTANT_MIN_MS; day <= INSTANT_MAX_MS; day += 97 * DAY_MS + 12_345_678) {
      const text = formatInstant(day);
      expect(parseInstant(text), text).toBe(day);
      expect(new Date(day).toISOString().replace('.000Z', 'Z')).toBe(text);
    }
  });
});

describe('times of day in a time profile', () => {
  const profile = (from: string, to: string) => ({
    book: 1,
    timeProfiles: [{ name: 'P', windows: [{ weekdays: [1], from, to }] }],
  });

  it.each([
    ['08:00', '20:00', '08:00', '20:00'],
    ['08:00:00', '20:00:00', '08:00', '20:00'],
    ['00:00:00', '24:00:00', '00:00', '24:00'],
  ])('%s to %s are kept as %s to %s', (from, to, keptFrom, keptTo) => {
    const read = readBook(profile(from, to));
    expect(read.ok && read.book.timeProfiles![0]!.windows).toEqual([
      { weekdays: [1], from: keptFrom, to: keptTo },
    ]);
  });

  it.each(['08:00:01', '08:00:60', '8:00', '08:00:00.0', '24:00:00', '08:00:'])(
    '%s is none',
    (from) => {
      const read = readBook(profile(from, '20:00'));
      expect(!read.ok && read.faults.map(({ code }) => code)).toEqual(['bad_clock_time']);
    },
  );
});
