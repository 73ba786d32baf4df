/**
 * From a book file to a rater, either in this thread or in one of its own. The own thread keeps
 * the main one free for signals, and its heap, many times the size of the finished indexes, goes
 * away with it.
 */

import { Worker } from 'node:worker_threads';
import { BookError, compile, type Rater, type SharedRater } from '@ratedeck/engine';
import { badInput, CommandFailure, type Fault } from '../cli/command-failure.js';
import { type BookNames, namesOfBook } from './book-names.js';
import { readBookFile } from './read-book-file.js';

export interface CompiledBook {
  readonly rater: Rater;
  readonly names: BookNames;
}

export interface SharedBook {
  readonly shared: SharedRater;
  readonly names: BookNames;
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

function faultyBook(path: string, faults: readonly Fault[]): CommandFailure {
  const count = faults.length === 1 ? '1 fault' : `${faults.length} faults`;
  return badInput(`the book ${path} has ${count}; nothing was written`, faults);
}

/** Throws a failure that lists every fault of the book and of the rates beside it at once. */
export async function compileBookFile(path: string): Promise<CompiledBook> {
  const read = await readBookFile(path);
  let rater: Rater;
  try {
    rater = compile(read.book);
  } catch (error) {
    if (!(error instanceof BookError)) throw error;
    throw faultyBook(path, [...read.faults, ...error.faults.map(read.place)]);
  }
  if (read.faults.length > 0) throw faultyBook(path, read.faults);
  return { rater, names: namesOfBook(read.book) };
}

// Objects that live until the book is compiled need not be copied twice on the way there.
const youngGenerationMb = 64;

export function compileInThread(path: string): Promise<SharedBook> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./compile-thread.js', import.meta.url), {
      workerData: path,
      resourceLimits: { maxYoungGenerationSizeMb: youngGenerationMb },
    });
    thread.once('message', (answer: CompileAnswer) => {
      if (answer.kind === 'compiled') resolve(answer.sharedBook);
      else reject(new CommandFailure(answer.exitCode, answer.message, answer.faults));
      void thread.terminate();
    });
    thread.once('error', reject);
    thread.once('exit', () => reject(new Error('the thread that compiles the book ended early')));
  });
}
