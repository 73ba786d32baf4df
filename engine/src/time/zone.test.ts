import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { randomFractions } from '../../test/random.js';
import { zoneOffsets } from './zone.js';

const seed = Number(process.env['RATEDECK_SEED'] ?? Date.now() % 1_000_000);
const HOUR_MS = 3_600_000;

const zoneNames = [
  'UTC',
  'Europe/Vienna',
  'America/New_York',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Kwajalein',
  'Africa/Casablanca',
  'Europe/Lisbon',
  'Europe/London',
  'Europe/Dublin',
  'America/Sao_Paulo',
  'America/Caracas',
  'America/St_Johns',
  'Asia/Tehran',
  'Asia/Pyongyang',
  'Africa/Monrovia',
  'Antarctica/Troll',
  'America/Juneau',
];

function zonedBySecondOpinion(timeZone: string, instantMs: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instantMs).toZonedDateTimeISO(timeZone);
}

function offsetBySecondOpinion(timeZone: string, instantMs: number): number {
  return zonedBySecondOpinion(timeZone, instantMs).offsetNanoseconds / 1e6;
}

describe('offsets of a zone', () => {
  const eras: [string, number, number, number][] = [
    ['1970 to 2200', Date.UTC(1970, 0, 1), Date.UTC(2200, 0, 1), 60],
    ['1810 to 1970', Date.UTC(1810, 0, 1), Date.UTC(1970, 0, 1), 30],
    ['2200 to 3400', Date.UTC(2200, 0, 1), Date.UTC(3400, 0, 1), 20],
  ];

  it.each(eras)(
    `agree with Temporal at random instants of %s (seed ${seed})`,
    (_, from, to, count) => {
      const random = randomFractions(seed);
      for (const name of zoneNames) {
        const zone = zoneOffsets(name);
        for (let i = 0; i < count; i += 1) {
          const instantMs = Math.floor(from + random() * (to - from));
          const expected = offsetBySecondOpinion(name, instantMs);
          expect(zone.offsetMs(instantMs), `${name} at ${instantMs}`).toBe(expected);
        }
      }
    },
  );

  it.each(zoneNames)('change where Temporal says: %s', (name) => {
    const zone = zoneOffsets(name);
    const endMs = Date.UTC(2040, 0, 1);
    let own = zone.nextTransition(Date.UTC(1970, 0, 1), endMs);
    let at = zonedBySecondOpinion(name, Date.UTC(1970, 0, 1));
    for (;;) {
      const next = at.getTimeZoneTransition('next');
      if (next === null || next.epochMilliseconds > endMs) break;
      // Rule changes that leave the offset as it is are no transitions here.
      if (next.offsetNanoseconds !== next.subtract({ nanoseconds: 1 }).offsetNanoseconds) {
        // A search ends after 12 years: some zones rest for longer.
        if (own === Number.POSITIVE_INFINITY) {
          own = zone.nextTransition(next.epochMilliseconds - 1, endMs);
        }
        expect(own, name).toBe(next.epochMilliseconds);
        for (const instantMs of [own - 1, own, own + 1]) {
          expect(zone.offsetMs(instantMs)).toBe(offsetBySecondOpinion(name, instantMs));
        }
        expect(zone.nextTransition(own - 1)).toBe(own);
        expect(zone.nextTransition(own)).toBeGreaterThan(own);
        own = zone.nextTransition(own, endMs);
      }
      at = next;
    }
    expect(own, name).toBe(Number.POSITIVE_INFINITY);
  });

  it('knows summer time, half-hour summer time and a skipped day', () => {
    const vienna = zoneOffsets('Europe/Vienna');
    expect(vienna.nextTransition(Date.UTC(2026, 0, 1))).toBe(Date.UTC(2026, 2, 29, 1));
    expect(vienna.offsetMs(Date.UTC(2026, 2, 29, 1) - 1)).toBe(HOUR_MS);
    expect(vienna.offsetMs(Date.UTC(2026, 2, 29, 1))).toBe(2 * HOUR_MS);
    expect(vienna.nextTransition(Date.UTC(2026, 2, 29, 1))).toBe(Date.UTC(2026, 9, 25, 1));
    const lordHowe = zoneOffsets('Australia/Lord_Howe');
    expect(lordHowe.offsetMs(Date.UTC(2026, 0, 1))).toBe(11 * HOUR_MS);
    expect(lordHowe.offsetMs(Date.UTC(2026, 6, 1))).toBe(10.5 * HOUR_MS);
    const apia = zoneOffsets('Pacific/Apia');
    expect(apia.nextTransition(Date.UTC(2011, 11, 1))).toBe(Date.UTC(2011, 11, 30, 10));
    expect(apia.offsetMs(Date.UTC(2011, 11, 30, 10) - 1)).toBe(-10 * HOUR_MS);
    expect(apia.offsetMs(Date.UTC(2011, 11, 30, 10))).toBe(14 * HOUR_MS);
  });

  it('keeps the seconds of historic offsets', () => {
    expect(zoneOffsets('Europe/Vienna').offsetMs(Date.UTC(1850, 0, 1))).toBe(3_921_000);
    expect(zoneOffsets('Africa/Monrovia').offsetMs(Date.UTC(1971, 0, 1))).toBe(-2_670_000);
  });

  it('extends beyond the years of the zone database', () => {
    const vienna = zoneOffsets('Europe/Vienna');
    expect(vienna.offsetMs(-8.64e15)).toBe(3_921_000);
    expect(vienna.nextTransition(-8.64e15)).toBe(Number.POSITIVE_INFINITY);
    expect(vienna.offsetMs(Date.UTC(250_000, 6, 1))).toBe(2 * HOUR_MS);
    expect(vienna.offsetMs(8.64e15)).toBe(2 * HOUR_MS);
    const springMs = vienna.nextTransition(Date.UTC(9999, 0, 1));
    expect(new Date(springMs).toISOString()).toBe('9999-03-28T01:00:00.000Z');
  });

  it('ends a search at the given instant, which belongs', () => {
    const vienna = zoneOffsets('Europe/Vienna');
    const springMs = Date.UTC(2026, 2, 29, 1);
    expect(vienna.nextTransition(springMs - 5, springMs)).toBe(springMs);
    expect(vienna.nextTransition(springMs - 5, springMs - 1)).toBe(Number.POSITIVE_INFINITY);
    expect(zoneOffsets('Asia/Kolkata').nextTransition(0)).toBe(Number.POSITIVE_INFINITY);
  });

  it('has one object per zone, however it is spelled', () => {
    expect(zoneOffsets('europe/vienna')).toBe(zoneOffsets('Europe/Vienna'));
    expect(zoneOffsets('Etc/UTC')).toBe(zoneOffsets('UTC'));
  });

  it('says what is wrong with a zone or an instant', () => {
    expect(() => zoneOffsets('Mars/Olympus')).toThrow(
      'Time zone "Mars/Olympus" is not known; write an IANA name such as "Europe/Vienna"',
    );
    expect(() => zoneOffsets('Europe/Vienna').offsetMs(Number.NaN)).toThrow('Not an instant: NaN');
  });
});
