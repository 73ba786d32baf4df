/** States as rates show them and as filters choose them, at every border, on each database. */

import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { insertRates } from '../../../test/support/insert-rates.js';
import { testApi } from '../../../test/support/test-api.js';
import { databaseServers } from '../../../test/support/test-database.js';
import { states } from './schema.js';

const DAYS = ['2026-01-01', '2026-02-01', '2026-03-01', '2026-04-01'];
const instants = DAYS.map((day) => `${day}T00:00:00.000Z`);
/** On each border, the last millisecond before it, and after all of them. */
const moments = [
  ...instants.flatMap((instant) => [new Date(Date.parse(instant) - 1).toISOString(), instant]),
  '2026-12-01T00:00:00.000Z',
];

interface Case {
  readonly from: string | null;
  readonly to: string | null;
  readonly next: string | null;
  readonly blocked: boolean;
  readonly stashed: boolean;
}

const after = (from: string | null) => [
  null,
  ...instants.filter((instant) => from === null || instant > from),
];
const cases: readonly Case[] = [null, instants[0]!, instants[2]!].flatMap((from) =>
  after(from).flatMap((to) =>
    after(from).flatMap((next) =>
      [false, true].flatMap((blocked) =>
        [false, true].map((stashed) => ({ from, to, next, blocked, stashed })),
      ),
    ),
  ),
);

/** In words of the glossary, without a look at how it is written there. */
function meant({ from, to, next, blocked, stashed }: Case, now: string): string {
  if (stashed) return 'stashed';
  if (from !== null && now < from) return 'future';
  const isOver = (end: string | null) => end !== null && now >= end;
  if (isOver(to) || isOver(next)) return 'ended';
  if (blocked) return 'blocked';
  return to === null ? 'current' : 'ending';
}

describe.each(databaseServers())('the state of a rate on $name', (server) => {
  const api = testApi(server);
  const expected = new Map<string, Case>();
  let tableId = '';

  beforeAll(async () => {
    tableId = await insertRates(api.database, { tableName: 'States', codes: [] });
    for (const [index, one] of cases.entries()) {
      expected.set(`case ${index}`, one);
      const later = { from: one.next, to: null, next: null, blocked: false, stashed: false };
      if (one.next !== null) expected.set(`after case ${index}`, later);
    }
    const rows = [...expected].map(([notes, { from, to, blocked, stashed }]) => {
      const tag = notes.replace('after ', '');
      return { notes, tag, start: from ?? '-infinity', to, blocked, stashed };
    });
    await api.database.transaction(async (db) => {
      await db.run(sql`
        WITH opened AS (
          INSERT INTO change_sets (rate_table_id, kind, summary, at, actor_kind, actor_name)
          VALUES (${tableId}, 'edit', 'States', now(), 'system', 'test') RETURNING id
        )
        SELECT set_config('ratedeck.change_set_id', id::text, true) FROM opened`);
      await db.run(sql`
        INSERT INTO rates (rate_table_id, added_in_id, code, service, price, notes, tag,
          effective_from, effective_to, blocked, stashed)
        SELECT ${tableId}, current_change_set_id(), '44', 'voice', 1, notes, tag, start, "to",
          blocked, stashed
        FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS listed (notes text, tag text,
          start timestamptz, "to" timestamptz, blocked boolean, stashed boolean)`);
    });
  });

  it.each(moments)('is the same in filters and in answers at %s', async (now) => {
    api.clock.now = now;
    const found = new Map<string, string>();
    for (const state of states) {
      const query = `state=${state}&limit=500`;
      const { body } = await api.as('rates').get(`/rate-tables/${tableId}/rates?${query}`);
      expect(body.nextCursor).toBeNull();
      for (const rate of body.items) {
        expect(rate.state, rate.notes).toBe(state);
        expect(found.has(rate.notes), rate.notes).toBe(false);
        found.set(rate.notes, state);
      }
    }
    const wanted = new Map([...expected].map(([notes, one]) => [notes, meant(one, now)]));
    expect(found).toEqual(wanted);
  });

  it.each(moments)('decides what is in force at %s', async (at) => {
    const { body } = await api.as('rates').get(`/rate-tables/${tableId}/rates?at=${at}&limit=500`);
    const held = [...expected].filter(([, one]) =>
      ['current', 'ending', 'blocked'].includes(meant(one, at)),
    );
    const found = body.items.map(({ notes }: { notes: string }) => notes);
    expect(found.toSorted()).toEqual(held.map(([notes]) => notes).toSorted());
  });
});
