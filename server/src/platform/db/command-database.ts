/**
 * The database of `--data` or `--database-url` for one command that works on it directly, with no
 * server running on it: opened, used, and closed however the command ends, Ctrl-C included.
 */

import { CommandFailure } from '../cli/command-failure.js';
import { signalExitCodes } from '../cli/signals.js';
import type { Database } from './database.js';
import { connectFailure, databaseFailure } from './database-failure.js';
import { COMMAND_LIMITS } from './limits.js';
import { type DatabasePlace, type RunningDatabase, runDatabase } from './running-database.js';

async function open(place: DatabasePlace): Promise<RunningDatabase> {
  try {
    return await runDatabase(place, () => undefined, COMMAND_LIMITS);
  } catch (error) {
    const failure = databaseFailure(error);
    if (failure !== null) throw failure;
    throw place.databaseUrl === null ? error : (connectFailure(error) ?? error);
  }
}

/** `work` hands the signal to its transactions, so that they are rolled back when it is stopped. */
export async function withDatabase<T>(
  place: DatabasePlace,
  work: (database: Database, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  let code: number | null = null;
  const listeners = Object.entries(signalExitCodes).map(([name, exitCode]) => {
    const listener = (): void => {
      code = exitCode;
      controller.abort();
    };
    process.on(name, listener);
    return { name, listener };
  });
  try {
    const running = await open(place);
    try {
      controller.signal.throwIfAborted();
      return await work(running.database, controller.signal);
    } finally {
      await running.stop();
    }
  } catch (error) {
    if (code !== null) throw new CommandFailure(code, 'stopped before it was done');
    throw databaseFailure(error) ?? error;
  } finally {
    for (const { name, listener } of listeners) process.removeListener(name, listener);
  }
}
