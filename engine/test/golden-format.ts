/**
 * Reads golden tables: text files in which a rate manager can check prices by hand.
 *
 * A file is a list of cases. A case sets up a book line by line, then lists calls:
 *
 *     case Interval after min
 *     table Retail
 *       rate 44 price=0.60 firstInterval=25 nextInterval=8
 *     calls table=Retail
 *       to         volume | outcome billed amount
 *       442012345  26     | rated   33     0.33      # 25 + 8 seconds at 0.01
 *
 * Left of the bar stand fields of the event and options of the rater, right of it fields of the
 * result; the line after `calls` names the columns. `key=value` on `calls` holds for all of its
 * rows. `-` is "left out" on the left and null on the right, `*` the empty code. Text with spaces
 * stands in double quotes; `#` begins a comment.
 */

import type { Book } from '../src/book/book.js';
import type { MaxVolumeOptions, RatingEvent } from '../src/event/event.js';
import { GoldenBook } from './golden-book.js';
import { settingsOf, wordsOf } from './golden-words.js';

export interface GoldenRow {
  readonly line: number;
  readonly text: string;
  readonly event: RatingEvent;
  readonly options: MaxVolumeOptions;
  /** Present: the row asks for the largest volume that this balance pays for. */
  readonly balance: string | null;
  readonly expected: ReadonlyMap<string, string>;
}

export interface GoldenCase {
  readonly title: string;
  readonly book: Book;
  readonly rows: readonly GoldenRow[];
}

const OPTIONS: Readonly<Record<string, keyof MaxVolumeOptions>> = {
  byPlan: 'plan',
  byTable: 'table',
  byCarrier: 'carrier',
  marginCurrency: 'marginCurrency',
  volumeMax: 'volumeMax',
};

const EVENT_FIELDS = new Set([
  'id',
  'to',
  'from',
  'at',
  'volume',
  'service',
  'tag',
  'plan',
  'table',
  'account',
  'trunk',
  'carrier',
  'device',
]);

const EVERY_ROW = { at: '2026-11-21T12:00:00Z', volume: '60' };

function readRow(
  line: number,
  text: string,
  columns: readonly string[],
  shared: ReadonlyMap<string, string>,
): GoldenRow {
  const words = wordsOf(text);
  if (words.length !== columns.length || words.indexOf('|') !== columns.indexOf('|')) {
    throw new Error(`line ${line}: ${words.length} cells under ${columns.length} columns: ${text}`);
  }
  const bar = columns.indexOf('|');
  const event: Record<string, string> = { ...EVERY_ROW };
  const options: Record<string, string | number> = {};
  let balance: string | null = null;
  const expected = new Map<string, string>();
  const put = (field: string, value: string) => {
    const option = OPTIONS[field];
    if (value === '-') delete event[field];
    else if (field === 'balance') balance = value;
    else if (option === 'volumeMax') options[option] = Number(value);
    else if (option !== undefined) options[option] = value;
    else if (EVENT_FIELDS.has(field)) event[field] = value;
    else throw new Error(`line ${line}: unknown column ${field}`);
  };
  for (const [field, value] of shared) put(field, value);
  columns.forEach((column, index) => {
    if (index < bar) put(column, words[index]!);
    else if (index > bar) expected.set(column, words[index]!);
  });
  return {
    line,
    text: words.join(' '),
    event: event as unknown as RatingEvent,
    options,
    balance,
    expected,
  };
}

export function readGolden(text: string): GoldenCase[] {
  const cases: { title: string; book: GoldenBook; rows: GoldenRow[] }[] = [];
  let columns: string[] | null = null;
  let shared: Map<string, string> | null = null;
  text.split('\n').forEach((source, index) => {
    const words = wordsOf(source);
    const [keyword, ...rest] = words;
    if (keyword === undefined) return;
    const current = cases.at(-1);
    if (keyword === 'case') {
      cases.push({ title: rest.join(' '), book: new GoldenBook(), rows: [] });
      shared = null;
    } else if (current === undefined) {
      throw new Error(`line ${index + 1}: a file begins with a case`);
    } else if (keyword === 'calls') {
      shared = settingsOf(rest);
      columns = null;
    } else if (shared !== null && columns === null) {
      columns = words;
    } else if (current.book.understands(keyword)) {
      current.book.take(keyword, rest, index + 1);
      shared = null;
    } else if (shared === null || columns === null) {
      throw new Error(`line ${index + 1}: unknown word ${keyword}`);
    } else {
      current.rows.push(readRow(index + 1, source, columns, shared));
    }
  });
  return cases.map(({ title, book, rows }) => ({ title, book: book.finish(), rows }));
}
