/** Assignments through the API, on each database. */

import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runIn } from '../../../test/support/run-in.js';
import { testApi } from '../../../test/support/test-api.js';
import { databaseServers } from '../../../test/support/test-database.js';

const NOW = '2026-11-22T12:00:00.000Z';

describe.each(databaseServers())('assignments on $name', (server) => {
  const api = testApi(server);
  const finance = api.as('finance');
  const ids: Record<string, string> = {};
  let count = 0;

  const create = async (path: string, body: object): Promise<string> => {
    const answer = await api.as('admin').post(path, body);
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    return answer.body.id;
  };
  /** A customer with nothing assigned. */
  const customer = (fields: object = {}): Promise<string> => {
    count += 1;
    return create('/accounts', { name: `Customer ${count}`, kind: 'customer', ...fields });
  };
  const assign = async (body: object) => {
    const answer = await finance.post('/assignments', body);
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    return answer.body;
  };
  const statesOf = async (query: string) => {
    const { body } = await finance.get(`/assignments?${query}`);
    return body.items.map(({ id, state }: Record<string, string>) => `${id} ${state}`);
  };
  /** As when calls are rated. */
  const rateCalls = (id: string, firstAt: string, lastAt: string, calls = 3) =>
    runIn(
      api.database,
      sql`INSERT INTO assignment_usage VALUES (${id}, ${firstAt}, ${lastAt}, ${calls})`,
    );

  beforeAll(async () => {
    for (const scope of ['customer', 'carrier', 'reseller', 'device']) {
      ids[scope] = await create('/rate-tables', { name: `${scope} EUR`, scope, currency: 'EUR' });
    }
    ids['dollars'] = await create('/rate-tables', { name: 'Dollars', scope: 'customer' });
    const entries = [{ rateTableId: ids['customer'] }];
    ids['plan'] = await create('/rating-plans', { name: 'Base', currency: 'EUR', entries });
    ids['empty'] = await create('/rating-plans', { name: 'Empty', currency: 'EUR', entries: [] });
  });
  beforeEach(() => {
    api.clock.now = NOW;
  });

  it('say whom they price by what, from when until when', async () => {
    const accountId = await customer({ currency: 'EUR' });
    const created = await finance.post('/assignments', { accountId, ratingPlanId: ids['plan'] });
    expect(created).toMatchObject({
      status: 201,
      headers: { etag: '"1"', location: `/api/v1/assignments/${created.body.id}` },
      body: {
        account: { id: accountId },
        trunk: null,
        ratingPlan: { id: ids['plan'], name: 'Base' },
        rateTable: null,
        scope: 'customer',
        currency: 'EUR',
        activatesAt: NOW,
        endsAt: null,
        until: null,
        state: 'current',
        ratedCalls: null,
      },
    });
    const shown = await finance.get(`/assignments/${created.body.id}`);
    expect(shown.body).toEqual(created.body);
    const always = await assign({ accountId, rateTableId: ids['customer'], activatesAt: null });
    expect(always).toMatchObject({ activatesAt: null, until: NOW, state: 'past' });
  });

  it('let the latest that has begun be in force, each until the next one', async () => {
    const accountId = await customer();
    const at = (activatesAt: string, endsAt: string | null = null) =>
      assign({ accountId, rateTableId: ids['customer'], activatesAt, endsAt });
    const planned = await at('2027-01-01T00:00:00+01:00');
    const past = await at('2026-01-01', '2026-02-01');
    const current = await at('2026-06-01');
    expect(await statesOf(`accountId=${accountId}`)).toEqual([
      `${past.id} past`,
      `${current.id} current`,
      `${planned.id} planned`,
    ]);
    expect(planned.activatesAt).toBe('2026-12-31T23:00:00.000Z');
    for (const { id, state } of [past, current, planned]) {
      const only = await statesOf(`accountId=${accountId}&state=${state}`);
      expect(only).toEqual([`${id} ${state}`]);
    }
    api.clock.now = '2026-12-31T23:00:00.000Z';
    expect((await finance.get(`/assignments/${planned.id}`)).body.state).toBe('current');
    const before = await finance.get(`/assignments/${current.id}`);
    expect(before.body).toMatchObject({ state: 'past', endsAt: null, until: api.clock.now });
    // Nothing comes back when the last one ends.
    await finance.patch(`/assignments/${planned.id}`, { endsAt: '2027-01-01' });
    api.clock.now = '2027-01-01T00:00:00.000Z';
    expect(await statesOf(`accountId=${accountId}&state=current`)).toEqual([]);
  });

  it('are seen from the account, the trunk, the plan and the table', async () => {
    const accountId = await customer();
    const trunkId = await create('/trunks', { name: `Trunk of ${accountId}`, accountId });
    const tableId = await create('/rate-tables', { name: `T ${accountId}`, scope: 'customer' });
    const entries = [{ rateTableId: tableId }];
    const name = `Plan of ${accountId}`;
    const planId = await create('/rating-plans', { name, currency: 'USD', entries });
    const ofAccount = await assign({ accountId, ratingPlanId: planId });
    const ofTrunk = await assign({ trunkId, rateTableId: tableId });
    expect(ofTrunk).toMatchObject({ account: { id: accountId }, trunk: { id: trunkId } });
    expect(await statesOf(`accountId=${accountId}`)).toEqual([`${ofAccount.id} current`]);
    expect(await statesOf(`trunkId=${trunkId}`)).toEqual([`${ofTrunk.id} current`]);
    expect(await statesOf(`ratingPlanId=${planId}`)).toEqual([`${ofAccount.id} current`]);
    expect(await statesOf(`rateTableId=${tableId}`)).toEqual([`${ofTrunk.id} current`]);
    const account = await finance.get(`/accounts/${accountId}`);
    expect(account.body).toMatchObject({
      currentAssignment: { id: ofAccount.id, ratingPlan: { id: planId, name }, rateTable: null },
      assignmentCount: 1,
    });
    const trunk = await finance.get(`/trunks/${trunkId}`);
    expect(trunk.body).toMatchObject({
      currentAssignment: { id: ofTrunk.id, ratingPlan: null, rateTable: { id: tableId } },
      assignmentCount: 1,
    });
    const keptTrunk = await finance.delete(`/trunks/${trunkId}`);
    expect(keptTrunk.body.detail).toContain('1 assignment(s)');
    const plan = await finance.get(`/rating-plans/${planId}`);
    expect(plan.body).toMatchObject({ assignmentCount: 1, callsRated: false });
    const table = await finance.get(`/rate-tables/${tableId}`);
    expect(table.body).toMatchObject({ assignmentCount: 1, planCount: 1 });
    const kept = await api.as('rates').delete(`/rate-tables/${tableId}`);
    expect(kept).toMatchObject({ status: 409, body: { code: 'still_in_use' } });
    expect(kept.body.detail).toContain(`rating plans "${name}" and is assigned to "Trunk of`);
    const keptPlan = await api.as('rates').delete(`/rating-plans/${planId}`);
    expect(keptPlan).toMatchObject({ status: 409, body: { code: 'still_in_use' } });
    expect((await finance.delete(`/accounts/${accountId}`)).body.detail).toContain('1 assignment');
  });

  it('fit kind, currency and owner of both sides, and the engine tells the rest', async () => {
    const accountId = await customer({ currency: 'EUR' });
    const carrierId = await create('/accounts', { name: 'Bulk', kind: 'carrier' });
    const refused = async (body: object) => {
      const answer = await finance.post('/assignments', body);
      expect(answer.status).toBe(400);
      return answer.body.faults.map(({ path, code }: Record<string, string>) => `${path} ${code}`);
    };
    expect(await refused({ accountId, rateTableId: ids['dollars'] })).toEqual([
      'rateTableId currency_mismatch',
    ]);
    expect(await refused({ accountId: carrierId, ratingPlanId: ids['plan'] })).toEqual([
      'ratingPlanId scope_mismatch',
    ]);
    expect(await refused({ accountId: api.operatorId, ratingPlanId: ids['plan'] })).toEqual([
      'accountId wrong_kind',
    ]);
    const own = { name: 'Own', scope: 'customer', currency: 'EUR', ownerId: accountId };
    const ownId = await create('/rate-tables', own);
    expect(await refused({ accountId, rateTableId: ownId })).toEqual(['rateTableId wrong_owner']);
    expect(await refused({ accountId: '999999', trunkId: '1' })).toEqual([
      ' not_exactly_one',
      ' not_exactly_one',
    ]);
    expect(await refused({ accountId: '999999', rateTableId: '999999' })).toEqual([
      'accountId unknown_reference',
      'rateTableId unknown_reference',
    ]);
    const dates = { activatesAt: '2026-12-01', endsAt: '2026-12-01' };
    expect(await refused({ accountId, ratingPlanId: ids['plan'], ...dates })).toEqual([
      'endsAt ends_before_start',
    ]);
    for (const scope of ['carrier', 'reseller', 'device']) {
      const kind = await create('/accounts', { name: `A ${scope}`, kind: scope });
      await assign({ accountId: kind, rateTableId: ids[scope] });
    }
  });

  it('are of plans without gaps that are not archived', async () => {
    const accountId = await customer();
    const gaps = await finance.post('/assignments', { accountId, ratingPlanId: ids['empty'] });
    expect(gaps).toMatchObject({ status: 409, body: { code: 'plan_has_gaps' } });
    const tableId = await create('/rate-tables', { name: 'Archived', scope: 'customer' });
    await api.as('rates').patch(`/rate-tables/${tableId}`, { status: 'archived' });
    const archived = await finance.post('/assignments', { accountId, rateTableId: tableId });
    expect(archived).toMatchObject({ status: 409, body: { code: 'archived' } });
  });

  it('begin at different instants for one account or trunk', async () => {
    const accountId = await customer();
    const body = { accountId, rateTableId: ids['customer'], activatesAt: '2026-12-01' };
    const first = await assign(body);
    const again = { ...body, activatesAt: '2026-12-01T01:00:00+01:00' };
    const second = await finance.post('/assignments', again);
    expect(second).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(second.body.detail).toContain(`assignment ${first.id} of the same account`);
    const both = await Promise.all([
      finance.post('/assignments', { ...body, activatesAt: '2026-12-24' }),
      finance.post('/assignments', { ...body, activatesAt: '2026-12-24' }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  it('leave a reseller one deck at any time: a second one is planned or ends the first', async () => {
    const accountId = await create('/accounts', { name: 'Resale', kind: 'reseller' });
    const first = await assign({ accountId, rateTableId: ids['reseller'] });
    const deck = { name: 'Second deck', scope: 'reseller', currency: 'EUR' };
    const secondId = await create('/rate-tables', deck);
    const later = { accountId, rateTableId: secondId, activatesAt: '2026-12-01' };
    const planned = await assign(later);
    expect(await statesOf(`accountId=${accountId}&state=current`)).toEqual([`${first.id} current`]);
    api.clock.now = '2026-11-23T00:00:00.000Z';
    const edited = await finance.patch(`/assignments/${planned.id}`, {
      activatesAt: api.clock.now,
    });
    expect(edited.body.state).toBe('current');
    const ended = await finance.get(`/assignments/${first.id}`);
    expect(ended.body).toMatchObject({ state: 'past', until: api.clock.now });
  });

  it('are ended, not erased, once calls were rated by them, and the refusal says which', async () => {
    const accountId = await customer();
    const { id } = await assign({
      accountId,
      ratingPlanId: ids['plan'],
      activatesAt: '2026-06-01',
    });
    await rateCalls(id, '2026-06-02T08:00:00Z', '2026-11-20T09:30:00Z', 1234);
    const path = `/assignments/${id}`;
    const shown = await finance.get(path);
    expect(shown.body.ratedCalls).toEqual({
      count: 1234,
      firstAt: '2026-06-02T08:00:00.000Z',
      lastAt: '2026-11-20T09:30:00.000Z',
    });
    const refusals = [
      await finance.delete(path),
      await finance.patch(path, { activatesAt: '2026-06-03' }),
      await finance.patch(path, { rateTableId: ids['customer'] }),
      await finance.patch(path, { endsAt: '2026-11-20T09:30:00Z' }),
    ];
    for (const refusal of refusals) {
      expect(refusal).toMatchObject({ status: 409, body: { code: 'already_rated' } });
      expect(refusal.body.detail).toContain(
        '1234 calls, 2026-06-02T08:00:00.000Z to 2026-11-20T09:30:00.000Z,',
      );
    }
    const over = { accountId, rateTableId: ids['customer'], activatesAt: '2026-11-20T09:30:00Z' };
    const taken = await finance.post('/assignments', over);
    expect(taken).toMatchObject({ status: 409, body: { code: 'already_rated' } });
    expect(taken.body.detail).toContain('1234 call(s)');
    const ended = await finance.patch(path, { endsAt: '2026-11-20T09:30:00.001Z' });
    expect(ended).toMatchObject({ status: 200, body: { state: 'past', version: 2 } });
    expect((await assign({ ...over, activatesAt: '2026-11-21' })).state).toBe('current');
    const plan = await api.as('rates').patch(`/rating-plans/${ids['plan']}`, {
      precedence: 'prefix',
    });
    expect(plan).toMatchObject({ status: 409, body: { code: 'already_rated' } });
    const entries = [{ rateTableId: ids['customer'] }];
    const same = await api.as('rates').patch(`/rating-plans/${ids['plan']}`, { entries });
    expect(same).toMatchObject({ status: 200, body: { callsRated: true } });
  });

  it("do not take over calls of a trunk that its account's assignment has rated", async () => {
    const accountId = await customer();
    const trunkId = await create('/trunks', { name: `Line of ${accountId}`, accountId });
    const table = { rateTableId: ids['customer'] };
    const { id } = await assign({ accountId, ...table, activatesAt: '2026-06-01' });
    await rateCalls(id, '2026-07-01T00:00:00Z', '2026-08-01T00:00:00Z');
    const during = { trunkId, ...table, activatesAt: '2026-07-31' };
    expect(await finance.post('/assignments', during)).toMatchObject({
      status: 409,
      body: { code: 'already_rated' },
    });
    const before = await assign({ ...during, activatesAt: '2026-06-01', endsAt: '2026-07-01' });
    const longer = await finance.patch(`/assignments/${before.id}`, { endsAt: null });
    expect(longer).toMatchObject({ status: 409, body: { code: 'already_rated' } });
    await assign({ ...during, activatesAt: '2026-08-01T00:00:00.001Z' });
  });

  it('keep a trunk with its account once calls were rated by them', async () => {
    const [accountId, other] = [await customer(), await customer()];
    const trunkId = await create('/trunks', { name: `Kept by ${accountId}`, accountId });
    const { id } = await assign({ trunkId, rateTableId: ids['customer'] });
    const move = (to: string) => finance.patch(`/trunks/${trunkId}`, { accountId: to });
    expect((await move(other)).status).toBe(200);
    expect((await move(accountId)).status).toBe(200);
    await rateCalls(id, '2026-07-01T00:00:00Z', '2026-08-01T00:00:00Z');
    const refused = await move(other);
    expect(refused).toMatchObject({ status: 409, body: { code: 'already_rated' } });
    expect(refused.body.detail).toContain('make another trunk');
    expect((await finance.patch(`/trunks/${trunkId}`, { techPrefix: '7' })).status).toBe(200);
  });

  it('are changed and removed while nothing was rated by them', async () => {
    const accountId = await customer();
    const { id } = await assign({ accountId, ratingPlanId: ids['plan'] });
    const path = `/assignments/${id}`;
    const table = await finance.patch(path, { rateTableId: ids['dollars'], activatesAt: null });
    expect(table.body).toMatchObject({
      ratingPlan: null,
      rateTable: { name: 'Dollars' },
      activatesAt: null,
      version: 2,
    });
    const stale = await finance.patch(path, { endsAt: '2027-01-01' }, { 'if-match': '"1"' });
    expect(stale).toMatchObject({ status: 412, body: { code: 'stale' } });
    const none = await finance.patch(path, { ratingPlanId: null, rateTableId: null });
    expect(none.body.rateTable).toEqual(table.body.rateTable);
    expect((await finance.delete(path)).status).toBe(204);
    expect((await finance.get(path)).status).toBe(404);
    const entries = await api.database.read.rows(sql`
      SELECT action, noun_name AS name, owner_id AS owner FROM audit_entries
      WHERE noun = 'assignment' AND noun_id = ${id} ORDER BY id`);
    expect(entries.map((entry) => Object.values(entry as object).join(' '))).toEqual([
      `create Customer ${count}: Base ${accountId}`,
      `edit Customer ${count}: Dollars ${accountId}`,
      `edit Customer ${count}: Dollars ${accountId}`,
      `delete Customer ${count}: Dollars ${accountId}`,
    ]);
  });

  it('are made by whoever keeps prices or accounts, never for the own account', async () => {
    const accountId = await create('/accounts', { name: 'Middle', kind: 'reseller' });
    const below = await customer({ parentId: accountId });
    const strange = await customer();
    const own = { name: 'Resold', scope: 'customer', ownerId: accountId };
    const rateTableId = await create('/rate-tables', own);
    const reseller = api.as('finance', accountId);
    const made = await reseller.post('/assignments', { accountId: below, rateTableId });
    expect(made.status).toBe(201);
    const theirs = await assign({ accountId, rateTableId: ids['reseller'] });
    const elsewhere = await assign({ accountId: strange, rateTableId: ids['customer'] });
    expect((await reseller.get(`/assignments/${theirs.id}`)).status).toBe(200);
    expect((await reseller.get(`/assignments/${elsewhere.id}`)).status).toBe(404);
    expect((await reseller.delete(`/assignments/${elsewhere.id}`)).status).toBe(404);
    expect((await reseller.delete(`/assignments/${theirs.id}`)).status).toBe(403);
    expect((await reseller.patch(`/assignments/${theirs.id}`, { endsAt: null })).status).toBe(403);
    const self = await reseller.post('/assignments', { accountId, rateTableId });
    expect(self.status).toBe(403);
    const reader = api.as('read-only');
    expect((await reader.post('/assignments', { accountId: below, rateTableId })).status).toBe(403);
    const rates = await api.as('rates').patch(`/assignments/${made.body.id}`, {
      endsAt: '2027-01-01',
    });
    expect(rates.status).toBe(200);
  });

  it('stay fit when account, trunk or tree change', async () => {
    const top = await create('/accounts', { name: 'Top', kind: 'customer' });
    const accountId = await customer({ currency: 'EUR', parentId: top });
    const table = { name: "Top's", scope: 'customer', currency: 'EUR', ownerId: top };
    await assign({ accountId, rateTableId: await create('/rate-tables', table) });
    const trunkId = await create('/trunks', { name: `Stays with ${accountId}`, accountId });
    await assign({ trunkId, rateTableId: ids['customer'] });
    const currency = await finance.patch(`/accounts/${accountId}`, { currency: 'USD' });
    expect(currency).toMatchObject({ status: 409, body: { code: 'conflict' } });
    const moved = await finance.patch(`/accounts/${accountId}`, { parentId: api.operatorId });
    expect(moved).toMatchObject({ status: 409, body: { code: 'conflict' } });
    const carrierId = await create('/accounts', { name: 'Other side', kind: 'carrier' });
    const given = await finance.patch(`/trunks/${trunkId}`, { accountId: carrierId });
    expect(given).toMatchObject({ status: 409, body: { code: 'conflict' } });
    const kept = await finance.delete(`/trunks/${trunkId}`);
    expect(kept).toMatchObject({ status: 409, body: { code: 'still_in_use' } });
  });

  it('are held to the same by the database, whoever writes', async () => {
    const accountId = await customer({ currency: 'EUR' });
    const { id } = await assign({
      accountId,
      ratingPlanId: ids['plan'],
      activatesAt: '2026-01-01',
    });
    await rateCalls(id, '2026-02-01', '2026-03-01');
    const violated = async (statement: ReturnType<typeof sql>) =>
      runIn(api.database, statement).then(
        () => 'nothing',
        (error: { constraint?: string }) => error.constraint,
      );
    const insert = (priced: string | undefined, at: string, field = 'rate_table_id') =>
      sql`INSERT INTO assignments (account_id, ${sql.ref(field)}, activates_at)
        VALUES (${accountId}, ${priced}, ${at})`;
    expect(await violated(insert(ids['dollars'], '2027-01-01'))).toBe(
      'assignments_of_the_accounts_currency',
    );
    expect(await violated(insert(ids['carrier'], '2027-01-01'))).toBe(
      'assignments_of_the_accounts_kind',
    );
    expect(await violated(insert(ids['empty'], '2027-01-01', 'rating_plan_id'))).toBe(
      'assignments_of_the_accounts_kind',
    );
    expect(await violated(insert(ids['customer'], '2026-02-15'))).toBe('assignments_keep_the_past');
    expect(
      await violated(sql`UPDATE assignments SET activates_at = '2026-01-02' WHERE id = ${id}`),
    ).toBe('assignments_keep_the_past');
    expect(
      await violated(sql`UPDATE assignments SET ends_at = '2026-02-15' WHERE id = ${id}`),
    ).toBe('assignments_keep_the_past');
    expect(await violated(sql`DELETE FROM assignments WHERE id = ${id}`)).toBe(
      'assignment_usage_assignment_id_fkey',
    );
    expect(
      await violated(sql`UPDATE rating_plans SET is_complete = false WHERE id = ${ids['plan']}`),
    ).toBe('assignments_of_plans_without_gaps');
    expect(
      await violated(sql`DELETE FROM rating_plan_entries WHERE rating_plan_id = ${ids['plan']}`),
    ).toBe('rating_plans_keep_the_past');
    const empty = await api.database.read.rows(sql`SELECT FROM unfit_assignments`);
    expect(empty).toEqual([]);
  });
});
