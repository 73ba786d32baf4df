/** Large change sets of different tables, closed at one time. */

import { sql } from 'kysely';
import { describe, it } from 'vitest';
import { databaseServers, testDatabase } from '../../../test/support/test-database.js';
import { analyzeRates } from './store.js';

describe.each(databaseServers())('figures of rates on $name', (server) => {
  const test = testDatabase(server);

  it('are taken by one transaction, and no other waits until that one ends', async () => {
    await test.database.transaction(async (first) => {
      await analyzeRates(first);
      await test.database.transaction(async (second) => {
        await second.run(sql`SET LOCAL lock_timeout = '100ms'`);
        await analyzeRates(second);
      });
    });
  });
});
