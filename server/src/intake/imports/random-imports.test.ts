/**
 * Random files into random tables, over all modes and policies: every row is accounted for, what the
 * preview says is what applying does, and a revert puts back what was, to the last field.
 *
 * `RATEDECK_SEED` replays a run.
 */

import { beforeAll, describe, expect, it } from 'vitest';
import { testApi } from '../../../test/support/test-api.js';
import { databaseServers } from '../../../test/support/test-database.js';

const seed = Number(process.env['RATEDECK_SEED'] ?? Date.now() % 1_000_000_000);
const ROUNDS = 40;

function randomsOf(start: number): (below: number) => number {
  let state = start >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

type Random = ReturnType<typeof randomsOf>;
const pick = <T>(random: Random, items: readonly T[]): T => items[random(items.length)]!;

const CODES = ['43', '431', '44', '45', '49', '4915'];
const PRICES = ['0.01', '0.02', '0.010', '0', '0.5'];
const DATES = ['2026-01-01', '2026-11-22', '2026-12-01', '2027-01-01', '2027-06-01'];
const FIELDS = [
  'id',
  'code',
  'price',
  'tag',
  'notes',
  'firstInterval',
  'blocked',
  'stashed',
] as const;
const MORE_FIELDS = ['effectiveFrom', 'effectiveTo', 'name', 'specialRate', 'setupFee'] as const;

type Shown = Readonly<Record<string, unknown>>;

/** But for its version, which a revert raises. */
const textOf = (rate: Shown): string =>
  JSON.stringify([...FIELDS, ...MORE_FIELDS].map((field) => rate[field]));

const policiesOf = (random: Random) => ({
  duplicates: pick(random, ['reject', 'keep-last', 'keep-first']),
  unchanged: pick(random, ['skip', 'save']),
  pastDates: pick(random, ['as-given', 'now', 'reject']),
  withoutDate: pick(random, ['now', 'always']),
  futureVersions: pick(random, ['preserve', 'stash']),
  missing: pick(random, ['close', 'stash']),
  notSaid: pick(random, ['keep', 'default']),
  badRows: 'reject-them',
});

function linesOf(random: Random, isActions: boolean, ids: readonly string[]): string[] {
  const header = 'Action,Id,Prefix,Destination,Rate,Effective From,Effective To,Status';
  const lines = Array.from({ length: 1 + random(9) }, () => {
    const action = isActions ? pick(random, ['A', 'D', 'U', 'S', 'SA', '']) : '';
    const id = random(3) === 0 ? '' : pick(random, [...ids, '999999']);
    const end = random(5) === 0 ? pick(random, DATES) : '';
    const status = random(6) === 0 ? pick(random, ['Closed', 'Blocked', 'Deleted']) : '';
    const price = random(12) === 0 ? 'soon' : pick(random, PRICES);
    const date = random(5) === 0 ? '' : pick(random, DATES);
    const name = random(3) === 0 ? 'Somewhere' : '';
    return [action, id, pick(random, CODES), name, price, date, end, status].join(',');
  });
  return [header, ...lines];
}

/** What refuses an import as a whole: another version, or a version of a special rate, stands there. */
const IN_THE_WAY = ['rate_version_exists', 'owned_by_special_rate'];

describe.each(databaseServers())('random imports on $name', (server) => {
  const api = testApi(server);
  const rates = () => api.as('rates');
  const random = randomsOf(seed);
  let tableId = '';

  beforeAll(async () => {
    const table = { name: 'Random', scope: 'carrier' };
    tableId = (await rates().post('/rate-tables', table)).body.id;
    const special = { rateTableId: tableId, name: 'Special', codes: '49', price: '0.3' };
    await rates().post('/special-rates', { ...special, effectiveFrom: '2026-12-15' });
  });

  async function standing(): Promise<Map<string, Shown>> {
    const found = new Map<string, Shown>();
    for (const query of ['', '&state=stashed']) {
      const { body } = await rates().get(`/rate-tables/${tableId}/rates?limit=500${query}`);
      expect(body.nextCursor).toBe(null);
      for (const rate of body.items) found.set(rate.id, rate);
    }
    return found;
  }

  async function done(path: string, body?: object) {
    const { status, body: answer } = await rates().post(path, body);
    expect(status, `${path} ${JSON.stringify(answer)}`).toBe(200);
    return answer;
  }

  async function checkedRandomly(ids: readonly string[]) {
    const mode = pick(random, ['merge', 'full', 'actions']);
    const lines = linesOf(random, mode === 'actions', ids);
    const path = `/rate-tables/${tableId}/imports?fileName=random.csv`;
    const { body: uploaded } = await rates().post(path, Buffer.from(lines.join('\n')));
    const settings = { mode, policies: policiesOf(random), answers: { yes: true } };
    const edited = await rates().patch(`/imports/${uploaded.id}`, settings);
    const said = JSON.stringify({ settings, lines });
    expect(edited.status, `${said} ${JSON.stringify(edited.body)}`).toBe(200);
    return { said, ...(await done(`/imports/${uploaded.id}/check`)) };
  }

  function expectAccounted({ check, said }: Shown & { check: Record<string, Shown> }): void {
    const { total, ...others } = check['rows'] as Record<string, number>;
    expect(
      Object.values(others).reduce((all, count) => all + count),
      `${said}`,
    ).toBe(total);
    const { total: all, ...kinds } = check['rates'] as Record<string, number>;
    expect(
      Object.values(kinds).reduce((sum, count) => sum + count),
      `${said}`,
    ).toBe(all);
  }

  it(`do what their preview says, and are taken back (RATEDECK_SEED=${seed})`, async () => {
    let appliedCount = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const before = await standing();
      const found = await checkedRandomly([...before.keys()]);
      const { id, said, check } = found;
      expectAccounted(found);
      const preview = (await rates().get(`/imports/${id}/preview?limit=500`)).body.items;
      if (check.stops.length > 0) {
        expect((await rates().post(`/imports/${id}/apply`)).status, said).toBe(409);
        continue;
      }
      const { status, body } = await rates().post(`/imports/${id}/apply`);
      const told = `${said} ${JSON.stringify(preview)} ${JSON.stringify(body)}`;
      // Rows of actions may be in each other's way; then nothing was written.
      if (status === 409) {
        expect(IN_THE_WAY, told).toContain(body.code);
        if (body.code !== 'rate_version_exists') expect(said).toContain('"mode":"actions"');
        expect([...(await standing()).values()].map(textOf)).toEqual(
          [...before.values()].map(textOf),
        );
        continue;
      }
      expect(status, told).toBe(200);
      appliedCount += 1;
      const after = await standing();
      expectWritten(preview, before, after, told);
      if (body.changeSetId === null || random(2) === 0) continue;
      await done(`/imports/${id}/revert`);
      const back = await standing();
      expect([...back.values()].map(textOf).sort(), told).toEqual(
        [...before.values()].map(textOf).sort(),
      );
    }
    expect(appliedCount).toBeGreaterThan(ROUNDS / 4);
  });

  function expectWritten(
    preview: readonly Record<string, string | null>[],
    before: ReadonlyMap<string, Shown>,
    after: ReadonlyMap<string, Shown>,
    told: string,
  ): void {
    const short = ({ code, price, effectiveFrom, effectiveTo }: Shown) =>
      `${code} ${price} ${effectiveFrom} ${effectiveTo}`;
    const added = [...after].filter(([id]) => !before.has(id)).map(([, rate]) => short(rate));
    const toAdd = preview.filter(({ effect }) => effect === 'add');
    expect(added.sort(), told).toEqual(toAdd.map(short).sort());
    const touched = new Set<string>();
    for (const row of preview) {
      const id = row['beforeId']!;
      if (row['effect'] === 'none' || row['effect'] === 'add') continue;
      touched.add(id);
      const rate = after.get(id);
      if (row['effect'] === 'delete') expect(rate, told).toBe(undefined);
      else expect(short(rate!), told).toBe(short(row));
      if (row['effect'] === 'stash') expect(rate!['stashed'], told).toBe(true);
    }
    for (const [id, rate] of before) {
      if (!touched.has(id)) expect(textOf(after.get(id)!), told).toBe(textOf(rate));
    }
  }
});
