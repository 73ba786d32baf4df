/** What the server does by itself now and then, on each database. */

import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { databaseServers, testDatabase } from '../../../test/support/test-database.js';
import { forgetOldChanges } from '../../platform/db/change-feed.js';
import { keepHouse } from './housekeeping.js';

describe.each(databaseServers())('housekeeping on $name', (server) => {
  const test = testDatabase(server);
  const fill = (age: string, count: number) =>
    test.database.transaction((db) =>
      db.run(sql`
        INSERT INTO change_feed (noun, thing_id, made_at)
        SELECT 'account', id, now() - ${age}::interval FROM generate_series(1, ${count}::int) id`),
    );
  const counted = async () => {
    const row = await test.database.read.row(sql<{ count: number }>`
      SELECT count(*)::integer AS count FROM change_feed WHERE noun = 'account'`);
    return row!.count;
  };

  it('forgets changes of more than a week ago, a bounded number at once', async () => {
    await test.database.transaction((db) => db.run(sql`DELETE FROM change_feed`));
    await fill('8 days', 3_500);
    await fill('6 days', 20);
    await forgetOldChanges(test.database, 2);
    expect(await counted()).toBe(1_520);
    await forgetOldChanges(test.database);
    expect(await counted()).toBe(20);
  });

  it('begins at once, comes again, and outlives a round that fails', async () => {
    const told: string[] = [];
    let calls = 0;
    const failing = {
      read: test.database.read,
      transaction: async () => {
        calls += 1;
        throw new Error(`round ${calls}`);
      },
    };
    await fill('9 days', 10);
    await fill('1 day', 1);
    const broken = keepHouse(failing, ({ message }) => told.push(message), 5);
    await expect.poll(() => told.length).toBeGreaterThan(1);
    await broken.stop();
    expect(told.slice(0, 2)).toEqual(['round 1', 'round 2']);
    const housekeeping = keepHouse(test.database, ({ message }) => told.push(message));
    await housekeeping.stop();
    expect(await counted()).toBe(21);
    const count = calls;
    await broken.stop();
    expect(calls).toBe(count);
  });
});
