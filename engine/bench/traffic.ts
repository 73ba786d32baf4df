/**
 * Random events for the benchmarks: every second number is written with a `+`, calls of whole
 * seconds up to an hour, one in eight with thousandths, starts uniform over the month.
 */

import { type NumberBlock, numberText } from './codes.js';
import { trafficDurationMs, trafficStartMs } from './deck.js';
import { below, type Random } from './random.js';

export interface Traffic {
  readonly count: number;
  /** Numbers as they would stand in a CDR. */
  readonly to: readonly string[];
  readonly atMs: Float64Array;
  /** Milliseconds of call: volumes have up to 3 decimals. */
  readonly durationMs: Float64Array;
}

export function randomTraffic(numbers: NumberBlock, random: Random): Traffic {
  const count = numbers.count;
  const atMs = new Float64Array(count);
  const durationMs = new Float64Array(count);
  const to = Array.from({ length: count }, (_, i) => {
    atMs[i] = trafficStartMs + below(random, trafficDurationMs);
    const wholeMs = below(random, 3601) * 1000;
    durationMs[i] = below(random, 8) === 0 ? wholeMs + below(random, 1000) : wholeMs;
    return i % 2 === 0 ? `+${numberText(numbers, i)}` : numberText(numbers, i);
  });
  return { count, to, atMs, durationMs };
}

/** Seconds with three decimals. */
export function durationText(durationMs: number): string {
  return `${Math.floor(durationMs / 1000)}.${String(durationMs % 1000).padStart(3, '0')}`;
}
