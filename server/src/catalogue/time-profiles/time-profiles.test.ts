/** Time profiles through the API, on each database. */

import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { insertRates } from '../../../test/support/insert-rates.js';
import { testApi } from '../../../test/support/test-api.js';
import { databaseServers } from '../../../test/support/test-database.js';

const peak = {
  timeZone: 'Europe/Vienna',
  windows: [
    { weekdays: [1, 2, 3, 4, 5], from: '08:00', to: '20:00' },
    { weekdays: [6], from: '22:00', to: '02:00' },
  ],
  months: [1, 12],
  monthDays: [1, 31],
  exceptions: [
    { date: '2026-12-25', as: 'out' },
    { date: '2026-12-26', as: 7 },
    { date: '2027-01-01', as: 'in' },
  ],
};

describe.each(databaseServers())('time profiles on $name', (server) => {
  const api = testApi(server);

  it('are created and shown as the book writes them', async () => {
    const rates = api.as('rates');
    const created = await rates.post('/time-profiles', { name: 'Peak', ...peak });
    expect(created).toMatchObject({ status: 201, headers: { etag: '"1"' } });
    const { id, version, createdAt, ...fields } = created.body;
    expect(fields).toEqual({ name: 'Peak', ...peak });
    expect(created.headers['location']).toBe(`/api/v1/time-profiles/${id}`);
    expect((await rates.get(`/time-profiles/${id}`)).body).toEqual(created.body);
  });

  it('have defaults for what is left out, which null brings back', async () => {
    const rates = api.as('rates');
    const defaults = {
      timeZone: 'UTC',
      windows: null,
      months: null,
      monthDays: null,
      exceptions: [],
    };
    const { body: always } = await rates.post('/time-profiles', { name: 'Always' });
    expect(always).toMatchObject(defaults);
    const { body: full } = await rates.post('/time-profiles', { name: 'Full', ...peak });
    const nothing = Object.fromEntries(Object.keys(peak).map((field) => [field, null]));
    const { body: emptied } = await rates.patch(`/time-profiles/${full.id}`, nothing);
    expect(emptied).toEqual({ ...full, ...defaults, version: 2 });
  });

  it('are edited in part, the other fields staying', async () => {
    const rates = api.as('rates');
    const { body: before } = await rates.post('/time-profiles', { name: 'Edited', ...peak });
    const windows = [{ weekdays: [7], from: '00:00', to: '24:00' }];
    const edit = { windows, exceptions: [{ date: '2028-02-29', as: 1 }] };
    const { body } = await rates.patch(`/time-profiles/${before.id}`, edit);
    expect(body).toEqual({ ...before, ...edit, version: 2 });
  });

  it("tell all faults by the engine's rules, each with its place", async () => {
    const { status, body } = await api.as('admin').post('/time-profiles', {
      name: 'Wrong',
      timeZone: 'Mars/Base',
      windows: [
        { weekdays: [1, 1], from: '8:00', to: '25:00' },
        { weekdays: [], from: '08:00', to: '09:00' },
      ],
      months: [],
      exceptions: [
        { date: '2026-02-30', as: 'in' },
        { date: '2026-03-01', as: 'in' },
        { date: '2026-03-01', as: 'out' },
      ],
    });
    expect(status).toBe(400);
    const faults = body.faults.map(({ path, code }: { path: string; code: string }) => [
      path,
      code,
    ]);
    expect(faults).toEqual(
      expect.arrayContaining([
        ['timeZone', 'unknown_zone'],
        ['windows[0].from', 'bad_clock_time'],
        ['windows[0].to', 'bad_clock_time'],
        ['exceptions[0].date', 'bad_date'],
        ['exceptions[2].date', 'duplicate_exception'],
      ]),
    );
    const paths = faults.map(([path]: [string]) => path);
    expect(paths.some((path: string) => path.startsWith('windows[0].weekdays'))).toBe(true);
    expect(paths).toContain('windows[1].weekdays');
    expect(paths).toContain('months');
  });

  it('refuse an edit that breaks them, and keep what was', async () => {
    const admin = api.as('admin');
    const { body: before } = await admin.post('/time-profiles', { name: 'Kept', ...peak });
    const wrong = { name: 'Lost', windows: [{ weekdays: [1], from: 'noon', to: '20:00' }] };
    const { body } = await admin.patch(`/time-profiles/${before.id}`, wrong);
    expect(body.faults).toMatchObject([{ path: 'windows[0].from', code: 'bad_clock_time' }]);
    expect((await admin.get(`/time-profiles/${before.id}`)).body).toEqual(before);
  });

  it('tell faults of the schema with their place', async () => {
    const { body } = await api.as('admin').post('/time-profiles', {
      name: 'a\0b',
      windows: [{ weekdays: [8], from: '08:00', til: '20:00' }],
      exceptions: [{ date: '2026-12-25', as: 8 }],
    });
    const paths = body.faults.map(({ path }: { path: string }) => path).sort();
    expect(paths).toEqual([
      'body.exceptions[0].as',
      'body.name',
      'body.windows[0].til',
      'body.windows[0].to',
      'body.windows[0].weekdays[0]',
    ]);
  });

  it('take hostile text as text', async () => {
    const admin = api.as('admin');
    for (const name of ['=1+1', '<script>', `Robert'); --`, '{"\\', '🌙 night']) {
      const { body } = await admin.post('/time-profiles', { name });
      expect(body.name).toBe(name);
      const found = await admin.get(`/time-profiles?search=${encodeURIComponent(name)}`);
      expect(found.body.items).toEqual([body]);
    }
    const zone = { name: 'Zone', timeZone: `UTC'\0` };
    expect((await admin.post('/time-profiles', zone)).body.faults[0].path).toBe('timeZone');
  });

  it('stay while rates hold by them', async () => {
    const admin = api.as('admin');
    const { body } = await admin.post('/time-profiles', { name: 'Used', ...peak });
    const timeProfileId = body.id;
    await insertRates(api.database, { tableName: 'By time', codes: ['43'], timeProfileId });
    const refused = await admin.delete(`/time-profiles/${body.id}`);
    expect(refused).toMatchObject({ status: 409, body: { code: 'still_in_use' } });
    expect(refused.body.detail).toContain('1 rate(s) in 1 rate table(s)');
  });

  it('go with their windows and exceptions', async () => {
    const admin = api.as('admin');
    const { body } = await admin.post('/time-profiles', { name: 'Gone', ...peak });
    expect((await admin.delete(`/time-profiles/${body.id}`)).status).toBe(204);
    expect((await admin.get(`/time-profiles/${body.id}`)).status).toBe(404);
    const left = await api.database.read.row(sql<{ count: string }>`
      SELECT count(*) FROM time_profile_windows WHERE time_profile_id = ${body.id}`);
    expect(left!.count).toBe('0');
  });

  it('refuse stale edits and names that are taken', async () => {
    const admin = api.as('admin');
    const { body } = await admin.post('/time-profiles', { name: 'Stale' });
    const path = `/time-profiles/${body.id}`;
    expect((await admin.patch(path, { months: [1] }, { 'if-match': '"1"' })).status).toBe(200);
    const stale = await admin.patch(path, { months: [2] }, { 'if-match': '"1"' });
    expect(stale).toMatchObject({ status: 412, body: { code: 'stale' } });
    expect((await admin.delete(path, { 'if-match': '"1"' })).status).toBe(412);
    const twin = await admin.post('/time-profiles', { name: 'Stale' });
    expect(twin).toMatchObject({ status: 409, body: { code: 'name_taken' } });
  });

  it('are read by everybody and written by the operator alone', async () => {
    const admin = api.as('admin');
    const { body } = await admin.post('/time-profiles', { name: 'Shared' });
    const { body: account } = await admin.post('/accounts', { name: 'Acme', kind: 'reseller' });
    const path = `/time-profiles/${body.id}`;
    for (const caller of [api.as('rates', account.id), api.as('finance'), api.as('read-only')]) {
      expect((await caller.get(path)).body).toEqual(body);
      expect((await caller.post('/time-profiles', { name: 'Mine' })).status).toBe(403);
      expect((await caller.patch(path, { name: 'Mine' })).status).toBe(403);
      expect((await caller.delete(path)).status).toBe(403);
    }
    expect((await api.stranger.get(path)).status).toBe(401);
  });

  it('are listed in pages', async () => {
    const admin = api.as('admin');
    for (let n = 0; n < 5; n += 1)
      await admin.post('/time-profiles', { name: `Page ${n}`, ...peak });
    const first = await admin.get('/time-profiles?search=page&limit=3');
    const second = await admin.get(
      `/time-profiles?search=page&limit=3&cursor=${first.body.nextCursor}`,
    );
    const items = [...first.body.items, ...second.body.items];
    expect(items.map(({ name }) => name)).toEqual([0, 1, 2, 3, 4].map((n) => `Page ${n}`));
    expect(items.every(({ windows }) => windows.length === 2)).toBe(true);
    expect(second.body.nextCursor).toBeNull();
  });

  it('are in the audit log, field by field', async () => {
    const admin = api.as('admin');
    const { body } = await admin.post('/time-profiles', { name: 'Audited', ...peak });
    const windows = [{ ...peak.windows[0], from: '07:00' }, peak.windows[1]];
    await admin.patch(`/time-profiles/${body.id}`, { windows });
    const changed = await api.database.read.rows(sql`
      SELECT field, before, after
      FROM audit_entries JOIN audit_fields ON audit_entry_id = id
      WHERE noun = 'time-profile' AND noun_id = ${body.id} AND action = 'edit'`);
    expect(changed).toEqual([{ field: 'windows[0].from', before: '08:00', after: '07:00' }]);
  });
});
