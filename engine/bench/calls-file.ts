/**
 * Files of the `file` benchmark: a book with its deck beside it, and a CSV of events in order of
 * time, as a switch writes them. Some of the events are kept in memory, to check the output by.
 */

import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Rate } from '@ratedeck/engine';
import { numberText, randomNumbers } from './codes.js';
import { bookOf, tableName, trafficDurationMs, trafficStartMs } from './deck.js';
import type { NaiveEvent } from './naive-price.js';
import { below, type Random } from './random.js';

export interface SampledEvent extends NaiveEvent {
  /** Position among the events, from 0; also the id's number. */
  readonly position: number;
}

const linesPerWrite = 20_000;

/** Writes `book.json` and `deck.csv`; returns their paths. */
export function writeBook(folder: string, rates: readonly Rate[]): { book: string; deck: string } {
  const deck = join(folder, 'deck.csv');
  const book = join(folder, 'book.json');
  const file = openSync(deck, 'w');
  writeSync(file, 'code,price,firstInterval,nextInterval,setupFee\n');
  for (let start = 0; start < rates.length; start += linesPerWrite) {
    const lines = rates
      .slice(start, start + linesPerWrite)
      .map(
        (rate) =>
          `${rate.code},${rate.price},${rate.firstInterval},${rate.nextInterval},` +
          `${rate.setupFee ?? ''}\n`,
      );
    writeSync(file, lines.join(''));
  }
  closeSync(file);
  const whole = bookOf([]);
  const table = { name: tableName, currency: 'EUR', ratesFile: 'deck.csv' };
  writeFileSync(book, JSON.stringify({ ...whole, rateTables: [table] }));
  return { book, deck };
}

/** Writes the events; returns about `sampleSize` of them, spread over the whole file. */
export function writeCalls(
  path: string,
  count: number,
  sampleSize: number,
  random: Random,
): SampledEvent[] {
  const sample: SampledEvent[] = [];
  const sampleEvery = Math.max(1, Math.floor(count / sampleSize));
  const file = openSync(path, 'w');
  writeSync(file, 'id,to,from,at,volume\n');
  for (let start = 0; start < count; start += linesPerWrite) {
    const size = Math.min(linesPerWrite, count - start);
    const numbers = randomNumbers(size, random);
    const lines: string[] = [];
    for (let i = 0; i < size; i += 1) {
      const position = start + i;
      const wholeSecond = Math.floor((position / count) * (trafficDurationMs / 1000));
      const atMs = trafficStartMs + wholeSecond * 1000;
      const seconds = below(random, 3601);
      const number = numberText(numbers, i);
      const to = position % 2 === 0 ? `+${number}` : number;
      const at = `${new Date(atMs).toISOString().slice(0, 19)}Z`;
      const from = 4_310_000_000 + below(random, 90_000_000);
      lines.push(`${eventId(position)},${to},${from},${at},${seconds}\n`);
      if (position % sampleEvery === 0) {
        sample.push({ position, number, atMs, durationMs: seconds * 1000 });
      }
    }
    writeSync(file, lines.join(''));
  }
  closeSync(file);
  return sample;
}

export function eventId(position: number): string {
  return `c${position}`;
}
