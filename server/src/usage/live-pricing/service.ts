/**
 * Live pricing: one rater in memory for all who ask for prices, always of one state of the database.
 * A thread of its own follows the database and compiles; here each state is opened, beside those who
 * price by the last one, and put in its place at once. Readers never wait.
 */

import { Worker } from 'node:worker_threads';
import { openRater, type Rater } from '@ratedeck/engine';
import type { PoolConfig } from 'pg';
import type { CredentialChanges, CredentialFeed } from '../../platform/access/credential-feed.js';
import type { Database } from '../../platform/db/database.js';
import type { Background, Gauge } from '../../platform/http/background.js';
import { Problem } from '../../platform/problems/problem.js';
import { buildHere } from './build-here.js';
import { type Follower, type FollowerEvents, follow } from './follower.js';
import { type PricingMessage, PricingMessages, type StateMessage, sharedOf } from './messages.js';
import { PricedThings } from './priced-things.js';
import type { PricingLimits } from './table-step.js';

/** One state: who prices with it uses nothing of another one. */
export interface Pricing {
  readonly rater: Rater;
  readonly things: PricedThings;
}

export { parseAddress } from './trunk-addresses.js';
export type { PricedThings };

export interface LivePricing extends Background {
  /** @throws {Problem} `unavailable` as long as nothing was loaded */
  current(): Pricing;
  /** Epoch milliseconds: what was committed before is in the current state; null: not loaded yet. */
  readonly currentSinceMs: number | null;
  /** Why the state is not a newer one, when the database is away. */
  readonly trouble: string | null;
  /** What the same thread hears of who may call. */
  readonly credentials: CredentialFeed;
  /** Resolves when everything that is committed now is in the current state. */
  catchUp(): Promise<void>;
  stop(): Promise<void>;
}

const START_AGAIN_MS = 1_000;

export interface LivePricingOptions {
  /** Told once for each time that the database goes away. */
  readonly onTrouble?: (error: Error) => void;
  /** In this thread, for tests: there the files of a thread are not built. */
  readonly here?: boolean;
  /** For tests: how much is changed at once, in this thread. */
  readonly limits?: PricingLimits;
}

/** Goes on until it is stopped. */
export function startLivePricing(
  config: PoolConfig,
  options: LivePricingOptions = {},
): LivePricing {
  return new RunningPricing(config, options);
}

/** Routes are made once, before any server runs: they find the prices by the server's database. */
const served = new WeakMap<Database, LivePricing>();

/** From now on whoever is asked for prices on this database answers by these. */
export function serveBy(database: Database, pricing: LivePricing): LivePricing {
  served.set(database, pricing);
  return pricing;
}

/**
 * The state in force; whoever prices several things that belong together asks once.
 *
 * @throws {Problem} `unavailable` as long as nothing was loaded
 */
export function pricingOf(database: Database): Pricing {
  const pricing = served.get(database);
  if (pricing === undefined) throw new Problem('unavailable', 'no prices are served here');
  return pricing.current();
}

/** How old what is known may be before it is said, in seconds. */
const seconds = (ms: number): number => Math.round(ms / 100) / 10;

class RunningPricing implements LivePricing {
  readonly gauges: readonly Gauge[] = [
    {
      name: 'ratedeck_pricing_age_seconds',
      help: 'Age of the configuration by which calls are priced; grows while the database is away.',
      value: () => (this.currentSinceMs === null ? -1 : (Date.now() - this.currentSinceMs) / 1000),
    },
  ];
  readonly credentials: CredentialFeed;
  readonly #follower: Follower;
  readonly #credentialListeners: ((changes: CredentialChanges) => void)[] = [];
  readonly #onTrouble: (error: Error) => void;
  #pricing: Pricing | null = null;
  #waiting: { readonly sinceMs: number; readonly resolve: () => void }[] = [];
  currentSinceMs: number | null = null;
  /** Who may call is told before anything is compiled, and while a large table is read. */
  #toldSinceMs: number | null = null;
  trouble: string | null = null;

  constructor(config: PoolConfig, { here = false, limits, onTrouble }: LivePricingOptions) {
    this.#onTrouble = onTrouble ?? (() => undefined);
    const toldSince = () => this.#toldSinceMs;
    this.credentials = {
      get currentSinceMs() {
        return toldSince();
      },
      onChanges: (listener) => {
        this.#credentialListeners.push(listener);
      },
    };
    this.#follower = here ? this.#followHere(config, limits) : this.#followInThread(config);
  }

