/**
 * By what others see that a program lives: a lock in the database, on a connection of its own. It ends
 * with the program, however that ends, and with the connection.
 */

import { randomInt } from 'node:crypto';
import type pg from 'pg';
import { connectionOf } from '../db/connection.js';
import { openOwnClient } from '../db/own-client.js';
import { holdWorker } from './store.js';

/** Of programs; drawn, so that nothing has to count them. */
const NUMBERS = 2 ** 31;

export interface WorkerLock {
  readonly worker: number;
  /** Resolves when the lock is lost or given up: others may take the worker's jobs from then on. */
  readonly lost: Promise<void>;
  release(): Promise<void>;
}

export async function lockWorker(config: pg.PoolConfig): Promise<WorkerLock> {
  let lose: () => void = () => undefined;
  const lost = new Promise<void>((resolve) => {
    lose = resolve;
  });
  const { client, begun } = await openOwnClient(
    config,
    () => lose(),
    async (opened) => {
      const db = connectionOf(opened);
      let worker = randomInt(NUMBERS);
      while (!(await holdWorker(db, worker))) worker = randomInt(NUMBERS);
      return worker;
    },
  );
  return { worker: begun, lost, release: () => client.end() };
}
