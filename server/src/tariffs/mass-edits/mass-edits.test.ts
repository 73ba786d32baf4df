/** Mass edits through the API, on each database: what they write, refuse, skip and show. */

import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { runIn } from '../../../test/support/run-in.js';
import { type Answer, testApi } from '../../../test/support/test-api.js';
import { databaseServers } from '../../../test/support/test-database.js';

interface Shown {
  readonly id: string;
  readonly code: string;
  readonly price: string | null;
  readonly effectiveFrom: string | null;
  readonly effectiveTo: string | null;
  readonly stashed: boolean;
}

const BEFORE = '2026-11-01T00:00:00.000Z';
const NOW = '2026-11-22T12:00:00.000Z';
const LATER = '2026-12-01T00:00:00.000Z';
const MUCH_LATER = '2027-01-01T00:00:00.000Z';
const lineOf = ({ code, price, effectiveFrom, effectiveTo }: Shown): string =>
  [code, price ?? '-', (effectiveFrom ?? 'always').slice(0, 10), effectiveTo?.slice(0, 10) ?? '']
    .join(' ')
    .trim();

describe.each(databaseServers())('mass edits on $name', (server) => {
  const api = testApi(server);
  let tableCount = 0;
  let id = '';

  beforeEach(async () => {
    api.clock.now = NOW;
    const table = { name: `Table ${++tableCount}`, scope: 'customer' };
    id = (await api.as('rates').post('/rate-tables', table)).body.id;
  });

  const add = async (fields: object): Promise<Shown[]> => {
    const rate = { price: '0.0137', effectiveFrom: BEFORE, ...fields };
    const answer = await api.as('rates').post(`/rate-tables/${id}/rates`, rate);
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    return answer.body.items;
  };
  const edit = (body: object, headers: Record<string, string> = {}): Promise<Answer> =>
    api.as('rates').post(`/rate-tables/${id}/mass-edits`, body, headers);
  const list = async (query = ''): Promise<Shown[]> => {
    const answer = await api.as('rates').get(`/rate-tables/${id}/rates?limit=500${query}`);
    return answer.body.items;
  };
  const lines = async (query = ''): Promise<string[]> => (await list(query)).map(lineOf).sort();
  const changeSets = async () =>
    (await api.as('rates').get(`/change-sets?rateTableId=${id}&kind=mass-edit`)).body.items;
  const wasUsed = (at: string) =>
    runIn(api.database, sql`INSERT INTO rate_table_usage VALUES (${id}, ${at}, ${at}, 1)`);
  const raise = { filter: {}, action: 'edit', price: { raisePercent: '10' }, decimals: 4 };

  it('raise prices by new versions, after a preview that writes nothing', async () => {
    const [first] = await add({ codes: '43, 44', notes: '=1+1 <script> 📞 "x"', tag: "o'k" });
    await add({ codes: '49', blocked: true, price: null });
    const before = await lines();
    const body = { ...raise, effectiveFrom: '2026-12-01' };
    const preview = await edit({ ...body, preview: true });
    expect(preview.status, JSON.stringify(preview.body)).toBe(200);
    expect(preview.body).toMatchObject({ preview: true, faults: [], changeSetId: null });
    const counts = { selected: 3, changed: 2, newVersions: 2, corrected: 0, unchanged: 1 };
    expect(preview.body.counts).toMatchObject({ ...counts, refused: 0, specialSkipped: 0 });
    expect(await lines()).toEqual(before);
    const { body: table } = await api.as('rates').get(`/rate-tables/${id}`);
    expect(preview.body.revision).toBe(table.revision);
    const shown = (await api.as('rates').get(`/rates/${first!.id}`)).body;
    const [row] = preview.body.rows;
    expect(row.before).toEqual(shown);
    expect(row.after).toEqual({
      ...shown,
      id: null,
      version: null,
      price: '0.0151',
      effectiveFrom: LATER,
      state: 'future',
      previous: { id: shown.id, price: '0.0137', effectiveFrom: BEFORE },
      difference: '0.0014',
      differencePercent: '10.22',
    });

    const done = await edit(body, { 'if-match': `"${table.revision}"` });
    expect(done.status, JSON.stringify(done.body)).toBe(200);
    expect(done.body.counts).toEqual(preview.body.counts);
    expect(done.body.revision).toBeGreaterThan(table.revision);
    const [changeSet] = await changeSets();
    expect(changeSet).toMatchObject({ id: done.body.changeSetId, addedCount: 2, updatedCount: 0 });
    const words = 'all rates edited: price raised by 10 %, from 2026-12-01T00:00:00.000Z on';
    expect(changeSet.summary).toBe(words);
    expect(await lines()).toEqual([
      '43 0.0137 2026-11-01',
      '43 0.0151 2026-12-01',
      '44 0.0137 2026-11-01',
      '44 0.0151 2026-12-01',
      '49 - 2026-11-01',
    ]);
    const [version] = await list(`&at=${LATER}&code=43`);
    const stored = (await api.as('rates').get(`/rates/${version!.id}`)).body;
    expect({ ...stored, id: null, version: null }).toEqual(row.after);
  });

  it('correct what begins at the date, carry ends over, preserve what comes later', async () => {
    await add({ codes: '43', effectiveTo: MUCH_LATER });
    await add({ codes: '44', effectiveFrom: LATER });
    await add({ codes: '45' });
    await add({ codes: '45', effectiveFrom: MUCH_LATER, price: '0.9' });
    await add({ codes: '46', effectiveTo: '2026-11-10' });
    const { body } = await edit({ ...raise, effectiveFrom: LATER });
    expect(body.counts).toMatchObject({ selected: 3, newVersions: 2, corrected: 1 });
    expect(await lines()).toEqual([
      '43 0.0137 2026-11-01 2027-01-01',
      '43 0.0151 2026-12-01 2027-01-01',
      '44 0.0151 2026-12-01',
      '45 0.0137 2026-11-01',
      '45 0.0151 2026-12-01',
      '45 0.9 2027-01-01',
      '46 0.0137 2026-11-01 2026-11-10',
    ]);
  });

  it('set fields, and end the old rate where it becomes another one', async () => {
    const admin = api.as('admin');
    const fields = { name: `Evening ${id}` };
    const { body: profile } = await admin.post('/time-profiles', fields);
    const { body: category } = await admin.post('/categories', { name: `mobile ${id}` });
    await add({ codes: '43', tag: 'old', name: 'Austria' });
    const set = {
      timeProfileId: profile.id,
      tag: 'new',
      categoryId: category.id,
      firstInterval: 60,
      nextInterval: 6,
      graceVolume: 2,
      graceMode: 'exclusive',
      notes: '<script>alert("1")</script>\n=1+1',
      description: '📞',
      notice: 'force',
      effectiveTo: '2027-01-01T01:00:00+01:00',
    };
    const { body } = await edit({ filter: {}, action: 'edit', set });
    expect(body.counts, JSON.stringify(body)).toMatchObject({ newVersions: 1, changed: 1 });
    expect(await lines()).toEqual([
      '43 0.0137 2026-11-01 2026-11-22',
      '43 0.0137 2026-11-22 2027-01-01',
    ]);
    const [rate] = await list('&tag=new');
    const { timeProfileId: _, categoryId: __, ...plain } = set;
    expect(rate).toMatchObject({
      ...plain,
      name: 'Austria',
      nameIsOwn: true,
      effectiveFrom: NOW,
      effectiveTo: MUCH_LATER,
      timeProfile: { id: profile.id, name: fields.name },
      category: { id: category.id, name: `mobile ${id}` },
    });
    expect({ ...rate, id: null, version: null }).toEqual(body.rows[0].after);
    const nothing = await edit({ filter: {}, action: 'edit', set });
    expect(nothing.body).toMatchObject({ counts: { unchanged: 1 }, changeSetId: null, rows: [] });
    expect(await changeSets()).toHaveLength(1);
  });

  it('give nothing twice the same place: chosen together, or standing there', async () => {
    const [one] = await add({ codes: '43', tag: 'a' });
    const [two] = await add({ codes: '43', tag: 'b' });
    await add({ codes: '44', tag: 'a' });
    await add({ codes: '44', tag: 'x', effectiveFrom: NOW });
    const body = { filter: { state: 'current' }, action: 'edit', set: { tag: 'x' } };
    const preview = await edit({ ...body, preview: true });
    expect(preview.body.counts).toMatchObject({ newVersions: 1, refused: 2, unchanged: 1 });
    expect(preview.body.faults).toMatchObject([
      { rateId: two!.id, code: 'rate_version_exists' },
      { code: 'rate_version_exists' },
    ]);
    expect(preview.body.faults[0].message).toContain(`rate ${one!.id}`);
    const refused = await edit(body);
    expect(refused).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(refused.body.faults).toMatchObject([{ path: 'filter' }, { path: 'filter' }]);
    expect(refused.body.faults[0].message).toContain(`rate ${two!.id} of code 43: `);
    expect(await changeSets()).toEqual([]);
    const done = await edit({ ...body, skipRefused: true });
    expect(done.body.counts).toMatchObject({ newVersions: 1, refused: 2 });
    expect(await lines('&tag=x')).toEqual(['43 0.0137 2026-11-22', '44 0.0137 2026-11-22']);
  });

  it('refuse what would be below zero or break a rule, and tell all of it', async () => {
    await add({ codes: '600-639', price: '0.5' });
    await add({ codes: '41', price: '2' });
    const body = { filter: {}, action: 'edit', price: { lower: '1' } };
    const refused = await edit(body);
    expect(refused).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(refused.body.detail).toContain('40 rates are refused');
    expect(refused.body.faults).toHaveLength(40);
    expect(refused.body.faults[0]).toMatchObject({ code: 'below_zero' });
    const end = { filter: {}, action: 'edit', set: { effectiveTo: BEFORE } };
    const ended = await edit({ ...end, preview: true });
    expect(ended.body.counts).toMatchObject({ selected: 41, refused: 41 });
    expect(ended.body.faults[0]).toMatchObject({ code: 'ends_before_start' });
    expect(ended.body.faults[0].message).toContain('effectiveTo: ');
    const done = await edit({ ...body, skipRefused: true });
    expect(done.body.counts).toMatchObject({ selected: 41, newVersions: 1, refused: 40 });
    expect(await lines('&code=41')).toEqual(['41 1 2026-11-22', '41 2 2026-11-01']);
    const unpriced = { codes: '50', blocked: true, price: null };
    await add(unpriced);
    const open = { filter: { code: '50' }, action: 'edit', set: { blocked: false } };
    expect((await edit(open)).body.faults).toMatchObject([{ code: 'price_missing' }]);
  });

  it('find faults in every rate of a chunk, however many there are', async () => {
    const lower = { lower: '99' };
    await add({ codes: '100000-101999', price: '999999999999999', firstPrice: '1' });
    const over = { set: '9999999999999999' };
    const body = { filter: {}, action: 'edit', price: over, firstPrice: over, setupFee: over };
    const { body: answer } = await edit({ ...body, skipRefused: true });
    expect(answer.counts).toMatchObject({ selected: 2000, refused: 2000, changed: 0 });
    expect(answer.faults).toHaveLength(1000);
    expect(answer.faults[0]).toMatchObject({ code: 'not_a_decimal' });
    expect(answer.changeSetId).toBe(null);
    const second = await edit({ filter: {}, action: 'edit', firstPrice: lower, preview: true });
    expect(second.body.counts).toMatchObject({ refused: 2000 });
  });

  it('take chosen rates, and say which of them are not in force', async () => {
    const [current] = await add({ codes: '43' });
    const [future] = await add({ codes: '43', effectiveFrom: LATER });
    const [ended] = await add({ codes: '44', effectiveTo: '2026-11-10' });
    const [old] = await add({ codes: '45', effectiveFrom: null });
    const [newer] = await add({ codes: '45' });
    const [stashed] = await add({ codes: '46' });
    await api.as('rates').post(`/rates/${stashed!.id}/stash`);
    const all = [current, future, ended, old, newer, stashed].map((rate) => rate!.id);
    const body = { action: 'edit', price: { set: '1' }, rateIds: [...all, current!.id] };
    const preview = await edit({ ...body, preview: true });
    expect(preview.body.counts).toMatchObject({ selected: 6, newVersions: 2, refused: 4 });
    const refused = preview.body.faults.map(({ rateId }: { rateId: string }) => rateId);
    expect(refused).toEqual([future, ended, old, stashed].map((rate) => rate!.id));
    const done = await edit({ ...body, rateIds: [current!.id, newer!.id] });
    expect(done.body.counts).toMatchObject({ selected: 2, newVersions: 2 });
    expect(await lines('&code=43')).toEqual([
      '43 0.0137 2026-11-01',
      '43 0.0137 2026-12-01',
      '43 1 2026-11-22',
    ]);
    const inPlace = await edit({ ...body, inPlace: true });
    expect(inPlace.body.counts).toMatchObject({ selected: 6, corrected: 6 });
    const other = await edit({ ...body, rateIds: ['1', all[0], '999999999'] });
    expect(other.status).toBe(400);
    expect(other.body.faults).toMatchObject([
      { path: 'rateIds[0]', code: 'unknown_reference' },
      { path: 'rateIds[2]', code: 'unknown_reference' },
    ]);
  });

  it('delete, stash, bring back and end', async () => {
    await add({ codes: '43, 44, 45' });
    const stash = await edit({ filter: { code: '43' }, action: 'stash' });
    expect(stash.body.counts).toMatchObject({ selected: 1, stashed: 1, changed: 1 });
    expect(stash.body.rows).toMatchObject([{ after: { state: 'stashed' } }]);
    await add({ codes: '43', price: '0.5' });
    const back = await edit({ filter: {}, action: 'unstash' });
    expect(back.body.faults).toMatchObject([{ code: 'rate_version_exists' }]);
    const gone = await edit({ filter: { code: '43' }, action: 'delete' });
    expect(gone.body).toMatchObject({ counts: { deleted: 1 }, rows: [{ after: null }] });
    const again = await edit({ filter: {}, action: 'unstash' });
    expect(again.body.counts).toMatchObject({ selected: 1, unstashed: 1 });
    const ended = await edit({ filter: { code: '44' }, action: 'end', effectiveFrom: LATER });
    expect(ended.body).toMatchObject({
      counts: { ended: 1 },
      rows: [{ after: { state: 'ending' } }],
    });
    expect(await lines()).toEqual([
      '43 0.0137 2026-11-01',
      '44 0.0137 2026-11-01 2026-12-01',
      '45 0.0137 2026-11-01',
    ]);
    const kinds = (await changeSets()).map(({ summary }: { summary: string }) => summary);
    expect(kinds).toHaveLength(4);
    expect(kinds[0]).toBe(`rates with code "44" ended: from ${LATER} on`);
  });

  it('keep the past of a table by which calls were rated', async () => {
    await add({ codes: '43' });
    await add({ codes: '44', effectiveFrom: LATER });
    await wasUsed('2026-11-20T00:00:00Z');
    const early = await edit({ ...raise, effectiveFrom: BEFORE });
    expect(early).toMatchObject({ status: 409, body: { code: 'already_rated' } });
    const end = await edit({ filter: {}, action: 'end', effectiveFrom: BEFORE });
    expect(end).toMatchObject({ status: 409, body: { code: 'already_rated' } });
    for (const body of [
      { filter: {}, action: 'delete' },
      { filter: {}, action: 'stash' },
      { ...raise, inPlace: true },
    ]) {
      const answer = await edit({ ...body, preview: true });
      expect(answer.body.counts).toMatchObject({ changed: 1, refused: 1 });
      expect(answer.body.faults).toMatchObject([{ code: 'already_rated' }]);
    }
    const notes = { filter: {}, action: 'edit', set: { notes: 'n' }, inPlace: true };
    expect((await edit(notes)).body.counts).toMatchObject({ corrected: 2 });
    expect((await edit(raise)).body.counts).toMatchObject({ selected: 1, newVersions: 1 });
    const stop = await edit({ filter: {}, action: 'end', effectiveFrom: '2026-11-25' });
    expect(stop.body.counts).toMatchObject({ selected: 1, ended: 1 });
    expect(await lines()).toEqual([
      '43 0.0137 2026-11-01',
      '43 0.0151 2026-11-22 2026-11-25',
      '44 0.0137 2026-12-01',
    ]);
  });

  it('leave rates of special rates alone, and what stands in their place', async () => {
    await add({ codes: '43, 44' });
    const [other] = await add({ codes: '43', tag: 'a' });
    await api.database.transaction(async (db) => {
      const special = await db.row(sql<{ id: string }>`
        INSERT INTO special_rates (rate_table_id, name, codes, effective_from)
        VALUES (${id}, 'Promo', '{43}', ${BEFORE}) RETURNING id`);
      const set = await db.row(sql<{ id: string }>`
        INSERT INTO change_sets (rate_table_id, kind, summary, at, actor_kind, actor_name)
        VALUES (${id}, 'special-rate', 'Promo', now(), 'system', 'test') RETURNING id`);
      await db.run(sql`SELECT set_config('ratedeck.change_set_id', ${set!.id}, true)`);
      await db.run(sql`
        UPDATE rates SET special_rate_id = ${special!.id}, version = version + 1
        WHERE rate_table_id = ${id} AND code = '43' AND tag IS NULL`);
    });
    const raised = await edit(raise);
    expect(raised.body.counts).toMatchObject({ selected: 3, newVersions: 2, specialSkipped: 1 });
    const untag = { rateIds: [other!.id], action: 'edit', set: { tag: null }, inPlace: true };
    const refused = await edit(untag);
    expect(refused.body.faults).toMatchObject([{ path: 'rateIds', code: 'owned_by_special_rate' }]);
    expect(refused.body.faults[0].message).toContain('special rate "Promo"');
    const deleted = await edit({ filter: {}, action: 'delete' });
    expect(deleted.body.counts).toMatchObject({ deleted: 4, specialSkipped: 1 });
  });

  it('are refused when the table was changed since the preview, or is archived', async () => {
    await add({ codes: '43' });
    const { body: preview } = await edit({ ...raise, preview: true });
    const match = { 'if-match': `"${preview.revision}"` };
    await add({ codes: '44' });
    const stale = await edit(raise, match);
    expect(stale).toMatchObject({ status: 412, body: { code: 'stale' } });
    expect(await changeSets()).toEqual([]);
    await api.as('rates').patch(`/rate-tables/${id}`, { status: 'archived' });
    for (const body of [raise, { ...raise, preview: true }]) {
      expect(await edit(body)).toMatchObject({ status: 409, body: { code: 'archived' } });
    }
  });

  it('are for those who may edit the rates of the table', async () => {
    await add({ codes: '43' });
    const account = { name: `Stranger ${id}`, kind: 'reseller' };
    const { body: other } = await api.as('admin').post('/accounts', account);
    const path = `/rate-tables/${id}/mass-edits`;
    expect((await api.as('rates', other.id).post(path, raise)).status).toBe(404);
    expect((await api.as('read-only').post(path, raise)).status).toBe(403);
    expect((await api.as('finance').post(path, { ...raise, preview: true })).status).toBe(403);
    expect((await api.stranger.post(path, raise)).status).toBe(401);
    expect(await lines()).toEqual(['43 0.0137 2026-11-01']);
  });

  it('tell all faults of a request at once', async () => {
    const wrong = { filter: {}, action: 'paint', price: {}, decimals: 11, set: { code: '1' } };
    const schema = await edit(wrong);
    const paths = ({ body }: Answer) =>
      body.faults.map(({ path }: { path: string }) => path).sort();
    expect(paths(schema)).toEqual(['body.action', 'body.decimals', 'body.price', 'body.set.code']);
    const two = { ...raise, price: { set: '1', raise: '2' } };
    expect(paths(await edit(two))).toEqual(['body.price']);
    const nul = {
      filter: { at: '0030-01-01' },
      action: 'edit',
      effectiveFrom: '2026-02-31',
      set: { notes: 'a\0b', effectiveTo: '2026-13-01' },
    };
    expect(paths(await edit(nul))).toEqual([
      'body.effectiveFrom',
      'body.filter.at',
      'body.set.effectiveTo',
      'body.set.notes',
    ]);
    const rules = {
      action: 'edit',
      inPlace: true,
      effectiveFrom: '2026-12-01',
      set: { timeProfileId: '99', categoryId: '98' },
    };
    expect(paths(await edit(rules))).toEqual([
      'effectiveFrom',
      'filter',
      'set.categoryId',
      'set.timeProfileId',
    ]);
    const other = {
      filter: {},
      rateIds: ['1'],
      action: 'delete',
      price: { set: '1' },
      inPlace: true,
    };
    expect(paths(await edit({ ...other, effectiveFrom: NOW }))).toEqual([
      'effectiveFrom',
      'filter',
      'inPlace',
      'price',
    ]);
    expect(paths(await edit({ filter: {}, action: 'edit' }))).toEqual(['set']);
  });

  it('that select nothing leave no trace', async () => {
    const { body } = await edit(raise);
    expect(body.counts).toMatchObject({ selected: 0, changed: 0, refused: 0 });
    expect(body).toMatchObject({ rows: [], faults: [], changeSetId: null });
    expect(await changeSets()).toEqual([]);
    expect((await edit({ ...raise, filter: { search: `"; DROP '` } })).body.counts.selected).toBe(
      0,
    );
  });

  it('change twenty thousand rates once each, as one change set', async () => {
    await add({ codes: '100000-109999', firstInterval: 60 });
    // Two of each code, so that codes meet the ends of chunks.
    await add({ codes: '100000-109999', tag: 'y' });
    const body = { ...raise, set: { nextInterval: 6 } };
    const done = await edit(body);
    expect(done.body.counts).toMatchObject({ selected: 20_000, newVersions: 20_000 });
    expect(done.body.rows).toHaveLength(100);
    const [changeSet] = await changeSets();
    expect(changeSet).toMatchObject({ addedCount: 20_000, updatedCount: 0, deletedCount: 0 });
    const found = await api.database.read.row(sql`
      SELECT count(*)::integer AS count, count(DISTINCT (code, tag, effective_from))::integer AS places
      FROM rates WHERE rate_table_id = ${id}
        AND effective_from = ${NOW} AND price = 0.0151 AND next_interval = 6`);
    expect(found).toEqual({ count: 20_000, places: 20_000 });
    const tagged = await edit({ filter: { tag: 'y' }, action: 'edit', set: { tag: 'z' } });
    expect(tagged.body.counts).toMatchObject({ selected: 10_000, corrected: 10_000 });
    for (const [filter, deleted] of [
      [{ tag: 'z' }, 10_000],
      [{ tag: 'y' }, 10_000],
      [{}, 20_000],
    ] as const) {
      const gone = await edit({ filter, action: 'delete' });
      expect(gone.body.counts).toMatchObject({ deleted });
    }
    expect(await list()).toEqual([]);
  });
});
