/** Changes of many rates that go on as jobs, through the API, on each database. */

import { sql } from 'kysely';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { runIn } from '../../../test/support/run-in.js';
import { testApi } from '../../../test/support/test-api.js';
import { databaseServers } from '../../../test/support/test-database.js';

const WAIT = { timeout: 60_000, interval: 100 };

describe.each(databaseServers())('jobs of the API on $name', (server) => {
  const api = testApi(server, { jobs: true });
  let table = '';
  const raise = { action: 'edit', filter: {}, price: { raisePercent: '10' } };
  const massEdit = (body: object, headers: Record<string, string> = {}) =>
    api.as('rates').post(`/rate-tables/${table}/mass-edits`, body, headers);
  const ended = (id: string) =>
    vi.waitFor(async () => {
      const { body } = await api.as('read-only').get(`/jobs/${id}`);
      expect(body.endedAt).not.toBeNull();
      return body;
    }, WAIT);

  beforeAll(async () => {
    const made = await api.as('rates').post('/rate-tables', { name: 'Large', scope: 'carrier' });
    table = made.body.id;
    for (const codes of ['100000-109999', '200000-209999', '300000-305999']) {
      const body = { codes, price: '0.10', effectiveFrom: '2026-11-01' };
      const added = await api.as('rates').post(`/rate-tables/${table}/rates`, body);
      expect(added.status, JSON.stringify(added.body)).toBe(201);
    }
  });

  it('do what the request would have done, and keep its answer', async () => {
    const small = await massEdit({ ...raise, filter: { code: '100000' }, preview: true });
    expect(small.status).toBe(200);
    const key = { 'idempotency-key': `raise ${server.name}`.replaceAll(' ', '-') };
    const started = await massEdit(raise, key);
    expect(started).toMatchObject({ status: 202, body: { jobId: expect.any(String) } });
    const { jobId } = started.body;
    expect(started.headers['location']).toBe(`/api/v1/jobs/${jobId}`);
    expect((await massEdit(raise, key)).body).toEqual({ jobId });
    const job = await ended(jobId);
    expect(job).toMatchObject({
      ...{ status: 'done', kind: 'mass-edit', title: 'mass edit of "Large"', problem: null },
      thing: { noun: 'rate-table', id: table },
      startedBy: { kind: 'api-key' },
      result: { counts: { selected: 26_000, newVersions: 26_000 }, preview: false },
    });
    const { body: set } = await api.as('rates').get(`/change-sets/${job.result.changeSetId}`);
    expect(set).toMatchObject({ kind: 'mass-edit', addedCount: 26_000, actor: job.startedBy });
    const { body: page } = await api
      .as('rates')
      .get('/jobs?status=done&search=large&noun=rate-table');
    expect(page.items).toMatchObject([{ id: jobId }]);
    expect(page.items[0]).not.toHaveProperty('result');
  });

  it('load, too, and say what was refused', async () => {
    const target = await api.as('rates').post('/rate-tables', { name: 'Copy', scope: 'customer' });
    const path = `/rate-tables/${target.body.id}/load`;
    const body = { fromTableId: table, existing: 'skip', price: { lower: '0.2' } };
    const started = await api.as('rates').post(path, body);
    expect(started.status, JSON.stringify(started.body)).toBe(202);
    const refused = await ended(started.body.jobId);
    expect(refused).toMatchObject({ status: 'failed', result: null });
    expect(refused.problem).toMatchObject({ code: 'conflict', status: 409 });
    expect(refused.problem.faults[0]).toMatchObject({ code: 'below_zero' });
    const { body: copied } = await api.as('rates').get(`/rate-tables/${target.body.id}`);
    expect(copied.rateCount).toBe(0);
  });

  it('are cancelled by who could have asked for them', async () => {
    const { body: started } = await massEdit({ action: 'delete', filter: {}, preview: true });
    await ended(started.jobId);
    // Of a kind that no program here knows, so it waits.
    await runIn(
      api.database,
      sql`UPDATE jobs SET status = 'waiting', ended_at = NULL, kind = 'unheard-of' WHERE id = ${started.jobId}`,
    );
    const path = `/jobs/${started.jobId}/cancel`;
    expect((await api.as('finance').post(path)).status).toBe(403);
    expect((await api.as('read-only').post(path)).status).toBe(403);
    const done = await api.as('rates').post(path);
    expect(done).toMatchObject({ status: 200, body: { status: 'cancelled' } });
    expect(await api.as('rates').post(path)).toMatchObject({ status: 409 });
    const { body: audit } = await api.as('admin').get('/audit?noun=job');
    expect(audit.items).toMatchObject([{ action: 'cancel', nounId: started.jobId }]);
  });

  it('are seen by whose they are', async () => {
    const account = { name: 'Stranger', kind: 'reseller' };
    const { body: other } = await api.as('admin').post('/accounts', account);
    expect((await api.as('admin', other.id).get('/jobs')).body.items).toEqual([]);
    const { body: all } = await api.as('admin').get('/jobs?limit=1');
    expect(all.nextCursor).not.toBeNull();
    const { id } = all.items[0];
    expect((await api.as('admin', other.id).get(`/jobs/${id}`)).status).toBe(404);
    expect((await api.as('admin', other.id).post(`/jobs/${id}/cancel`)).status).toBe(404);
    expect((await api.stranger.get(`/jobs/${id}`)).status).toBe(401);
  });
});
