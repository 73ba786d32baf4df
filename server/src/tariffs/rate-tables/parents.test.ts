/** Which tables can be the parent of a table, through the API, on each database. */

import { describe, expect, it } from 'vitest';
import { testApi } from '../../../test/support/test-api.js';
import { databaseServers } from '../../../test/support/test-database.js';

describe.each(databaseServers())('parents of rate tables on $name', (server) => {
  const api = testApi(server);
  let number = 0;
  const post = (fields: object) => {
    number += 1;
    const table = { name: `Table ${number}`, scope: 'customer', ...fields };
    return api.as('rates').post('/rate-tables', table);
  };
  const made = async (fields: object): Promise<string> => {
    const { status, body } = await post(fields);
    expect(status, JSON.stringify(body)).toBe(201);
    return body.id;
  };

  it('are of one currency and service with it, and a wrong one is told by both', async () => {
    const parentId = await made({ currency: 'EUR', service: 'voice' });
    expect(await made({ currency: 'EUR', parentId })).toMatch(/^[0-9]+$/);
    const { status, body } = await post({ currency: 'USD', service: 'sms', parentId });
    expect(status).toBe(400);
    expect(body.faults).toEqual([
      {
        path: 'parentId',
        code: 'currency_mismatch',
        message: expect.stringMatching(/^the parent is in EUR, this table in USD;/),
      },
      {
        path: 'parentId',
        code: 'service_mismatch',
        message: expect.stringMatching(/^the parent's service is voice, this table's sms;/),
      },
    ]);
    const own = await made({ currency: 'USD' });
    const edited = await api.as('rates').patch(`/rate-tables/${own}`, { parentId });
    expect(edited.body.faults).toMatchObject([{ path: 'parentId', code: 'currency_mismatch' }]);
  });

  it('are there, and not below it', async () => {
    const none = await post({ parentId: '999999' });
    expect(none.body.faults).toMatchObject([{ path: 'parentId', code: 'unknown_reference' }]);
    const above = await made({});
    const below = await made({ parentId: above });
    for (const parentId of [below, above]) {
      const circle = await api.as('rates').patch(`/rate-tables/${above}`, { parentId });
      expect(circle).toMatchObject({ status: 409, body: { code: 'would_make_a_circle' } });
    }
  });
});
