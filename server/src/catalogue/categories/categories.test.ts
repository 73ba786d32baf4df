/** Categories through the API, on each database. */

import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { insertRates } from '../../../test/support/insert-rates.js';
import { testApi } from '../../../test/support/test-api.js';
import { databaseServers } from '../../../test/support/test-database.js';

describe.each(databaseServers())('categories on $name', (server) => {
  const api = testApi(server);

  it('are created, shown and edited, null being the default again', async () => {
    const rates = api.as('rates');
    const created = await rates.post('/categories', { name: 'mobile', description: 'GSM' });
    expect(created).toMatchObject({
      status: 201,
      body: { version: 1, name: 'mobile', description: 'GSM' },
      headers: { etag: '"1"', location: `/api/v1/categories/${created.body.id}` },
    });
    expect(created.body.createdAt).toMatch(/^2[0-9-]{9}T.*Z$/);
    const path = `/categories/${created.body.id}`;
    expect((await rates.get(path)).body).toEqual(created.body);
    const edited = await rates.patch(path, { description: null }, { 'if-match': '"1"' });
    expect(edited).toMatchObject({
      status: 200,
      body: { version: 2, name: 'mobile', description: null },
      headers: { etag: '"2"' },
    });
  });

  it('tell all faults of a request at once', async () => {
    const body = { name: '', description: 17, colour: 'red' };
    const { status, body: problem } = await api.as('admin').post('/categories', body);
    expect(status).toBe(400);
    const paths = problem.faults.map(({ path }: { path: string }) => path).sort();
    expect(paths).toEqual(['body.colour', 'body.description', 'body.name']);
    expect((await api.as('admin').patch('/categories/1', {})).status).toBe(400);
  });

  it('keep hostile text as it is, and refuse NUL', async () => {
    const admin = api.as('admin');
    const texts = ['=1+1', '<script>alert("1")</script>', `'; DROP TABLE categories --`, '📞 \\N'];
    for (const text of texts) {
      const { body } = await admin.post('/categories', { name: text, description: `${text}\n2` });
      expect(body).toMatchObject({ name: text, description: `${text}\n2` });
      const found = await admin.get(`/categories?search=${encodeURIComponent(text)}`);
      expect(found.body.items.map(({ id }: { id: string }) => id)).toEqual([body.id]);
    }
    for (const body of [{ name: 'a\0b' }, { name: 'ok', description: 'a\0b' }]) {
      expect((await admin.post('/categories', body)).status).toBe(400);
    }
    expect((await admin.get('/categories?search=a%00b')).status).toBe(400);
  });

  it('have names that no other has, after an edit too', async () => {
    const admin = api.as('admin');
    await admin.post('/categories', { name: 'Twin' });
    const second = await admin.post('/categories', { name: 'Twin' });
    expect(second).toMatchObject({ status: 409, body: { code: 'name_taken' } });
    const { body: other } = await admin.post('/categories', { name: 'Other' });
    const renamed = await admin.patch(`/categories/${other.id}`, { name: 'Twin' });
    expect(renamed).toMatchObject({ status: 409, body: { code: 'name_taken' } });
    expect((await admin.get(`/categories/${other.id}`)).body).toEqual(other);
  });

  it('refuse stale edits and stale deletions', async () => {
    const admin = api.as('admin');
    const { body } = await admin.post('/categories', { name: 'Race' });
    const path = `/categories/${body.id}`;
    await admin.patch(path, { name: 'Race won' }, { 'if-match': '"1"' });
    const stale = await admin.patch(path, { name: 'Race lost' }, { 'if-match': '"1"' });
    expect(stale).toMatchObject({ status: 412, body: { code: 'stale' } });
    expect((await admin.delete(path, { 'if-match': '"1"' })).status).toBe(412);
    expect((await admin.get(path)).body.name).toBe('Race won');
    expect((await admin.delete(path, { 'if-match': '"2"' })).status).toBe(204);
    expect((await admin.get(path)).status).toBe(404);
    expect((await admin.delete(path)).status).toBe(404);
  });

  it('stay while rates are of them', async () => {
    const admin = api.as('admin');
    const { body } = await admin.post('/categories', { name: 'Used' });
    const rates = { codes: ['43', '431'], categoryId: body.id };
    await insertRates(api.database, { ...rates, tableName: 'One' });
    await insertRates(api.database, { ...rates, tableName: 'Two' });
    const refused = await admin.delete(`/categories/${body.id}`);
    expect(refused).toMatchObject({ status: 409, body: { code: 'still_in_use' } });
    expect(refused.body.detail).toContain('4 rate(s) in 2 rate table(s)');
    expect((await admin.get(`/categories/${body.id}`)).status).toBe(200);
  });

  it('are read by everybody and written by the operator alone', async () => {
    const admin = api.as('admin');
    const { body } = await admin.post('/categories', { name: 'Shared' });
    const { body: account } = await admin.post('/accounts', { name: 'Acme', kind: 'customer' });
    const other = api.as('admin', account.id);
    expect((await other.get(`/categories/${body.id}`)).body).toEqual(body);
    const path = `/categories/${body.id}`;
    for (const caller of [other, api.as('finance'), api.as('read-only')]) {
      expect((await caller.post('/categories', { name: 'Mine' })).status).toBe(403);
      expect((await caller.patch(path, { name: 'Mine' })).status).toBe(403);
      expect((await caller.delete(path)).status).toBe(403);
      expect((await caller.get('/categories')).status).toBe(200);
    }
    expect((await api.stranger.get('/categories')).status).toBe(401);
  });

  it('are listed in pages of any sort', async () => {
    const admin = api.as('admin');
    for (const n of [3, 1, 4, 0, 2]) await admin.post('/categories', { name: `Page ${n}` });
    const names: string[] = [];
    let cursor = '';
    do {
      const { body } = await admin.get(`/categories?search=PAGE&limit=2&sort=-name${cursor}`);
      names.push(...body.items.map(({ name }: { name: string }) => name));
      cursor = body.nextCursor === null ? '' : `&cursor=${body.nextCursor}`;
    } while (cursor !== '');
    expect(names).toEqual([4, 3, 2, 1, 0].map((n) => `Page ${n}`));
    const byAge = await admin.get('/categories?search=page&sort=createdAt');
    expect(byAge.body.items.map(({ name }: { name: string }) => name.slice(-1)).join('')).toBe(
      '31402',
    );
    expect((await admin.get('/categories?sort=colour')).status).toBe(400);
  });

  it('are created once for one idempotency key, and every change is in the audit log', async () => {
    const admin = api.as('admin');
    const headers = { 'idempotency-key': 'category-1' };
    const first = await admin.post('/categories', { name: 'Once' }, headers);
    const again = await admin.post('/categories', { name: 'Once' }, headers);
    expect(again).toMatchObject({ status: 201, body: first.body });
    const path = `/categories/${first.body.id}`;
    await admin.patch(path, { description: 'new' });
    await admin.delete(path);
    const entries = await api.database.read.rows(sql`
      SELECT action, owner_id, field, before, after
      FROM audit_entries LEFT JOIN audit_fields ON audit_entry_id = id
      WHERE noun = 'category' AND noun_id = ${first.body.id} ORDER BY id, position`);
    const owner_id = api.operatorId;
    expect(entries).toEqual([
      { action: 'create', owner_id, field: 'name', before: null, after: 'Once' },
      { action: 'edit', owner_id, field: 'description', before: null, after: 'new' },
      { action: 'delete', owner_id, field: 'name', before: 'Once', after: null },
      { action: 'delete', owner_id, field: 'description', before: 'new', after: null },
    ]);
  });
});