  current(): Pricing {
    if (this.#pricing === null) {
      const reason = this.trouble === null ? 'rates are being loaded' : 'the database is away';
      throw new Problem('unavailable', `${reason}; try again in a moment`);
    }
    return this.#pricing;
  }

  catchUp(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push({ sinceMs: Date.now(), resolve });
      this.#follower.wake();
    });
  }

  waitsFor(): string | null {
    return this.#pricing === null ? 'rates are being loaded' : null;
  }

  whenAway(): string {
    if (this.currentSinceMs === null) return 'the database is away, and no rates are loaded yet';
    const age = seconds(Date.now() - this.currentSinceMs);
    return `the database is away; calls are priced by what it said ${age} s ago`;
  }

  state(): { readonly pricingAgeSeconds: number | null } {
    const since = this.currentSinceMs;
    return { pricingAgeSeconds: since === null ? null : seconds(Date.now() - since) };
  }

  stop(): Promise<void> {
    return this.#follower.stop();
  }

  #take(message: PricingMessage): void {
    if (message.kind === 'state') this.#open(message);
    else if (message.kind === 'credentials') this.#tellCredentials(message.changes);
    else if (message.kind === 'current') this.#noteCurrent(message);
    else {
      if (this.trouble === null) this.#onTrouble(new Error(message.message));
      this.trouble = message.message;
    }
  }

  #tellCredentials(changes: CredentialChanges): void {
    for (const listener of this.#credentialListeners) listener(changes);
  }

  #open(message: StateMessage): void {
    const before = this.#pricing;
    const shared = sharedOf(message, before?.rater.share() ?? null);
    const { configuration } = message;
    this.#pricing = {
      rater: openRater(shared, before?.rater ?? null),
      things: configuration === null ? before!.things : new PricedThings(configuration),
    };
  }

  #noteCurrent({ atMs, isWhole }: { readonly atMs: number; readonly isWhole: boolean }): void {
    this.#toldSinceMs = atMs;
    this.trouble = null;
    // The follower looks again as soon as what is missing was read.
    if (!isWhole) return;
    this.currentSinceMs = atMs;
    const done = this.#waiting.filter(({ sinceMs }) => sinceMs <= atMs);
    this.#waiting = this.#waiting.filter(({ sinceMs }) => sinceMs > atMs);
    for (const { resolve } of done) resolve();
    // A round was at work when somebody asked: it may have begun before.
    if (this.#waiting.length > 0) this.#follower.wake();
  }

  #followHere(config: PoolConfig, limits: PricingLimits | undefined): Follower {
    const messages = new PricingMessages();
    const events: FollowerEvents = {
      onState: (state) => this.#take(messages.ofState(state)),
      onCredentials: (changes) => this.#take({ kind: 'credentials', changes }),
      onCurrent: (atMs, isWhole) => this.#take({ kind: 'current', atMs, isWhole }),
      onTrouble: (message) => this.#take({ kind: 'trouble', message }),
    };
    return follow(config, events, { build: (id) => buildHere(config, id), limits });
  }

  /** A thread that ended by itself, for want of memory say, is started again. */
  #followInThread(config: PoolConfig): Follower {
    let isStopping = false;
    let ended: Promise<void> = Promise.resolve();
    let startAgain: NodeJS.Timeout | undefined;
    const start = (): Worker => {
      const started = new Worker(new URL('./follow-thread.js', import.meta.url), {
        workerData: config,
      });
      started.on('message', (message: PricingMessage) => this.#take(message));
      started.on('error', (error) => this.#take({ kind: 'trouble', message: error.message }));
      ended = new Promise((resolve) => {
        started.once('exit', () => {
          resolve();
          if (isStopping) return;
          startAgain = setTimeout(() => {
            thread = start();
          }, START_AGAIN_MS);
        });
      });
      return started;
    };
    let thread = start();
    return {
      wake: () => thread.postMessage('wake'),
      stop: async () => {
        isStopping = true;
        clearTimeout(startAgain);
        thread.postMessage('stop');
        await ended;
      },
    };
  }
}
