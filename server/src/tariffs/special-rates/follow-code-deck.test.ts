/** Special rates by code name follow their code deck, on each database. */

import { sql } from 'kysely';
import { afterEach, describe, expect, it } from 'vitest';
import { specialTables } from '../../../test/support/special-tables.js';
import { testApi } from '../../../test/support/test-api.js';
import { databaseServers } from '../../../test/support/test-database.js';

const NOW = '2026-11-22T12:00:00.000Z';
const LATER = '2026-12-24T12:00:00.000Z';

describe.each(databaseServers())('special rates and code decks on $name', (server) => {
  const api = testApi(server);
  afterEach(() => {
    api.clock.now = NOW;
  });

  const { is, newTable, add, special, use, pricesAt } = specialTables(api);

  it('get and lose codes with it, and leave a code to the special rate that has it', async () => {
    const deck = is(
      await api.as('rates').post('/code-decks', {
        name: 'Followed',
        codes: [
          { code: '491', name: 'Germany Mobile', country: 'DE' },
          { code: '492', name: 'Germany Mobile', country: 'DE' },
        ],
      }),
      201,
    );
    const fields = { codeDeckId: deck.id };
    const [fresh, used, archived] = [
      await newTable(fields),
      await newTable(fields),
      await newTable(fields),
    ];
    const byName = { codeName: 'Germany Mobile', price: '0.1' };
    for (const table of [fresh, used, archived]) {
      await add(table, '491, 493', '0.5', { effectiveFrom: '2026-01-01' });
      is(await special(table, byName), 201);
    }
    is(await special(fresh, { name: 'Other', codes: '494', price: '0.3' }), 201);
    await use(used);
    is(await api.as('rates').patch(`/rate-tables/${archived}`, { status: 'archived' }), 200);
    api.clock.now = LATER;
    const put = [
      { code: '491', name: 'Germany', country: 'DE' },
      { code: '493', name: 'Germany Mobile', country: 'DE' },
      { code: '494', name: 'Germany Mobile', country: 'DE' },
    ];
    is(await api.as('rates').put(`/code-decks/${deck.id}/codes`, { codes: put }), 200);
    // Later changes of the deck find everything as it should be.
    api.clock.now = '2027-03-01T00:00:00.000Z';
    const other = [{ code: '99', name: 'Elsewhere', country: 'XX' }];
    is(await api.as('rates').put(`/code-decks/${deck.id}/codes`, { codes: other }), 200);
    expect(await pricesAt(fresh, LATER)).toEqual(['491=0.5', '492=0.1*', '493=0.1*', '494=0.3*']);
    expect(await pricesAt(used, LATER)).toEqual(['491=0.5', '492=0.1*', '493=0.1*', '494=0.1*']);
    expect(await pricesAt(used, '2026-12-01')).toEqual(['491=0.1*', '492=0.1*', '493=0.5']);
    expect(await pricesAt(archived, LATER)).toEqual(['491=0.1*', '492=0.1*', '493=0.5']);
    const audited = await api.database.read.rows(sql<{ field: string; after: string }>`
      SELECT field, after FROM audit_entries JOIN audit_fields ON audit_entry_id = audit_entries.id
      WHERE action = 'follow-code-deck' ORDER BY audit_entries.id, position`);
    expect(audited).toEqual([
      { field: 'addedCodes', after: '493' },
      { field: 'removedCodes', after: '491' },
      { field: 'leftOutCodes', after: '494' },
      { field: 'addedCodes', after: '493, 494' },
      { field: 'removedCodes', after: '491' },
    ]);
  });

  it('keep their codes when the table has no deck any more', async () => {
    const codes = [{ code: '411', name: 'Swiss Mobile', country: 'CH' }];
    const deck = is(await api.as('rates').post('/code-decks', { name: 'Swiss', codes }), 201);
    const table = await newTable({ codeDeckId: deck.id });
    const { id } = is(await special(table, { codeName: 'Swiss Mobile', price: '0.1' }), 201);
    is(await api.as('rates').patch(`/rate-tables/${table}`, { codeDeckId: null }), 200);
    const edited = is(await api.as('rates').patch(`/special-rates/${id}`, { price: '0.2' }), 200);
    expect(edited).toMatchObject({ codeName: 'Swiss Mobile', rateCount: 1 });
    expect(await pricesAt(table, NOW)).toEqual(['411=0.2*']);
  });
});
