/**
 * Who a key or a session stands for, remembered: asked for every request, and the same few ask again
 * and again.
 *
 * As long as somebody follows the database, what is remembered holds until it is told that it
 * changed. While nobody does, it holds for half a second, and is then asked for again; and when the
 * database does not answer either, it goes on for five minutes after the last moment for which it was
 * certain, so that a switch can go on asking for prices. Nobody who was not found is remembered.
 */

import type { CredentialFeed } from '../../platform/access/credential-feed.js';
import type { Principal } from '../../platform/access/principal.js';
import { DatabaseUnavailable } from '../../platform/db/unavailable.js';

/** Without a feed. */
const FRESH_MS = 500;
/** Whoever follows looks more than twice a second, and is believed until it is late. */
const FEED_FRESH_MS = 900;
const UNCONFIRMED_MS_MAX = 300_000;
/** So long a caller who is known waits for a database that may be away. */
const PATIENCE_MS = 250;
const RETRY_MS = 500;
const ENTRIES_MAX = 10_000;

interface Found {
  readonly principal: Principal;
}

interface Entry<Thing> {
  readonly found: Thing;
  readonly readAtMs: number;
}

interface Load<Thing> {
  readonly found: Promise<Thing | null>;
  readonly startedMs: number;
  /** Null: not ended; it failed, and is not begun again at once. */
  failedMs: number | null;
}

export interface Lookup<Thing> {
  readonly load: () => Promise<Thing | null>;
  readonly isGood: (found: Thing) => boolean;
  /** Before the database is asked for one that is not remembered; may throw. */
  readonly onUnknown?: (() => void) | undefined;
}

export class CredentialCache<Thing extends Found> {
  readonly #feed: Pick<CredentialFeed, 'currentSinceMs'> | null;
  readonly #nowMs: () => number;
  readonly #entries = new Map<string, Entry<Thing>>();
  readonly #loads = new Map<string, Load<Thing>>();

  constructor(
    feed: Pick<CredentialFeed, 'currentSinceMs'> | null,
    nowMs: () => number = () => Date.now(),
  ) {
    this.#feed = feed;
    this.#nowMs = nowMs;
  }

  /** What is being asked for may be of before: whoever waits gets it, and nobody after. */
  clear(): void {
    this.#entries.clear();
    this.#loads.clear();
  }

  forget(isChanged: (principal: Principal) => boolean): void {
    for (const [name, { found }] of this.#entries) {
      if (isChanged(found.principal)) this.#entries.delete(name);
    }
    this.#loads.clear();
  }

  /** At once when it is remembered; several that ask for the same wait for one answer. */
  find(hash: Buffer, lookup: Lookup<Thing>): Thing | null | Promise<Thing | null> {
    const name = hash.toString('base64');
    const entry = this.#entries.get(name);
    if (entry === undefined || !lookup.isGood(entry.found)) {
      lookup.onUnknown?.();
      return this.#load(name, lookup).found;
    }
    const nowMs = this.#nowMs();
    const currentMs = this.#feed?.currentSinceMs ?? 0;
    if (nowMs - entry.readAtMs < FRESH_MS || nowMs - currentMs < FEED_FRESH_MS) return entry.found;
    const certainMs = Math.max(entry.readAtMs, currentMs);
    if (nowMs - certainMs >= UNCONFIRMED_MS_MAX) return this.#load(name, lookup).found;
    return this.#confirm(name, entry, lookup);
  }

  #confirm(
    name: string,
    entry: Entry<Thing>,
    lookup: Lookup<Thing>,
  ): Thing | Promise<Thing | null> {
    const nowMs = this.#nowMs();
    const load = this.#load(name, lookup);
    const isLate = load.failedMs !== null || nowMs - load.startedMs >= PATIENCE_MS;
    return isLate ? entry.found : this.#awaitPatiently(name, entry, load);
  }

  async #awaitPatiently(
    name: string,
    entry: Entry<Thing>,
    load: Load<Thing>,
  ): Promise<Thing | null> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), PATIENCE_MS);
    });
    try {
      const answer = await Promise.race([load.found, late]);
      if (answer !== 'late') return answer;
    } catch (error) {
      if (!(error instanceof DatabaseUnavailable)) throw error;
    } finally {
      clearTimeout(timer);
    }
    // Told in the meantime that it changed: then only the database knows.
    return this.#entries.get(name) === entry ? entry.found : load.found;
  }

  #load(name: string, { load }: Lookup<Thing>): Load<Thing> {
    const nowMs = this.#nowMs();
    const before = this.#loads.get(name);
    if (before !== undefined && (before.failedMs === null || nowMs - before.failedMs < RETRY_MS)) {
      return before;
    }
    const one: Load<Thing> = { found: load(), startedMs: nowMs, failedMs: null };
    this.#loads.set(name, one);
    one.found.then(
      (found) => this.#remember(name, one, found),
      () => {
        one.failedMs = this.#nowMs();
        // Whoever is not known asks anew each time.
        if (!this.#entries.has(name) && this.#loads.get(name) === one) this.#loads.delete(name);
      },
    );
    return one;
  }

  #remember(name: string, load: Load<Thing>, found: Thing | null): void {
    if (this.#loads.get(name) !== load) return;
    this.#loads.delete(name);
    this.#entries.delete(name);
    if (found === null) return;
    const [oldest] = this.#entries.keys();
    if (oldest !== undefined && this.#entries.size >= ENTRIES_MAX) this.#entries.delete(oldest);
    this.#entries.set(name, { found, readAtMs: load.startedMs });
  }
}
