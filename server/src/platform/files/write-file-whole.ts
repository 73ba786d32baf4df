/**
 * Writes a file from bytes as they come: beside its place under another name, and under its own
 * when it is complete, checked and on the disk. Only its owner may read it.
 */

import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { inputOutputFailure } from '../cli/command-failure.js';
import { keepAtExit, removeAtExit } from '../cli/removed-at-exit.js';
import { exitOnSignals } from '../cli/signals.js';

const OWNER_ONLY = 0o600;

/** `check` may read the file before it gets its name; the number of bytes. */
export async function writeFileWhole(
  path: string,
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  check?: (partial: string) => Promise<void>,
): Promise<number> {
  const partial = join(dirname(path), `.${basename(path)}.partial-${process.pid}`);
  exitOnSignals();
  removeAtExit(partial);
  try {
    const size = await writeAll(partial, path, bytes);
    await check?.(partial);
    await rename(partial, path).catch((error: unknown) => {
      throw inputOutputFailure('write', path, error);
    });
    await syncFolder(path);
    return size;
  } finally {
    await rm(partial, { force: true });
    keepAtExit(partial);
  }
}

async function writeAll(
  partial: string,
  path: string,
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<number> {
  const told = (error: unknown): never => {
    throw inputOutputFailure('write', path, error);
  };
  const file = await open(partial, 'w', OWNER_ONLY).catch(told);
  let size = 0;
  try {
    for await (const chunk of bytes) {
      // Not `write`: that may take only a part.
      await file.writeFile(chunk).catch(told);
      size += chunk.length;
    }
    await file.sync().catch(told);
  } finally {
    await file.close();
  }
  return size;
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(dirname(path));
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
