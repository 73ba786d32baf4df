/**
 * Where a command writes: a file, packed when it is called so, that has its name only when it is
 * complete, or stdout. Bytes given to `write` may be overwritten once it has resolved.
 */

import type { FileHandle } from 'node:fs/promises';
import { constants, createGzip } from 'node:zlib';
import { inputOutputFailure } from '../cli/command-failure.js';
import { writeStdout } from '../cli/terminal.js';
import { openWholeFile } from './whole-file.js';

export interface WholeOutput {
  write(bytes: Uint8Array): Promise<void>;
  /** All is written and on the disk, still under the other name. */
  finish(): Promise<void>;
  /** Gives the file its name. */
  commit(): Promise<void>;
  /** Leaves nothing behind; may follow any other call. */
  discard(): Promise<void>;
}

const nothing = (): Promise<void> => Promise.resolve();

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written);
    written += bytesWritten;
  }
}

function plainWriter(file: FileHandle): Pick<WholeOutput, 'write' | 'finish'> {
  return { write: (bytes) => writeAll(file, bytes), finish: nothing };
}

function gzipWriter(file: FileHandle): Pick<WholeOutput, 'write' | 'finish'> {
  // The fastest level: who writes waits for it, and call records shrink to a fifth all the same.
  const packer = createGzip({ level: constants.Z_BEST_SPEED, chunkSize: 256 * 1024 });
  const drained = (async () => {
    for await (const packed of packer) await writeAll(file, packed as Buffer);
  })();
  // Who waits for `drained` or a write is told of the failure; these two only keep it from others.
  packer.on('error', () => undefined);
  drained.catch((error: unknown) => packer.destroy(error as Error));
  return {
    write: async (bytes) => {
      const taken = new Promise<void>((resolve, reject) => {
        packer.write(bytes, (error) => (error ? reject(error) : resolve()));
      });
      await Promise.race([taken, drained.then(() => taken)]);
    },
    finish: async () => {
      packer.end();
      await drained;
    },
  };
}

async function openFileOutput(path: string): Promise<WholeOutput> {
  const whole = await openWholeFile(path);
  const writer = path.endsWith('.gz') ? gzipWriter(whole.file) : plainWriter(whole.file);
  return {
    write: writer.write,
    finish: async () => {
      await writer.finish();
      await whole.finish();
    },
    commit: whole.commit,
    discard: whole.discard,
  };
}

function stdoutOutput(): WholeOutput {
  return { write: writeStdout, finish: nothing, commit: nothing, discard: nothing };
}

/** Opens a path, or stdout for `-`. Failures carry an exit code and the path. */
export async function openWholeOutput(path: string): Promise<WholeOutput> {
  const name = path === '-' ? 'stdout' : path;
  const told = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      throw inputOutputFailure('write', name, error);
    }
  };
  const output = path === '-' ? stdoutOutput() : await told(openFileOutput(path));
  return {
    write: (bytes) => told(output.write(bytes)),
    finish: () => told(output.finish()),
    commit: () => told(output.commit()),
    discard: () => output.discard(),
  };
}

/** Writes all of a small output; it has its name when that went well. */
export async function writeOutput(
  path: string,
  write: (output: WholeOutput) => Promise<void>,
): Promise<void> {
  const output = await openWholeOutput(path);
  try {
    await write(output);
    await output.finish();
    await output.commit();
  } catch (error) {
    await output.discard();
    throw error;
  }
}
