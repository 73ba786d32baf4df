/** Rates of a few codes are found by their codes, however many rates the table has. */

import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { countingBlocks } from '../../../test/support/counting-blocks.js';
import { testApi } from '../../../test/support/test-api.js';
import { databaseServers } from '../../../test/support/test-database.js';
import { ratesOfCodes, versionsOfCodes } from './bulk-store.js';

const CODES = ['100007', '105000', '109999', '1'];

describe.each(databaseServers())('rates of codes on $name', (server) => {
  const api = testApi(server);

  it.each([
    ['all of them', ratesOfCodes],
    ['their versions', versionsOfCodes],
  ])('are found by an index: %s', async (_, find) => {
    const table = { name: `Many ${find.name}`, scope: 'carrier' };
    const { body } = await api.as('rates').post('/rate-tables', table);
    const rates = { codes: '100000-109999', price: '0.1', effectiveFrom: '2026-11-01' };
    const added = await api.as('rates').post(`/rate-tables/${body.id}/rates`, rates);
    await api.as('rates').post(`/rates/${added.body.items[7].id}/stash`);
    await api.database.transaction((db) => db.run(sql`ANALYZE rates`));
    const { counted, connection } = countingBlocks(api.database.read);
    const found = await find(connection, body.id, CODES);
    expect(found.map(({ code }) => code).sort()).toEqual(
      find === ratesOfCodes ? ['100007', '105000', '109999'] : ['105000', '109999'],
    );
    // The table has some hundred.
    expect(counted.blocks).toBeLessThan(60);
  });
});
