import { describe, expect, it } from 'vitest';
import { builtInFormat, numberFormat, shownValue } from './number-formats.js';

describe('a format', () => {
  it.each([
    ['General', 'number'],
    ['0.00', 'number'],
    ['#,##0.00 "USD/day"', 'number'],
    ['[Red]-0.00;0.00 "dd"', 'number'],
    ['0.00E+00', 'number'],
    ['0%', 'number'],
    ['@', 'number'],
    ['[h]:mm:ss', 'elapsed'],
    ['[mm]:ss', 'elapsed'],
    ['yyyy-mm-dd', 'date'],
    ['d-mmm', 'date'],
    ['mmm-yy', 'date'],
    ['[$-409]d\\-mmm\\-yyyy;@', 'date'],
    ['dd/mm/yyyy hh:mm:ss', 'date'],
    ['m/d/yy h:mm AM/PM', 'date'],
    ['"Valid from" dd.mm.yyyy', 'date'],
    ['h:mm', 'time'],
    ['h:mm:ss AM/PM', 'time'],
    ['mm:ss.0', 'time'],
    ['000', 'padded'],
    ['0', 'number'],
  ])('%j shows a %s', (code, kind) => {
    expect(numberFormat(code).kind).toBe(kind);
  });

  it('may be named by number', () => {
    expect([0, 2, 9, 14, 16, 20, 22, 46, 49].map((id) => builtInFormat(id).kind)).toEqual([
      ...['number', 'number', 'number', 'date', 'date', 'time', 'date', 'elapsed', 'number'],
    ]);
  });
});

describe('a number', () => {
  const day = (serial: number, is1904 = false) => {
    const value = shownValue(serial, { kind: 'date' }, is1904);
    return value instanceof Date ? value.toISOString() : value;
  };

  it.each([
    [1, '1900-01-01T00:00:00.000Z'],
    [59, '1900-02-28T00:00:00.000Z'],
    [61, '1900-03-01T00:00:00.000Z'],
    [46_296, '2026-10-01T00:00:00.000Z'],
    [46_296.999_988_425_93, '2026-10-01T23:59:59.000Z'],
    [2_958_465, '9999-12-31T00:00:00.000Z'],
  ])('%d of days is %s', (serial, iso) => {
    expect(day(serial)).toBe(iso);
  });

  it('counts from 1904 in workbooks of old Macs', () => {
    expect(day(44_834, true)).toBe('2026-10-01T00:00:00.000Z');
  });

  it('that no day has stays a number', () => {
    expect([day(-1), day(5_000_000)]).toEqual([-1, 5_000_000]);
  });

  it('is a time of the day as text', () => {
    const time = { kind: 'time' } as const;
    expect(shownValue(0.3125, time, false)).toBe('07:30');
    expect(shownValue(0.999_988_425_93, time, false)).toBe('23:59:59');
  });

  it('is a time that passes as text', () => {
    const format = numberFormat('[h]:mm:ss');
    expect([0, 65 / 86_400, 1.25].map((value) => shownValue(value, format, false))).toEqual([
      ...['0:00:00', '0:01:05', '30:00:00'],
    ]);
  });

  it('keeps the zeros that its format puts before it', () => {
    const padded = numberFormat('0000');
    expect([44, 12_345, -1, 441.5].map((value) => shownValue(value, padded, false))).toEqual([
      ...['0044', '12345', -1, 441.5],
    ]);
  });
});
