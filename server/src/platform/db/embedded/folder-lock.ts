/**
 * One program for a data folder: a second one is told who has it.
 *
 * The lock is a file with the holder's process id and start, made by `link`, which only one of two
 * can win. A lock whose holder has ended, however it ended, is taken over.
 */

import { linkSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export class FolderInUse extends Error {}

export interface FolderLock {
  release(): void;
}

interface Holder {
  readonly processId: number;
  /** Tells a process from a later one with the same id; null where the system doesn't say. */
  readonly startedAt: string | null;
}

/** What the system says of a process, from its state on; null when there is none (or no /proc). */
function statOf(processId: number): string[] | null {
  try {
    const text = readFileSync(`/proc/${processId}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

/** When a process started, in clock ticks since boot. */
function startOf(processId: number): string | null {
  return statOf(processId)?.[19] ?? null;
}

/** One that has ended counts as running no more, even when nobody has asked how it ended. */
export function isRunning(processId: number): boolean {
  if (/^[ZX]$/.test(statOf(processId)?.[0] ?? '')) return false;
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function readHolder(file: string): Holder | null {
  try {
    const [processId, startedAt] = readFileSync(file, 'utf8').trim().split(' ');
    return { processId: Number(processId), startedAt: startedAt ?? null };
  } catch {
    return null;
  }
}

function holds({ processId, startedAt }: Holder): boolean {
  if (!Number.isInteger(processId) || processId <= 0 || !isRunning(processId)) return false;
  const start = startOf(processId);
  return start === null || startedAt === null || start === startedAt;
}

export function lockFolder(folder: string): FolderLock {
  const file = join(folder, 'ratedeck.lock');
  const own = join(folder, `ratedeck.lock.${process.pid}`);
  writeFileSync(own, `${process.pid} ${startOf(process.pid) ?? ''}`.trim());
  try {
    for (let attempt = 0; ; attempt += 1) {
      try {
        linkSync(own, file);
        return { release: () => rmSync(file, { force: true }) };
      } catch (error) {
        const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST';
        if (!exists || attempt >= 10) throw error;
      }
      const holder = readHolder(file);
      if (holder !== null && holds(holder)) {
        throw new FolderInUse(
          `the data folder ${folder} is in use by process ${holder.processId}: stop that one, ` +
            'or give this one a folder of its own by --data',
        );
      }
      rmSync(file, { force: true });
    }
  } finally {
    unlinkSync(own);
  }
}
