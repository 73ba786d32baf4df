/** Backup and restore between both databases, while others write, and of files that were harmed. */

import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  everyRow,
  fillEveryTable,
  sequenceValues,
  tableNames,
} from '../../../test/serving/every-table.js';
import { runIn, writtenRow } from '../../../test/support/run-in.js';
import { databaseServers, testDatabase } from '../../../test/support/test-database.js';
import type { Role } from '../../platform/access/permissions.js';
import type { Principal } from '../../platform/access/principal.js';
import { hashSecret, hintOf, KEY_PREFIX, newSecret } from '../../platform/access/secrets.js';
import { type Database, openDatabase } from '../../platform/db/database.js';
import { buildApp } from '../../platform/http/app.js';
import { createAuthenticator } from '../users/service.js';
import { backupRoutes } from './routes.js';
import { restoreBackup, takeBackup, verifyBackup } from './service.js';

const now = '2026-11-22T12:00:00.000Z';
const principal: Principal = {
  kind: 'system',
  id: null,
  name: 'test',
  role: 'admin',
  accountId: '1',
  isOperator: true,
};
const caller = { now, principal };
const KEPT_NOWHERE = ['change_feed', 'idempotency_keys', 'sessions'];

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ratedeck-backup-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function backupTo(name: string, database: Database): Promise<string> {
  const path = join(folder, name);
  await pipeline(takeBackup(caller, database).stream, createWriteStream(path));
  return path;
}

/** Without what a backup leaves out; migrations are applied at another time. */
async function keptRows(database: Database): Promise<Record<string, string[]>> {
  const rows = await everyRow(database.read);
  delete rows['schema_migrations'];
  for (const name of KEPT_NOWHERE) rows[name] = [];
  return rows;
}

const servers = databaseServers();
const pairs = servers.flatMap((from) => servers.map((to) => ({ from, to })));

describe.each(pairs)('a backup of $from.name restored into $to.name', ({ from, to }) => {
  const source = testDatabase(from);
  const target = testDatabase(to, { template: null });
  let path = '';

  it('holds every row, every sequence and works on', async () => {
    await fillEveryTable(source.database);
    const rows = await everyRow(source.database.read);
    expect(Object.keys(rows).filter((name) => rows[name]!.length === 0)).toEqual([]);
    path = await backupTo(`${to.name}.ratedeck-backup`, source.database);
    await restoreBackup(target.database, path);
    expect(await keptRows(target.database)).toEqual(await keptRows(source.database));
    expect(await sequenceValues(target.database.read)).toEqual(
      await sequenceValues(source.database.read),
    );
  });

  it('keeps triggers, constraints and sequences at work', async () => {
    const db = target.database;
    const insert = sql`INSERT INTO trunks (name, account_id) VALUES ('After', 999)`;
    await expect(runIn(db, insert)).rejects.toThrow(/foreign key/);
    await expect(runIn(db, sql`DELETE FROM audit_entries`)).rejects.toThrow(/never edited/);
    await expect(runIn(db, sql`UPDATE rates SET version = version + 1`)).rejects.toThrow(
      /open change set/,
    );
    const off = await db.read.rows(sql`SELECT tgname FROM pg_trigger WHERE tgenabled <> 'O'`);
    expect(off).toEqual([]);
    const added = await writtenRow(
      db,
      sql<{ id: string }>`INSERT INTO accounts (name, kind, parent_id) VALUES ('New', 'customer', 1)
        RETURNING id`,
    );
    expect(Number(added.id)).toBeGreaterThan(0);
  });

  it('is refused by a database that is not empty', async () => {
    await expect(restoreBackup(target.database, path)).rejects.toThrow(/not empty/);
    await expect(restoreBackup(source.database, path)).rejects.toThrow(/not empty/);
  });
});

