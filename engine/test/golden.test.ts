/**
 * Every row of every golden table, through the naive reference and through the engine.
 *
 * The expected values were worked out by hand from the rating rules; neither side supplies them.
 */

import { readdirSync, readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import type { Book } from '../src/book/book.js';
import type { MaxVolumeOptions, RatedEvent, RatingEvent } from '../src/event/event.js';
import { compile } from '../src/index.js';
import { type GoldenRow, readGolden } from './golden-format.js';
import { referenceMaxVolume, referenceRate } from './reference/reference-rater.js';

interface Judged {
  rate(event: RatingEvent, options: MaxVolumeOptions): RatedEvent;
  maxVolume(
    event: RatingEvent,
    balance: string,
    options: MaxVolumeOptions,
  ): { readonly volume: number | null; readonly outcome: string; readonly reason: string | null };
}

function reference(book: Book): Judged {
  return {
    rate: (event, options) => referenceRate(book, event, options),
    maxVolume: (event, balance, options) => referenceMaxVolume(book, event, balance, options),
  };
}

type Shown = string | number | null | undefined;

function legsShown(result: RatedEvent): string {
  const shown = result.legs.map(({ role, account, amount, outcome, reason }) => {
    const value = amount ?? (reason === null ? outcome : `${outcome}/${reason}`);
    return `${role}:${account ?? '-'}=${value}`;
  });
  return shown.length === 0 ? '-' : shown.join(',');
}

const RENAMED: Readonly<Record<string, (result: RatedEvent) => Shown>> = {
  billed: (result) => result.billedVolume,
  table: (result) => result.rateTable,
  plan: (result) => result.ratingPlan,
  name: (result) => result.codeName,
  margin: (result) => result.margin?.amount,
  marginIn: (result) => result.margin?.currency,
  legs: legsShown,
  index: (result) => result.rate?.index,
  price: (result) => result.rate?.price,
  firstPrice: (result) => result.rate?.firstPrice,
  firstInterval: (result) => result.rate?.firstInterval,
  nextInterval: (result) => result.rate?.nextInterval,
  setupFee: (result) => result.rate?.setupFee,
  effectiveFrom: (result) => result.rate?.effectiveFrom,
  effectiveTo: (result) => result.rate?.effectiveTo,
};

const PLAIN = new Set<keyof RatedEvent>([
  'id',
  'number',
  'role',
  'account',
  'outcome',
  'reason',
  'code',
  'amount',
  'net',
  'tax',
  'gross',
  'currency',
  'marginReason',
]);

function shownOf(result: RatedEvent, column: string): string {
  const renamed = RENAMED[column];
  if (renamed === undefined && !PLAIN.has(column as keyof RatedEvent)) {
    throw new Error(`unknown expected column ${column}`);
  }
  const value = renamed === undefined ? result[column as keyof RatedEvent] : renamed(result);
  if (value === null || value === undefined) return '-';
  return value === '' ? '*' : String(value);
}

function judge(judged: Judged, row: GoldenRow): Record<string, string> {
  const shown: Record<string, string> = {};
  if (row.balance !== null) {
    const answer = judged.maxVolume(row.event, row.balance, row.options);
    for (const column of row.expected.keys()) {
      const value = column === 'maxVolume' ? answer.volume : answer[column as 'outcome' | 'reason'];
      shown[column] = value === null ? '-' : String(value);
    }
    return shown;
  }
  const result = judged.rate(row.event, row.options);
  for (const column of row.expected.keys()) shown[column] = shownOf(result, column);
  return shown;
}

const FOLDER = new URL('golden/', import.meta.url);
const files = readdirSync(FOLDER).filter((file) => file.endsWith('.txt'));

describe.each(files)('%s', (file) => {
  for (const golden of readGolden(readFileSync(new URL(file, FOLDER), 'utf8'))) {
    describe(golden.title, () => {
      test.each(golden.rows.map((row) => ({ title: `line ${row.line}: ${row.text}`, row })))(
        '$title',
        ({ row }) => {
          const expected = Object.fromEntries(row.expected);
          expect(judge(reference(golden.book), row), 'reference').toEqual(expected);
          expect(judge(compile(golden.book), row), 'engine').toEqual(expected);
        },
      );
    });
  }
});
