/**
 * Ends the program at once on Ctrl-C, SIGTERM or SIGHUP, with the exit code that shells use for it
 * (128 + the signal's number). What has to be tidied is tidied by `removed-at-exit.ts`. A command
 * that asks for this must not block the main thread for long.
 */

import { exitCodes } from './command-failure.js';

export const signalExitCodes = {
  SIGINT: exitCodes.interrupted,
  SIGTERM: 143,
  SIGHUP: 129,
} as const;

export function exitOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => process.exit(signalExitCodes[signal]));
  }
}
