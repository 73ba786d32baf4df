/**
 * Where rated events go. A file is written beside its place under another name and takes its own
 * name only when it is complete and on the disk; until then a file that stood there stays as it
 * was. Bytes given to `write` may be overwritten once it has resolved.
 */

import { type FileHandle, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { constants, createGzip } from 'node:zlib';
import { badInput, inputOutputFailure, systemCode } from '../../platform/cli/command-failure.js';
import { keepAtExit, removeAtExit } from '../../platform/cli/removed-at-exit.js';
import { writeStdout } from '../../platform/cli/terminal.js';

export interface RatedOutput {
  write(bytes: Uint8Array): Promise<void>;
  /** All is written and on the disk, still under the other name. */
  finish(): Promise<void>;
  /** Gives the file its name. */
  commit(): Promise<void>;
  /** Leaves nothing behind; may follow any other call. */
  discard(): Promise<void>;
}

interface Place {
  readonly path: string;
  /** False for a device or a named pipe, which are written as they are. */
  readonly regular: boolean;
}

const nothing = (): Promise<void> => Promise.resolve();

async function findPlace(path: string): Promise<Place> {
  try {
    const real = await realpath(path);
    const found = await stat(real);
    if (found.isDirectory()) throw badInput(`${path} is a folder; give the name of a file`);
    return { path: real, regular: found.isFile() };
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
    return { path, regular: true };
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written);
    written += bytesWritten;
  }
}

function plainWriter(file: FileHandle): Pick<RatedOutput, 'write' | 'finish'> {
  return { write: (bytes) => writeAll(file, bytes), finish: nothing };
}

function gzipWriter(file: FileHandle): Pick<RatedOutput, 'write' | 'finish'> {
  // The fastest level: rating waits for it, and call records shrink to a fifth all the same.
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

async function syncFolder(path: string): Promise<void> {
  const folder = await open(dirname(path));
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function openFileOutput(path: string): Promise<RatedOutput> {
  const place = await findPlace(path);
  const partial = place.regular
    ? join(dirname(place.path), `.${basename(place.path)}.partial-${process.pid}`)
    : place.path;
  const file = await open(partial, 'w');
  if (place.regular) removeAtExit(partial);
  const writer = path.endsWith('.gz') ? gzipWriter(file) : plainWriter(file);
  let isOpen = true;
  return {
    write: writer.write,
    finish: async () => {
      await writer.finish();
      if (place.regular) await file.sync();
      isOpen = false;
      await file.close();
    },
    commit: async () => {
      if (!place.regular) return;
      await rename(partial, place.path);
      keepAtExit(partial);
      await syncFolder(place.path);
    },
    discard: async () => {
      if (isOpen) await file.close();
      isOpen = false;
      if (place.regular) await rm(partial, { force: true });
      keepAtExit(partial);
    },
  };
}

function stdoutOutput(): RatedOutput {
  return { write: writeStdout, finish: nothing, commit: nothing, discard: nothing };
}

/** Opens a path, or stdout for `-`. Failures carry an exit code and the path. */
export async function openRatedOutput(path: string): Promise<RatedOutput> {
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

/** A small text written the same way. */
export async function writeFileWhole(path: string, text: string): Promise<void> {
  const output = await openRatedOutput(path);
  try {
    await output.write(Buffer.from(text));
    await output.finish();
    await output.commit();
  } catch (error) {
    await output.discard();
    throw error;
  }
}
