/** Exchange rates through the API, on each database. */

import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { testApi } from '../../../test/support/test-api.js';
import { databaseServers } from '../../../test/support/test-database.js';

describe.each(databaseServers())('exchange rates on $name', (server) => {
  const api = testApi(server);
  const rateOf = (from: string, to: string, date: string, rate = '1.0835') => ({
    from,
    to,
    rate,
    date,
  });

  it('are created and shown, the rate digit for digit', async () => {
    const finance = api.as('finance');
    const given = rateOf('EUR', 'USD', '2026-11-21', '1.0835000000');
    const created = await finance.post('/exchange-rates', given);
    expect(created).toMatchObject({
      status: 201,
      body: { ...given, version: 1, date: '2026-11-21T00:00:00.000Z' },
      headers: { etag: '"1"', location: `/api/v1/exchange-rates/${created.body.id}` },
    });
    const shown = await finance.get(`/exchange-rates/${created.body.id}`);
    expect(shown.body).toEqual(created.body);
  });

  it('begin at an instant, in whatever zone it was written', async () => {
    const finance = api.as('finance');
    const given = [
      ['2026-01-01T01:30:00+02:00', '2025-12-31T23:30:00.000Z'],
      ['2026-01-02 10:00', '2026-01-02T10:00:00.000Z'],
      ['2026-01-03T10:00:00.5Z', '2026-01-03T10:00:00.500Z'],
    ] as const;
    for (const [date, instant] of given) {
      const { body } = await finance.post('/exchange-rates', rateOf('CHF', 'EUR', date));
      expect(body.date).toBe(instant);
    }
  });

  it('tell all faults at once', async () => {
    const finance = api.as('finance');
    const wrong = rateOf('Euro', 'usd', '2026-02-30', '-1');
    const { status, body } = await finance.post('/exchange-rates', wrong);
    expect(status).toBe(400);
    expect(body.faults).toMatchObject([
      { path: 'from', code: 'bad_currency' },
      { path: 'to', code: 'bad_currency' },
      { path: 'rate', code: 'not_a_decimal' },
      { path: 'date', code: 'bad_instant' },
    ]);
    const same = await finance.post('/exchange-rates', rateOf('EUR', 'EUR', '2026-11-21', '0.00'));
    expect(same.body.faults).toMatchObject([
      { path: 'rate', code: 'not_positive' },
      { path: 'to', code: 'same_currency' },
    ]);
    const unknown = await finance.post('/exchange-rates', { ...rateOf('A', 'B', 'x'), day: 1 });
    expect(unknown.body.faults).toMatchObject([{ path: 'body.day' }]);
  });

  it.each(['=1+1', '1,0835', '1e3', '0.12345678901', '1234567890123456', 'NaN', '1\0', '९', ''])(
    'refuse %j as a rate',
    async (rate) => {
      const { status, body } = await api
        .as('finance')
        .post('/exchange-rates', rateOf('EUR', 'GBP', '2026-11-21', rate));
      expect(status).toBe(400);
      expect(body.faults).toMatchObject([{ path: 'rate' }]);
    },
  );

  it('are one a pair and instant', async () => {
    const finance = api.as('finance');
    await finance.post('/exchange-rates', rateOf('EUR', 'JPY', '2026-11-21'));
    const second = await finance.post(
      '/exchange-rates',
      rateOf('EUR', 'JPY', '2026-11-21T02:00:00+02:00'),
    );
    expect(second).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(second.body.detail).toContain('EUR to JPY');
    const others = [
      rateOf('JPY', 'EUR', '2026-11-21'),
      rateOf('EUR', 'JPY', '2026-11-22'),
      rateOf('EUR', 'SEK', '2026-11-21'),
    ];
    for (const other of others) {
      expect((await finance.post('/exchange-rates', other)).status).toBe(201);
    }
  });

  it('are edited in their rate only', async () => {
    const finance = api.as('finance');
    const { body } = await finance.post('/exchange-rates', rateOf('EUR', 'NOK', '2026-11-21'));
    const path = `/exchange-rates/${body.id}`;
    const edited = await finance.patch(path, { rate: '11.70' }, { 'if-match': '"1"' });
    expect(edited).toMatchObject({ status: 200, headers: { etag: '"2"' } });
    expect(edited.body).toEqual({ ...body, version: 2, rate: '11.70' });
    const moved = await finance.patch(path, { rate: '1', date: '2026-11-22' });
    expect(moved.body.faults).toMatchObject([{ path: 'body.date' }]);
    const zero = await finance.patch(path, { rate: '0' });
    expect(zero.body.faults).toMatchObject([{ path: 'rate', code: 'not_positive' }]);
    expect((await finance.patch(path, { rate: null })).status).toBe(400);
    const stale = await finance.patch(path, { rate: '12' }, { 'if-match': '"1"' });
    expect(stale).toMatchObject({ status: 412, body: { code: 'stale' } });
    expect((await finance.get(path)).body).toEqual(edited.body);
  });

  it('are deleted, when they are as the caller has seen them', async () => {
    const finance = api.as('finance');
    const { body } = await finance.post('/exchange-rates', rateOf('EUR', 'DKK', '2026-11-21'));
    const path = `/exchange-rates/${body.id}`;
    expect((await finance.delete(path, { 'if-match': '"7"' })).status).toBe(412);
    expect((await finance.delete(path, { 'if-match': '"1"' })).status).toBe(204);
    for (const answer of [await finance.get(path), await finance.patch(path, { rate: '1' })]) {
      expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } });
    }
  });

  it('are filtered and listed in pages by date', async () => {
    const finance = api.as('finance');
    const dates = ['2026-03-01', '2026-01-01', '2026-02-01', '2026-05-01', '2026-04-01'];
    for (const date of dates) await finance.post('/exchange-rates', rateOf('CAD', 'USD', date));
    await finance.post('/exchange-rates', rateOf('USD', 'CAD', '2026-01-01'));
    const months: string[] = [];
    let cursor = '';
    do {
      const query = `from=CAD&to=USD&sort=-date&limit=2${cursor}`;
      const { body } = await finance.get(`/exchange-rates?${query}`);
      months.push(...body.items.map(({ date }: { date: string }) => date.slice(0, 7)));
      cursor = body.nextCursor === null ? '' : `&cursor=${body.nextCursor}`;
    } while (cursor !== '');
    expect(months).toEqual(['2026-05', '2026-04', '2026-03', '2026-02', '2026-01']);
    const other = await finance.get('/exchange-rates?to=CAD&sort=createdAt');
    expect(other.body.items).toMatchObject([{ from: 'USD', to: 'CAD' }]);
    expect((await finance.get('/exchange-rates?from=eur')).status).toBe(400);
    expect((await finance.get('/exchange-rates?sort=rate')).status).toBe(400);
  });

  it('are read by everybody and written by finance and admins of the operator', async () => {
    const admin = api.as('admin');
    const { body } = await admin.post('/exchange-rates', rateOf('EUR', 'PLN', '2026-11-21'));
    const { body: account } = await admin.post('/accounts', { name: 'Acme', kind: 'reseller' });
    const path = `/exchange-rates/${body.id}`;
    for (const caller of [api.as('finance', account.id), api.as('rates'), api.as('read-only')]) {
      expect((await caller.get(path)).body).toEqual(body);
      const other = rateOf('EUR', 'HUF', '2026-11-21');
      expect((await caller.post('/exchange-rates', other)).status).toBe(403);
      expect((await caller.patch(path, { rate: '1' })).status).toBe(403);
      expect((await caller.delete(path)).status).toBe(403);
    }
    expect((await api.stranger.get('/exchange-rates')).status).toBe(401);
  });

  it('are created once for one idempotency key, with one audit entry', async () => {
    const finance = api.as('finance');
    const headers = { 'idempotency-key': 'exchange-1' };
    const given = rateOf('EUR', 'CZK', '2026-11-21', '24.3');
    const first = await finance.post('/exchange-rates', given, headers);
    const again = await finance.post('/exchange-rates', given, headers);
    expect(again).toMatchObject({ status: 201, body: first.body });
    await finance.patch(`/exchange-rates/${first.body.id}`, { rate: '24.4' });
    const entries = await api.database.read.rows(sql`
      SELECT action, noun_name AS name FROM audit_entries
      WHERE noun = 'exchange-rate' AND noun_id = ${first.body.id} ORDER BY id`);
    const name = 'EUR to CZK';
    expect(entries).toEqual([
      { action: 'create', name },
      { action: 'edit', name },
    ]);
  });
});
