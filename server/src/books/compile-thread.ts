/** Entry of the thread that reads and compiles a book; see `compile-book-file.ts`. */

import { parentPort, workerData } from 'node:worker_threads';
import { CommandFailure } from '../cli/command-failure.js';
import { type CompileAnswer, compileBookFile } from './compile-book-file.js';

async function answer(path: string): Promise<CompileAnswer> {
  try {
    const { rater, names } = await compileBookFile(path);
    return { kind: 'compiled', sharedBook: { shared: rater.share(), names } };
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    const { exitCode, message, faults } = error;
    return { kind: 'failed', exitCode, message, faults };
  }
}

parentPort!.postMessage(await answer(String(workerData)));
