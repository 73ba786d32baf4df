/** Source codes through the API, on each database: their names, entry by codes and names, new ones. */

import { beforeAll, describe, expect, it } from 'vitest';
import { testApi } from '../../../test/support/test-api.js';
import { databaseServers } from '../../../test/support/test-database.js';

describe.each(databaseServers())('source codes on $name', (server) => {
  const api = testApi(server);
  let deckId = '';
  const tableId = '';
  let number = 0;

  const create = async (path: string, body: object, ownerId?: string): Promise<string> => {
    const answer = await api.as('rates', ownerId).post(path, body);
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    return answer.body.id;
  };
  const tableOf = (fields: object = {}) => {
    number += 1;
    const table = { name: `Origins ${number}`, scope: 'customer', sourceCodeDeckId: deckId };
    return create('/rate-tables', { ...table, ...fields });
  };
  const add = (fields: object, id = tableId) =>
    api.as('rates').post(`/rate-tables/${id}/rates`, { codes: '44', price: '0.01', ...fields });
  const sourcesOf = async (id: string) => {
    const { body } = await api.as('rates').get(`/rate-tables/${id}/rates?limit=500`);
    return body.items.map((rate: { code: string; sourceCode: string; sourceCodeName: string }) =>
      [rate.code, rate.sourceCode, rate.sourceCodeName].join(' '),
    );
  };

  beforeAll(async () => {
    deckId = await create('/code-decks', {
      name: 'Origins',
      codes: [
        { code: '43', name: 'Austria' },
        { code: '43664', name: 'Austria Mobile' },
        { code: '43676', name: 'Austria Mobile' },
      ],
    });
  });

  it('are named by the source code deck of the table, which can change', async () => {
    const id = await tableOf();
    await add({ sourceCode: '431' }, id);
    await add({ sourceCode: '99' }, id);
    await add({}, id);
    expect(await sourcesOf(id)).toEqual(['44 431 Austria', '44 99 ', '44  ']);
    const shown = await api.as('rates').get(`/rate-tables/${id}`);
    expect(shown.body.sourceCodeDeck).toEqual({ id: deckId, name: 'Origins' });
    await api.as('rates').patch(`/rate-tables/${id}`, { sourceCodeDeckId: null });
    expect(await sourcesOf(id)).toEqual(['44 431 ', '44 99 ', '44  ']);
    const unknown = await api.as('rates').patch(`/rate-tables/${id}`, { sourceCodeDeckId: '999' });
    expect(unknown).toMatchObject({
      status: 400,
      body: { faults: [{ path: 'sourceCodeDeckId' }] },
    });
  });

  it('make a rate each for each code, entered as lists and ranges or by names', async () => {
    const id = await tableOf();
    const listed = await add({ codes: '44, 49', sourceCodes: '1, 33, 34' }, id);
    expect(listed).toMatchObject({ status: 201, body: { count: 6, newSourceCodes: [] } });
    const named = await add({ codes: '7', sourceCodeNames: ['Austria', 'Austria Mobile'] }, id);
    expect(named).toMatchObject({ status: 201, body: { count: 3 } });
    expect(await sourcesOf(id)).toEqual([
      ...['44 1 ', '44 33 ', '44 34 ', '49 1 ', '49 33 ', '49 34 '],
      ...['7 43 Austria', '7 43664 Austria Mobile', '7 43676 Austria Mobile'],
    ]);
    const twice = await add({ codes: '7', sourceCodes: '43' }, id);
    expect(twice).toMatchObject({ status: 409, body: { code: 'rate_version_exists' } });
  });

  it('that the deck lacks are created where they are entered, for blocked destinations too', async () => {
    const id = await tableOf();
    const entry = { blocked: true, price: null, sourceCodes: '43650-43651' };
    const made = await add({ ...entry, newSourceCodeName: 'Austria Magenta' }, id);
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    expect(made.body).toMatchObject({ count: 2, newSourceCodes: ['43650', '43651'] });
    expect(await sourcesOf(id)).toEqual(['44 43650 Austria Magenta', '44 43651 Austria Magenta']);
    // The next one finds it there, under its name too.
    const again = await add(
      { sourceCode: '43650', newSourceCodeName: 'Austria Magenta', tag: 'x' },
      id,
    );
    expect(again.body).toMatchObject({ count: 1, newSourceCodes: [] });
    const byName = await add({ codes: '1', sourceCodeNames: ['Austria Magenta'] }, id);
    expect(byName.body).toMatchObject({ count: 2 });
    const other = await add({ codes: '2', sourceCode: '43', newSourceCodeName: 'Österreich' }, id);
    expect(other).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(other.body.detail).toContain('calls 43 "Austria"');
  });

  it('are refused in words where something is missing', async () => {
    const id = await tableOf();
    const faultOf = async (fields: object, table = id) => {
      const { status, body } = await add(fields, table);
      return [status, body.faults?.[0].path, body.faults?.[0].code];
    };
    const unknown = { sourceCodeNames: ['Austria', 'Atlantis'] };
    expect(await faultOf(unknown)).toEqual([400, 'sourceCodeNames[1]', 'unknown_reference']);
    const both = { sourceCode: '1', sourceCodes: '2' };
    expect(await faultOf(both)).toEqual([400, 'sourceCodes', 'not_exactly_one']);
    const nameless = { newSourceCodeName: 'X' };
    expect(await faultOf(nameless)).toEqual([400, 'newSourceCodeName', 'missing_codes']);
    const bare = await tableOf({ sourceCodeDeckId: null });
    const without = { sourceCodeNames: ['Austria'] };
    expect(await faultOf(without, bare)).toEqual([400, 'sourceCodeNames', 'no_code_deck']);
    const noDeck = { sourceCodes: '1', newSourceCodeName: 'X' };
    expect(await faultOf(noDeck, bare)).toEqual([400, 'newSourceCodeName', 'no_code_deck']);
    const many = { codes: '1000-1999', sourceCodes: '100-199' };
    expect(await faultOf(many)).toEqual([400, 'codes', 'too_many_codes']);
  });

  it('are added by users of the operator only, as all accounts share the decks', async () => {
    const account = { name: 'Reseller', kind: 'reseller', currency: 'USD' };
    const reseller = (await api.as('admin').post('/accounts', account)).body.id;
    const table = { name: 'Own', scope: 'customer', sourceCodeDeckId: deckId };
    const own = await create('/rate-tables', table, reseller);
    const entry = { codes: '44', price: '1', sourceCodes: '777', newSourceCodeName: 'Nowhere' };
    const answer = await api.as('rates', reseller).post(`/rate-tables/${own}/rates`, entry);
    expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    const known = { ...entry, sourceCodes: '43', newSourceCodeName: 'Austria' };
    const fine = await api.as('rates', reseller).post(`/rate-tables/${own}/rates`, known);
    expect(fine.status).toBe(201);
  });

  it('keep their deck from being deleted', async () => {
    const deck = await create('/code-decks', { name: 'Kept', codes: [] });
    const id = await tableOf({ sourceCodeDeckId: deck });
    const refused = await api.as('rates').delete(`/code-decks/${deck}`);
    expect(refused).toMatchObject({ status: 409, body: { code: 'still_in_use' } });
    await api.as('rates').patch(`/rate-tables/${id}`, { sourceCodeDeckId: null });
    expect((await api.as('rates').delete(`/code-decks/${deck}`)).status).toBe(204);
  });
});
