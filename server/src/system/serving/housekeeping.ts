/**
 * What a running server does now and then without being asked: it forgets changes that no copy in
 * memory needs any more. A round that fails is told and made again next time.
 */

import { forgetOldChanges } from '../../platform/db/change-feed.js';
import type { Database } from '../../platform/db/database.js';
import { asError } from '../../platform/problems/as-error.js';

const EVERY_MS = 3_600_000;

export interface Housekeeping {
  /** Resolves when the round at work, if there is one, has ended. */
  stop(): Promise<void>;
}

/** The first round begins at once. */
export function keepHouse(
  database: Pick<Database, 'read' | 'transaction'>,
  onError: (error: Error) => void,
  everyMs = EVERY_MS,
): Housekeeping {
  let round: Promise<void> | null = null;
  const begin = (): void => {
    round ??= forgetOldChanges(database)
      .catch((error: unknown) => onError(asError(error)))
      .finally(() => {
        round = null;
      });
  };
  begin();
  const timer = setInterval(begin, everyMs).unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await round;
    },
  };
}
