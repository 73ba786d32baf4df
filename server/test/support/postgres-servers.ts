/**
 * The databases that tests run on: the embedded PostgreSQL and Debian's, each a server of its own in
 * a temporary folder, started once for all test files and gone afterwards. A server that happens to
 * run on the machine is never touched.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openDatabase } from '../../src/platform/db/database.js';
import { startEmbeddedPostgres } from '../../src/platform/db/embedded/embedded-postgres.js';
import { migrate } from '../../src/platform/db/migrate.js';
import { installQueue } from '../../src/platform/jobs/queue.js';
import { debianPrograms, ownPostgres } from './own-postgres.js';

export interface TestServer {
  readonly name: string;
  readonly config: pg.PoolConfig;
  stop(): Promise<void>;
}

export const TEMPLATE = 'ratedeck_template';

async function startDebian(): Promise<TestServer> {
  const server = await ownPostgres({ ...debianPrograms(), settings: ['fsync=off'] });
  return {
    name: 'Debian PostgreSQL 15',
    config: { ...server.config, database: 'postgres' },
    stop: async () => {
      await server.stop();
      await server.remove();
    },
  };
}

async function startEmbedded(): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'ratedeck-embedded-'));
  const server = await startEmbeddedPostgres(folder);
  return {
    name: 'embedded PostgreSQL',
    config: { ...server.config, database: 'postgres' },
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Every test file gets a copy of this one: migrated once. */
async function makeTemplate(server: TestServer): Promise<void> {
  const client = new pg.Client(server.config);
  await client.connect();
  // What is tested is not the disk; the tests of killed servers start servers of their own.
  await client.query('ALTER ROLE ratedeck SET synchronous_commit TO off');
  await client.query(`CREATE DATABASE ${TEMPLATE}`);
  await client.end();
  const database = await openDatabase({ ...server.config, database: TEMPLATE });
  await migrate(database);
  await installQueue({ ...server.config, database: TEMPLATE });
  await database.close();
}

export async function startServers(): Promise<TestServer[]> {
  const servers = await Promise.all([startEmbedded(), startDebian()]);
  for (const server of servers) await makeTemplate(server);
  return servers;
}
