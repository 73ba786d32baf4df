/**
 * How often one may ask within a minute. A caller who is known is counted by the key or the user alone,
 * wherever it asks from, so nobody else's requests count against a switch; an address is counted for
 * strangers only. What says whether the server lives is asked as often as anybody likes.
 *
 * Whoever is asked for by a key that is not remembered costs a question to the database. Of an address
 * that has used up its minute a few of these a second go through: a program that begins behind the
 * address of one who guesses keys gets in, and guessing stays slow.
 */

import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Principal, principalKey } from '../access/principal.js';
import { Problem } from '../problems/problem.js';
import { callerPlace } from './caller-address.js';

/**
 * For the `config` of a route: `none` is not counted; `login` by address and this route alone, few
 * times; `caller` by whoever is identified. All others count by address.
 */
export type RequestLimit = 'none' | 'login' | 'caller';

declare module 'fastify' {
  interface FastifyContextConfig {
    readonly requestLimit?: RequestLimit;
  }
}

/** A guess of a password costs more than a read. */
const LOGIN_TRIES_A_MINUTE = 20;
const LATE_GUESSES_A_SECOND = 10;
const MINUTE_MS = 60_000;
const SECOND_MS = 1_000;
/** Addresses are many; those that asked first are forgotten first. */
const WINDOWS_MAX = 100_000;

interface Window {
  readonly endsMs: number;
  count: number;
}

export class TooManyRequests extends Problem {
  readonly retryAfterSeconds: number;

  constructor(detail: string, waitMs: number) {
    const seconds = Math.max(1, Math.ceil(waitMs / 1000));
    super('too_many_requests', `${detail}: try again in ${seconds} s`);
    this.retryAfterSeconds = seconds;
  }
}

export class RequestLimits {
  readonly #perMinute: number;
  readonly #windows = new Map<string, Window>();

  constructor(perMinute: number) {
    this.#perMinute = perMinute;
  }

  spendByCaller(principal: Principal, perMinute: number | null): void {
    const max = perMinute ?? this.#perMinute;
    const who = principal.kind === 'api-key' ? 'this key' : 'this user';
    this.#spend(principalKey(principal), max, `${who} may ask ${max} times a minute`);
  }

  spendByAddress(request: FastifyRequest): void {
    const max = this.#perMinute;
    this.#spend(addressOf(request), max, `without a key one address may ask ${max} times a minute`);
  }

  spendLogin(request: FastifyRequest): void {
    const max = LOGIN_TRIES_A_MINUTE;
    const { method, url } = request.routeOptions;
    const name = `login:${method}:${url}:${addressOf(request)}`;
    this.#spend(name, max, `one address may try this ${max} times a minute`);
  }

  /** Before the database is asked for a key or a session that nobody remembers. */
  spendGuess(request: FastifyRequest): void {
    const window = this.#windows.get(addressOf(request));
    if (window === undefined || window.count < this.#perMinute) return;
    if (window.endsMs <= performance.now()) return;
    const name = `guess:${addressOf(request)}`;
    const detail = 'too many came from this address with a key that does not exist, or with none';
    this.#spend(name, LATE_GUESSES_A_SECOND, detail, SECOND_MS);
  }

  #spend(name: string, max: number, detail: string, lengthMs = MINUTE_MS): void {
    const nowMs = performance.now();
    let window = this.#windows.get(name);
    if (window === undefined || window.endsMs <= nowMs) {
      window = { endsMs: nowMs + lengthMs, count: 0 };
      this.#begin(name, window);
    }
    if (window.count >= max) throw new TooManyRequests(detail, window.endsMs - nowMs);
    window.count += 1;
  }

  #begin(name: string, window: Window): void {
    this.#windows.delete(name);
    const [oldest] = this.#windows.keys();
    if (oldest !== undefined && this.#windows.size >= WINDOWS_MAX) this.#windows.delete(oldest);
    this.#windows.set(name, window);
  }
}

const addressOf = (request: FastifyRequest): string => `address:${callerPlace(request.ip)}`;

/** Counts what is not counted by whoever is identified; that is done in `identify.ts`. */
export function limitRequests(app: FastifyInstance, limits: RequestLimits): void {
  app.addHook('onRequest', (request, _, done) => {
    const limit = request.routeOptions.config?.requestLimit;
    if (limit === 'login') limits.spendLogin(request);
    else if (limit === undefined) limits.spendByAddress(request);
    done();
  });
}
