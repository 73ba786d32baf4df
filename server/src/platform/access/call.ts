/**
 * What a service is given beside its input: who calls, when, and the database to use. Nothing is
 * taken from elsewhere, so a service works the same for API, command line and tests.
 */

import type { Connection, Transaction } from '../db/connection.js';
import type { Principal } from './principal.js';

interface Caller {
  readonly principal: Principal;
  /** The instant of the call, ISO 8601 in UTC: "now" for everything that it does. */
  readonly now: string;
  /** Of the HTTP request, for log and audit; null where there is none. */
  readonly requestId: string | null;
  readonly ip: string | null;
}

export interface ReadCall extends Caller {
  readonly db: Connection;
}

/** Everything that one call changes is committed together, its audit entries included. */
export interface WriteCall extends Caller {
  readonly db: Transaction;
  /** From `If-Match`: the versions that the caller means, one of them; null: any. */
  readonly expectedVersions: readonly number[] | null;
  /** Aborted when the caller went away. */
  readonly signal: AbortSignal;
}
