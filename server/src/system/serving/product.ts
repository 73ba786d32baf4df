/** What the server is made of; `main.ts` puts it together from the features. */

import type { FastifyInstance } from 'fastify';
import type { PoolConfig } from 'pg';
import type { TSchema } from 'typebox';
import type { CredentialFeed } from '../../platform/access/credential-feed.js';
import type { Database } from '../../platform/db/database.js';
import type { Authenticator } from '../../platform/http/authenticator.js';
import type { Background } from '../../platform/http/background.js';
import type { FirstStart } from '../../platform/http/first-start.js';
import type { Route } from '../../platform/http/route.js';
import type { JobKind } from '../../platform/jobs/job-kind.js';

export interface WorkStart {
  readonly database: Database;
  readonly config: PoolConfig;
  /** For the log: what goes wrong and is tried again. */
  readonly onTrouble: (error: Error) => void;
}

export interface RunningWork extends Background {
  readonly credentials: CredentialFeed;
  stop(): Promise<void>;
}

export interface Product {
  readonly version: string;
  readonly routes: readonly Route[];
  /** What the API takes and answers, by the names that its document gives them. */
  readonly schemas: ReadonlyMap<string, TSchema>;
  readonly pages: (app: FastifyInstance, database: Database, now: () => Date) => void;
  /** Without a feed (null) what it remembers holds for half a second. */
  readonly authenticator: (
    database: Database,
    now: () => Date,
    feed: CredentialFeed | null,
  ) => Authenticator;
  /** What can be asked for as a job. */
  readonly jobs: readonly JobKind[];
  /** Begins what goes on beside the answering of requests; the database has its schema. */
  readonly work: (start: WorkStart) => RunningWork;
  /**
   * Runs at every start, when the server already answers, and does what a new database still
   * needs. It may be cut short anywhere, and goes on where it stopped at the next start.
   */
  readonly prepare: (start: FirstStart) => Promise<void>;
}
