/**
 * The rules of the book, asked for parts of it: what the API stores must be what the engine takes,
 * so the engine's own reading judges it. Paths are turned into those of the request.
 */

import { type Book, readBook } from '@ratedeck/engine';
import type { ProblemFault } from '../problems/problem.js';

/** Parts of a book as they came in: not checked yet, null where a field is left out. */
export type UncheckedBook = { readonly [Part in keyof Book]?: readonly object[] };

/** `pathOf` turns the book's path (`accounts[0].name`) into that of the request (`name`). */
export function bookFaults(parts: UncheckedBook, pathOf: (path: string) => string): ProblemFault[] {
  const reading = readBook({ book: 1, ...parts });
  if (reading.ok) return [];
  return reading.faults.map(({ path, code, message }) => ({ path: pathOf(path), code, message }));
}

/** Without fields that a book leaves out: null, and the lists that say nothing. */
export function given(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const isGiven = (value: unknown) =>
    value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => isGiven(value)));
}
