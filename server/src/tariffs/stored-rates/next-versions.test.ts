/**
 * What a rate says of the version after it, on each database, against its plain definition: after
 * random statements that add, edit, stash, bring back, delete and take back rates, few and many.
 *
 * `RATEDECK_SEED` replays a run.
 */

import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { runIn } from '../../../test/support/run-in.js';
import { testApi } from '../../../test/support/test-api.js';
import { databaseServers } from '../../../test/support/test-database.js';
import type { Connection, Transaction } from '../../platform/db/connection.js';
import { insertRates } from './bulk-store.js';
import { emptyContent, type RateContent } from './record.js';

const seed = Number(process.env['RATEDECK_SEED'] ?? Date.now() % 1_000_000_000);
const STEPS = 60;

function randomsOf(start: number): (below: number) => number {
  let state = start >>> 0;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x6d2b79f5) >>> 0;
    return Math.floor(((state ^ (state >>> 13)) >>> 0) % below);
  };
}

/** Rates whose next version is another one than the plain definition says. */
async function wrongRates(db: Connection) {
  return db.rows(sql<object>`
    SELECT * FROM (
      SELECT id, code, next_from, valid_to, effective_to, (
        SELECT min(later.effective_from) FROM rates AS later
        WHERE NOT later.stashed AND later.effective_from > rates.effective_from
          AND later.rate_table_id = rates.rate_table_id AND later.code = rates.code
          AND later.service = rates.service
          AND later.source_code IS NOT DISTINCT FROM rates.source_code
          AND later.number_length_min IS NOT DISTINCT FROM rates.number_length_min
          AND later.number_length_max IS NOT DISTINCT FROM rates.number_length_max
          AND later.time_profile_id IS NOT DISTINCT FROM rates.time_profile_id
          AND later.tag IS NOT DISTINCT FROM rates.tag) AS expected
      FROM rates) AS judged
    WHERE next_from IS DISTINCT FROM expected
      OR valid_to <> coalesce(least(effective_to, expected), 'infinity')`);
}

describe.each(databaseServers())('the next versions of rates on $name', (server) => {
  const api = testApi(server);
  let tableId = '';

  beforeAll(async () => {
    const table = { name: 'Versions', scope: 'customer' };
    tableId = (await api.as('rates').post('/rate-tables', table)).body.id;
  });

  /** Runs `work` in a change set of its own, whose id is the answer. */
  function inChangeSet(work: (db: Transaction, id: string) => Promise<unknown>): Promise<string> {
    return api.database.transaction(async (db) => {
      const set = await db.row(sql<{ id: string }>`
        INSERT INTO change_sets (rate_table_id, kind, summary, at, actor_kind, actor_name)
        VALUES (${tableId}, 'edit', '', now(), 'system', '') RETURNING id`);
      await db.run(sql`SELECT set_config('ratedeck.change_set_id', ${set!.id}, true)`);
      await work(db, set!.id);
      return set!.id;
    });
  }

  function contentOf(random: (below: number) => number, code: string): RateContent {
    const month = 1 + random(12);
    return {
      ...emptyContent(code, random(4) === 0 ? 'sms' : 'voice'),
      price: '0.01',
      tag: random(3) === 0 ? 'gold' : null,
      sourceCode: random(3) === 0 ? '1' : null,
      ...(random(4) === 0 && { numberLengthMin: 5, numberLengthMax: 32 }),
      stashed: random(5) === 0,
      effectiveFrom:
        random(8) === 0 ? null : `2026-${String(month).padStart(2, '0')}-01T00:00:00.000Z`,
      effectiveTo: random(4) === 0 ? '2027-01-01T00:00:00.000Z' : null,
    };
  }

  const updates = [
    "code = (ARRAY['1','2','3'])[1 + id % 3]",
    "tag = CASE WHEN tag IS NULL THEN 'gold' END",
    'source_code = CASE WHEN source_code IS NULL THEN NULL ELSE $$2$$ END',
    "effective_from = effective_from + interval '1 day'",
    'stashed = NOT stashed',
    'effective_to = NULL',
    'price = price * 2',
    "service = 'sms', number_length_min = NULL",
    "next_from = '2026-01-01'",
  ];

  async function step(random: (below: number) => number): Promise<void> {
    const some = sql.raw(`id % ${1 + random(5)} = 0`);
    const kind = random(6);
    if (kind === 0)
      return void (await inChangeSet((db) => db.run(sql`DELETE FROM rates WHERE ${some}`)));
    if (kind <= 2) {
      const set = sql.raw(updates[random(updates.length)]!);
      const update = sql`UPDATE rates SET version = version + 1, ${set} WHERE ${some}`;
      return void (await inChangeSet((db) => db.run(update)));
    }
    if (kind === 3) {
      const { body } = await api.as('rates').get('/change-sets?limit=1');
      const [last] = body.items;
      return void (last && (await api.as('rates').post(`/change-sets/${last.id}/revert`)));
    }
    const rates = Array.from({ length: 1 + random(30) }, () =>
      contentOf(random, String(1 + random(4))),
    );
    const place = (changeSetId: string) => ({ changeSetId, rateTableId: tableId });
    await inChangeSet((db, id) => insertRates(db, place(id), rates));
  }

  it(`are right after any statements (RATEDECK_SEED=${seed})`, async () => {
    const random = randomsOf(seed);
    let done = 0;
    for (let count = 0; count < STEPS; count += 1) {
      // Two versions of one date are refused; then nothing has changed.
      const refused = await step(random).then(
        () => false,
        (error: { code?: string }) => error.code,
      );
      expect([false, '23505', '23514']).toContain(refused);
      if (refused === false) done += 1;
      expect(await wrongRates(api.database.read)).toEqual([]);
    }
    expect(done).toBeGreaterThan(STEPS / 4);
  });

  it('are right when very many codes change at once', async () => {
    const count = 25_000;
    await inChangeSet((db, id) =>
      db.run(sql`
        INSERT INTO rates (rate_table_id, added_in_id, code, service, price, effective_from, stashed)
        SELECT ${tableId}, ${id}, (700000 + number % ${count})::text, 'voice', 1,
          '2026-01-01'::timestamptz + number / ${count} * interval '1 month', number % 7 = 0
        FROM generate_series(0, ${2 * count - 1}) AS number`),
    );
    expect(await wrongRates(api.database.read)).toEqual([]);
    await inChangeSet((db) =>
      db.run(sql`UPDATE rates SET version = version + 1, stashed = NOT stashed
        WHERE id % 3 = 0 AND code > '5'`),
    );
    expect(await wrongRates(api.database.read)).toEqual([]);
    await inChangeSet((db) =>
      db.run(sql`DELETE FROM rates WHERE effective_from > '2026-01-15' AND code > '5'`),
    );
    expect(await wrongRates(api.database.read)).toEqual([]);
  });

  it('are no business of anybody outside a change set', async () => {
    await expect(
      runIn(api.database, sql`UPDATE rates SET next_from = '2020-01-01' WHERE id > 0`),
    ).rejects.toMatchObject({ code: '23001' });
    await expect(
      runIn(api.database, sql`UPDATE rates SET valid_to = '2020-01-01' WHERE id > 0`),
    ).rejects.toMatchObject({ code: '428C9' });
  });
});
