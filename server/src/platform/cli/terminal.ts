/**
 * Writing to stdout and stderr. Results go to stdout, words about them to stderr. A reader that
 * goes away (`| head`) ends the program quietly. Writes to pipes stay asynchronous, so that a slow
 * reader never keeps a signal from being handled.
 */

import { exitCodes, systemCode } from './command-failure.js';

function endOnBrokenPipe(error: Error): void {
  if (systemCode(error) === 'EPIPE') process.exit(exitCodes.inputOutput);
}

export function endQuietlyOnBrokenPipe(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', endOnBrokenPipe);
}

/** Resolves when the bytes may be overwritten. */
export function writeStdout(data: string | Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(data, (error) => {
      if (!error) return resolve();
      endOnBrokenPipe(error);
      reject(error);
    });
  });
}

export function writeStderr(text: string): void {
  process.stderr.write(text);
}
