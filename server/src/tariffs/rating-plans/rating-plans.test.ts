/** Rating plans through the API, on each database. */

import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { testApi } from '../../../test/support/test-api.js';
import { databaseServers } from '../../../test/support/test-database.js';

describe.each(databaseServers())('rating plans on $name', (server) => {
  const api = testApi(server);
  const rates = api.as('rates');
  const ids: Record<string, string> = {};

  const create = async (path: string, body: object): Promise<string> => {
    const answer = await api.as('admin').post(path, body);
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    return answer.body.id;
  };
  const plan = async (name: string, entries: object[], fields: object = {}) => {
    const answer = await rates.post('/rating-plans', { name, currency: 'EUR', entries, ...fields });
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    return answer.body;
  };

  beforeAll(async () => {
    const table = (name: string, fields: object = {}) =>
      create('/rate-tables', { name, scope: 'customer', currency: 'EUR', ...fields });
    ids['base'] = await table('Base');
    ids['weekend'] = await table('Weekend');
    ids['dollars'] = await table('Dollars', { currency: 'USD' });
    ids['cost'] = await table('Cost', { scope: 'carrier' });
    ids['days'] = await create('/time-profiles', {
      name: 'Weekend days',
      windows: [{ weekdays: [6, 7], from: '00:00', to: '24:00' }],
    });
  });

  it('are created with entries in order and shown with what they cover', async () => {
    const given = {
      ...{ name: 'Business', description: 'For offices', currency: 'EUR', precedence: 'prefix' },
      timeBasis: 'split',
      entries: [
        { rateTableId: ids['weekend'], weight: 20, timingId: ids['days'] },
        { rateTableId: ids['base'] },
      ],
    };
    const created = await rates.post('/rating-plans', given);
    expect(created).toMatchObject({ status: 201, headers: { etag: '"1"' } });
    const { id, createdAt, ...fields } = created.body;
    expect(fields).toEqual({
      ...{ version: 1, name: 'Business', owner: { id: api.operatorId, name: 'Operator' } },
      ...{ description: 'For offices', currency: 'EUR', scope: 'customer', precedence: 'prefix' },
      ...{ timeBasis: 'split', status: 'active' },
      entries: [
        {
          rateTable: { id: ids['weekend'], name: 'Weekend' },
          ...{ weight: 20, timing: { id: ids['days'], name: 'Weekend days' } },
        },
        { rateTable: { id: ids['base'], name: 'Base' }, weight: 10, timing: null },
      ],
      ...{ isComplete: true, gapsTimeZone: 'UTC', gaps: [], overlaps: [] },
      ...{ assignmentCount: 0, callsRated: false },
    });
    expect((await rates.get(`/rating-plans/${id}`)).body).toEqual(created.body);
  });

  it('are kept while they are being built, and say when nothing holds', async () => {
    const empty = await plan('Empty', []);
    expect(empty).toMatchObject({ scope: null, isComplete: false });
    expect(empty.gaps).toHaveLength(7);
    const entries = [{ rateTableId: ids['weekend'], timingId: ids['days'] }];
    const { body } = await rates.patch(`/rating-plans/${empty.id}`, { entries });
    expect(body).toMatchObject({ scope: 'customer', isComplete: false, version: 2 });
    const shown = body.gaps.map(
      ({ weekday, from, to }: Record<string, string>) => `${weekday} ${from}-${to}`,
    );
    expect(shown).toEqual([1, 2, 3, 4, 5].map((weekday) => `${weekday} 00:00-24:00`));
    const whole = await rates.patch(`/rating-plans/${empty.id}`, {
      entries: [...entries, { rateTableId: ids['base'] }],
    });
    expect(whole.body).toMatchObject({ isComplete: true, gaps: [] });
  });

  it('have one currency, one scope and each table once a timing; all faults are told', async () => {
    const entries = [
      { rateTableId: ids['base'], timingId: ids['days'] },
      { rateTableId: ids['dollars'] },
      { rateTableId: ids['cost'] },
      { rateTableId: ids['base'], timingId: ids['days'], weight: 5 },
    ];
    const body = { name: 'Wrong', currency: 'EUR', entries };
    const answer = await rates.post('/rating-plans', body);
    expect(answer.status).toBe(400);
    const told = answer.body.faults.map(
      ({ path, code }: Record<string, string>) => `${path} ${code}`,
    );
    expect(told).toEqual([
      'entries[1].rateTableId currency_mismatch',
      'entries[3].rateTableId duplicate_entry',
      'entries[2].rateTableId scope_mismatch',
    ]);
    const unknown = { rateTableId: '999999', timingId: '999999' };
    const none = await rates.post('/rating-plans', { ...body, entries: [unknown] });
    expect(none.body.faults).toMatchObject([
      { path: 'entries[0].rateTableId', code: 'unknown_reference' },
      { path: 'entries[0].timingId', code: 'unknown_reference' },
    ]);
  });

  it('hold tables of their owner and of accounts above it only', async () => {
    const owner = await create('/accounts', { name: 'Resale', kind: 'reseller' });
    const table = { name: 'Resold', scope: 'customer', currency: 'EUR', ownerId: owner };
    const entries = [{ rateTableId: await create('/rate-tables', table) }];
    const refused = await rates.post('/rating-plans', { name: 'Up', currency: 'EUR', entries });
    expect(refused.body.faults).toMatchObject([
      { path: 'entries[0].rateTableId', code: 'wrong_owner' },
    ]);
    await plan('Down', [{ rateTableId: ids['base'] }], { ownerId: owner });
    const reseller = api.as('rates', owner);
    const own = await reseller.post('/rating-plans', {
      name: 'Business',
      currency: 'EUR',
      entries,
    });
    expect(own.body).toMatchObject({ owner: { name: 'Resale' }, isComplete: true });
    const { body: seen } = await reseller.get('/rating-plans');
    expect(seen.items.map(({ name }: { name: string }) => name)).toEqual(['Business', 'Down']);
    const theirs = await reseller.post('/rating-plans', {
      ...{ name: 'Lent', currency: 'EUR', entries: [{ rateTableId: ids['base'] }] },
    });
    expect(theirs.body.faults).toMatchObject([{ code: 'unknown_reference' }]);
    const taken = await reseller.post('/rating-plans', { name: 'Down', currency: 'EUR', entries });
    expect(taken).toMatchObject({ status: 409, body: { code: 'name_taken' } });
  });

  it('are renamed by who does not see their tables', async () => {
    const owner = await create('/accounts', { name: 'Blind', kind: 'reseller' });
    const entries = [{ rateTableId: ids['base'] }];
    const { id } = await plan('Given', entries, { ownerId: owner });
    const { body } = await api.as('rates', owner).patch(`/rating-plans/${id}`, { name: 'Mine' });
    expect(body).toMatchObject({ name: 'Mine', entries: [{ rateTable: { name: 'Base' } }] });
  });

  it('stay without gaps and of one scope while they are assigned', async () => {
    const accountId = await create('/accounts', { name: 'Acme', kind: 'customer' });
    const { id } = await plan('In use', [{ rateTableId: ids['base'] }]);
    await create('/assignments', { accountId, ratingPlanId: id });
    const edit = (entries: object[]) => rates.patch(`/rating-plans/${id}`, { entries });
    const gappy = await edit([{ rateTableId: ids['weekend'], timingId: ids['days'] }]);
    expect(gappy).toMatchObject({ status: 409, body: { code: 'plan_has_gaps' } });
    expect(gappy.body.detail).toContain('assigned to "Acme"; nothing holds on Monday 00:00-24:00');
    const none = await edit([]);
    expect(none).toMatchObject({ status: 409, body: { code: 'plan_has_gaps' } });
    const cost = await edit([{ rateTableId: ids['cost'] }]);
    expect(cost).toMatchObject({ status: 409, body: { code: 'still_in_use' } });
    const { body } = await rates.get(`/rating-plans/${id}`);
    expect(body).toMatchObject({ version: 1, entries: [{ rateTable: { name: 'Base' } }] });
    const fine = await edit([{ rateTableId: ids['weekend'] }]);
    expect(fine.body).toMatchObject({ version: 2, entries: [{ rateTable: { name: 'Weekend' } }] });
  });

  it('give the week as data: base prices, and heavier ones at weekends', async () => {
    const { id } = await plan('Week', [
      { rateTableId: ids['base'] },
      { rateTableId: ids['weekend'], weight: 20, timingId: ids['days'] },
    ]);
    const { status, body } = await api.as('read-only').get(`/rating-plans/${id}/coverage`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ timeZone: 'UTC', isComplete: true, gaps: [], overlaps: [] });
    const base = { position: 0, rateTable: { id: ids['base'], name: 'Base' }, weight: 10 };
    const always = { ...base, timing: null, holds: 'always' };
    const weekend = { position: 1, weight: 20, timing: { name: 'Weekend days' }, holds: 'always' };
    const whole = { from: '00:00', to: '24:00' };
    expect(body.segments).toMatchObject([
      ...[1, 2, 3, 4, 5].map((weekday) => ({ weekday, ...whole, entries: [always] })),
      ...[6, 7].map((weekday) => ({ weekday, ...whole, entries: [weekend, always] })),
    ]);
  });

  it('tell gaps of changing clocks, of months and of holidays apart', async () => {
    const profile = (name: string, fields: object) => create('/time-profiles', { name, ...fields });
    const daily = (from: string, to: string) => ({
      windows: [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from, to }],
    });
    const vienna = { timeZone: 'Europe/Vienna' };
    const day = await profile('Vienna days', { ...vienna, ...daily('08:00', '20:00') });
    const night = await profile('UTC nights', daily('19:00', '07:00'));
    const exceptions = [{ date: '2026-12-25', as: 'out' }];
    const open = await profile('Never at Christmas', { ...daily('00:00', '24:00'), exceptions });
    const june = await profile('June', { months: [6] });
    const gapsOf = async (name: string, timingIds: string[]) => {
      const entries = timingIds.map((timingId) => ({ rateTableId: ids['base'], timingId }));
      const { gaps, isComplete } = await plan(name, entries);
      expect(isComplete).toBe(false);
      return gaps;
    };
    const clocks = await gapsOf('Clocks', [day, night]);
    expect(clocks).toHaveLength(7);
    expect(clocks[0]).toEqual({
      ...{ cause: 'clock-change', weekday: 1, from: '18:00', to: '19:00', date: null },
    });
    expect(await gapsOf('Christmas', [open])).toEqual([
      { cause: 'exception', weekday: 5, from: '00:00', to: '24:00', date: '2026-12-25' },
    ]);
    const months = await gapsOf('Months', [june]);
    expect(new Set(months.map(({ cause }: { cause: string }) => cause))).toEqual(
      new Set(['months']),
    );
  });

  it('warn of equal weights at the same time, for one service', async () => {
    const texts = { name: 'Texts', scope: 'customer', currency: 'EUR', service: 'sms' };
    const { overlaps } = await plan('Equal', [
      { rateTableId: ids['base'] },
      { rateTableId: ids['weekend'], timingId: ids['days'] },
      { rateTableId: await create('/rate-tables', texts) },
      { rateTableId: ids['weekend'], weight: 20 },
    ]);
    expect(overlaps).toEqual([{ position: 0, otherPosition: 1 }]);
  });

  it('are copied with all that they are, to go on from there', async () => {
    const original = await plan(
      'Original',
      [{ rateTableId: ids['weekend'], weight: 3, timingId: ids['days'] }],
      { description: 'Old', precedence: 'prefix', timeBasis: 'split' },
    );
    const { status, body } = await rates.post(`/rating-plans/${original.id}/copies`, {
      name: 'The copy',
    });
    expect(status).toBe(201);
    const { id, createdAt } = body;
    expect(body).toEqual({ ...original, id, createdAt, name: 'The copy' });
    expect(id).not.toBe(original.id);
    const taken = await rates.post(`/rating-plans/${original.id}/copies`, { name: 'Original' });
    expect(taken).toMatchObject({ status: 409, body: { code: 'name_taken' } });
  });

  it('follow their time profiles, which may not leave assigned ones with gaps', async () => {
    const weekdays = [1, 2, 3, 4, 5, 6, 7];
    const whole = { windows: [{ weekdays, from: '00:00', to: '24:00' }] };
    const timingId = await create('/time-profiles', { name: 'Moving', ...whole });
    const entries = [{ rateTableId: ids['base'], timingId }];
    const building = await plan('Building', entries);
    const inUse = await plan('Moved under', entries);
    expect(building.isComplete).toBe(true);
    const accountId = await create('/accounts', { name: 'Moved', kind: 'customer' });
    const assigned = { accountId, ratingPlanId: inUse.id };
    const assignmentId = await create('/assignments', assigned);
    const edit = { exceptions: [{ date: '2026-12-25', as: 'out' }] };
    const refused = await api.as('admin').patch(`/time-profiles/${timingId}`, edit);
    expect(refused).toMatchObject({ status: 409, body: { code: 'plan_has_gaps' } });
    expect(refused.body.detail).toContain(
      '"Moved under": nothing holds on Friday 2026-12-25 00:00',
    );
    expect((await rates.get(`/time-profiles/${timingId}`)).body.exceptions).toEqual([]);
    await api.as('admin').delete(`/assignments/${assignmentId}`);
    expect((await api.as('admin').patch(`/time-profiles/${timingId}`, edit)).status).toBe(200);
    for (const { id } of [building, inUse]) {
      const { body } = await rates.get(`/rating-plans/${id}`);
      expect(body).toMatchObject({ isComplete: false, gaps: [{ cause: 'exception' }] });
    }
    const again = await api.as('finance').post('/assignments', assigned);
    expect(again).toMatchObject({ status: 409, body: { code: 'plan_has_gaps' } });
    const kept = await api.as('admin').delete(`/time-profiles/${timingId}`);
    expect(kept).toMatchObject({ status: 409, body: { code: 'still_in_use' } });
    expect(kept.body.detail).toContain('2 entries of 2 rating plan(s)');
  });

  it('are listed by what they hold, in pages of any sort', async () => {
    const timing = [{ rateTableId: ids['base'], timingId: ids['days'] }];
    for (const n of [2, 0, 3, 1, 4]) await plan(`Page ${n}`, timing);
    const names: string[] = [];
    let cursor = '';
    do {
      const query = `search=page&limit=2&sort=-createdAt${cursor}`;
      const { body } = await api.as('read-only').get(`/rating-plans?${query}`);
      names.push(...body.items.map(({ name }: { name: string }) => name));
      cursor = body.nextCursor === null ? '' : `&cursor=${body.nextCursor}`;
    } while (cursor !== '');
    expect(names).toEqual([4, 1, 3, 0, 2].map((n) => `Page ${n}`));
    const found = async (query: string) => {
      const { body } = await rates.get(`/rating-plans?search=page&${query}`);
      return body.items.length;
    };
    expect(await found('coverage=gaps')).toBe(5);
    expect(await found('coverage=complete')).toBe(0);
    expect(await found(`rateTableId=${ids['base']}&timingId=${ids['days']}&scope=customer`)).toBe(
      5,
    );
    expect(await found(`rateTableId=${ids['weekend']}`)).toBe(0);
    expect(await found('status=archived')).toBe(0);
    expect(await found(`currency=EUR&ownerId=${api.operatorId}&status=active`)).toBe(5);
  });

  it('are deleted while nobody has them, and audited', async () => {
    const { id } = await plan('Short', [{ rateTableId: ids['base'] }]);
    await rates.patch(`/rating-plans/${id}`, { entries: [] });
    const stale = await rates.delete(`/rating-plans/${id}`, { 'if-match': '"1"' });
    expect(stale.status).toBe(412);
    expect((await rates.delete(`/rating-plans/${id}`)).status).toBe(204);
    expect((await rates.get(`/rating-plans/${id}`)).status).toBe(404);
    const entries = await api.database.read.rows(sql`
      SELECT action, noun_name AS name FROM audit_entries
      WHERE noun = 'rating-plan' AND noun_id = ${id} ORDER BY id`);
    expect(entries).toEqual(
      ['create', 'edit', 'delete'].map((action) => ({ action, name: 'Short' })),
    );
    expect((await api.as('finance').post('/rating-plans', {})).status).toBe(403);
  });
});
