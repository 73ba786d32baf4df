/** The tree of accounts through the API, on each database. */

import { describe, expect, it } from 'vitest';
import { testApi } from '../../../test/support/test-api.js';
import { databaseServers } from '../../../test/support/test-database.js';

describe.each(databaseServers())('accounts on $name', (server) => {
  const api = testApi(server);

  it('are created below the operator and shown with ETag and place', async () => {
    const finance = api.as('finance');
    const created = await finance.post('/accounts', {
      name: 'Acme',
      kind: 'customer',
      currency: 'EUR',
      timeZone: 'Europe/Vienna',
    });
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({
      version: 1,
      name: 'Acme',
      kind: 'customer',
      parent: { id: api.operatorId, name: 'Operator' },
      currency: 'EUR',
      status: 'active',
      network: null,
    });
    expect(created.headers).toMatchObject({
      etag: '"1"',
      location: `/api/v1/accounts/${created.body.id}`,
    });
    const shown = await finance.get(`/accounts/${created.body.id}`);
    expect(shown.body).toEqual(created.body);
  });

  it('tell all faults at once', async () => {
    const answer = await api.as('admin').post('/accounts', { kind: 'planet', nmae: 'x' });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: 'invalid_request', status: 400 });
    const paths = answer.body.faults.map(({ path }: { path: string }) => path).sort();
    expect(paths).toEqual(['body.kind', 'body.name', 'body.nmae']);
    const zone = { name: 'Zone', kind: 'customer', timeZone: 'Mars/Base', network: 'x' };
    const other = await api.as('admin').post('/accounts', zone);
    expect(other.body.faults).toMatchObject([
      { path: 'timeZone', code: 'unknown_zone' },
      { path: 'network', code: 'wrong_kind' },
    ]);
  });

  it('have names that nobody else has', async () => {
    const admin = api.as('admin');
    await admin.post('/accounts', { name: 'Twin', kind: 'customer' });
    const second = await admin.post('/accounts', { name: 'Twin', kind: 'carrier' });
    expect(second.status).toBe(409);
    expect(second.body.code).toBe('name_taken');
  });

  it('refuse a stale edit and lose nothing', async () => {
    const admin = api.as('admin');
    const { body: account } = await admin.post('/accounts', { name: 'Race', kind: 'customer' });
    const path = `/accounts/${account.id}`;
    const first = await admin.patch(path, { currency: 'USD' }, { 'if-match': '"1"' });
    expect(first).toMatchObject({ status: 200, headers: { etag: '"2"' } });
    const second = await admin.patch(path, { currency: 'EUR' }, { 'if-match': '"1"' });
    expect(second).toMatchObject({ status: 412, body: { code: 'stale' } });
    expect((await admin.get(path)).body.currency).toBe('USD');
  });

  it('never stand below themselves, and keep what depends on them', async () => {
    const admin = api.as('admin');
    const { body: top } = await admin.post('/accounts', { name: 'Top', kind: 'reseller' });
    const below = { name: 'Below', kind: 'reseller', parentId: top.id };
    const { body: sub } = await admin.post('/accounts', below);
    const circle = await admin.patch(`/accounts/${top.id}`, { parentId: sub.id });
    expect(circle).toMatchObject({ status: 409, body: { code: 'would_make_a_circle' } });
    const refused = await admin.delete(`/accounts/${top.id}`);
    expect(refused).toMatchObject({ status: 409, body: { code: 'still_in_use' } });
    expect(refused.body.detail).toContain('1 account below it');
    expect((await admin.delete(`/accounts/${sub.id}`)).status).toBe(204);
    expect((await admin.delete(`/accounts/${top.id}`)).status).toBe(204);
    expect((await admin.get(`/accounts/${top.id}`)).status).toBe(404);
  });

  it('are seen by their own subtree only', async () => {
    const admin = api.as('admin');
    const { body: one } = await admin.post('/accounts', { name: 'One', kind: 'reseller' });
    const { body: two } = await admin.post('/accounts', { name: 'Two', kind: 'reseller' });
    const own = api.as('admin', one.id);
    const { body: child } = await own.post('/accounts', { name: 'Child of one', kind: 'customer' });
    expect(child.parent.id).toBe(one.id);
    const { body: page } = await own.get('/accounts');
    expect(page.items.map(({ name }: { name: string }) => name)).toEqual(['Child of one', 'One']);
    expect((await own.get(`/accounts/${two.id}`)).status).toBe(404);
    expect((await own.patch(`/accounts/${two.id}`, { name: 'Mine' })).status).toBe(404);
    expect((await own.patch(`/accounts/${one.id}`, { name: 'Better' })).status).toBe(403);
    expect((await own.patch(`/accounts/${child.id}`, { parentId: two.id })).status).toBe(400);
    expect((await api.stranger.get('/accounts')).status).toBe(401);
  });

  it('are listed in pages of any sort', async () => {
    const admin = api.as('admin');
    for (let i = 0; i < 7; i += 1) {
      await admin.post('/accounts', { name: `Page ${i}`, kind: 'customer' });
    }
    const names: string[] = [];
    let cursor = '';
    do {
      const { body } = await admin.get(`/accounts?search=page&limit=3&sort=-name${cursor}`);
      names.push(...body.items.map(({ name }: { name: string }) => name));
      cursor = body.nextCursor === null ? '' : `&cursor=${body.nextCursor}`;
    } while (cursor !== '');
    expect(names).toEqual([6, 5, 4, 3, 2, 1, 0].map((i) => `Page ${i}`));
    const wrong = await admin.get('/accounts?cursor=bm9wZQ');
    expect(wrong).toMatchObject({ status: 400, body: { code: 'invalid_cursor' } });
    expect((await admin.get('/accounts?limit=0')).body.faults[0].path).toBe('query.limit');
  });

  it('are created once for one idempotency key', async () => {
    const admin = api.as('admin');
    const body = { name: 'Once', kind: 'customer' };
    const headers = { 'idempotency-key': 'k-1' };
    const [first, second] = await Promise.all([
      admin.post('/accounts', body, headers),
      admin.post('/accounts', body, headers),
    ]);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
    expect(second.headers['location']).toBe(first.headers['location']);
    const other = await admin.post('/accounts', { ...body, name: 'Other' }, headers);
    expect(other).toMatchObject({ status: 409, body: { code: 'idempotency_key_reused' } });
  });
});
