/** How much of the database one may have, and for how long; times in milliseconds, 0: no limit. */

export interface DatabaseLimits {
  /** Connections for work. A few more are kept for who calls, health, and cancelling. */
  readonly connectionsMax: number;
  readonly connectMs: number;
  /** Of a single query outside a transaction. */
  readonly readMs: number;
  /** Of a statement in a transaction. */
  readonly writeMs: number;
  /** Of waiting within the database for what somebody else changes. */
  readonly lockMs: number;
  /** Of all waiting: for a place, and for locks between tries. */
  readonly waitMs: number;
  /** After so long without an answer, the database is asked on another connection if it lives. */
  readonly silenceMs: number;
}

/** Of a server, where many work at once and every one of them waits. */
export const SERVER_LIMITS: DatabaseLimits = {
  connectionsMax: 10,
  connectMs: 5_000,
  readMs: 30_000,
  // A mass edit of a million rates takes one; a table that is ten times as large shall pass too.
  writeMs: 600_000,
  lockMs: 2_000,
  waitMs: 10_000,
  silenceMs: 5_000,
};

/** Of a command that has the database to itself: a restore takes as long as it takes. */
export const COMMAND_LIMITS: DatabaseLimits = {
  ...SERVER_LIMITS,
  readMs: 0,
  writeMs: 0,
  lockMs: 0,
};

export const RESERVED_CONNECTIONS = 3;
