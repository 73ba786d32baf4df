/**
 * Random codes and numbers of the benchmarks.
 *
 * Codes: the length is drawn uniformly from 3 to 10 and each digit uniformly; a code that was
 * drawn before is drawn again. A million of them therefore holds every code of 3 and of 4 digits,
 * about five sixths of those of 5, a sixth of those of 6 and some 180,000 of each longer length.
 * Numbers: 10 to 15 digits, length and digits drawn uniformly, so each has some code.
 */

import { below, type Random } from './random.js';

export const codeLengthMin = 3;
export const codeLengthMax = 10;
const numberLengthMin = 10;
const numberLengthMax = 15;

export function randomCodes(count: number, random: Random): string[] {
  const codes = new Set<string>();
  while (codes.size < count) {
    const length = codeLengthMin + below(random, codeLengthMax - codeLengthMin + 1);
    codes.add(randomDigits(length, random));
  }
  return [...codes];
}

function randomDigits(length: number, random: Random): string {
  return below(random, 10 ** length)
    .toString()
    .padStart(length, '0');
}

/** Numbers side by side, as bytes of the digits' values (0 to 9). */
export interface NumberBlock {
  readonly count: number;
  /** Number `i` begins at `i * stride`. */
  readonly digits: Uint8Array;
  readonly lengths: Uint8Array;
}

export const numberStride = 16;

export function randomNumbers(count: number, random: Random): NumberBlock {
  const digits = new Uint8Array(count * numberStride);
  const lengths = new Uint8Array(count);
  for (let i = 0; i < count; i += 1) {
    const length = numberLengthMin + below(random, numberLengthMax - numberLengthMin + 1);
    lengths[i] = length;
    for (let at = 0; at < length; at += 1) digits[i * numberStride + at] = below(random, 10);
  }
  return { count, digits, lengths };
}

export function numberText(numbers: NumberBlock, index: number): string {
  const start = index * numberStride;
  return numbers.digits.subarray(start, start + numbers.lengths[index]!).join('');
}

/** How many codes there are of each length, for the notes of a report. */
export function describeCodes(codes: readonly string[]): string {
  const counts = new Map<number, number>();
  for (const code of codes) counts.set(code.length, (counts.get(code.length) ?? 0) + 1);
  const parts = [...counts].sort((a, b) => a[0] - b[0]).map(([length, n]) => `${length}: ${n}`);
  return (
    `${codes.length} distinct codes, length drawn uniformly from 3 to 10, digits uniform ` +
    `(codes by length ${parts.join(', ')}); numbers of 10 to 15 uniform digits`
  );
}
