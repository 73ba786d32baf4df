/**
 * By what others see that a program lives: a lock in the database, on a connection of its own. It ends
 * with the program, however that ends, and with the connection.
 */

import { randomInt } from 'node:crypto';
import pg from 'pg';
import { connectionOf } from '../db/connection.js';
import { holdWorker } from './store.js';

const CONNECT_MS = 5_000;
/** Of programs; drawn, so that nothing has to count them. */
const NUMBERS = 2 ** 31;

export interface WorkerLock {
  readonly worker: number;
  /** Resolves when the lock is lost or given up: others may take the worker's jobs from then on. */
  readonly lost: Promise<void>;
  release(): Promise<void>;
}

export async function lockWorker(config: pg.PoolConfig): Promise<WorkerLock> {
  const client = new pg.Client({
    ...config,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    application_name: 'ratedeck',
  });
  let lose: () => void = () => undefined;
  const lost = new Promise<void>((resolve) => {
    lose = resolve;
  });
  client.on('error', lose);
  client.on('end', lose);
  try {
    await client.connect();
    const db = connectionOf(client);
    let worker = randomInt(NUMBERS);
    while (!(await holdWorker(db, worker))) worker = randomInt(NUMBERS);
    return { worker, lost, release: () => client.end() };
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
}