describe.each(servers)('a backup of $name', (server) => {
  const source = testDatabase(server);
  const target = testDatabase(server, { template: null });

  it('is one state, though others write while it is taken', async () => {
    let isDone = false;
    const write = async (): Promise<number> => {
      for (let count = 0; ; count += 1) {
        if (isDone) return count;
        // Two tables that belong together, in one transaction each time.
        await source.database.transaction(async (db) => {
          const user = await db.row(sql<{ id: string }>`
            INSERT INTO users (login, name, account_id, role)
            VALUES (${`u${count}`}, 'U', 1, 'rates') RETURNING id`);
          await db.run(sql`
            INSERT INTO login_links (token_hash, user_id, expires_at)
            VALUES (sha256(${`t${count}`}::text::bytea), ${user!.id}, now())`);
        });
      }
    };
    const writer = write();
    const paths: string[] = [];
    for (let i = 0; i < 3; i += 1) paths.push(await backupTo(`w${i}`, source.database));
    isDone = true;
    expect(await writer).toBeGreaterThan(3);
    await restoreBackup(target.database, paths[2]!);
    const counts = await target.database.read.row(sql<{ users: string; links: string }>`
      SELECT (SELECT count(*) FROM users) AS users, (SELECT count(*) FROM login_links) AS links`);
    expect(counts!.users).toBe(counts!.links);
    const highest = await writtenRow(
      target.database,
      sql<{ ok: boolean }>`SELECT nextval('users_id_seq') > coalesce(max(id), 0) AS ok FROM users`,
    );
    expect(highest.ok).toBe(true);
  });

  it('ends its work when the reader goes away', async () => {
    await runIn(
      source.database,
      sql`
      INSERT INTO names (name) SELECT repeat(md5(i::text), 20) FROM generate_series(1, 50000) AS i`,
    );
    for (let i = 0; i < 15; i += 1) {
      const { stream } = takeBackup(caller, source.database);
      for await (const chunk of stream) if (chunk.length > 0) break;
    }
    // More than the pool has connections: none of them was lost.
    const work = Array.from({ length: 30 }, () =>
      source.database.transaction((db) => db.row(sql<{ one: number }>`SELECT 1 AS one`)),
    );
    expect(await Promise.all(work)).toEqual(work.map(() => ({ one: 1 })));
  });
});

describe('a file that was harmed', () => {
  const source = testDatabase(servers[0]!);
  const target = testDatabase(servers[1]!, { template: null });
  let whole = Buffer.alloc(0);
  let plain = '';

  beforeAll(async () => {
    await fillEveryTable(source.database);
    whole = await readFile(await backupTo('whole', source.database));
    plain = gunzipSync(whole).toString('utf8');
  });

  async function refused(bytes: Buffer, reason: RegExp): Promise<void> {
    const path = join(folder, 'harmed');
    await writeFile(path, bytes);
    await expect(verifyBackup(path)).rejects.toThrow(reason);
    await expect(restoreBackup(target.database, path)).rejects.toThrow(reason);
    expect(await tableNames(target.database.read)).toEqual([]);
  }

  /** As if somebody had packed a changed text again, with the right checksum on request. */
  const repacked = (text: string, sign = true): Buffer => {
    const body = text.slice(0, text.lastIndexOf('{"end"'));
    const sha256 = createHash('sha256').update(body).digest('hex');
    const end = sign ? `${JSON.stringify({ end: true, sha256 })}\n` : text.slice(body.length);
    return gzipSync(body + end);
  };

  it('is refused wherever it is cut', async () => {
    for (const part of [0.1, 0.5, 0.9, 0.999]) {
      await refused(whole.subarray(0, Math.floor(whole.length * part)), /it is cut/);
    }
    await refused(Buffer.alloc(0), /it is cut/);
    const lines = plain.split('\n');
    for (const count of [1, 2, 10, lines.length - 3, lines.length - 2]) {
      await refused(gzipSync(`${lines.slice(0, count).join('\n')}\n`), /it is cut/);
    }
  });

  it('is refused when a byte was flipped', async () => {
    for (const part of [0.2, 0.4, 0.6, 0.8]) {
      const flipped = Buffer.from(whole);
      const at = Math.floor(flipped.length * part);
      flipped[at] = flipped[at]! ^ 0x20;
      await refused(flipped, /cut, changed|changed|rows and says|table/);
    }
    await refused(repacked(plain.replace('Austria Mobile', 'Austria Mobilf'), false), /checksum/);
  });

  it('is refused when it is something else', async () => {
    await refused(Buffer.from('id,name\n1,x\n'), /no backup/);
    await refused(gzipSync('id,name\n1,x\n'), /no backup/);
    await refused(gzipSync(`{"ratedeckBackup":1}\n`), /no backup/);
    await refused(repacked(plain.replace('"ratedeckBackup":1', '"ratedeckBackup":2')), /format/);
    await refused(repacked(`${plain}x\n`, false), /goes on behind/);
  });

  it('is refused when its content is not of its schema, checksum or not', async () => {
    const path = join(folder, 'strange');
    const restoring = async (text: string): Promise<void> => {
      await writeFile(path, repacked(text));
      await restoreBackup(target.database, path);
    };
    await expect(restoring(plain.replace('"0002_rates"', '"0002_other"'))).rejects.toThrow(
      /made by Ratedeck .* restore it by that one/,
    );
    const later = '"migrations":[{"name":"9999_later","checksum":"00"},';
    await expect(restoring(plain.replace('"migrations":[', later))).rejects.toThrow(/made by/);
    await expect(
      restoring(plain.replace('"table":"users"', '"table":"users; DROP TABLE users"')),
    ).rejects.toThrow(/not that of its schema/);
    expect(await tableNames(target.database.read)).toEqual([]);
  });

  it('is refused when a reference of it leads nowhere', async () => {
    const path = join(folder, 'orphan');
    await writeFile(path, repacked(plain.replace('\n1\t0\t00\t', '\n77\t0\t00\t')));
    await expect(restoreBackup(target.database, path)).rejects.toThrow(
      /breaks the rules of the database .*foreign key/,
    );
    expect(await tableNames(target.database.read)).toEqual([]);
  });
});

