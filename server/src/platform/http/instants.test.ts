/**
 * Every instant that addresses of the API take, found by walking the schemas: what is none is refused,
 * every form of one is read. Those in bodies: `test/requests/bodies.test.ts`.
 */

import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { testApi } from '../../../test/support/test-api.js';
import { databaseServers } from '../../../test/support/test-database.js';
import { product } from '../../product.js';

interface Schema {
  readonly 'x-instant'?: true;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly anyOf?: readonly Schema[];
}

const isInstant = (schema: Schema): boolean =>
  schema['x-instant'] === true || (schema.anyOf ?? []).some(isInstant);

/** Paths of instants in an object, of nested objects too. */
function instantsIn(schema: Schema | undefined, above: readonly string[] = []): string[][] {
  return Object.entries(schema?.properties ?? {}).flatMap(([name, field]) =>
    isInstant(field) ? [[...above, name]] : instantsIn(field, [...above, name]),
  );
}

const cases = product.routes.flatMap(({ path, query }) =>
  instantsIn(query as Schema | undefined).map(([name]) => ({ path, name: name! })),
);

const REFUSED = [
  '0001-03-04',
  '0030-01-01T00:00:00Z',
  '1899-12-31T23:59:59Z',
  '9999-12-31T23:59:59-14:00',
  '2026-02-30',
  '2026-06-30T23:59:60Z',
];

const TAKEN = [
  ...['2026-12-01', '2026-12-01T10:00', '2026-12-01 10:00:00', '2026-12-01T10:00:00,5Z'],
  ...['2026-12-01T10:00:00.123456789+01', '2026-12-01T10:00:00-0330', '1900-01-01'],
  ...['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59+14:00'],
];

describe.each(databaseServers())('instants on $name', (server) => {
  const api = testApi(server);

  it('stand in the addresses of several routes', () => {
    expect(cases.length).toBeGreaterThan(3);
  });

  it.each(cases)('$path takes no instant that is none as $name', async ({ path, name }) => {
    for (const text of REFUSED) {
      const query = new URLSearchParams({ [name]: text });
      const answer = await api.as('admin').get(`${path.replace(/:[a-zA-Z]+/g, '1')}?${query}`);
      expect(answer.status, `${text}: ${JSON.stringify(answer.body)}`).toBe(400);
      const fault = { path: `query.${name}`, code: 'bad_instant' };
      expect(answer.body.faults).toContainEqual(expect.objectContaining(fault));
    }
  });

  it.each(cases)('$path takes every form of one as $name', async ({ path, name }) => {
    const { body: table } = await api
      .as('admin')
      .post('/rate-tables', { name: `${path} ${name}`, scope: 'customer' });
    for (const text of TAKEN) {
      const query = new URLSearchParams({ [name]: text });
      const answer = await api.as('admin').get(`${path.replace(/:[a-zA-Z]+/g, table.id)}?${query}`);
      expect(answer.status, `${text}: ${JSON.stringify(answer.body)}`).toBe(200);
    }
  });

  it('of any year that are stored already can be listed', async () => {
    const { body } = await api.as('admin').post('/rate-tables', { name: 'Old', scope: 'customer' });
    await api.database.transaction(async (db) => {
      await db.run(sql`
        WITH opened AS (
          INSERT INTO change_sets (rate_table_id, kind, summary, at, actor_kind, actor_name)
          VALUES (${body.id}, 'edit', '', now(), 'system', '') RETURNING id
        )
        SELECT set_config('ratedeck.change_set_id', id::text, true) FROM opened`);
      await db.run(sql`
        INSERT INTO rates (rate_table_id, added_in_id, code, service, price, effective_from)
        SELECT ${body.id}, current_change_set_id(), code::text, 'voice', 1, effective_from
        FROM unnest('{0001-03-04,0030-01-01,0044-03-15 BC,20000-01-01}'::timestamptz[])
          WITH ORDINALITY AS old (effective_from, code)`);
    });
    const { body: page, status } = await api.as('admin').get(`/rate-tables/${body.id}/rates`);
    expect(status, JSON.stringify(page)).toBe(200);
    expect(page.items[0].effectiveFrom).toBe('0001-03-04T00:00:00.000Z');
    expect(page.items[1].effectiveFrom).toBe('0030-01-01T00:00:00.000Z');
    expect(page.items).toHaveLength(4);
  });
});
