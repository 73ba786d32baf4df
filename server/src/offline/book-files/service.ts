/**
 * What others may ask of books as files: read one, make sure that it has a name, and compile it to a
 * rater, either in this thread or in one of its own. The own thread keeps the main one free for
 * signals, and its heap, many times the size of the finished indexes, goes away with it.
 */

import { Worker } from 'node:worker_threads';
import { CommandFailure } from '../../platform/cli/command-failure.js';
import {
  type CompileAnswer,
  type CompiledBook,
  compileSource,
  type SharedBook,
} from './compile-source.js';
import type { PriceSource } from './price-source.js';

export { requireName } from './book-names.js';
export type { PriceSource } from './price-source.js';
export { readBookFile } from './read-book-file.js';
export { joinTimeProfiles, missingTimeProfiles, readTimeProfiles } from './time-profiles.js';

export function compileBookFile(path: string): Promise<CompiledBook> {
  return compileSource({ kind: 'book', path });
}

// Objects that live until the book is compiled need not be copied twice on the way there.
const youngGenerationMb = 64;

export function compileInThread(source: PriceSource): Promise<SharedBook> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./compile-thread.js', import.meta.url), {
      workerData: source,
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
