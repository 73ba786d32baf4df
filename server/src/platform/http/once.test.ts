/**
 * `Idempotency-Key` on every route that changes something by POST: sent twice with one key, one after
 * the other or at once, it changes once and answers the same; with another body it is refused.
 */

import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Answer, testApi } from '../../../test/support/test-api.js';
import { databaseServers } from '../../../test/support/test-database.js';
import { product } from '../../product.js';

/** Nobody is known yet who could have a key: a password or a link counts each time. */
const WITHOUT_CALLER = ['/sessions', '/login-links/use'];
/** Takes a book, and says only what an import of it would change. */
const CHANGES_NOTHING = ['/book/diff'];

const routes = product.routes.flatMap((route) => {
  if (route.method !== 'POST' || route.kind === 'read') return [];
  if ([...WITHOUT_CALLER, ...CHANGES_NOTHING].includes(route.path)) return [];
  return [{ path: route.path, answersSecret: 'answersSecret' in route }];
});

interface Request {
  readonly path: string;
  readonly body?: object;
}

describe.each(databaseServers())('an idempotency key on $name', (server) => {
  const api = testApi(server);
  let count = 0;
  const next = (): number => {
    count += 1;
    return count;
  };

  const made = async (path: string, body?: object): Promise<string> => {
    const answer = await api.as('admin').post(path, body);
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
    return answer.body.id ?? answer.body.items[0].id;
  };
  const newTable = () => made('/rate-tables', { name: `T${next()}`, scope: 'customer' });
  const newImport = async () =>
    made(
      `/rate-tables/${await newTable()}/imports?fileName=a.csv`,
      Buffer.from(`code,price\n43,${next()}\n`),
    );
  const newRate = async () => made(`/rate-tables/${await newTable()}/rates`, priced);
  const priced = { codes: '43', price: '1' };

  /** What changes something new each time that it is made. */
  const requests: Readonly<Record<string, () => Promise<Request>>> = {
    '/accounts': async () => named('/accounts', { kind: 'customer' }),
    '/trunks': async () => {
      const accountId = await made('/accounts', named('', { kind: 'customer' }).body);
      return named('/trunks', { accountId });
    },
    '/categories': async () => named('/categories'),
    '/code-decks': async () => named('/code-decks'),
    '/code-decks/:id/codes/delete': async () => {
      const codes = [{ code: '43', name: 'Austria' }];
      const id = await made('/code-decks', named('', { codes }).body);
      return { path: `/code-decks/${id}/codes/delete`, body: { codes: ['43'] } };
    },
    '/time-profiles': async () => named('/time-profiles'),
    '/exchange-rates': async () => ({
      path: '/exchange-rates',
      body: { from: 'EUR', to: 'USD', rate: '1.1', date: `${1950 + next()}-01-01` },
    }),
    '/rate-tables': async () => named('/rate-tables', { scope: 'customer' }),
    '/rate-tables/:id/rates': async () => ({
      path: `/rate-tables/${await newTable()}/rates`,
      body: priced,
    }),
    '/rating-plans': async () => named('/rating-plans', { currency: 'USD', entries: [] }),
    '/rating-plans/:id/copies': async () => {
      const plan = named('/rating-plans', { currency: 'USD', entries: [] });
      return named(`/rating-plans/${await made(plan.path, plan.body)}/copies`);
    },
    '/assignments': async () => {
      const accountId = await made('/accounts', named('', { kind: 'customer' }).body);
      return { path: '/assignments', body: { accountId, rateTableId: await newTable() } };
    },
    '/rates/:id/stash': async () => ({ path: `/rates/${await newRate()}/stash` }),
    '/rates/:id/unstash': async () => {
      const id = await newRate();
      await api.as('admin').post(`/rates/${id}/stash`);
      return { path: `/rates/${id}/unstash` };
    },
    '/rate-tables/:id/mass-edits': async () => {
      const id = await newTable();
      await made(`/rate-tables/${id}/rates`, priced);
      const price = { raisePercent: '10' };
      const body = { filter: {}, action: 'edit', price, inPlace: true };
      return { path: `/rate-tables/${id}/mass-edits`, body };
    },
    '/rate-tables/:id/load': async () => {
      const [fromTableId, id] = [await newTable(), await newTable()];
      await made(`/rate-tables/${fromTableId}/rates`, priced);
      return { path: `/rate-tables/${id}/load`, body: { fromTableId, existing: 'replace' } };
    },
    '/jobs/:id/cancel': async () => {
      const job = await api.database.transaction((db) =>
        db.row(sql<{ id: string }>`
          INSERT INTO jobs (kind, title, account_id, permission, input, actor_kind, actor_name, actor,
            created_at)
          SELECT 'unheard-of', 'waits', id, 'read', '{}', 'system', 'test', '{}', now()
          FROM accounts WHERE kind = 'operator' RETURNING id`),
      );
      return { path: `/jobs/${job!.id}/cancel` };
    },
    '/change-sets/:id/revert': async () => {
      const { body } = await api.as('admin').post(`/rate-tables/${await newTable()}/rates`, priced);
      return { path: `/change-sets/${body.changeSetId}/revert` };
    },
    '/rate-tables/:id/imports': async () => ({
      path: `/rate-tables/${await newTable()}/imports?fileName=a.csv`,
      body: Buffer.from('code,price\n43,1\n'),
    }),
    '/imports/:id/check': async () => ({ path: `/imports/${await newImport()}/check` }),
    '/imports/:id/apply': async () => {
      const id = await newImport();
      await made(`/imports/${id}/check`);
      return { path: `/imports/${id}/apply` };
    },
    '/imports/:id/discard': async () => ({ path: `/imports/${await newImport()}/discard` }),
    '/imports/:id/revert': async () => {
      const id = await newImport();
      await made(`/imports/${id}/check`);
      await made(`/imports/${id}/apply`);
      return { path: `/imports/${id}/revert` };
    },
    '/special-rates': async () => {
      const rateTableId = await newTable();
      return named('/special-rates', { rateTableId, codes: '43', price: '1' });
    },
    '/book': async () => ({
      path: '/book',
      body: {
        book: 1,
        rateTables: [{ name: `B${next()}`, rates: [{ code: '1', price: '1' }] }],
      },
    }),
    '/users': async () => {
      const login = `user${next()}`;
      return { path: '/users', body: { login, name: login, role: 'rates' } };
    },
    '/users/:id/login-link': async () => {
      const login = `user${next()}`;
      const id = await made('/users', { login, name: login, role: 'rates' });
      return { path: `/users/${id}/login-link` };
    },
    '/api-keys': async () => named('/api-keys', { role: 'rates' }),
  };
  const named = (path: string, more: object = {}) => ({
    path,
    body: { name: `N${next()}`, ...more },
  });

  /** All rows but keys of idempotency, and when an API key was used last. */
  const state = async (): Promise<string> => {
    const tables = await api.database.read.rows(sql<{ name: string }>`
      SELECT relname::text AS name FROM pg_class
      WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
        AND relname NOT IN ('idempotency_keys', 'api_keys') ORDER BY relname`);
    const parts = tables.map(
      ({ name }) => sql`(SELECT coalesce(md5(string_agg(one::text, '' ORDER BY one::text)), '')
        FROM ${sql.table(name)} AS one)`,
    );
    const row = await api.database.read.row(sql<{ state: string }>`
      SELECT concat_ws(' ', ${sql.join(parts)}, (SELECT count(*) FROM api_keys)) AS state`);
    return row!.state;
  };
  const send = ({ path, body }: Request, key: string) =>
    api.as('admin').post(path, body, { 'idempotency-key': key });
  const told = ({ status, body, headers }: Answer) => ({
    status,
    body,
    location: headers['location'],
    etag: headers['etag'],
  });

  beforeAll(async () => {
    await api.as('admin').get('/accounts');
  });

  it('is understood by every route that changes something', () => {
    expect(routes.map(({ path }) => path).sort()).toEqual(Object.keys(requests).sort());
  });

  it.each(routes)('carries $path out once', async (route) => {
    const request = await requests[route.path]!();
    const key = `key-${next()}`;
    const before = await state();
    const first = await send(request, key);
    expect(first.status, JSON.stringify(first.body)).toBeLessThan(300);
    const after = await state();
    expect(after).not.toBe(before);
    const second = await send(request, key);
    if (route.answersSecret) {
      expect(second).toMatchObject({ status: 409, body: { code: 'idempotency_key_reused' } });
    } else {
      expect(told(second)).toEqual(told(first));
    }
    const { path, body = {} } = await requests[route.path]!();
    const prepared = await state();
    const other = await send({ path, body: Buffer.isBuffer(body) ? body : { ...body } }, key);
    expect(other).toMatchObject({ status: 409, body: { code: 'idempotency_key_reused' } });
    expect(await state()).toBe(prepared);
  });

  it.each(routes)('carries $path out once when it comes several times at once', async (route) => {
    const request = await requests[route.path]!();
    const key = `key-${next()}`;
    const answers = await Promise.all([1, 2, 3].map(() => send(request, key)));
    const after = await state();
    const done = answers.filter(({ status }) => status < 300);
    expect(done).toHaveLength(route.answersSecret ? 1 : 3);
    for (const answer of done) expect(told(answer)).toEqual(told(done[0]!));
    await send(request, key);
    expect(await state()).toBe(after);
  });

  it('is free again after a request that failed, and belongs to one caller', async () => {
    const table = await newTable();
    const request = { path: `/rate-tables/${table}/rates`, body: priced };
    await api.as('admin').patch(`/rate-tables/${table}`, { status: 'archived' });
    const before = await state();
    expect((await send(request, 'again')).status).toBe(409);
    expect(await state()).toBe(before);
    await api.as('admin').patch(`/rate-tables/${table}`, { status: 'active' });
    expect((await send(request, 'again')).status).toBe(201);
    const others = await api
      .as('rates')
      .post('/categories', { name: 'Of others' }, { 'idempotency-key': 'again' });
    expect(others.status).toBe(201);
  });
});
