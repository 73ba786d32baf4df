/**
 * A database of its own for a test file, on each server that the tests run on.
 *
 *     describe.each(databaseServers())('$name', (server) => {
 *       const test = testDatabase(server);
 *       it('...', async () => { await test.database.read.rows(...) });
 *     });
 */

import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';
import { type Database, openDatabase } from '../../src/platform/db/database.js';
import { TEMPLATE } from './postgres-servers.js';

export type DatabaseServer = ReturnType<typeof databaseServers>[number];

/** The embedded PostgreSQL and Debian's. */
export function databaseServers() {
  return [...inject('databaseServers')];
}

/** The embedded one, for tests that say nothing of the database. */
export function embeddedServer(): DatabaseServer {
  return databaseServers()[0]!;
}

export interface TestDatabase {
  readonly database: Database;
  readonly config: pg.PoolConfig;
}

/** `template: null` makes an empty one, without our schema. */
export function testDatabase(
  server: DatabaseServer,
  { template = TEMPLATE }: { readonly template?: string | null } = {},
): TestDatabase {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const config = { ...server.config, database: name };
  let database: Database | undefined;
  beforeAll(async () => {
    await administer(server, `CREATE DATABASE ${name} TEMPLATE ${template ?? 'template0'}`);
    database = await openDatabase(config);
  });
  afterAll(async () => {
    await database?.close();
    await administer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  });
  return {
    config,
    get database() {
      return database!;
    },
  };
}

/** One at a time: a template that somebody copies cannot be copied by another. */
async function administer(server: DatabaseServer, statement: string): Promise<void> {
  const client = new pg.Client({ ...server.config, database: 'postgres' });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock(1)');
    await client.query(statement);
  } finally {
    await client.end();
  }
}
