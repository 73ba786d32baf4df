/** From a file, a book or a deck, to a rater; all faults of the file at once. */

import { BookError, compile, type Rater, type SharedRater } from '@ratedeck/engine';
import { badInput, type CommandFailure, type Fault } from '../../platform/cli/command-failure.js';
import { type BookNames, namesOfBook } from './book-names.js';
import { type PriceSource, readPriceSource } from './price-source.js';

export interface CompiledBook {
  readonly rater: Rater;
  readonly names: BookNames;
  /** What a user should know of the way the source was read. */
  readonly notes: readonly string[];
}

export interface SharedBook extends Omit<CompiledBook, 'rater'> {
  readonly shared: SharedRater;
}

/** What the thread answers with. */
export type CompileAnswer =
  | { readonly kind: 'compiled'; readonly sharedBook: SharedBook }
  | {
      readonly kind: 'failed';
      readonly exitCode: number;
      readonly message: string;
      readonly faults: readonly Fault[];
    };

function faultySource({ kind, path }: PriceSource, faults: readonly Fault[]): CommandFailure {
  const count = faults.length === 1 ? '1 fault' : `${faults.length} faults`;
  return badInput(`the ${kind} ${path} has ${count}; nothing was written`, faults);
}

/** Throws a failure that lists every fault of the book and of the rates beside it at once. */
export async function compileSource(source: PriceSource): Promise<CompiledBook> {
  const read = await readPriceSource(source);
  let rater: Rater;
  try {
    rater = compile(read.book, read.packed);
  } catch (error) {
    if (!(error instanceof BookError)) throw error;
    throw faultySource(source, [...read.faults, ...error.faults.map(read.place)]);
  }
  if (read.faults.length > 0) throw faultySource(source, read.faults);
  return { rater, names: namesOfBook(read.book), notes: read.notes };
}
