/** Writes a file for its owner only from bytes as they come; it has its name when it is complete. */

import { inputOutputFailure } from '../cli/command-failure.js';
import { exitOnSignals } from '../cli/signals.js';
import { openWholeFile } from './whole-file.js';

const OWNER_ONLY = 0o600;

/** `check` may read the file before it gets its name; the number of bytes. */
export async function writeFileWhole(
  path: string,
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  check?: (partial: string) => Promise<void>,
): Promise<number> {
  const told = (error: unknown): never => {
    throw inputOutputFailure('write', path, error);
  };
  exitOnSignals();
  const whole = await openWholeFile(path, OWNER_ONLY).catch(told);
  try {
    let size = 0;
    for await (const chunk of bytes) {
      // Not `write`: that may take only a part.
      await whole.file.writeFile(chunk).catch(told);
      size += chunk.length;
    }
    await whole.finish().catch(told);
    await check?.(whole.partial);
    await whole.commit().catch(told);
    return size;
  } catch (error) {
    await whole.discard();
    throw error;
  }
}
