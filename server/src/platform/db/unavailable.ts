/**
 * Why the database did not do what was asked, where nothing was wrong with what was asked: it is
 * away, or too much is going on. Whoever asked may ask again after a while.
 */

import pg from 'pg';

/** No connection, or the one in use broke: what was not committed is undone. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable';
  constructor(cause: unknown) {
    super(`the database does not answer: ${messageOf(cause)}`, { cause });
  }
}

/** `caller`: the one who asks has too much in hand; `others`: it waits for somebody else. */
export type BusyReason = 'caller' | 'others';

export class TooBusy extends Error {
  override readonly name = 'TooBusy';
  readonly reason: BusyReason;
  constructor(reason: BusyReason, message: string, cause?: unknown) {
    super(message, { cause });
    this.reason = reason;
  }
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // A refused connection to a name with several addresses says nothing but its code.
  return error.message || ('code' in error ? String(error.code) : error.name);
}

/**
 * Codes of PostgreSQL that say "not now": broken connections, shutdown, a full disk, no memory, no
 * connection left, a transaction that was given up, an error of the disk.
 */
const NOT_NOW = /^(08|57P|53|25P03|58030)/;
const LOCK_NOT_AVAILABLE = '55P03';
const QUERY_CANCELED = '57014';

const codeOf = (error: unknown): string =>
  error instanceof pg.DatabaseError ? (error.code ?? '') : '';

/** Whether somebody else held for too long what a statement had to lock. */
export const isLockTimeout = (error: unknown): boolean => codeOf(error) === LOCK_NOT_AVAILABLE;

/** What an error of the driver means for the caller; unchanged when it is about the request. */
export function asRefusal(error: unknown, isBroken: boolean, isCancelled: boolean): unknown {
  if (isBroken || NOT_NOW.test(codeOf(error))) return new DatabaseUnavailable(error);
  if (isLockTimeout(error)) {
    return new TooBusy('others', 'others are changing the same thing: try again soon', error);
  }
  if (codeOf(error) === QUERY_CANCELED && !isCancelled) {
    return new TooBusy('others', 'it took too long and was given up: ask for less at once', error);
  }
  return error;
}
