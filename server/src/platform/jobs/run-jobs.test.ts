/** Jobs as a program works on them: done once, told of, cancelled, taken over from who died. */

import { sql } from 'kysely';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { runIn } from '../../../test/support/run-in.js';
import { databaseServers, testDatabase } from '../../../test/support/test-database.js';
import type { WriteCall } from '../access/call.js';
import type { Principal } from '../access/principal.js';
import { Problem } from '../problems/problem.js';
import type { JobKind, WholeJobKind } from './job-kind.js';
import { type JobRunner, runJobs } from './run-jobs.js';
import { startJob } from './start-job.js';
import { requestCancel } from './store.js';

interface Row {
  readonly status: string;
  readonly result: object | null;
  readonly problem: { readonly code: string; readonly detail: string } | null;
  readonly attempts: number;
  readonly worker: number | null;
  readonly progressTotal: string | null;
}

const WAIT = { timeout: 60_000, interval: 50 };
const NOW = '2026-11-22T12:00:00.000Z';

/** Lets a test hold a job where it is. */
function gate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

describe.each(databaseServers())('jobs on $name', (server) => {
  const test = testDatabase(server);
  const runners: JobRunner[] = [];
  const troubles: string[] = [];

  const run = (...kinds: JobKind[]): void => {
    const { database, config } = test;
    const now = () => new Date(NOW);
    const onTrouble = ({ message }: Error) => void troubles.push(message);
    runners.push(runJobs({ database, config, kinds, now, onTrouble }));
  };
  afterEach(async () => {
    await Promise.all(runners.splice(0).map((runner) => runner.stop()));
    troubles.length = 0;
  });

  const callOf = async (db: WriteCall['db']): Promise<WriteCall> => {
    const operator = await db.row(
      sql<{ id: string }>`SELECT id FROM accounts WHERE kind = 'operator'`,
    );
    const principal: Principal = {
      ...{ kind: 'user', id: '7', name: 'anna', role: 'rates' },
      ...{ accountId: operator!.id, isOperator: true },
    };
    const asker = { principal, now: NOW, requestId: 'r1', ip: '203.0.113.7' };
    return { ...asker, db, expectedVersions: [3], signal: new AbortController().signal };
  };

  const start = (kind: JobKind<object>, input: object = {}): Promise<string> =>
    test.database.transaction(async (db) => {
      const call = await callOf(db);
      const subject = { title: 'a test', accountId: call.principal.accountId, thing: null };
      return (await startJob(call, kind, input, subject)).id;
    });

  const rowOf = async (id: string): Promise<Row> => {
    const row = await test.database.read.row(sql<Row>`
      SELECT status, result::json AS result, problem::json AS problem, attempts, worker,
        progress_total AS "progressTotal" FROM jobs WHERE id = ${id}`);
    return row!;
  };
  const until = (id: string, status: string): Promise<Row> =>
    vi.waitFor(async () => {
      const row = await rowOf(id);
      expect(row.status).toBe(status);
      return row;
    }, WAIT);

  const kindOf = (name: string, work: WholeJobKind<object, object>['run']): JobKind<object> => ({
    ...{ form: 'whole', name, permission: 'edit-rates' },
    run: work,
  });

  it('are done on behalf of who asked, with what was asked', async () => {
    const kind = kindOf('echo', async (call, input) => {
      const { principal, requestId, ip, expectedVersions } = call;
      return { input, name: principal.name, requestId, ip, expectedVersions };
    });
    run(kind);
    const id = await start(kind, { text: 'ä "x"' });
    const { result, attempts, worker } = await until(id, 'done');
    const expected = { input: { text: 'ä "x"' }, name: 'anna', requestId: 'r1', ip: '203.0.113.7' };
    expect(result).toEqual({ ...expected, expectedVersions: [3] });
    expect({ attempts, worker }).toEqual({ attempts: 1, worker: null });
  });

  it('begin only when whoever asked has committed', async () => {
    const kind = kindOf('never', async () => ({}));
    run(kind);
    await expect(
      test.database.transaction(async (db) => {
        const call = await callOf(db);
        const subject = { title: 'a test', accountId: call.principal.accountId, thing: null };
        await startJob(call, kind, {}, subject);
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    const jobs = await test.database.read.rows(sql`SELECT FROM jobs WHERE kind = 'never'`);
    expect(jobs).toEqual([]);
  });

  it('write all or nothing, and tell why they failed', async () => {
    const refused = kindOf('refused', async ({ db }) => {
      await db.run(sql`INSERT INTO categories (name) VALUES ('half')`);
      throw new Problem('conflict', 'it does not fit');
    });
    const broken = kindOf('broken', async () => {
      throw new Error('a defect');
    });
    run(refused, broken);
    const { problem } = await until(await start(refused), 'failed');
    expect(problem).toMatchObject({ code: 'conflict', detail: 'it does not fit', status: 409 });
    const defect = await until(await start(broken), 'failed');
    expect(defect.problem).toMatchObject({ code: 'internal' });
    expect(JSON.stringify(defect.problem)).not.toContain('a defect');
    expect(troubles).toEqual(['a defect']);
    expect(await test.database.read.rows(sql`SELECT FROM categories WHERE name = 'half'`)).toEqual(
      [],
    );
  });

  it('show how far they are, and end when they are cancelled', async () => {
    const kind = kindOf('long', async ({ signal }, _, report) => {
      for (let done = 0; ; done += 1) {
        report({ done, total: 1_000_000, what: 'rates' });
        signal.throwIfAborted();
        await new Promise((resolve) => setImmediate(resolve));
      }
    });
    run(kind);
    const id = await start(kind);
    await vi.waitFor(async () => {
      expect((await rowOf(id)).progressTotal).toBe('1000000');
    }, WAIT);
    await test.database.transaction((db) => requestCancel(db, id, NOW));
    await until(id, 'cancelled');
  });

  it('that wait are cancelled at once', async () => {
    const kind = kindOf('idle', async () => ({}));
    const id = await start(kind);
    expect(await test.database.transaction((db) => requestCancel(db, id, NOW))).toBe(true);
    expect((await rowOf(id)).status).toBe('cancelled');
    expect(await test.database.transaction((db) => requestCancel(db, id, NOW))).toBe(false);
  });

  it('of a program that stops are done by the next', async () => {
    let begun = 0;
    const { opened, open } = gate();
    const kind = kindOf('handed-on', async ({ signal }) => {
      begun += 1;
      const aborted = new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      });
      await Promise.race([opened, aborted]);
      return { begun };
    });
    run(kind);
    const id = await start(kind);
    await vi.waitFor(() => expect(begun).toBe(1), WAIT);
    await runners.splice(0)[0]!.stop();
    expect(await rowOf(id)).toMatchObject({ status: 'waiting', attempts: 0 });
    open();
    run(kind);
    expect((await until(id, 'done')).result).toEqual({ begun: 2 });
  });

  it('of a program that is gone are taken over, and nothing that it still does counts', async () => {
    const { opened, open } = gate();
    let begun = 0;
    const kind = kindOf('taken-over', async ({ db }) => {
      begun += 1;
      const mine = begun;
      await db.run(sql`INSERT INTO categories (name) VALUES (${`by ${mine}`})`);
      // The first does not hear that it is over.
      if (mine === 1) await opened;
      return { mine };
    });
    run(kind);
    const id = await start(kind);
    await vi.waitFor(() => expect(begun).toBe(1), WAIT);
    run(kind);
    await runIn(
      test.database,
      sql`SELECT pg_terminate_backend(pid) FROM pg_locks
        WHERE locktype = 'advisory' AND objsubid = 2 AND objid = (SELECT worker FROM jobs WHERE id = ${id})
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    );
    const { result, attempts } = await until(id, 'done');
    expect({ result, attempts }).toEqual({ result: { mine: 2 }, attempts: 2 });
    open();
    await Promise.all(runners.splice(0).map((runner) => runner.stop()));
    const made = await test.database.read.rows(
      sql`SELECT name FROM categories WHERE name LIKE 'by %'`,
    );
    expect(made).toEqual([{ name: 'by 2' }]);
  });

  it('whose programs die again and again have failed', async () => {
    const kind = kindOf('deadly', async () => ({}));
    const id = await start(kind);
    await runIn(
      test.database,
      sql`UPDATE jobs SET status = 'running', worker = 1999999999, attempts = 3 WHERE id = ${id}`,
    );
    run(kind);
    const { problem } = await until(id, 'failed');
    expect(problem).toMatchObject({ code: 'unavailable' });
  });

  it('are done although their message is lost, as after a restore', async () => {
    const kind = kindOf('lost', async () => ({ done: true }));
    const id = await start(kind);
    await runIn(test.database, sql`DELETE FROM pgboss.job`);
    await runIn(test.database, sql`UPDATE jobs SET queued_at = '-infinity' WHERE id = ${id}`);
    run(kind);
    await until(id, 'done');
  });
});
