/**
 * A file that takes its name only when it is complete and on the disk: it is written beside its
 * place under another one, and until then a file that stood there stays as it was.
 */

import { type FileHandle, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { badInput, systemCode } from '../cli/command-failure.js';
import { keepAtExit, removeAtExit } from '../cli/removed-at-exit.js';

export interface WholeFile {
  /** Where the bytes stand until the file has its name. */
  readonly partial: string;
  readonly file: FileHandle;
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
  readonly isRegular: boolean;
}

async function findPlace(path: string): Promise<Place> {
  try {
    const real = await realpath(path);
    const found = await stat(real);
    if (found.isDirectory()) throw badInput(`${path} is a folder; give the name of a file`);
    return { path: real, isRegular: found.isFile() };
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
    return { path, isRegular: true };
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(dirname(path));
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** `mode` is that of a new file; left out = what the system gives. */
export async function openWholeFile(path: string, mode?: number): Promise<WholeFile> {
  const place = await findPlace(path);
  const partial = place.isRegular
    ? join(dirname(place.path), `.${basename(place.path)}.partial-${process.pid}`)
    : place.path;
  const file = await open(partial, 'w', mode);
  if (place.isRegular) removeAtExit(partial);
  let isOpen = true;
  return {
    partial,
    file,
    finish: async () => {
      if (place.isRegular) await file.sync();
      isOpen = false;
      await file.close();
    },
    commit: async () => {
      if (!place.isRegular) return;
      await rename(partial, place.path);
      keepAtExit(partial);
      await syncFolder(place.path);
    },
    discard: async () => {
      if (isOpen) await file.close();
      isOpen = false;
      if (place.isRegular) await rm(partial, { force: true });
      keepAtExit(partial);
    },
  };
}
