/** The audit log through the API, on each database. */

import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { runIn } from '../../../test/support/run-in.js';
import { testApi } from '../../../test/support/test-api.js';
import { databaseServers } from '../../../test/support/test-database.js';
import { recordAudit } from '../../platform/audit-trail/record-audit.js';

describe.each(databaseServers())('the audit log on $name', (server) => {
  const api = testApi(server);
  const admin = () => api.as('admin');

  async function newAccount(name: string, more: object = {}): Promise<string> {
    const { body } = await admin().post('/accounts', { name, kind: 'reseller', ...more });
    return body.id;
  }
  const list = async (query: string, caller = admin()) => {
    const { status, body } = await caller.get(`/audit?${query}`);
    expect(status).toBe(200);
    return body.items;
  };

  /** An entry that no feature would write. */
  const record = (nounId: string, after: object) =>
    api.database.transaction((db) =>
      recordAudit(
        {
          principal: {
            ...{ kind: 'system', id: null, name: 'test', role: 'admin' },
            ...{ accountId: api.operatorId, isOperator: true },
          },
          ...{ now: api.clock.now, requestId: null, ip: '2001:db8::1', db },
          ...{ expectedVersions: null, signal: new AbortController().signal },
        },
        {
          ...{ action: 'create', noun: 'thing', id: nounId, name: 'Thing', before: null, after },
          ownerId: api.operatorId,
        },
      ),
    );

  it('says who changed what, when, from where, before and after', async () => {
    const id = await newAccount('Audited', { currency: 'EUR' });
    await admin().patch(`/accounts/${id}`, { currency: 'USD', name: '=1+1 <b>"🙂' });
    const [edit, create] = await list(`noun=account&nounId=${id}`);
    expect(edit).toEqual({
      id: expect.stringMatching(/^[0-9]+$/),
      at: api.clock.now,
      actor: { kind: 'api-key', id: expect.any(String), name: `admin of ${api.operatorId}` },
      ip: '127.0.0.1',
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      action: 'edit',
      noun: 'account',
      nounId: id,
      nounName: '=1+1 <b>"🙂',
      changeSetId: null,
      changeCount: 2,
      changes: [
        { field: 'name', before: 'Audited', after: '=1+1 <b>"🙂' },
        { field: 'currency', before: 'EUR', after: 'USD' },
      ],
    });
    expect(create.changes).toContainEqual({ field: 'currency', before: null, after: 'EUR' });
    expect((await admin().get(`/audit/${edit.id}`)).body).toEqual(edit);
  });

  it('tells nothing of what was refused', async () => {
    await newAccount('Refused');
    const before = await list('search=Refused');
    await admin().post('/accounts', { name: 'Refused', kind: 'reseller' });
    await api.as('rates').post('/accounts', { name: 'Refused too', kind: 'reseller' });
    expect(await list('search=Refused')).toEqual(before);
  });

  it('is filtered', async () => {
    const id = await newAccount('Filtered');
    await api.as('finance').patch(`/accounts/${id}`, { status: 'blocked' });
    const actions = async (query: string) =>
      (await list(`noun=account&nounId=${id}&${query}`)).map(
        ({ action }: { action: string }) => action,
      );
    expect(await actions('')).toEqual(['edit', 'create']);
    expect(await actions('sort=at')).toEqual(['create', 'edit']);
    expect(await actions('action=create')).toEqual(['create']);
    expect(await actions('actorKind=api-key')).toEqual(['edit', 'create']);
    expect(await actions('actorKind=user')).toEqual([]);
    const actor = `finance of ${api.operatorId}`;
    expect(await actions(`actor=${encodeURIComponent(actor)}`)).toEqual(['edit']);
    expect(await actions('actor=finance')).toEqual([]);
    expect(await actions('search=FINANCE')).toEqual(['edit']);
    expect(await actions('search=filter')).toEqual(['edit', 'create']);
    expect(await actions('search=%25')).toEqual([]);
    const [{ actor: by }] = await list(`noun=account&nounId=${id}&action=edit`);
    expect(await actions(`actorKind=api-key&actorId=${by.id}`)).toEqual(['edit']);
  });

  it('is cut by time, from the first instant until before the last', async () => {
    const { now } = api.clock;
    const ids: string[] = [];
    for (const hour of ['10', '11', '12']) {
      api.clock.now = `2026-12-24T${hour}:00:00.000Z`;
      ids.push(await newAccount(`At ${hour}`));
    }
    api.clock.now = now;
    const names = async (query: string) =>
      (await list(`search=At%201&${query}`)).map(({ nounName }: { nounName: string }) => nounName);
    expect(await names('from=2026-12-24T11:00:00Z')).toEqual(['At 12', 'At 11']);
    expect(await names('to=2026-12-24T11:00:00Z')).toEqual(['At 10']);
    const zone = encodeURIComponent('2026-12-24T12:30+01:00');
    expect(await names(`from=2026-12-24&to=${zone}`)).toEqual(['At 11', 'At 10']);
    const wrong = await admin().get('/audit?from=2026-02-30&to=2026-13-01');
    expect(wrong.body.faults).toMatchObject([{ path: 'query.from' }, { path: 'query.to' }]);
  });

  it('is read in pages, the newest first', async () => {
    for (let i = 0; i < 5; i += 1) await newAccount(`Paged ${i}`);
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await admin().get(`/audit?search=Paged&limit=2${cursor}`);
      seen.push(...body.items.map(({ nounName }: { nounName: string }) => nounName));
      cursor = body.nextCursor === null ? '' : `&cursor=${body.nextCursor}`;
    } while (cursor !== '');
    expect(seen).toEqual([4, 3, 2, 1, 0].map((i) => `Paged ${i}`));
    expect((await admin().get('/audit?sort=action')).status).toBe(400);
    expect((await admin().get('/audit?cursor=bm9wZQ')).body.code).toBe('invalid_cursor');
  });

  it('is seen by its own subtree only', async () => {
    const [one, two] = [await newAccount('Seer'), await newAccount('Other')];
    const own = api.as('finance', one);
    await api.as('admin', one).post('/accounts', { name: 'Below seer', kind: 'customer' });
    const [entry] = await list('search=Below', own);
    expect(entry.nounName).toBe('Below seer');
    expect(await list('search=Below', api.as('finance', two))).toEqual([]);
    expect((await api.as('finance', two).get(`/audit/${entry.id}`)).status).toBe(404);
    expect(await list('search=Other', own)).toEqual([]);
  });

  it('shows a hundred changes in the list and all of them alone', async () => {
    const fields = Array.from({ length: 150 }, (_, i) => [`field${i}`, 'x']);
    await record('1', { ...Object.fromEntries(fields), field0: 'long '.repeat(1000) });
    const [listed] = await list('noun=thing&nounId=1');
    expect(listed.changes).toHaveLength(100);
    expect(listed.changeCount).toBe(150);
    expect(listed.changes[0].after).toHaveLength(1000);
    expect(listed.changes[0].after.endsWith('…')).toBe(true);
    const { body: whole } = await admin().get(`/audit/${listed.id}`);
    expect(whole.changes).toHaveLength(150);
    expect(whole.changes[0].after).toBe('long '.repeat(1000));
    expect(whole.ip).toBe('2001:db8::1');
  });

  it('is never edited, not even in the database', async () => {
    await newAccount('Final');
    for (const statement of [
      sql`UPDATE audit_entries SET actor_name = 'somebody else'`,
      sql`DELETE FROM audit_fields`,
    ]) {
      await expect(runIn(api.database, statement)).rejects.toThrow('never edited');
    }
    expect((await admin().delete('/audit/1')).status).toBe(405);
  });

  it('needs the permission read-audit', async () => {
    expect((await api.as('finance').get('/audit')).status).toBe(200);
    expect((await api.as('rates').get('/audit')).status).toBe(403);
    expect((await api.as('read-only').get('/audit/1')).status).toBe(403);
    expect((await api.stranger.get('/audit')).status).toBe(401);
  });
});
