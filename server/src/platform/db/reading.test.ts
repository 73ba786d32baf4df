/** What reads cannot write: not by a promise of types, but because the database refuses it. */

import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { runIn } from '../../../test/support/run-in.js';
import { databaseServers, testDatabase } from '../../../test/support/test-database.js';
import type { Query } from './connection.js';

/** What PostgreSQL says of a write in a transaction that only reads. */
const READ_ONLY = { code: '25006' };

const writes: readonly (readonly [string, Query])[] = [
  ['an insert', sql`INSERT INTO categories (name) VALUES ('Mobile') RETURNING id`],
  ['an update', sql`UPDATE accounts SET name = 'Other' RETURNING id`],
  ['a deletion', sql`DELETE FROM names WHERE id > 0 RETURNING id`],
  [
    'a write beside a read',
    sql`WITH made AS (INSERT INTO categories (name) VALUES ('Mobile') RETURNING id) SELECT id FROM made`,
  ],
  ['a function that writes', sql`SELECT change_feed_forget()`],
  ['a lock on rows', sql`SELECT id FROM accounts FOR SHARE`],
  ['a sequence', sql`SELECT nextval(pg_get_serial_sequence('accounts', 'id'))`],
  ['a table', sql`CREATE TABLE made (id integer)`],
];

describe.each(databaseServers())('a reader on $name', (server) => {
  const test = testDatabase(server);

  it.each(writes)('is refused %s', async (_, write) => {
    const { database } = test;
    await expect(database.read.rows(write)).rejects.toMatchObject(READ_ONLY);
    const { signal } = new AbortController();
    const caller = database.readFor({ caller: 'somebody', signal });
    await expect(caller.row(write)).rejects.toMatchObject(READ_ONLY);
    const file = database.transaction((db) => db.run(write), { kind: 'file' });
    await expect(file).rejects.toMatchObject(READ_ONLY);
  });

  it('reads only again on a connection on which a transaction has written', async () => {
    const { database } = test;
    // One more than there are connections, so each has written.
    const names = Array.from({ length: 11 }, (_, index) => `Category ${index}`);
    await Promise.all(
      names.map((name) => runIn(database, sql`INSERT INTO categories (name) VALUES (${name})`)),
    );
    const refused = names.map((name) =>
      expect(
        database.read.rows(sql`INSERT INTO categories (name) VALUES (${`${name} again`})`),
      ).rejects.toMatchObject(READ_ONLY),
    );
    await Promise.all(refused);
    const found = await database.read.row(sql`SELECT count(*)::integer AS count FROM categories`);
    expect(found).toEqual({ count: names.length });
  });
});
