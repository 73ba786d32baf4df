/**
 * From a document and packed rates to the parts of a rater, or to all their faults.
 *
 * A packed rate is held to the same rules as one that is written in the book, by the same code:
 * each content is checked once, as a rate of its table. Where anything is wrong, the rates are
 * unpacked and the whole book is read as if they had been written there, so that faults never
 * depend on the form.
 */

import type { Rate } from '../book/book.js';
import { BookError } from '../book/book-error.js';
import { readBook } from '../book/read-book.js';
import type { BookParts } from '../compiled/compiled-book.js';
import { compileParts, type MoreRates } from './compile-parts.js';
import { type CheckedRates, type PackedRates, unpackRates } from './packed-rates.js';

/** Rates of tables by the position of the table in the book. */
export type PackedTables = ReadonlyMap<number, PackedRates>;

/** @throws {BookError} with all faults at once */
export function compileBook(
  document: unknown,
  packed: PackedTables,
  moreRates?: MoreRates,
): BookParts {
  if (packed.size > 0) {
    const parts = compilePacked(document, packed, moreRates);
    if (parts !== null) return parts;
  }
  const read = readBook(withRates(document, packed, unpackRates));
  if (!read.ok) throw new BookError(read.faults);
  const parts = compileParts(read.book, new Map(), moreRates);
  if (parts === null) throw new Error('versions that are the same passed the check of the book');
  return parts;
}

/** Null when something is wrong. */
function compilePacked(
  document: unknown,
  packed: PackedTables,
  moreRates?: MoreRates,
): BookParts | null {
  // Each content with a code of its own, so that no two of them are versions of each other.
  const contentsOf = ({ contents }: PackedRates): object[] =>
    contents.map((content, index) => ({ ...content, code: String(index) }));
  const read = readBook(withRates(document, packed, contentsOf));
  if (!read.ok) return null;
  const checked = new Map<number, CheckedRates>();
  for (const [index, { codes, contentOf }] of packed) {
    const contents: readonly Rate[] = read.book.rateTables![index]!.rates!;
    checked.set(index, { codes, contents, contentOf });
  }
  return compileParts(read.book, checked, moreRates);
}

type Plain = Readonly<Record<string, unknown>>;

/** The document with rates in those tables that have packed ones. */
function withRates(
  document: unknown,
  packed: PackedTables,
  ratesOf: (rates: PackedRates) => readonly object[],
): unknown {
  if (packed.size === 0) return document;
  const book = document as Plain;
  const tables = [...(book['rateTables'] as readonly Plain[])];
  for (const [index, rates] of packed) {
    const table = tables[index];
    if (table === undefined || table['rates'] !== undefined) {
      throw new RangeError(
        `packed rates for rateTables[${index}], which is not there or has rates`,
      );
    }
    tables[index] = { ...table, rates: ratesOf(rates) };
  }
  return { ...book, rateTables: tables };
}
