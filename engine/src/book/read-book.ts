/**
 * Reads a book: any value that came from JSON becomes a `Book`, or the list of all its faults.
 *
 * Fields that are null count as left out. The book shares its objects with the document wherever
 * they need no mending, so neither may be changed afterwards. Reads no files: a table that names a
 * `ratesFile` still has to be given its rates.
 */

import type { Book } from './book.js';
import { checkBook } from './check-book.js';
import { type BookFault, FaultList } from './fault-list.js';
import { ShapeReader } from './read-shape.js';
import type { Salvaged } from './salvaged.js';
import { bookKind } from './schema.js';
import type { RecordKind } from './schema-kinds.js';

export type { BookFault } from './fault-list.js';

export type BookReading =
  | { readonly ok: true; readonly book: Book }
  | { readonly ok: false; readonly faults: readonly BookFault[] };

/**
 * A price as a number, for one, is a fault that says to write it in quotes.
 *
 * @example readBook({ book: 1, rateTables: [{ name: 'A', rates: [] }] }).ok === true
 * @example readBook({ book: 1, rateTables: [{ name: 'A', rates: [{ code: '43', price: 0.5 }] }] }).ok === false
 */
export function readBook(input: unknown): BookReading {
  const faults = new FaultList();
  const reader = new ShapeReader(faults);
  const salvaged = reader.readDocument(bookKind as RecordKind<unknown>, input);
  checkBook(salvaged as Salvaged<Book>, reader.lost, faults);
  // Nothing was lost when there are no faults, so what is salvaged is the whole book.
  if (faults.count === 0) return { ok: true, book: salvaged as Book };
  return { ok: false, faults: faults.list() };
}
