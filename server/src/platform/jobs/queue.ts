/**
 * The queue that hands jobs to programs, pg-boss: each message is the id of a job, and is taken by one
 * worker of one program on the database. What a job is and how it went stands in our own table; a
 * message that comes twice, or for a job that has ended, finds nothing to do.
 */

import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import PgBoss from 'pg-boss';
import { foreignQuery, type Transaction } from '../db/connection.js';
import { asError } from '../problems/as-error.js';

const QUEUE = 'jobs';
const POLL_MS = 500;
/** Longer than any job takes: who holds one and dies is found by other means, within seconds. */
const EXPIRE_HOURS = 23;
const STATEMENT_MS = 30_000;
const CONNECT_MS = 5_000;

interface Message {
  readonly jobId: string;
}

const shared = {
  schema: 'pgboss',
  schedule: false,
  retryLimit: 0,
  expireInHours: EXPIRE_HOURS,
  archiveCompletedAfterSeconds: 3_600,
  deleteAfterHours: 24,
} as const;

/** Only words messages: each is sent on the connection that it is given. */
const sender = new PgBoss({
  ...shared,
  db: { executeSql: () => Promise.reject(new Error('messages are sent within a transaction')) },
});

/** Sent when the transaction is committed. */
export async function sendMessage(db: Transaction, jobId: string): Promise<void> {
  const message: Message = { jobId };
  const sent = await sender.send(QUEUE, message, {
    db: {
      executeSql: async (text, values) => ({ rows: await db.rows(foreignQuery(text, values)) }),
    },
  });
  if (sent === null) throw new Error('there is no queue of jobs in the database');
}

function poolOf(config: pg.PoolConfig, onError: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({
    ...config,
    max: 2,
    connectionTimeoutMillis: CONNECT_MS,
    application_name: 'ratedeck',
    options: `-c TimeZone=UTC -c statement_timeout=${STATEMENT_MS}`,
  });
  pool.on('error', onError);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

function bossOn(pool: pg.Pool, isSupervising: boolean): PgBoss {
  return new PgBoss({
    ...shared,
    supervise: isSupervising,
    db: {
      executeSql: async (text, values) => {
        const { rows } = await pool.query<object>(text, values);
        return { rows };
      },
    },
  });
}

/** Makes the tables of the queue, or brings them to the version of this program. */
export async function installQueue(config: pg.PoolConfig): Promise<void> {
  const pool = poolOf(config, () => undefined);
  try {
    const boss = bossOn(pool, false);
    await boss.start();
    await boss.createQueue(QUEUE);
    await boss.stop({ graceful: false });
  } finally {
    await pool.end();
  }
}

export interface Queue {
  /** No more messages are fetched. */
  stopTaking(): void;
  /** Messages that are at work are waited for. */
  close(): Promise<void>;
}

/**
 * `take` is called for each message, by at most `places` at once. Messages are fetched here and not by
 * the workers of pg-boss, which do not wait for the end of a message to be stored: an error there
 * would end the program.
 */
export async function openQueue(
  config: pg.PoolConfig,
  {
    places,
    take,
    onError,
  }: {
    readonly places: number;
    readonly take: (jobId: string) => Promise<void>;
    readonly onError: (error: Error) => void;
  },
): Promise<Queue> {
  const pool = poolOf(config, onError);
  const boss = bossOn(pool, true);
  boss.on('error', onError);
  const closing = new AbortController();
  const rest = () => delay(POLL_MS, undefined, { signal: closing.signal }).catch(() => undefined);
  const serve = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      try {
        const messages = await boss.fetch<Message>(QUEUE);
        for (const { id, data } of messages) {
          await take(data.jobId);
          await boss.complete(QUEUE, id);
        }
        if (messages.length > 0) continue;
      } catch (error) {
        onError(asError(error));
      }
      await rest();
    }
  };
  try {
    await boss.start();
  } catch (error) {
    await pool.end();
    throw error;
  }
  const served = Promise.all(Array.from({ length: places }, serve));
  return {
    stopTaking: () => closing.abort(),
    close: async () => {
      closing.abort();
      await served;
      await boss.stop({ graceful: false });
      await pool.end();
    },
  };
}
