/** The sample files as a user meets them: up to date, small, accepted, and worth looking at. */

import { readFileSync } from 'node:fs';
import { compile, type Outcome, type RatedEvent } from '@ratedeck/engine';
import { describe, expect, it } from 'vitest';
import type { Call } from './call.js';
import { collapse, readDestinations } from './destinations.js';
import { decimalOf, percentOf, roundUpTo } from './micros.js';
import { makeSampleBook } from './sample-book.js';
import { makeSampleCalls } from './sample-calls.js';
import { makeSampleFiles } from './sample-files.js';

const FOLDER_SIZE_MAX_BYTES = 4_000_000;

function compileSamples() {
  const { book, ratesFiles } = makeSampleBook(readDestinations());
  const rateTables = (book.rateTables ?? []).map(({ ratesFile, ...table }) =>
    ratesFile === undefined ? table : { ...table, rates: ratesFiles.get(ratesFile) ?? [] },
  );
  return compile({ ...book, rateTables });
}

/** As the events file is read: an empty cell is a field that is left out. */
function toEvent({ atMs, atText, clockOffset: _, ...call }: Call) {
  const filled = Object.entries(call).filter(([, cell]) => cell !== '');
  return { to: '', volume: '', ...Object.fromEntries(filled), at: atText ?? atMs };
}

describe('the sample files', () => {
  const files = makeSampleFiles();

  it('are the same each time they are made', () => {
    expect(makeSampleFiles()).toEqual(files);
  });

  it('stand in the repository as they are made', () => {
    const folder = new URL('../../samples/', import.meta.url);
    const outdated = [...files].filter(
      ([name, text]) => readFileSync(new URL(name, folder), 'utf8') !== text,
    );
    expect(outdated.map(([name]) => name)).toEqual([]);
  });

  it('are small', () => {
    const sizes = [...files.values()].map((text) => Buffer.byteLength(text));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(FOLDER_SIZE_MAX_BYTES);
  });
});

describe('the sample calls', () => {
  const rater = compileSamples();
  const results = makeSampleCalls().map((call): RatedEvent => rater.rate(toEvent(call)));

  it('meet every outcome, and most are rated', () => {
    const outcomes: readonly Outcome[] = [
      ...(['rated', 'blocked', 'no_plan', 'no_rate', 'invalid_number', 'invalid_event'] as const),
    ];
    expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(outcomes));
    expect(results.filter(({ outcome }) => outcome === 'rated').length).toBeGreaterThan(19_000);
  });

  it('use every rate table', () => {
    const used = results.flatMap(({ legs }) => legs.map(({ rateTable }) => rateTable));
    expect([...new Set(used.filter((name) => name !== null))].sort()).toEqual([
      'Alpine Telecom A-Z',
      'Gateway payout',
      'Harbour ports',
      'Meridian payout',
      'Northwind Carrier',
      'Retail 2026',
      'Weekend mobile',
      'Wholesale 2026',
    ]);
  });

  it('mostly earn something, and lose on a few', () => {
    const margins = results.flatMap(({ margin }) => (margin === null ? [] : [margin.amount]));
    const losses = margins.filter((amount) => amount.startsWith('-'));
    expect(margins.length).toBeGreaterThan(18_000);
    expect(losses.length).toBeGreaterThan(100);
    expect(losses.length * 20).toBeLessThan(margins.length);
  });
});

describe('destinations', () => {
  it('collapse ten codes of one name into one', () => {
    const all = readDestinations();
    const coarse = new Map(collapse(all).map((destination) => [destination.code, destination]));
    expect(coarse.get('3360')?.countryName).toBe('France');
    expect(coarse.has('33600')).toBe(false);
    expect(coarse.get('33630')?.detail).toBe('Mobile');
    expect(coarse.size).toBeLessThan(all.length);
  });
});

describe('micros', () => {
  it('become decimal strings without trailing zeros', () => {
    expect([0, 1, 13_700, 1_000_000, 12_340_000].map(decimalOf)).toEqual([
      '0',
      '0.000001',
      '0.0137',
      '1',
      '12.34',
    ]);
  });

  it('are rounded up to a step and multiplied by whole per cent', () => {
    expect(roundUpTo(1000, 12_001)).toBe(13_000);
    expect(roundUpTo(1000, 12_000)).toBe(12_000);
    expect(percentOf(333, 150)).toBe(499);
  });
});
