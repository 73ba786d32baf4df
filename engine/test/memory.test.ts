/** A book that nobody uses any more is freed: nothing in the modules keeps the last one alive. */

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { createCsvRating, createJsonRating, eventColumns } from '../src/batch/index.js';
import { compile, openRater } from '../src/rater.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const AT = '2026-11-23T07:59:30Z';
const CALL = { to: '441', at: AT, volume: 120, tag: 'gold' };
const BOOK = {
  book: 1,
  timeProfiles: [{ name: 'Peak', windows: [{ weekdays: [1], from: '08:00', to: '20:00' }] }],
  rateTables: [
    {
      name: 'A',
      timeBasis: 'split',
      rates: [
        { code: '44', price: '0.60', name: 'UK' },
        { code: '44', price: '0.90', timeProfile: 'Peak' },
      ],
    },
    { name: 'B', rates: [{ code: '44', price: '0.50', tag: 'gold' }] },
  ],
  ratingPlans: [
    { name: 'P', entries: [{ rateTable: 'A' }, { rateTable: 'B' }] },
    { name: 'F', precedence: 'prefix', entries: [{ rateTable: 'A' }, { rateTable: 'B' }] },
  ],
};

/** Uses a book in every way and keeps nothing of it but weak references. */
function useBook(): WeakRef<object>[] {
  const rater = compile(BOOK);
  const opened = openRater(rater.share());
  for (const plan of ['P', 'F']) {
    expect(rater.rate(CALL, { plan }).outcome).toBe('rated');
    expect(opened.rateBatch([CALL, CALL], { plan })).toHaveLength(2);
    expect(rater.explain(CALL, { plan }).legs).toHaveLength(1);
    expect(rater.maxVolume(CALL, '5', { plan }).outcome).toBe('rated');
  }
  expect(rater.rate(CALL, { table: 'A' }).outcome).toBe('rated');
  const options = { table: 'A' };
  const columns = eventColumns(['to', 'at', 'volume']);
  const lines = new Uint8Array(Buffer.from(`441,${AT},120\n`));
  createCsvRating(rater, { columns, delimiter: ',', options }).rate(lines, 1);
  createJsonRating(rater, { options }).rate(Buffer.from(`${JSON.stringify(CALL)}\n`), 1);
  const { book } = rater;
  const tables = [book, opened.book].flatMap(({ tables }) =>
    ['A', 'B'].map((name) => tables.get(name)!.groups[0]![0]!.table),
  );
  const sections = tables.map((table) => table.sections.voice!);
  return [rater, opened, book, opened.book, ...tables, ...sections].map(
    (held) => new WeakRef<object>(held),
  );
}

test('a rater and its book are freed once nobody holds them', async () => {
  const references = useBook();
  // A weak reference holds its target until the job that made it is over.
  for (let round = 0; round < 20 && references.some((one) => one.deref()); round += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    collect();
  }
  expect(references.map((reference) => reference.deref() === undefined)).toEqual(
    references.map(() => true),
  );
});
