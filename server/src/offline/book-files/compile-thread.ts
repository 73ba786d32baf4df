/** Entry of the thread that reads and compiles a book or a deck; see `compile-source.ts`. */

import { parentPort, workerData } from 'node:worker_threads';
import { CommandFailure } from '../../platform/cli/command-failure.js';
import { type CompileAnswer, compileSource } from './compile-source.js';
import type { PriceSource } from './price-source.js';

async function answer(source: PriceSource): Promise<CompileAnswer> {
  try {
    const { rater, names, notes } = await compileSource(source);
    return { kind: 'compiled', sharedBook: { shared: rater.share(), names, notes } };
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    const { exitCode, message, faults } = error;
    return { kind: 'failed', exitCode, message, faults };
  }
}

parentPort!.postMessage(await answer(workerData as PriceSource));
