/** Change sets: shown rate by rate, taken back, and the refusals, on each database. */

import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { runIn } from '../../../test/support/run-in.js';
import { testApi } from '../../../test/support/test-api.js';
import { databaseServers } from '../../../test/support/test-database.js';

describe.each(databaseServers())('change sets on $name', (server) => {
  const api = testApi(server);

  const newTable = async (name: string): Promise<string> => {
    const answer = await api.as('rates').post('/rate-tables', { name, scope: 'carrier' });
    return answer.body.id;
  };
  const add = async (tableId: string, codes: string, price: string) => {
    const answer = await api.as('rates').post(`/rate-tables/${tableId}/rates`, { codes, price });
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    return answer.body;
  };
  const revert = (id: string) => api.as('rates').post(`/change-sets/${id}/revert`);
  const prices = async (tableId: string) => {
    const { body } = await api.as('rates').get(`/rate-tables/${tableId}/rates`);
    return body.items.map(({ code, price }: { code: string; price: string }) => `${code}=${price}`);
  };
  const latest = async (tableId: string) => {
    const { body } = await api.as('rates').get(`/change-sets?rateTableId=${tableId}&limit=1`);
    return body.items[0];
  };

  it('take back what was added, and have it back when that is reverted', async () => {
    const table = await newTable('Added');
    const { changeSetId } = await add(table, '1, 2, 3', '0.5');
    const back = await revert(changeSetId);
    expect(back.body).toMatchObject({ kind: 'revert', revertsId: changeSetId, deletedCount: 3 });
    expect(await prices(table)).toEqual([]);
    expect(await revert(changeSetId)).toMatchObject({
      status: 409,
      body: { code: 'already_reverted' },
    });
    const shown = await api.as('rates').get(`/change-sets/${changeSetId}`);
    expect(shown.body).toMatchObject({ addedCount: 3, revertedById: back.body.id });
    const again = await revert(back.body.id);
    expect(again.body).toMatchObject({ kind: 'revert', addedCount: 3 });
    expect(await prices(table)).toEqual(['1=0.5', '2=0.5', '3=0.5']);
  });

  it('take back edits and deletions, and show each rate before and after', async () => {
    const table = await newTable('Edited');
    const { items } = await add(table, '1, 2', '0.5');
    const [one, two] = items;
    await api.as('rates').patch(`/rates/${one.id}`, { price: '0.6' });
    const edit = await latest(table);
    await api.as('rates').delete(`/rates/${two.id}`);
    const deletion = await latest(table);
    const changed = await api.as('rates').get(`/change-sets/${edit.id}/rates`);
    expect(changed.body.items).toMatchObject([
      { action: 'updated', before: { price: '0.5' }, after: { price: '0.6' } },
    ]);
    const deleted = await api.as('rates').get(`/change-sets/${deletion.id}/rates?action=deleted`);
    expect(deleted.body.items).toMatchObject([{ before: { code: '2' }, after: null }]);
    expect((await revert(deletion.id)).body).toMatchObject({ addedCount: 1 });
    expect((await revert(edit.id)).body).toMatchObject({ updatedCount: 1 });
    expect(await prices(table)).toEqual(['1=0.5', '2=0.5']);
    expect((await api.as('rates').get(`/rates/${two.id}`)).status).toBe(200);
  });

  it('are not taken back under later changes of the same rates', async () => {
    const table = await newTable('Later');
    const { changeSetId, items } = await add(table, '1, 2', '0.5');
    await api.as('rates').patch(`/rates/${items[0].id}`, { price: '0.6' });
    const later = await latest(table);
    const refused = await revert(changeSetId);
    expect(refused).toMatchObject({ status: 409, body: { code: 'changed_since' } });
    expect(refused.body.detail).toContain(later.id);
    expect(await prices(table)).toEqual(['1=0.6', '2=0.5']);
    expect((await revert(later.id)).status).toBe(200);
    // What was taken back stands in nobody's way, unless that was taken back.
    const back = await latest(table);
    const again = await revert(back.id);
    expect((await revert(changeSetId)).body.code).toBe('changed_since');
    expect((await revert(again.body.id)).status).toBe(200);
    expect((await revert(changeSetId)).status).toBe(200);
    expect(await prices(table)).toEqual([]);
  });

  it('are not taken back when calls were rated by what they wrote', async () => {
    const table = await newTable('Used');
    const { changeSetId } = await add(table, '1', '0.5');
    await runIn(
      api.database,
      sql`
      INSERT INTO rate_table_usage VALUES (${table}, ${api.clock.now}, ${api.clock.now}, 1)`,
    );
    expect(await revert(changeSetId)).toMatchObject({
      status: 409,
      body: { code: 'already_rated' },
    });
    expect(await prices(table)).toEqual(['1=0.5']);
  });

  it('can be taken back after a special rate came and went', async () => {
    const table = await newTable('Came and went');
    const { changeSetId, items } = await add(table, '1, 2', '0.5');
    await api.as('rates').patch(`/rates/${items[0].id}`, { price: '0.6' });
    const edit = await latest(table);
    const special = { rateTableId: table, name: 'Promo', codes: '1', price: '9' };
    const { body: made } = await api.as('rates').post('/special-rates', special);
    const held = await revert(edit.id);
    expect(held).toMatchObject({ status: 409, body: { code: 'changed_since' } });
    expect(held.body.detail).toContain('special rate');
    expect((await api.as('rates').delete(`/special-rates/${made.id}`)).status).toBeLessThan(300);
    const back = await revert(edit.id);
    expect(back.status, JSON.stringify(back.body)).toBe(200);
    expect((await revert(changeSetId)).status).toBe(200);
    expect(await prices(table)).toEqual([]);
  });

  it('show what rates were called, and say what to do when a profile is gone', async () => {
    const table = await newTable('Orphans');
    const profile = await api.as('rates').post('/time-profiles', { name: 'Peak' });
    const category = await api.as('rates').post('/categories', { name: 'Mobile' });
    const rate = { codes: '7', price: '1', effectiveFrom: '2030-01-01' };
    const references = { timeProfileId: profile.body.id, categoryId: category.body.id };
    const { body } = await api
      .as('rates')
      .post(`/rate-tables/${table}/rates`, { ...rate, ...references });
    await api.as('rates').delete(`/rates/${body.items[0].id}`);
    const deletion = await latest(table);
    const before = async () => {
      const changes = await api.as('rates').get(`/change-sets/${deletion.id}/rates`);
      return changes.body.items[0].before;
    };
    expect(await before()).toMatchObject({
      state: 'future',
      timeProfile: { name: 'Peak' },
      category: { name: 'Mobile' },
    });
    await api.as('rates').delete(`/time-profiles/${profile.body.id}`);
    expect(await before()).toMatchObject({ timeProfile: { name: '(deleted)' } });
    const refused = await revert(deletion.id);
    expect(refused).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(refused.body.detail).toContain('deleted since');
  });

  it('are listed with their actor, and audited', async () => {
    const table = await newTable('Listed');
    await add(table, '1', '0.5');
    const { body } = await api.as('rates').get(`/change-sets?rateTableId=${table}&kind=edit`);
    expect(body.items[0]).toMatchObject({
      rateTable: { id: table, name: 'Listed' },
      actor: { kind: 'api-key', name: `rates of ${api.operatorId}` },
      summary: '1 rate added: 1',
      at: api.clock.now,
    });
    const entries = await api.database.read.rows(sql<{ action: string }>`
      SELECT action FROM audit_entries WHERE change_set_id = ${body.items[0].id}`);
    expect(entries).toEqual([{ action: 'edit' }]);
  });
});
