import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { testApi } from '../../test/support/test-api.js';
import { databaseServers } from '../../test/support/test-database.js';

describe.each(databaseServers())('measure on $name', (server) => {
  const api = testApi(server);
  const timed = async (what: string, work: () => Promise<unknown>) => {
    (globalThis as { gc?: () => void }).gc?.();
    let peak = 0;
    const t = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().rss);
    }, 20);
    const start = performance.now();
    const r = await work();
    clearInterval(t);
    console.log(
      server.name,
      what,
      Math.round(performance.now() - start),
      'ms, rss',
      Math.round(peak / 1e6),
      'heap',
      Math.round(process.memoryUsage().heapUsed / 1e6),
      r === undefined ? '' : JSON.stringify(r),
    );
  };
  const fill = (id: string, count: number) =>
    api.database.transaction(async (db) => {
      const set = await db.row(sql<{ id: string }>`
        INSERT INTO change_sets (rate_table_id, kind, summary, at, actor_kind, actor_name)
        VALUES (${id}, 'import', 'x', now(), 'system', 'test') RETURNING id`);
      await db.run(sql`SELECT set_config('ratedeck.change_set_id', ${set!.id}, true)`);
      await db.run(sql`
        INSERT INTO rates (rate_table_id, added_in_id, code, service, price, first_interval, next_interval, effective_from)
        SELECT ${id}, ${set!.id}, (1000000 + n)::text, 'voice', round((n % 997 + 1)::numeric / 10000, 4), 60, 1, '2026-01-01'
        FROM generate_series(0, ${count - 1}::integer) AS n`);
    });
  it('mass', async () => {
    const make = async (name: string) =>
      (await api.as('rates').post('/rate-tables', { name, scope: 'customer' })).body.id as string;
    const big = await make('big');
    await timed('fill', () => fill(big, Number(process.env['N'] ?? 300_000)));
    await api.database.read.run(sql`ANALYZE`);
    if (process.env['FIX']) await api.database.read.run(sql`ALTER FUNCTION rates_after_update() SET enable_nestloop = off`);
    const post = async (path: string, body: object) => {
      const a = await api.as('rates').post(path, body);
      const c = a.body.counts;
      return [
        a.status,
        c === undefined
          ? a.body.detail
          : Object.fromEntries(Object.entries(c).filter(([, v]) => v !== 0)),
      ];
    };
    const m = `/rate-tables/${big}/mass-edits`;
    const raise = { action: 'edit', price: { raisePercent: '10' }, decimals: 4 };
    await timed('one', () => post(m, { ...raise, filter: { code: '1000500' }, inPlace: true }));
    await timed('in place 20k', () =>
      post(m, { ...raise, filter: { code: '101' }, inPlace: true }),
    );
    await timed('in place 20k', () =>
      post(m, { ...raise, filter: { code: '102' }, inPlace: true }),
    );
    await timed('preview 100k', () => post(m, { ...raise, filter: { code: '11' }, preview: true }));
    await timed('edit 100k', () => post(m, { ...raise, filter: { code: '11' } }));
    await timed('in place 100k', () =>
      post(m, { ...raise, filter: { code: '12' }, inPlace: true }),
    );
    if (process.env['N']) {
      await timed('tag 100k', () =>
        post(m, { action: 'edit', set: { tag: 'x' }, filter: { code: '13' } }),
      );
      await timed('end 100k', () => post(m, { action: 'end', filter: { code: '14' } }));
      await timed('delete 100k', () => post(m, { action: 'delete', filter: { code: '15' } }));
      await timed('preview all', () => post(m, { ...raise, filter: {}, preview: true }));
      const other = await make('other');
      const l = `/rate-tables/${other}/load`;
      await api.database.read.run(
        sql`UPDATE rate_tables SET rate_count = rate_count WHERE id = ${big}`,
      );
      await timed('load 200k', () =>
        post(l, {
          fromTableId: big,
          filter: { search: undefined, priceTo: '0.028' },
          existing: 'skip',
          price: { raisePercent: '10' },
        }),
      );
      await timed('load again skip', () =>
        post(l, { fromTableId: big, filter: { code: '17' }, existing: 'skip' }),
      );
      await timed('load again replace', () =>
        post(l, {
          fromTableId: big,
          filter: { code: '17' },
          existing: 'replace',
          effectiveFrom: '2027-01-01',
        }),
      );
    }
    expect(1).toBe(1);
  }, 600_000);
});
