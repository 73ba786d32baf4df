import { describe, expect, it } from 'vitest';
import type { Cell, IntervalsOrder } from '../deck/deck.js';
import { parseIntervals } from './intervals.js';
import { parseSeconds } from './seconds.js';

function shown(cell: Cell, order: IntervalsOrder | null = null): string {
  const value = parseIntervals(cell, order);
  if (!value.ok) return `! ${value.code}`;
  const { firstInterval, nextInterval, freeVolume, graceVolume } = value;
  const free = freeVolume === undefined ? '' : ` free ${freeVolume}`;
  const grace = graceVolume === undefined ? '' : ` grace ${graceVolume}`;
  return `${firstInterval}/${nextInterval}${free}${grace}`;
}

describe('parseIntervals', () => {
  it.each<[Cell, IntervalsOrder | null, string]>([
    ['60/1', null, '60/1'],
    ['30/6', 'first/next', '30/6'],
    ['1+1', null, '1/1'],
    ['60 / 60', null, '60/60'],
    ['60-60', null, '60/60'],
    ['60:1', null, '60/1'],
    ['30:30', null, '30/30'],
    ['00:01:00', null, '60/60'],
    ['60', null, '60/60'],
    [6, null, '6/6'],
    ['60 s', null, '60/60'],
    ['1 min', null, '60/60'],
    ['60s/1s', null, '60/1'],
    ['1 min / 1 sec', null, '60/1'],
    ['0/60', null, '0/60'],
    ['1/60', 'next/first', '60/1'],
    ['60/60/0', null, '60/60 grace 0'],
    ['60/60/5', 'first/next/grace', '60/60 grace 5'],
    ['0-60-60', null, '60/60 free 0'],
    ['5-60-60', 'free/first/next', '60/60 free 5'],
    ['5-60-60', null, '! intervals_order'],
    ['0/60/0', null, '! intervals_order'],
    ['per second', null, '1/1'],
    ['Per Minute', null, '60/60'],
    ['pro Minute', null, '60/60'],
    ['à la seconde', null, '1/1'],
    ['посекундная', null, '1/1'],
    ['60/0', null, '! interval_zero'],
    ['1/2/3/4', null, '! bad_intervals'],
    ['fast', null, '! bad_intervals'],
    [new Date(Date.UTC(2026, 0, 1)), null, '1/1'],
    ['2026-06-06', null, '6/6'],
    [new Date(Date.UTC(2026, 0, 6)), null, '! bad_intervals'],
    [true, null, '! bad_intervals'],
    ['n/a', null, 'null/null'],
    [null, null, 'null/null'],
  ])('%j read as %j is %s', (cell, order, expected) => {
    expect(shown(cell, order)).toBe(expected);
  });
});

describe('parseSeconds', () => {
  it.each<[Cell, number | null | string]>([
    ['60', 60],
    [6, 6],
    ['60 s', 60],
    ['1 min', 60],
    ['0.5', 0.5],
    ['00:01:30', 90],
    ['1:00', 60],
    ['60 сек', 60],
    ['', null],
    ['-1', null],
    [-1, null],
    [null, null],
    ['1.2345', 'bad_seconds'],
    [-5, 'bad_seconds'],
    ['sixty', 'bad_seconds'],
    [new Date(0), 'bad_seconds'],
  ])('%j is %s', (cell, expected) => {
    const value = parseSeconds(cell);
    expect(value.ok ? value.value : value.code).toBe(expected);
  });
});
