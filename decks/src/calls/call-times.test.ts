import { formatInstant } from '@ratedeck/engine';
import { describe, expect, test } from 'vitest';
import { callReading, seeCallTimes } from './call-reading.js';
import { callTimeReader, isLocalTime } from './call-times.js';
import { callSeconds } from './call-volumes.js';

type Order = 'ymd' | 'dmy' | 'mdy' | null;

const read = (text: string, dateOrder: Order = null, timeZone: string | null = null) => {
  const ms = callTimeReader({ dateOrder, timeZone })(text);
  return ms === null ? null : formatInstant(ms);
};

describe('times of calls', () => {
  test.each([
    ['2007-11-01T11:40:11Z', '2007-11-01T11:40:11Z'],
    ['2007-11-01 11:40:11', '2007-11-01T11:40:11Z'],
    ['2007-11-01 11:40:11.25', '2007-11-01T11:40:11.250Z'],
    ['2007-11-01 11:40:11 +0100', '2007-11-01T10:40:11Z'],
    ['2007-11-01 11:40:11+01:00', '2007-11-01T10:40:11Z'],
    ['2007-11-01T11:40:11-0330', '2007-11-01T15:10:11Z'],
    ['2007-11-01 11:40:11 UTC', '2007-11-01T11:40:11Z'],
    ['20071101-114011', '2007-11-01T11:40:11Z'],
    ['20071101114011', '2007-11-01T11:40:11Z'],
    ['200711011140', '2007-11-01T11:40:00Z'],
    ['20071101T114011Z', '2007-11-01T11:40:11Z'],
    ['20071101 114011 +0100', '2007-11-01T10:40:11Z'],
    ['1193917211', '2007-11-01T11:40:11Z'],
    ['1193917211.5', '2007-11-01T11:40:11.500Z'],
    ['1193917211500', '2007-11-01T11:40:11.500Z'],
    ['1193917211500123', '2007-11-01T11:40:11.500Z'],
    ['2007/11/01 11:40:11', '2007-11-01T11:40:11Z'],
    ['01.11.2007 11:40', '2007-11-01T11:40:00Z'],
    ['01-Nov-2007 11:40:11', '2007-11-01T11:40:11Z'],
    ['Thu Nov  1 11:40:11 2007', '2007-11-01T11:40:11Z'],
    ['Nov 1, 2007 11:40:11 AM', '2007-11-01T11:40:11Z'],
  ])('%j is %s', (text, expected) => {
    expect(read(text, 'dmy')).toBe(expected);
  });

  test('days and months are read in the order that is given, and never in another', () => {
    expect(read('01/11/2007 11:40:11', 'dmy')).toBe('2007-11-01T11:40:11Z');
    expect(read('01/11/2007 11:40:11', 'mdy')).toBe('2007-01-11T11:40:11Z');
    expect(read('01/11/2007 11:40:11')).toBeNull();
    expect(read('13/11/2007 11:40:11', 'mdy')).toBeNull();
  });

  test.each(['0711011140', '2611020912'])('%j is no time since 1970', (text) => {
    expect(read(text, 'dmy')).toBeNull();
  });

  test.each(['', 'now', 'abc', '0000-00-00 00:00:00', '2007-13-01 00:00:00', '12', '114011'])(
    '%j is no time',
    (text) => {
      expect(read(text, 'dmy')).toBeNull();
    },
  );

  test('a zone is for times that name none', () => {
    const vienna = (text: string) => read(text, 'dmy', 'Europe/Vienna');
    expect(vienna('2007-11-01 11:40:11')).toBe('2007-11-01T10:40:11Z');
    expect(vienna('01/07/2007 11:40:11')).toBe('2007-07-01T09:40:11Z');
    expect(vienna('20070701-114011')).toBe('2007-07-01T09:40:11Z');
    expect(vienna('2007-11-01 11:40:11 -0500')).toBe('2007-11-01T16:40:11Z');
    expect(vienna('1193917211')).toBe('2007-11-01T11:40:11Z');
  });

  test('a time that occurs twice is the first, one that does not occur counts on', () => {
    expect(read('2007-10-28 02:30:00', null, 'Europe/Vienna')).toBe('2007-10-28T00:30:00Z');
    expect(read('2007-03-25 02:30:00', null, 'Europe/Vienna')).toBe('2007-03-25T01:30:00Z');
    expect(read('2007-03-25 03:00:00', null, 'Europe/Vienna')).toBe('2007-03-25T01:00:00Z');
  });

  test('whether a time depends on a zone', () => {
    expect(
      ['2007-11-01 11:40:11', '20071101-114011', '1/11/2007', '2007-11-01'].map(isLocalTime),
    ).toEqual([true, true, true, true]);
    expect(
      ['2007-11-01 11:40:11 +0100', '2007-11-01T11:40:11Z', '1193917211', '11:40:11 GMT'].map(
        isLocalTime,
      ),
    ).toEqual([false, false, false, false]);
  });

  test('what a sample shows', () => {
    expect(seeCallTimes(['01/11/2007 10:00', '13/11/2007 10:00'])).toMatchObject({
      dateOrder: 'dmy',
      isCertain: true,
      localTime: '01/11/2007 10:00',
    });
    expect(seeCallTimes(['01/11/2007 10:00']).isCertain).toBe(false);
    expect(seeCallTimes(['1193917211', '2007-11-01T10:00:00Z'])).toMatchObject({
      isCertain: true,
      localTime: null,
    });
  });
});

describe('durations of calls', () => {
  test.each([
    ['00:01:05', '65'],
    ['1:05', '65'],
    ['100:00:01', '360001'],
    ['00:00:01.250', '1.250'],
    ['65 s', '65'],
    ['2 min', '120'],
    ['00:60:00', null],
    ['1:75', null],
    ['1,234', null],
    ['a minute', null],
    ['', null],
  ])('%j is %j', (text, expected) => {
    expect(callSeconds(text)).toBe(expected);
  });

  test('what the engine reads itself is left to it', () => {
    const form = { dateOrder: null, timeZone: null, volumeUnit: 'seconds' } as const;
    expect(callReading(form).volume('65', 'voice')).toBeNull();
  });
});
