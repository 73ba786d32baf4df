/** Keys and sessions that several programs on one database remember, and what ends them there. */

import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runIn } from '../../../test/support/run-in.js';
import { databaseServers, testDatabase } from '../../../test/support/test-database.js';
import { hashSecret, hintOf, KEY_PREFIX, newSecret } from '../../platform/access/secrets.js';
import { type Database, openDatabase } from '../../platform/db/database.js';
import { type LivePricing, startLivePricing } from '../../usage/live-pricing/service.js';
import { createAuthenticator } from './authenticator.js';

const now = () => new Date();

describe.each(databaseServers())('keys that are remembered, on $name', (server) => {
  const test = testDatabase(server);
  let other: Database;
  let following: LivePricing;

  beforeAll(async () => {
    // What asks has nothing to do with what writes, as in two processes.
    other = await openDatabase(test.config);
    following = startLivePricing(test.config, { here: true });
    await following.catchUp();
  });
  afterAll(async () => {
    await following.stop();
    await other.close();
  });

  async function makeKey(): Promise<string> {
    const key = newSecret(KEY_PREFIX);
    await runIn(
      test.database,
      sql`INSERT INTO api_keys (name, key_hash, hint, account_id, role)
        SELECT 'Switch', ${hashSecret(key)}, ${hintOf(key)}, id, 'rates' FROM accounts
        WHERE kind = 'operator'`,
    );
    return key;
  }

  async function makeSession(login: string): Promise<string> {
    const token = newSecret('');
    await runIn(
      test.database,
      sql`INSERT INTO users (login, name, account_id, role)
        SELECT ${login}, 'One', id, 'rates' FROM accounts WHERE kind = 'operator'`,
    );
    await runIn(
      test.database,
      sql`INSERT INTO sessions (token_hash, csrf_token, user_id, expires_at)
        SELECT ${hashSecret(token)}, 'csrf', id, now() + interval '1 hour'
        FROM users WHERE login = ${login}`,
    );
    return token;
  }

  /** Counts what it asks the database. */
  function watched() {
    let asked = 0;
    const database: Database = {
      ...other,
      reserved: {
        ...other.reserved,
        row: (query) => {
          asked += 1;
          return other.reserved.row(query);
        },
      },
    };
    const authenticator = createAuthenticator(database, now, following.credentials);
    return { authenticator, asked: () => asked };
  }

  it('ask the database once, and end within a second of being revoked elsewhere', async () => {
    const key = await makeKey();
    const { authenticator, asked } = watched();
    const endsAt = performance.now() + 1_500;
    while (performance.now() < endsAt) {
      expect(await authenticator.byKey(key)).toMatchObject({ principal: { name: 'Switch' } });
      await following.catchUp();
    }
    expect(asked()).toBe(1);
    await runIn(
      test.database,
      sql`UPDATE api_keys SET revoked_at = now() WHERE key_hash = ${hashSecret(key)}`,
    );
    await expect.poll(() => authenticator.byKey(key), { timeout: 1_000, interval: 20 }).toBeNull();
  });

  it('of sessions end with their user, and with the session', async () => {
    const ends = [
      sql`UPDATE users SET status = 'disabled' WHERE login = 'u0'`,
      sql`DELETE FROM sessions WHERE user_id = (SELECT id FROM users WHERE login = 'u1')`,
      sql`DELETE FROM users WHERE login = 'u2'`,
    ];
    for (const [index, end] of ends.entries()) {
      const token = await makeSession(`u${index}`);
      const { authenticator } = watched();
      expect(await authenticator.bySession(token)).toMatchObject({ csrfToken: 'csrf' });
      await runIn(test.database, end);
      await expect
        .poll(() => authenticator.bySession(token), { timeout: 1_000, interval: 20 })
        .toBeNull();
    }
  });

  it('name their account as it is called now', async () => {
    const key = await makeKey();
    const token = await makeSession('u4');
    const { authenticator } = watched();
    const names = async () =>
      [await authenticator.byKey(key), await authenticator.bySession(token)].map(
        (found) => found?.accountName,
      );
    expect(await names()).toEqual(['Operator', 'Operator']);
    await runIn(test.database, sql`UPDATE accounts SET name = 'House' WHERE kind = 'operator'`);
    await following.catchUp();
    expect(await names()).toEqual(['House', 'House']);
  });

  it('of sessions end later when they are used, at seven days at the latest', async () => {
    const token = await makeSession('u5');
    const clock = { ms: Date.now() };
    const authenticator = createAuthenticator(other, () => new Date(clock.ms), null);
    const endsAt = async () => Date.parse((await authenticator.bySession(token))!.expiresAt!);
    const began = clock.ms;
    await endsAt();
    for (let hours = 0; hours < 156; hours += 11) {
      clock.ms = began + hours * 3_600_000 + 61_000;
      expect(await endsAt()).toBe(clock.ms + 12 * 3_600_000);
    }
    clock.ms = began + 160 * 3_600_000;
    const last = await endsAt();
    expect(last - began).toBeGreaterThan(167.9 * 3_600_000);
    expect(last - began).toBeLessThan(168.1 * 3_600_000);
    clock.ms = last;
    expect(await authenticator.bySession(token)).toBeNull();
  });

  it('are not told of when they are only used', async () => {
    const key = await makeKey();
    const token = await makeSession('u3');
    const told: unknown[] = [];
    following.credentials.onChanges((changes) => told.push(changes));
    await runIn(test.database, sql`UPDATE api_keys SET last_used_at = now()`);
    await runIn(
      test.database,
      sql`UPDATE sessions SET last_seen_at = now(), expires_at = now() + interval '2 hours'`,
    );
    await runIn(test.database, sql`UPDATE users SET failed_logins = 1, last_login_at = now()`);
    await following.catchUp();
    expect(told).toEqual([]);
    await runIn(
      test.database,
      sql`UPDATE api_keys SET role = 'admin' WHERE key_hash = ${hashSecret(key)}`,
    );
    await following.catchUp();
    expect(told).toMatchObject([[{ noun: 'api-key' }]]);
    const { authenticator } = watched();
    expect(await authenticator.byKey(key)).toMatchObject({ principal: { role: 'admin' } });
    expect(await authenticator.bySession(token)).not.toBeNull();
  });
});
