/**
 * A connection for the length of one piece of work.
 *
 * It may break at any moment: then what runs on it fails, and it does not come back to the pool. A
 * work that is cancelled is cancelled from another connection, and the answer of that one is waited
 * for before this one is used again: a late cancel would hit somebody else's statement. A database
 * that says nothing is asked on another connection whether it lives, and given up when it does not.
 */

import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import type { DatabaseLimits } from './limits.js';
import type { Turnstile, Visitor } from './turnstile.js';
import { asRefusal, DatabaseUnavailable } from './unavailable.js';

export interface Pools {
  readonly work: pg.Pool;
  /** For who calls, health, and cancelling: never taken by work. */
  readonly reserved: pg.Pool;
  readonly turnstile: Turnstile;
  readonly limits: DatabaseLimits;
}

export interface LeaseOptions extends Visitor {
  /** Ends the statement in hand. */
  readonly signal?: AbortSignal;
}

const CANCEL_AGAIN_MS = 100;

type Client = pg.PoolClient & { readonly processID: number };

export class Lease {
  readonly client: pg.PoolClient;
  readonly #pools: Pools;
  readonly #signal: AbortSignal | undefined;
  readonly #timer: NodeJS.Timeout;
  #broken: Error | null = null;
  #silences = 0;
  #isSettled = false;
  #cancelling: Promise<void> = Promise.resolve();
  #noteSettled: () => void = () => undefined;
  readonly #settled = new Promise<void>((resolve) => {
    this.#noteSettled = resolve;
  });

  constructor(client: pg.PoolClient, pools: Pools, signal: AbortSignal | undefined) {
    this.client = client;
    this.#pools = pools;
    this.#signal = signal;
    client.on('error', this.#noteBroken);
    signal?.addEventListener('abort', this.#cancel, { once: true });
    if (signal?.aborted) this.#cancel();
    this.#timer = setInterval(this.#lookForLife, pools.limits.silenceMs);
    this.#timer.unref();
  }

  get broken(): Error | null {
    return this.#broken;
  }

  /** Not to be used again, whatever state it is in. */
  giveUp(reason: unknown): void {
    this.#broken ??= reason instanceof Error ? reason : new Error(String(reason));
  }

  /** From here on nothing cancels what is sent; what was cancelled has been. */
  settle(): Promise<void> {
    this.#signal?.removeEventListener('abort', this.#cancel);
    this.#isSettled = true;
    this.#noteSettled();
    return this.#cancelling;
  }

  async end(): Promise<void> {
    clearInterval(this.#timer);
    await this.settle();
    this.client.removeListener('error', this.#noteBroken);
    this.client.release(this.#broken ?? undefined);
  }

  readonly #noteBroken = (error: Error): void => {
    this.#broken ??= error;
  };

  readonly #cancel = (): void => {
    this.#cancelling = this.#cancelUntilSettled().catch((error: unknown) =>
      // It may still be on its way: the connection must not be there when it comes.
      this.#abandon(error),
    );
  };

  /** Again and again: a cancel that comes before its statement does nothing. */
  async #cancelUntilSettled(): Promise<void> {
    const { processID } = this.client as Client;
    while (!this.#isSettled && this.#broken === null) {
      await this.#pools.reserved.query('SELECT pg_cancel_backend($1)', [processID]);
      await Promise.race([this.#settled, delay(CANCEL_AGAIN_MS)]);
    }
  }

  readonly #lookForLife = (): void => {
    this.#pools.reserved.query('SELECT 1').then(
      () => {
        this.#silences = 0;
      },
      (error: unknown) => {
        this.#silences += 1;
        // Once may be our own fault: a program that was held up hears its clock before the answer.
        if (this.#silences > 1) this.#abandon(error);
      },
    );
  };

  /** Ends the connection from our side, so that what waits for its answer fails now. */
  #abandon(reason: unknown): void {
    if (this.#broken !== null) return;
    this.giveUp(reason);
    void this.client.end();
  }
}

export async function withLease<T>(
  pools: Pools,
  options: LeaseOptions,
  use: (lease: Lease) => Promise<T>,
): Promise<T> {
  const { signal } = options;
  const leave = await pools.turnstile.enter(options, signal);
  try {
    const client = await pools.work.connect().catch((error: unknown) => {
      throw new DatabaseUnavailable(error);
    });
    const lease = new Lease(client, pools, signal);
    try {
      return await use(lease);
    } catch (error) {
      throw asRefusal(error, lease.broken !== null, signal?.aborted === true);
    } finally {
      await lease.end();
    }
  } finally {
    leave();
  }
}
