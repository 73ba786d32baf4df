/**
 * A server whose database goes away in every way that it can: what was asked meanwhile is answered
 * with 503 and `Retry-After`, nothing that was confirmed is lost, and the server goes on by itself.
 */

import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/platform/db/database.js';
import { migrate } from '../../src/platform/db/migrate.js';
import { DatabaseUnavailable } from '../../src/platform/db/unavailable.js';
import { buildApp } from '../../src/platform/http/app.js';
import { product } from '../../src/product.js';
import {
  debianPrograms,
  embeddedPrograms,
  type OwnPostgres,
  ownPostgres,
} from '../support/own-postgres.js';
import { runIn } from '../support/run-in.js';
import { insertKey } from './served-process.js';

const LIMITS = { connectMs: 1_000, silenceMs: 300, waitMs: 2_000 };
const WRITERS = 12;

interface Answer {
  readonly status: number;
  readonly name: string;
}

const kinds = [
  { name: 'embedded PostgreSQL', programs: embeddedPrograms },
  { name: 'Debian PostgreSQL 15', programs: debianPrograms },
];

const isRoot = process.getuid?.() === 0;

/** A file system of 200 MB, where we may mount one. */
function smallDisk(folder: string): void {
  if (!isRoot) return;
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=200m,mode=0700', 'tmpfs', folder]);
}

