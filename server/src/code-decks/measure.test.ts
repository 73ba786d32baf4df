/** Temporary measurement; not kept. */

import { defaultCodeDeckEntries } from '@ratedeck/decks';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { insertRates } from '../../test/support/insert-rates.js';
import { testApi } from '../../test/support/test-api.js';
import { databaseServers } from '../../test/support/test-database.js';
import { loadShippedCodeDeck, resolveCodeNames } from './service.js';

const server = databaseServers()[0]!;
const api = testApi(server);
const ms = async <T>(what: string, work: () => Promise<T>, runs = 1): Promise<T> => {
  let last: T;
  const times: number[] = [];
  for (let i = 0; i < runs; i++) {
    const t = performance.now();
    last = await work();
    times.push(performance.now() - t);
  }
  times.sort((a, b) => a - b);
  console.log(
    `${what}: ${times[Math.floor(runs / 2)]!.toFixed(1)} ms (max ${times.at(-1)!.toFixed(1)})`,
  );
  return last!;
};

it('measures', async () => {
  const load = await import('node:os').then((os) => os.loadavg());
  console.log('load', load);
  await api.database.read.run(sql`ALTER FUNCTION rates_after_update() SET enable_nestloop = off`);
  [...defaultCodeDeckEntries()];
  await ms('load shipped', () => loadShippedCodeDeck(api.database));
  await ms('load shipped again', () => loadShippedCodeDeck(api.database));
  const rates = api.as('rates');
  const shippedId = (await rates.get('/code-decks')).body.items[0].id;
  const copy = await ms('copy', () =>
    rates.post('/code-decks', { name: 'Big', copyOf: shippedId }),
  );
  const id = copy.body.id;
  // up to 300,000: 5 x 50,000 codes below
  const names = [...defaultCodeDeckEntries()].map(({ name }) => name);
  for (let part = 0; part < 5; part++) {
    const codes = Array.from({ length: 50_000 }, (_, i) => ({
      code: `7${String(part * 50_000 + i).padStart(8, '0')}`,
      name: `${names[(i * 7919) % names.length]!} ${i % 3}`,
      country: i % 5 === 0 ? 'AT' : 'RU',
    }));
    const r = await ms('put 50,000', () => rates.put(`/code-decks/${id}/codes`, { codes }));
    expect(r.status).toBe(200);
  }
  const c = await api.database.read.rows(sql`select count(*) from names`);
  console.log('names', c, (await rates.get(`/code-decks/${id}`)).body);
  const many = Array.from(
    { length: 1_000_000 },
    (_, i) => `7${String((i * 7919) % 10_000_000).padStart(7, '0')}${i % 10}`,
  );
  await ms('resolve 1,000,000', () => resolveCodeNames(api.database.read, id, many));
  await ms('resolve 1,999', () => resolveCodeNames(api.database.read, id, many.slice(0, 1999)), 5);
  await ms(
    'resolve 19,000',
    () => resolveCodeNames(api.database.read, id, many.slice(0, 19000)),
    5,
  );
  await ms(
    'resolve 20,000',
    () => resolveCodeNames(api.database.read, id, many.slice(0, 20000)),
    5,
  );
  await ms('resolve 2,000', () => resolveCodeNames(api.database.read, id, many.slice(0, 2000)), 5);
  await ms('resolve 1', () => resolveCodeNames(api.database.read, id, many.slice(0, 1)), 9);
  await ms('insert 300,000 rates', () =>
    insertRates(api.database, { tableName: 'T', codeDeckId: id, codes: many.slice(0, 300_000) }),
  );
  await api.database.read.run(sql`ANALYZE rates`);
  const put = (codes: object[]) => rates.put(`/code-decks/${id}/codes`, { codes });
  await ms(
    'put one code, 0 rates below',
    () => put([{ code: '999', name: 'x' + Math.random() }]),
    5,
  );
  await ms(
    'put one code, 1 rate below',
    () => put([{ code: '700000000', name: 'x' + Math.random() }]),
    5,
  );
  await ms('put code 7, all rates below', () => put([{ code: '7', name: 'x' + Math.random() }]), 1);
  await ms(
    'put 50,000 codes, 300k rates',
    () =>
      put(
        Array.from({ length: 50_000 }, (_, i) => ({
          code: `7${String(i).padStart(8, '0')}`,
          name: 'y',
        })),
      ),
    1,
  );
  for (let t = 0; t < 10; t++)
    await insertRates(api.database, {
      tableName: `T${t}`,
      codeDeckId: id,
      codes: many.slice(0, 10_000),
    });
  await ms(
    'put 50,000 codes, 11 tables',
    () =>
      put(
        Array.from({ length: 50_000 }, (_, i) => ({
          code: `7${String(i).padStart(8, '0')}`,
          name: 'z',
        })),
      ),
    1,
  );
  await ms(
    'put 50,000 codes not below any, 11 tables',
    () =>
      put(
        Array.from({ length: 50_000 }, (_, i) => ({
          code: `9${String(i).padStart(8, '0')}`,
          name: 'z',
        })),
      ),
    1,
  );
  await ms(
    'delete 50,000 codes',
    () =>
      rates.post(`/code-decks/${id}/codes/delete`, {
        codes: Array.from({ length: 50_000 }, (_, i) => `9${String(i).padStart(8, '0')}`),
      }),
    1,
  );
  await ms('delete deck', () => rates.delete(`/code-decks/${shippedId}`), 1);
}, 280_000);
