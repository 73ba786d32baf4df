/** Names, each once, on each database. */

import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { databaseServers, testDatabase } from '../../../test/support/test-database.js';
import { nameIds } from './service.js';

describe.each(databaseServers())('names on $name', (server) => {
  const test = testDatabase(server);

  const count = async (): Promise<number> => {
    const row = await test.database.read.row(sql<{ count: string }>`SELECT count(*) FROM names`);
    return Number(row!.count);
  };

  const idsOf = (names: readonly string[]) =>
    test.database.transaction((db) => nameIds({ db }, names));

  it('get an id each, the same one the next time', async () => {
    const first = await idsOf(['Austria', 'Austria Mobile', 'Austria']);
    expect([...first.keys()].sort()).toEqual(['Austria', 'Austria Mobile']);
    expect(new Set(first.values()).size).toBe(2);
    const before = await count();
    const second = await idsOf(['Germany', 'Austria']);
    expect(second.get('Austria')).toBe(first.get('Austria'));
    expect(await count()).toBe(before + 1);
    expect(await idsOf([])).toEqual(new Map());
  });

  it('have 0 for the empty one, and tell apart whatever differs at all', async () => {
    const names = [
      '',
      ' ',
      'a',
      'A',
      'ä',
      'a ',
      '=1+1',
      '{"x\\',
      'NULL',
      `'--`,
      '🌙',
      'x'.repeat(1000),
    ];
    const ids = await idsOf(names);
    expect(ids.get('')).toBe(0);
    expect([...ids.keys()].sort()).toEqual([...names].sort());
    expect(new Set(ids.values()).size).toBe(names.length);
  });

  it('use up no numbers when nothing is missing', async () => {
    await idsOf(['Known 1']);
    for (let i = 0; i < 5; i += 1) await idsOf(['Known 1']);
    const ids = await idsOf(['Known 2']);
    const known = (await idsOf(['Known 1'])).get('Known 1')!;
    expect(ids.get('Known 2')).toBe(known + 1);
  });

  it('are added once by many at the same time', async () => {
    const names = Array.from({ length: 200 }, (_, i) => `Race ${i}`);
    const runs = [names, [...names].reverse(), names.slice(50), names.slice(0, 150)];
    const answers = await Promise.all(
      runs.map((list) => test.database.transaction((db) => nameIds({ db }, list))),
    );
    for (const [index, answer] of answers.entries()) {
      expect(answer.size).toBe(runs[index]!.length);
      for (const [name, id] of answer) expect(id).toBe(answers[0]!.get(name));
    }
  });

  it('refuse what PostgreSQL cannot hold', async () => {
    await expect(idsOf(['a\0b'])).rejects.toMatchObject({ code: '22021' });
    await expect(idsOf(['x'.repeat(1001)])).rejects.toMatchObject({ code: '23514' });
  });
});