describe.each(kinds)('a server on $name', ({ programs }) => {
  let postgres: OwnPostgres;
  let database: Database;
  let app: FastifyInstance;
  let key = '';
  let count = 0;
  const confirmed: string[] = [];
  const disk = () => join(postgres.folder, 'data');

  beforeAll(async () => {
    postgres = await ownPostgres({ ...programs(), onData: smallDisk });
    database = await openDatabase({ ...postgres.config, database: 'postgres' }, { limits: LIMITS });
    await migrate(database);
    key = await insertKey(database, 'admin');
    const now = () => new Date();
    app = await buildApp({
      database,
      now,
      authenticator: product.authenticator(database, now, null),
      version: '1',
      routes: product.routes,
      secureCookies: false,
      log: null,
      requestsPerMinuteMax: 1_000_000,
    });
  });
  afterAll(async () => {
    await app.close();
    await database.close();
    if (isRoot) await postgres.stop('SIGQUIT').then(() => execFileSync('umount', [disk()]));
    await postgres.remove();
  });
  beforeEach(() => {
    confirmed.length = 0;
  });

  const ask = (method: 'GET' | 'POST', path: string, payload?: object) =>
    app.inject({
      method,
      url: path,
      headers: { authorization: `Bearer ${key}` },
      ...(payload !== undefined && { payload }),
    });

  async function write(): Promise<Answer> {
    count += 1;
    const name = `Account ${count}`;
    const answer = await ask('POST', '/api/v1/accounts', { name, kind: 'customer' });
    const { statusCode: status, headers } = answer;
    if (status === 201) confirmed.push(name);
    else expect(headers['retry-after'], answer.body).toMatch(/^[0-9]+$/);
    return { status, name };
  }

  /** Writers that go on until they are told to end; the statuses that they got. */
  function writers() {
    let isOver = false;
    const statuses: number[] = [];
    const work = Array.from({ length: WRITERS }, async () => {
      while (!isOver) {
        const { status } = await write();
        statuses.push(status);
        // Whoever is refused at once would otherwise leave nobody else a turn.
        if (status !== 201) await delay(20);
      }
    });
    return {
      statuses,
      end: async () => {
        isOver = true;
        await Promise.all(work);
        expect(
          [...new Set(statuses)].filter((status) => ![201, 429, 503].includes(status)),
        ).toEqual([]);
      },
    };
  }

  async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
    while (!(await isSo())) await delay(20);
  }
  const isReady = async () => (await ask('GET', '/readyz')).statusCode === 200;
  const written = () => until(() => confirmed.length > 20);
  const refused = (statuses: readonly number[]) => until(() => statuses.includes(503));

  async function expectWork(): Promise<void> {
    await until(isReady);
    const before = confirmed.length;
    await until(async () => (await write()).status === 201);
    expect(confirmed.length).toBe(before + 1);
    const rows = await database.read.rows(sql<{ name: string }>`SELECT name FROM accounts`);
    const names = new Set(rows.map(({ name }) => name));
    expect(confirmed.filter((name) => !names.has(name))).toEqual([]);
  }

  it.each(['SIGINT', 'SIGQUIT'] as const)('goes on after a restart by %s', async (signal) => {
    const work = writers();
    await written();
    await postgres.stop(signal);
    await refused(work.statuses);
    await postgres.start();
    await until(isReady);
    await work.end();
    await expectWork();
  });

  it('goes on after its connections were ended one after the other', async () => {
    const work = writers();
    await written();
    const client = new pg.Client({ ...postgres.config, database: 'postgres' });
    await client.connect();
    await until(async () => {
      await client.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE application_name = 'ratedeck' AND state <> 'idle' LIMIT 1`);
      return work.statuses.includes(503);
    });
    await client.end();
    await work.end();
    await expectWork();
  });

  it('fails what runs on a connection that ends, copies and idle transactions too', async () => {
    const ended = (work: Parameters<Database['transaction']>[0]) =>
      expect(database.transaction(work)).rejects.toThrow(DatabaseUnavailable);
    const endOwn = sql`SELECT pg_terminate_backend(pg_backend_pid())`;
    await ended((db) => db.run(endOwn));
    await ended(async (db) => {
      const own = await db.row(sql<{ pid: number }>`SELECT pg_backend_pid() AS pid`);
      await database.read.rows(sql`SELECT pg_terminate_backend(${own!.pid}, 5000)`);
      await db.run(sql`SELECT 1`);
    });
    await ended(async (db) => {
      const own = await db.row(sql<{ pid: number }>`SELECT pg_backend_pid() AS pid`);
      const lines = async function* () {
        for (let i = 0; ; i += 1) {
          yield `${'x'.repeat(1000)}${i}\n`;
          if (i === 1000) await database.read.rows(sql`SELECT pg_terminate_backend(${own!.pid})`);
        }
      };
      await db.run(sql`CREATE TEMP TABLE copied (text text) ON COMMIT DROP`);
      await db.copyIn('copied (text)', lines());
    });
    await ended(async (db) => {
      const own = await db.row(sql<{ pid: number }>`SELECT pg_backend_pid() AS pid`);
      const query = `SELECT repeat('x', 1000) FROM generate_series(1, 1000000)`;
      let chunks = 0;
      for await (const _ of db.copyOut(query)) {
        chunks += 1;
        if (chunks === 10) await database.read.rows(sql`SELECT pg_terminate_backend(${own!.pid})`);
      }
    });
    await expectWork();
  });

  it('answers while the database stands still, and goes on with it', async () => {
    const work = writers();
    await written();
    postgres.freeze();
    try {
      expect((await ask('GET', '/healthz')).statusCode).toBe(200);
      expect((await ask('GET', '/readyz')).statusCode).toBe(503);
      await refused(work.statuses);
      expect((await ask('GET', '/api/v1/accounts')).statusCode).toBe(503);
      await work.end();
    } finally {
      postgres.thaw();
    }
    await expectWork();
  });

  it('answers while connections are refused, and goes on when they are not', async () => {
    await postgres.stop();
    const deadline = performance.now() + 3_000;
    while (performance.now() < deadline) {
      expect((await write()).status).toBe(503);
      expect(await isReady()).toBe(false);
    }
    await postgres.start();
    await expectWork();
  });

  it('answers while the disk is full, reads too, and goes on when it is not', async () => {
    const filler = join(disk(), 'filler');
    if (isRoot) {
      const zeros = Buffer.alloc(1024 * 1024);
      expect(() => {
        for (;;) writeFileSync(filler, zeros, { flag: 'a' });
      }).toThrow(/ENOSPC/);
    } else {
      // No disk of ours: the same error, from the same place.
      await runIn(
        database,
        sql`
        CREATE FUNCTION disk_full() RETURNS trigger LANGUAGE plpgsql AS
        $$BEGIN RAISE EXCEPTION 'disk full' USING ERRCODE = '53100'; END$$`,
      );
      await runIn(
        database,
        sql`
        CREATE TRIGGER full BEFORE INSERT ON accounts EXECUTE FUNCTION disk_full()`,
      );
    }
    await until(async () => (await write()).status === 503);
    expect((await ask('GET', '/api/v1/accounts')).statusCode).toBe(200);
    expect((await ask('GET', '/api/v1/session')).statusCode).toBe(200);
    if (isRoot) await rm(filler);
    else await runIn(database, sql`DROP FUNCTION disk_full CASCADE`);
    await expectWork();
  });
});
