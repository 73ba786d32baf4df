/**
 * One caller who wants too much: others are still answered, the caller is told to wait, nothing is
 * answered with 500, and whoever goes away takes its work along.
 */

import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import Type from 'typebox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/platform/db/database.js';
import { TooBusy } from '../../src/platform/db/unavailable.js';
import { buildApp } from '../../src/platform/http/app.js';
import { readRoute } from '../../src/platform/http/route.js';
import { product } from '../../src/product.js';
import { writtenRow } from '../support/run-in.js';
import { databaseServers, testDatabase } from '../support/test-database.js';
import { insertKey } from './served-process.js';

const LIMITS = { connectionsMax: 6, waitMs: 1_500, lockMs: 300, readMs: 2_000 };

/** A list that takes as long as it is allowed to. */
const slowList = readRoute({
  path: '/slow',
  tag: 'Test',
  summary: 'A slow list',
  access: 'read',
  answer: Type.Null(),
  handle: async ({ db }) => {
    await db.rows(sql`SELECT pg_sleep(30)`);
    return null;
  },
});

describe.each(databaseServers())('a server on $name', (server) => {
  const test = testDatabase(server);
  let database: Database;
  let app: FastifyInstance;
  let keys: { readonly greedy: string; readonly other: string };
  let port = 0;

  beforeAll(async () => {
    database = await openDatabase(test.config, { limits: LIMITS });
    keys = {
      greedy: await insertKey(database, 'admin'),
      other: await insertKey(database, 'admin'),
    };
    const now = () => new Date();
    app = await buildApp({
      database,
      now,
      authenticator: product.authenticator(database, now, null),
      version: '1',
      routes: [...product.routes, slowList],
      secureCookies: false,
      log: null,
      requestsPerMinuteMax: 1_000_000,
      stallLimits: { openMs: 60_000, closingMs: 300 },
    });
    await app.listen({ host: '127.0.0.1', port: 0 });
    port = (app.server.address() as { port: number }).port;
  });
  afterAll(async () => {
    await app.close();
    await database.close();
  });

  const ask = async (key: string, method: 'GET' | 'POST' | 'PATCH', path: string, body?: object) =>
    app.inject({
      method,
      url: `/api/v1${path}`,
      headers: { authorization: `Bearer ${key}` },
      ...(body !== undefined && { payload: body }),
    });
  const count = (status: number, answers: readonly { readonly statusCode: number }[]) =>
    answers.filter(({ statusCode }) => statusCode === status).length;
  const sleepers = async () => {
    const row = await test.database.read.row(sql<{ count: number }>`
      SELECT count(*)::integer AS count FROM pg_stat_activity
      WHERE datname = current_database() AND state = 'active' AND query LIKE 'SELECT pg_sleep%'`);
    return row!.count;
  };
  async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
    while (!(await isSo())) await delay(20);
  }
  /** A connection of which nothing is read. */
  function stalled(path: string): Promise<Socket> {
    return new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.pause();
        socket.write(
          `GET /api/v1${path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${keys.greedy}\r\n\r\n`,
        );
        resolve(socket);
      });
      socket.on('error', () => undefined);
    });
  }

  it('answers others while one caller asks for forty slow lists', async () => {
    const slow = Array.from({ length: 40 }, () => ask(keys.greedy, 'GET', '/slow'));
    await until(async () => (await sleepers()) >= 3);
    expect(await sleepers()).toBe(3);
    expect((await ask(keys.other, 'GET', '/accounts')).statusCode).toBe(200);
    expect((await app.inject('/readyz')).statusCode).toBe(200);
    const answers = await Promise.all(slow);
    expect(count(429, answers) + count(503, answers)).toBe(40);
    expect(count(429, answers)).toBeGreaterThan(30);
    for (const { headers } of answers) expect(headers['retry-after']).toMatch(/^[0-9]+$/);
    expect(answers.find(({ statusCode }) => statusCode === 503)!.json()).toMatchObject({
      code: 'busy',
      detail: expect.stringMatching(/took too long/),
    });
  });

  it('answers others while twenty-five writers wait for one table', async () => {
    const made = await ask(keys.other, 'POST', '/rate-tables', { name: 'Held', scope: 'customer' });
    const { id } = made.json();
    let release: () => void = () => undefined;
    const isReleased = new Promise<void>((resolve) => {
      release = resolve;
    });
    let isHeld = false;
    const holding = test.database.transaction(async (db) => {
      await db.run(sql`SELECT FROM rate_tables WHERE id = ${id} FOR UPDATE`);
      isHeld = true;
      await isReleased;
    });
    await until(() => isHeld);
    const edit = (index: number) => ({ name: `Held ${index}` });
    const writers = Array.from({ length: 25 }, (_, index) =>
      ask(index % 2 === 0 ? keys.greedy : keys.other, 'PATCH', `/rate-tables/${id}`, edit(index)),
    );
    const other = { name: 'Free', scope: 'customer' };
    expect((await ask(keys.other, 'POST', '/rate-tables', other)).statusCode).toBe(201);
    expect((await ask(keys.greedy, 'GET', '/accounts')).statusCode).toBe(200);
    // To see what they wait for is none of their writing.
    for (const path of ['', '/rates']) {
      const { statusCode } = await ask(keys.other, 'GET', `/rate-tables/${id}${path}`);
      expect([path, statusCode]).toEqual([path, 200]);
    }
    expect((await app.inject('/readyz')).statusCode).toBe(200);
    const answers = await Promise.all(writers);
    expect(count(503, answers)).toBe(25);
    release();
    await holding;
    expect((await ask(keys.greedy, 'PATCH', `/rate-tables/${id}`, edit(99))).statusCode).toBe(200);
  });

  it('waits for a lock without a connection, and gets it', async () => {
    const row = await writtenRow(
      database,
      sql<{ id: string }>`INSERT INTO categories (name) VALUES ('Locked') RETURNING id`,
    );
    const lock = sql`SELECT FROM categories WHERE id = ${row.id} FOR UPDATE`;
    let tries = 0;
    const second = await database.transaction(async (db) => {
      await db.run(lock);
      const waiting = database.transaction(async (own) => {
        tries += 1;
        await own.run(lock);
        return tries;
      });
      await until(() => tries > 1);
      return { waiting };
    });
    expect(await second.waiting).toBeGreaterThan(1);
    const late = database.transaction(async (db) => {
      await db.run(lock);
      await expect(database.transaction((own) => own.run(lock))).rejects.toThrow(TooBusy);
    });
    await late;
  });

  it('cancels a read whose caller went away, and nobody else', async () => {
    const socket = await stalled('/slow');
    await until(async () => (await sleepers()) === 1);
    socket.destroy();
    await until(async () => (await sleepers()) === 0);
    let gone = 0;
    const innocent = Array.from({ length: 6 }, async () => {
      while (gone < 150) {
        await database.read.row(sql`SELECT 1 AS one`);
        await database.transaction((db) => db.row(sql`SELECT 2 AS two`));
      }
    });
    for (; gone < 150; gone += 1) {
      const controller = new AbortController();
      const { signal } = controller;
      const work =
        gone % 2 === 0
          ? database.readFor({ signal }).rows(sql`SELECT pg_sleep(1)`)
          : database.transaction((db) => db.run(sql`SELECT pg_sleep(1)`), { signal });
      void delay(gone % 5).then(() => controller.abort());
      await expect(work).rejects.toThrow();
    }
    await Promise.all(innocent);
  });

  it('holds no connection for a reader who stalls, and stops without waiting for it', async () => {
    await database.reserved.run(sql`
      INSERT INTO names (name) SELECT repeat(md5(i::text), 30) FROM generate_series(1, 30000) AS i`);
    const sockets = await Promise.all(
      Array.from({ length: 20 }, (_, index) => stalled(index % 2 === 0 ? '/backup' : '/book')),
    );
    const downloads = async () => {
      const row = await database.read.row(sql<{ count: number }>`
        SELECT count(*)::integer AS count FROM audit_entries WHERE action = 'download'`);
      return row!.count;
    };
    await until(async () => (await downloads()) > 1);
    expect((await ask(keys.greedy, 'GET', '/accounts')).statusCode).toBe(200);
    await until(async () => {
      const row = await test.database.read.row(sql<{ count: number }>`
        SELECT count(*)::integer AS count FROM pg_stat_activity
        WHERE datname = current_database() AND state LIKE '%transaction%'`);
      return row!.count === 0;
    });
    // Clients open connections ahead of their requests, and would be waited for a minute long.
    const silent = connect(port, '127.0.0.1').on('error', () => undefined);
    await once(silent, 'connect');
    await app.close();
    for (const socket of [...sockets, silent]) socket.destroy();
  });
});
