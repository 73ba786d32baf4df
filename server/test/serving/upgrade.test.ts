/**
 * Databases of each earlier Ratedeck, with rows in all of their tables, brought to the schema of
 * today; and databases that no upgrade may touch.
 */

import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { migrate, migrationFiles } from '../../src/platform/db/migrate.js';
import { schemaDump } from '../../src/platform/db/schema-dump.js';
import { runIn } from '../support/run-in.js';
import { databaseServers, embeddedServer, testDatabase } from '../support/test-database.js';
import { everyRow, fillEveryTable } from './every-table.js';

const migrations = migrationFiles();

describe('migrations', () => {
  it('are numbered one after the other', () => {
    const numbers = migrations.map(({ name }) => Number(name.slice(0, 4)));
    expect(numbers).toEqual(migrations.map((_, index) => index + 1));
  });
});
const earlier = migrations.slice(1).map((_, index) => migrations.slice(0, index + 1));

describe.each(databaseServers())('an upgrade on $name', (server) => {
  const fresh = testDatabase(server);

  describe.each(earlier.map((applied) => ({ applied, last: applied.at(-1)!.name })))(
    'from $last',
    ({ applied }) => {
      const test = testDatabase(server, { template: null });

      it('keeps every row and ends with the schema of a new database', async () => {
        const { database } = test;
        await migrate(database, applied);
        const names = applied.map(({ name }) => name);
        await fillEveryTable(database, names);
        const before = await everyRow(database.read);
        const empty = Object.keys(before).filter((name) => before[name]!.length === 0);
        expect(empty, 'write rows for these tables in every-table.ts').toEqual([]);
        const rest = migrations.slice(applied.length).map(({ name }) => name);
        expect(await migrate(database)).toEqual(rest);
        const after = await everyRow(database.read);
        const counts = (rows: Record<string, string[]>, of: string): number => rows[of]!.length;
        const lost = Object.keys(before).filter(
          (name) => counts(after, name) < counts(before, name),
        );
        expect(lost).toEqual([]);
        expect(await schemaDump(database.read)).toBe(await schemaDump(fresh.database.read));
        await fillEveryTable(database, rest);
        expect(await migrate(database)).toEqual([]);
      });
    },
  );
});

describe('no upgrade', () => {
  const test = testDatabase(embeddedServer(), { template: null });

  it('touches a database whose migrations were changed, or that is newer', async () => {
    const { database } = test;
    const newer = [...migrations, { name: '9999_of-tomorrow', text: 'CREATE TABLE tomorrow ()' }];
    await migrate(database, newer);
    const state = await everyRow(database.read);
    await expect(migrate(database)).rejects.toThrow(/newer Ratedeck .*9999_of-tomorrow/);
    const [head, ...tail] = newer;
    const changed = [{ name: head!.name, text: `${head!.text}-- changed\n` }, ...tail];
    await expect(migrate(database, changed)).rejects.toThrow(
      new RegExp(`${head!.name} of the database is not`),
    );
    expect(await everyRow(database.read)).toEqual(state);
  });

  it('leaves half of a migration that fails', async () => {
    const { database } = test;
    await runIn(database, sql`DELETE FROM schema_migrations WHERE name = '9999_of-tomorrow'`);
    const text = 'CREATE TABLE half (); SELECT 1 / 0';
    const failing = [...migrations, { name: '9999_failing', text }];
    await expect(migrate(database, failing)).rejects.toThrow(/division by zero/);
    expect(Object.keys(await everyRow(database.read))).not.toContain('half');
    expect(await migrate(database)).toEqual([]);
  });

  it('is made twice by two programs that start at once', async () => {
    const { database } = test;
    const next = [...migrations, { name: '9998_once', text: 'CREATE TABLE once ()' }];
    const applied = await Promise.all([migrate(database, next), migrate(database, next)]);
    expect(applied.flat()).toEqual(['9998_once']);
  });
});
