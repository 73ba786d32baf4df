/** Names of codes for those who write rates, and of rates that follow, on each database. */

import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { insertRates } from '../../../test/support/insert-rates.js';
import { testApi } from '../../../test/support/test-api.js';
import { databaseServers } from '../../../test/support/test-database.js';
import { nameIds } from '../names/service.js';
import { codesOfName, loadShippedCodeDeck, resolveCodeNames } from './service.js';

interface NamedRate {
  readonly code: string;
  readonly name: string;
  readonly version: number;
}

describe.each(databaseServers())('names of codes on $name', (server) => {
  const api = testApi(server);

  const deckOf = async (name: string, names: Readonly<Record<string, string>>) => {
    const codes = Object.entries(names).map(([code, codeName]) => ({ code, name: codeName }));
    const { body } = await api.as('rates').post('/code-decks', { name, codes });
    return body.id as string;
  };

  const resolved = async (id: string, codes: readonly string[]) => {
    const names = await api.database.transaction((db) => resolveCodeNames({ db }, id, codes));
    return codes.map((code) => names.get(code)?.name ?? null);
  };

  it('are those of the longest code that they begin with', async () => {
    const id = await deckOf('Longest', { 43: 'Austria', 436: 'Mobile', 43664: 'A1' });
    const codes = ['43', '431', '436', '4366', '43664', '436641', '4', '', '49'];
    expect(await resolved(id, codes)).toEqual([
      ...['Austria', 'Austria', 'Mobile', 'Mobile', 'A1', 'A1'],
      ...[null, null, null],
    ]);
    const all = await deckOf('Catch-all', { '': 'World', 43: 'Austria' });
    expect(await resolved(all, ['43', '4', '', '9'.repeat(32)])).toEqual([
      ...['Austria', 'World', 'World', 'World'],
    ]);
    expect(await resolved('999999', ['43'])).toEqual([null]);
  });

  it('are the same for many codes as for few, in a random deck', async () => {
    const seed = Number(process.env['RATEDECK_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
    console.info(`RATEDECK_SEED=${seed}`);
    let state = seed;
    const random = (max: number): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((state / 2 ** 32) * max);
    };
    const randomCode = (): string =>
      Array.from({ length: 1 + random(8) }, () => random(5)).join('');
    const names = Object.fromEntries(
      Array.from({ length: 300 }, () => [randomCode(), `Name ${random(50)}`]),
    );
    const id = await deckOf('Random', names);
    const codes = [...new Set(Array.from({ length: 60_000 }, randomCode))];
    const expected = codes.map((code) => {
      for (let end = code.length; end >= 0; end -= 1) {
        const name = names[code.slice(0, end)];
        if (name !== undefined) return name;
      }
      return null;
    });
    expect(codes.length).toBeGreaterThan(20_000);
    expect(await resolved(id, codes)).toEqual(expected);
    expect(await resolved(id, codes.slice(0, 100))).toEqual(expected.slice(0, 100));
  });

  it('lead back to all codes of a name', async () => {
    const id = await deckOf('Back', { 44: 'UK', 447: 'UK Mobile', 4474: 'UK Mobile', 4420: 'UK' });
    const db = api.database.read;
    expect(await codesOfName({ db }, id, 'UK Mobile')).toEqual(['447', '4474']);
    expect(await codesOfName({ db }, id, 'UK')).toEqual(['44', '4420']);
    expect(await codesOfName({ db }, id, 'uk')).toEqual([]);
    expect(await codesOfName({ db }, id, '')).toEqual([]);
  });

  const namesOf = async (tableId: string): Promise<string[]> => {
    const rows = await api.database.read.rows(sql<NamedRate>`
      SELECT code, name, version FROM rates JOIN names ON names.id = name_id
      WHERE rate_table_id = ${tableId} ORDER BY code, name, rates.id`);
    for (const { version } of rows) expect(version).toBe(1);
    return rows.map(({ code, name }) => `${code} ${name}`.trim());
  };
  const revisionOf = async (tableId: string): Promise<number> => {
    const row = await api.database.read.row(sql<{ revision: string }>`
      SELECT revision FROM rate_tables WHERE id = ${tableId}`);
    return Number(row!.revision);
  };

  it('change in the rates that follow, and in no others', async () => {
    const rates = api.as('rates');
    const id = await deckOf('Followed', { 43: 'Austria', 436: 'Mobile', 49: 'Germany' });
    const other = await deckOf('Not followed', { 43: 'Elsewhere' });
    const codes = ['43', '431', '436', '43664', '4', '49'];
    const follows = { tableName: 'Follows', codeDeckId: id };
    const tableId = await insertRates(api.database, { ...follows, codes });
    await insertRates(api.database, { ...follows, codes: ['436'], stashed: true });
    const ids = await api.database.transaction((db) => nameIds({ db }, ['My own']));
    const own = { ...follows, codes: ['432'], ownNameId: ids.get('My own')! };
    await insertRates(api.database, own);
    const otherTable = { tableName: 'Follows another', codeDeckId: other, codes };
    const otherId = await insertRates(api.database, otherTable);
    const revision = await revisionOf(tableId);

    const put = {
      codes: [
        { code: '43', name: 'Österreich' },
        { code: '436', name: 'Handy' },
      ],
    };
    await rates.put(`/code-decks/${id}/codes`, put);
    const renamed = [
      ...['4', '43 Österreich', '431 Österreich', '432 My own', '436 Handy', '436 Handy'],
      ...['43664 Handy', '49'],
    ];
    expect(await namesOf(tableId)).toEqual(renamed);
    expect(await revisionOf(tableId)).toBe(revision + 1);

    await rates.put(`/code-decks/${id}/codes`, { codes: [{ code: '43664', name: 'A1' }] });
    expect(await namesOf(tableId)).toEqual(
      renamed.map((rate) => (rate === '43664 Handy' ? '43664 A1' : rate)),
    );
    await rates.post(`/code-decks/${id}/codes/delete`, { codes: ['436', '43664'] });
    expect(await namesOf(tableId)).toEqual(
      renamed.map((rate) => rate.replace('Handy', 'Österreich')),
    );
    await rates.post(`/code-decks/${id}/codes/delete`, { codes: ['43'] });
    expect(await namesOf(tableId)).toEqual(renamed.map((rate) => rate.replace(/ [ÖH].*/, '')));
    await rates.put(`/code-decks/${id}/codes`, { codes: [{ code: '', name: 'World' }] });
    expect(await namesOf(tableId)).toEqual([
      ...['4 World', '43 World', '431 World', '432 My own', '436 World', '436 World'],
      ...['43664 World', '49 Germany'],
    ]);
    expect(await namesOf(otherId)).toEqual(codes.toSorted());
    const history = await api.database.read.rows(sql`SELECT FROM rate_changes`);
    expect(history).toEqual([]);
  });

  it('change in the rates that follow when a thousand codes change', async () => {
    const names = Object.fromEntries(
      Array.from({ length: 1000 }, (_, i) => [String(7000 + i), `Old ${i}`]),
    );
    const id = await deckOf('Many followed', { 7: 'Russia', ...names });
    const codes = ['7', '70', '7000', '70001', '7999', '79991', '8'];
    const table = { tableName: 'Follows many', codeDeckId: id };
    const tableId = await insertRates(api.database, { ...table, codes });
    await insertRates(api.database, { ...table, codes: ['79992'], stashed: true });
    const put = Object.keys(names).map((code) => ({ code, name: `New ${code}` }));
    await api.as('rates').put(`/code-decks/${id}/codes`, { codes: put.slice(1) });
    // Only what begins with a changed code is looked at, so the others wait for a change of theirs.
    const renamed = ['7', '70', '7000', '70001', '7999 New 7999', '79991 New 7999'];
    expect(await namesOf(tableId)).toEqual([...renamed, '79992 New 7999', '8']);
    await api.as('rates').post(`/code-decks/${id}/codes/delete`, { codes: Object.keys(names) });
    expect(await namesOf(tableId)).toEqual([
      ...['7', '70', '7000 Russia', '70001 Russia', '7999 Russia', '79991 Russia'],
      ...['79992 Russia', '8'],
    ]);
  });

  it('stay put while a transaction writes rates by them', async () => {
    const id = await deckOf('Held', { 43: 'Austria' });
    const put = () =>
      api.as('rates').put(`/code-decks/${id}/codes`, { codes: [{ code: '43', name: 'New' }] });
    let answered = false;
    const { writing, seen } = await api.database.transaction(async (db) => {
      const before = await resolveCodeNames({ db }, id, ['43']);
      const request = put().then((answer) => {
        answered = true;
        return answer;
      });
      await waitForLock();
      const after = await resolveCodeNames({ db }, id, ['43']);
      expect(answered).toBe(false);
      return { writing: request, seen: [before.get('43')?.name, after.get('43')?.name] };
    });
    expect(seen).toEqual(['Austria', 'Austria']);
    expect((await writing).status).toBe(200);
  });

  /** Until some statement of this database waits for somebody's lock. */
  const waitForLock = async (): Promise<void> => {
    for (;;) {
      const waiting = await api.database.read.rows(sql`
        SELECT FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'`);
      if (waiting.length > 0) return;
    }
  };
});

describe.each(databaseServers())('the shipped deck on $name', (server) => {
  const api = testApi(server);

  it('is put there once, and is not edited but copied', async () => {
    const { body: own } = await api.as('rates').post('/code-decks', { name: 'Default' });
    await Promise.all([loadShippedCodeDeck(api.database), loadShippedCodeDeck(api.database)]);
    await loadShippedCodeDeck(api.database);
    const { body: page } = await api.as('read-only').get('/code-decks?sort=createdAt');
    expect(page.items).toMatchObject([
      { id: own.id, name: 'Default', shipped: false },
      { name: 'Default 2', shipped: true },
    ]);
    const shipped = page.items[1];
    expect(shipped.codeCount).toBeGreaterThan(50_000);
    const path = `/code-decks/${shipped.id}`;
    const { body: found } = await api.as('read-only').get(`${path}/codes?number=436641234567`);
    expect(found.items.map(({ country }: { country: string }) => country)).toContain('AT');

    const rates = api.as('rates');
    const refusals = [
      await rates.put(`${path}/codes`, { codes: [{ code: '43', name: 'Mine' }] }),
      await rates.post(`${path}/codes/delete`, { codes: ['43'] }),
      await rates.delete(path),
    ];
    for (const refusal of refusals) {
      expect(refusal).toMatchObject({ status: 409, body: { code: 'conflict' } });
    }
    expect(refusals[0]!.body.detail).toContain(`"copyOf": "${shipped.id}"`);
    expect((await rates.patch(path, { shipped: false })).status).toBe(400);
    const copy = await rates.post('/code-decks', { name: 'Mine', copyOf: shipped.id });
    expect(copy.body).toMatchObject({ shipped: false, codeCount: shipped.codeCount });
    const mine = { codes: [{ code: '43', name: 'Mine' }] };
    const edited = await rates.put(`/code-decks/${copy.body.id}/codes`, mine);
    expect(edited.body).toMatchObject({ version: 2, changedCount: 1 });
  });
});
