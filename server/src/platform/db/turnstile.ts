/**
 * Who may have a connection: first come, first served, but nobody takes them all. One caller has at
 * most half of them, writers at most three quarters, and of those who write the same thing, or make
 * a file, two at most: one at work and one that waits for its lock in the database. The rest wait
 * here, where waiting costs nothing, for a limited time and in limited numbers.
 */

import { TooBusy } from './unavailable.js';

export interface Visitor {
  /** `user:17`; left out: the program itself, which is bounded by nothing but the places. */
  readonly caller?: string;
  /** What it is about, such as `rate-tables/17`: only writers of one thing wait for each other. */
  readonly topic?: string;
  readonly kind: 'read' | 'write' | 'file';
}

interface Waiting {
  readonly visitor: Visitor;
  readonly enter: () => void;
}

const SAME_TOPIC_MAX = 2;
const FILES_MAX = 2;
const WAITING_MAX = 500;
const WAITING_OF_CALLER_MAX = 250;

const writtenBy = ({ kind, topic }: Visitor): string | undefined =>
  kind === 'write' ? topic : undefined;

/** Counts that go away at zero: memory holds only who is inside. */
class Counts {
  readonly #counts = new Map<string, number>();
  of(key: string): number {
    return this.#counts.get(key) ?? 0;
  }
  add(key: string | undefined, change: 1 | -1): void {
    if (key === undefined) return;
    const count = this.of(key) + change;
    if (count === 0) this.#counts.delete(key);
    else this.#counts.set(key, count);
  }
}

export class Turnstile {
  readonly #places: number;
  readonly #waitMs: number;
  readonly #inside = { all: 0, read: 0, write: 0, file: 0 };
  readonly #callers = new Counts();
  readonly #topics = new Counts();
  readonly #waitingCallers = new Counts();
  readonly #waiting = new Set<Waiting>();

  constructor(places: number, waitMs: number) {
    this.#places = places;
    this.#waitMs = waitMs;
  }

  /** Resolves with what lets the next one in; rejects with `TooBusy`, or when `signal` aborts. */
  async enter(visitor: Visitor, signal?: AbortSignal): Promise<() => void> {
    signal?.throwIfAborted();
    if (!this.#mayEnter(visitor)) await this.#turn(visitor, signal);
    else this.#count(visitor, 1);
    let isInside = true;
    return () => {
      if (!isInside) return;
      isInside = false;
      this.#count(visitor, -1);
      this.#letIn();
    };
  }

  #isCallerFull({ caller }: Visitor): boolean {
    const most = Math.max(2, Math.floor(this.#places / 2));
    return caller !== undefined && this.#callers.of(caller) >= most;
  }

  #mayEnter(visitor: Visitor): boolean {
    const { kind } = visitor;
    const topic = writtenBy(visitor);
    const { all, write, file } = this.#inside;
    if (all >= this.#places || this.#isCallerFull(visitor)) return false;
    if (kind === 'write' && write >= Math.max(1, Math.floor(this.#places * 0.75))) return false;
    if (kind === 'file' && file >= FILES_MAX) return false;
    return topic === undefined || this.#topics.of(topic) < SAME_TOPIC_MAX;
  }

  #count(visitor: Visitor, change: 1 | -1): void {
    const { caller, kind } = visitor;
    this.#inside.all += change;
    this.#inside[kind] += change;
    this.#callers.add(caller, change);
    this.#topics.add(writtenBy(visitor), change);
  }

  #letIn(): void {
    for (const waiting of this.#waiting) {
      if (this.#inside.all >= this.#places) return;
      if (this.#mayEnter(waiting.visitor)) waiting.enter();
    }
  }

  #refuse(visitor: Visitor): TooBusy {
    return this.#isCallerFull(visitor)
      ? new TooBusy('caller', 'you have too many requests in hand: let some of them end first')
      : new TooBusy('others', 'too many are at work on this at the moment: try again soon');
  }

  #turn(visitor: Visitor, signal: AbortSignal | undefined): Promise<void> {
    const { caller } = visitor;
    const isTooMany =
      this.#waiting.size >= WAITING_MAX ||
      (caller !== undefined && this.#waitingCallers.of(caller) >= WAITING_OF_CALLER_MAX);
    if (isTooMany) throw this.#refuse(visitor);
    return new Promise((resolve, reject) => {
      const end = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', leave);
        this.#waiting.delete(waiting);
        this.#waitingCallers.add(caller, -1);
      };
      const leave = (): void => {
        end();
        reject(signal?.reason);
      };
      const enter = (): void => {
        end();
        this.#count(visitor, 1);
        resolve();
      };
      const waiting: Waiting = { visitor, enter };
      const timer = setTimeout(() => {
        end();
        reject(this.#refuse(visitor));
      }, this.#waitMs);
      signal?.addEventListener('abort', leave, { once: true });
      this.#waiting.add(waiting);
      this.#waitingCallers.add(caller, 1);
    });
  }
}
