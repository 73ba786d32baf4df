/**
 * Checks a file of rated events: as many lines as events, in the same order, and each sampled line
 * has the outcome, code, billed volume and amount that the naive calculation gives.
 */

import { closeSync, openSync, readSync } from 'node:fs';
import type { Rate } from '@ratedeck/engine';
import { eventId, type SampledEvent } from './calls-file.js';
import { codeLengthMax } from './codes.js';
import { microsText, naivePrice } from './naive-price.js';

const chunkBytes = 1 << 20;
const newline = 0x0a;

/** Throws at the first fault; returns how many lines were compared. */
export function checkRatedFile(
  path: string,
  eventCount: number,
  sample: readonly SampledEvent[],
  rates: readonly Rate[],
): number {
  // Line 0 is the header.
  const wanted = new Set([0, ...sample.map(({ position }) => position + 1)]);
  const { lines, lineCount } = readLines(path, wanted);
  if (lineCount !== eventCount + 1) {
    throw new Error(`${path} has ${lineCount} lines, not ${eventCount} and a header`);
  }
  const columns = lines.get(0)!.split(',');
  const ratesByCode = new Map(rates.map((rate) => [rate.code, rate]));
  for (const event of sample) {
    const cells = lines.get(event.position + 1)!.split(',');
    const expected = expectedCells(ratesByCode, event);
    for (const [column, value] of Object.entries(expected)) {
      const found = cells[columns.indexOf(column)];
      if (found === value) continue;
      throw new Error(
        `${path}, event ${eventId(event.position)}: ${column} is ${found}, not ${value}`,
      );
    }
  }
  return sample.length;
}

function expectedCells(
  ratesByCode: ReadonlyMap<string, Rate>,
  event: SampledEvent,
): Record<string, string> {
  const prefixed: Rate[] = [];
  for (let length = 0; length <= codeLengthMax; length += 1) {
    const rate = ratesByCode.get(event.number.slice(0, length));
    if (rate !== undefined) prefixed.push(rate);
  }
  const price = naivePrice(prefixed, event);
  const id = eventId(event.position);
  if (price === null) return { id, outcome: 'no_rate', amount: '' };
  return {
    id,
    outcome: 'rated',
    code: price.rate.code,
    billedVolume: String(price.billedVolume),
    amount: microsText(price.amountMicros),
  };
}

interface LinesRead {
  readonly lines: Map<number, string>;
  readonly lineCount: number;
}

/** Reads the file once and keeps only the lines that are wanted. */
function readLines(path: string, wanted: ReadonlySet<number>): LinesRead {
  const lines = new Map<number, string>();
  const file = openSync(path, 'r');
  let lineCount = 0;
  let rest = Buffer.alloc(0);
  try {
    const chunk = Buffer.alloc(chunkBytes);
    for (let size = readSync(file, chunk); size > 0; size = readSync(file, chunk)) {
      const bytes = Buffer.concat([rest, chunk.subarray(0, size)]);
      let start = 0;
      for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, start)) {
        if (wanted.has(lineCount)) lines.set(lineCount, bytes.toString('utf8', start, end));
        lineCount += 1;
        start = end + 1;
      }
      rest = bytes.subarray(start);
    }
  } finally {
    closeSync(file);
  }
  if (rest.length > 0) throw new Error(`${path} does not end with a line end`);
  return { lines, lineCount };
}
