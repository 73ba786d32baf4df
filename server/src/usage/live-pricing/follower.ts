/**
 * Follows the database: after each change the next state of pricing, and the last one for as long as
 * the database is away. It is told of changes, and looks by itself as well, so that what was told while
 * its connection was cut is not missed.
 */

import { setTimeout as delay } from 'node:timers/promises';
import type { PoolConfig } from 'pg';
import { type CredentialChanges, isOfCredentials } from '../../platform/access/credential-feed.js';
import { CHANGES_CHANNEL, type FeedReading, readChanges } from '../../platform/db/change-feed.js';
import { type Database, openDatabase } from '../../platform/db/database.js';
import { COMMAND_LIMITS } from '../../platform/db/limits.js';
import { type Listening, listenTo } from '../../platform/db/listen.js';
import { nextState, type PricingState } from './pricing-state.js';
import { TableBuilds } from './table-builds.js';
import type { BuiltTable, PricingLimits } from './table-step.js';

/** Changes that nobody told of are seen after so long. */
const LOOK_AGAIN_MS = 400;
const RETRY_MS_FIRST = 100;
const RETRY_MS_MAX = 2_000;

export interface FollowerEvents {
  /** The state in force from now on. */
  readonly onState: (state: PricingState) => void;
  /** Told before anything is compiled: who may not call any more does not wait for prices. */
  readonly onCredentials: (changes: CredentialChanges) => void;
  /**
   * Of what was committed before `atMs` (epoch) all was told of who may call; and of what calls are
   * priced by nothing is missing in the state told last, if that is whole.
   */
  readonly onCurrent: (atMs: number, isWhole: boolean) => void;
  /** The database is away, or says what cannot be compiled; it is tried again. */
  readonly onTrouble: (message: string) => void;
}

export interface FollowOptions {
  /** Reads a table as a whole, beside everything else. */
  readonly build: (tableId: string) => Promise<BuiltTable | null>;
  readonly limits?: PricingLimits | undefined;
}

export interface Follower {
  /** Looks at once. */
  wake(): void;
  stop(): Promise<void>;
}

const isSame = (one: PricingState, other: PricingState | null): boolean =>
  one.compiled === other?.compiled && one.configuration === other.configuration;

export function follow(
  config: PoolConfig,
  events: FollowerEvents,
  { build, limits }: FollowOptions,
): Follower {
  const stopping = new AbortController();
  let state: PricingState | null = null;
  let isWoken = false;
  let rouse: () => void = () => undefined;
  const wake = (): void => {
    isWoken = true;
    rouse();
  };
  const builder = new TableBuilds(build, { onBuilt: wake, onTrouble: events.onTrouble });
  const making = { builder, ...(limits !== undefined && { limits }) };
  /** Until somebody wakes it or it is time to look. */
  const rest = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, isWoken || stopping.signal.aborted ? 0 : LOOK_AGAIN_MS);
      rouse = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const tellCredentials = ({ changes }: FeedReading): void => {
    const told = changes?.filter(isOfCredentials) ?? null;
    if (told === null || told.length > 0) events.onCredentials(told);
  };
  const look = async (database: Database): Promise<void> => {
    isWoken = false;
    const startedMs = Date.now();
    // What is built meanwhile is for the next time: its snapshot may be newer.
    const built = builder.built();
    const step = {
      ...making,
      builder: { ask: (id: string) => builder.ask(id), built: () => built },
    };
    const found = await database.transaction(
      async (db) => {
        const reading = await readChanges(db, state?.snapshot ?? null);
        tellCredentials(reading);
        return nextState(db, state, reading, step);
      },
      { isolation: 'repeatable read', isPatient: true, signal: stopping.signal },
    );
    if (!isSame(found, state)) events.onState(found);
    state = found;
    const isUsed = (one: BuiltTable) => found.isWhole || found.tables.includes(one.state);
    builder.letGo(built.filter(isUsed));
    events.onCurrent(startedMs, found.isWhole);
  };
  /** As long as the connection holds. */
  const attend = async (onGood: () => void): Promise<void> => {
    let database: Database | null = null;
    let listening: Listening | null = null;
    try {
      database = await openDatabase(config, {
        limits: { ...COMMAND_LIMITS, connectionsMax: 1, silenceMs: 2_000 },
      });
      listening = await listenTo(config, CHANGES_CHANNEL, wake);
      while (!stopping.signal.aborted && !listening.isLost) {
        await look(database);
        onGood();
        await rest();
      }
    } finally {
      await listening?.close();
      await database?.close();
    }
  };
  const run = async (): Promise<void> => {
    let retryMs = RETRY_MS_FIRST;
    while (!stopping.signal.aborted) {
      try {
        await attend(() => {
          retryMs = RETRY_MS_FIRST;
        });
      } catch (error) {
        if (stopping.signal.aborted) return;
        events.onTrouble(error instanceof Error ? error.message : String(error));
        await delay(retryMs, undefined, { signal: stopping.signal }).catch(() => undefined);
        retryMs = Math.min(retryMs * 2, RETRY_MS_MAX);
      }
    }
  };
  const ended = run();
  return {
    wake,
    stop: async () => {
      stopping.abort();
      builder.stop();
      rouse();
      await ended;
    },
  };
}
