/**
 * A book as it comes in: its text read and judged by the engine, then handed out in parts. What is
 * large, codes and rates and their names, is asked for piece by piece; the rest is its head.
 *
 * Reading holds the thread for as long as it takes, so large documents are read in one of their own
 * (`document-thread.ts`); this file knows nothing of threads.
 */

import { type Book, type CodeDeckEntry, type Rate, readBook } from '@ratedeck/engine';
import type { ProblemFault } from '../../platform/problems/problem.js';

export interface DocumentHead {
  /** Without codes and rates; its lists are in the order of the document. */
  readonly book: Book;
  /** Of each code deck and each rate table, how many. */
  readonly codeCounts: readonly number[];
  readonly rateCounts: readonly number[];
  /** Names of all categories that rates have. */
  readonly categories: readonly string[];
}

export interface Piece<Item> {
  readonly items: readonly Item[];
  /** Where the next one begins; null: that was the last. */
  readonly next: number | null;
}

export interface BookDocument {
  readonly head: DocumentHead;
  codes(deck: number, from: number): Piece<CodeDeckEntry>;
  /** By code; the rates of one code are never parted. */
  rates(table: number, from: number): Piece<Rate>;
  /** Names that rates of the table have of their own, each once. */
  names(table: number, from: number): Piece<string>;
}

export type DocumentReading =
  | { readonly document: BookDocument; readonly faults?: undefined }
  | { readonly document?: undefined; readonly faults: readonly ProblemFault[] };

const CODES_A_PIECE = 10_000;
const NAMES_A_PIECE = 10_000;
/** So many that a piece costs the database little, and holds up others for some milliseconds. */
const RATES_A_PIECE = 4_000;

export function readDocument(bytes: Uint8Array): DocumentReading {
  let input: unknown;
  try {
    input = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    const message = `is no JSON document: ${error instanceof Error ? error.message : String(error)}`;
    return { faults: [{ path: 'body', code: 'bad_json', message }] };
  }
  const reading = readBook(input);
  if (!reading.ok) {
    const faults = reading.faults.map(({ path, code, message }) => {
      return { path: path === '$' ? 'body' : `body.${path}`, code, message };
    });
    return { faults };
  }
  const faults = filesBeside(reading.book);
  return faults.length > 0 ? { faults } : { document: documentOf(reading.book) };
}

function filesBeside({ rateTables = [] }: Book): ProblemFault[] {
  return rateTables.flatMap(({ ratesFile }, index) => {
    if (ratesFile === undefined) return [];
    const advice = 'send the rates in `rates`; `ratedeck book import` reads the file and does so';
    const message = `is a file beside the book, which does not come along: ${advice}`;
    return [{ path: `body.rateTables[${index}].ratesFile`, code: 'rates_file', message }];
  });
}

function documentOf(book: Book): BookDocument {
  const { rateTables = [], codeDecks = [] } = book;
  const rates = rateTables.map((table) => byCode(table.rates ?? []));
  const namesOf = lastOf((table) => [
    ...new Set(rates[table]!.flatMap(({ name }) => (name === undefined ? [] : name))),
  ]);
  const categories = new Set<string>();
  for (const list of rates) {
    for (const { category } of list) if (category !== undefined) categories.add(category);
  }
  return {
    head: {
      book: {
        ...book,
        rateTables: rateTables.map((table) => ({ ...table, rates: [] })),
        codeDecks: codeDecks.map((deck) => ({ ...deck, codes: [] })),
      },
      codeCounts: codeDecks.map(({ codes }) => codes.length),
      rateCounts: rates.map(({ length }) => length),
      categories: [...categories].sort(),
    },
    codes: (deck, from) => {
      const { codes } = codeDecks[deck]!;
      return pieceOf(codes, from, from + CODES_A_PIECE);
    },
    rates: (table, from) => {
      const list = rates[table]!;
      let end = Math.min(from + RATES_A_PIECE, list.length);
      while (end < list.length && list[end]!.code === list[end - 1]!.code) end += 1;
      return pieceOf(list, from, end);
    },
    names: (table, from) => pieceOf(namesOf(table), from, from + NAMES_A_PIECE),
  };
}

const byCode = (rates: readonly Rate[]): Rate[] =>
  rates.toSorted((one, other) => (one.code < other.code ? -1 : one.code > other.code ? 1 : 0));

/** What was asked for last is kept: it is asked for piece by piece. */
function lastOf<Made>(make: (index: number) => Made): (index: number) => Made {
  let last: { readonly index: number; readonly made: Made } | null = null;
  return (index) => {
    if (last?.index !== index) last = { index, made: make(index) };
    return last.made;
  };
}

function pieceOf<Item>(items: readonly Item[], from: number, end: number): Piece<Item> {
  return { items: items.slice(from, end), next: end < items.length ? end : null };
}