describe('the route', () => {
  const test = testDatabase(servers[0]!);

  async function keyOf(role: Role, accountId: string): Promise<string> {
    const key = newSecret(KEY_PREFIX);
    await runIn(
      test.database,
      sql`
      INSERT INTO api_keys (name, key_hash, hint, account_id, role)
      VALUES (${role}, ${hashSecret(key)}, ${hintOf(key)}, ${accountId}, ${role})`,
    );
    return key;
  }

  it('answers a file to the admin of the operator only', async () => {
    const { database } = test;
    const clock = () => new Date(now);
    const app = await buildApp({
      database,
      now: clock,
      authenticator: createAuthenticator(database, clock, null),
      version: '1',
      routes: backupRoutes,
      secureCookies: false,
      log: null,
    });
    const ask = async (key: string | null) => {
      const headers = key === null ? {} : { authorization: `Bearer ${key}` };
      return app.inject({ url: '/api/v1/backup', headers });
    };
    const answer = await ask(await keyOf('admin', '1'));
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/vnd.ratedeck.backup',
      'content-disposition': 'attachment; filename="ratedeck-2026-11-22T12-00-00Z.ratedeck-backup"',
      'cache-control': 'no-store',
    });
    await writeFile(join(folder, 'route'), answer.rawPayload);
    const summary = await verifyBackup(join(folder, 'route'));
    expect(summary.tables.find(({ table }) => table === 'accounts')).toMatchObject({ rows: 1 });
    const other = await writtenRow(
      database,
      sql<{ id: string }>`
        INSERT INTO accounts (name, kind, parent_id) VALUES ('Other', 'reseller', 1) RETURNING id`,
    );
    expect((await ask(null)).statusCode).toBe(401);
    expect((await ask(await keyOf('rates', '1'))).statusCode).toBe(403);
    expect((await ask(await keyOf('admin', other.id))).statusCode).toBe(403);
    await app.close();
  });

  it('tells a database that is away before the first byte', async () => {
    const closed = await openDatabase(test.config);
    await closed.close();
    const app = await buildApp({
      database: closed,
      now: () => new Date(now),
      authenticator: createAuthenticator(test.database, () => new Date(now), null),
      version: '1',
      routes: backupRoutes,
      secureCookies: false,
      log: null,
    });
    const headers = { authorization: `Bearer ${await keyOf('admin', '1')}` };
    const answer = await app.inject({ url: '/api/v1/backup', headers });
    expect(answer.statusCode).toBeGreaterThanOrEqual(500);
    expect(answer.json()).toMatchObject({ status: answer.statusCode });
    await app.close();
  });
});
