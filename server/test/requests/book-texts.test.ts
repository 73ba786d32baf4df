/** Every text of a book that comes in, by the schema of books, with what no text may be. */

import { bookJsonSchema } from '@ratedeck/engine';
import { describe, expect, it } from 'vitest';
import { testApi } from '../support/test-api.js';
import { embeddedServer } from '../support/test-database.js';
import { textFields, withField } from './schema-fields.js';

const rate = { code: '44', price: '1' };
const GOOD = {
  book: 1,
  accounts: [{ name: 'A', kind: 'carrier' }],
  codeDecks: [{ name: 'D', codes: [{ code: '44', name: 'UK' }] }],
  timeProfiles: [
    {
      name: 'P',
      windows: [{ weekdays: [1], from: '08:00', to: '20:00' }],
      exceptions: [{ date: '2026-12-25', as: 'out' }],
    },
  ],
  rateTables: [{ name: 'T', rates: [rate] }],
  trunks: [{ name: 'K', account: 'A' }],
  exchangeRates: [{ from: 'EUR', to: 'USD', rate: '1', date: '2026-01-01' }],
};

interface Definitions {
  readonly $defs: Readonly<Record<string, object>>;
}

/** The schema with its parts in their places. */
function written(node: unknown, { $defs }: Definitions): unknown {
  if (typeof node !== 'object' || node === null) return node;
  if (Array.isArray(node)) return node.map((item) => written(item, { $defs }));
  const { $ref, ...own } = node as Readonly<Record<string, unknown>>;
  const named = typeof $ref === 'string' ? $defs[$ref.split('/').at(-1)!] : {};
  const all = Object.entries({ ...named, ...own });
  return Object.fromEntries(all.map(([name, item]) => [name, written(item, { $defs })]));
}

const { $defs, ...schema } = bookJsonSchema() as unknown as Definitions & object;
const fields = textFields(written(schema, { $defs }) as object).filter(
  ({ path }) => path !== '$schema',
);

describe('a book', () => {
  const api = testApi(embeddedServer());
  const send = (book: unknown) => api.as('admin').post('/book', book);

  it('that is good is taken', async () => {
    expect(await send(GOOD)).toMatchObject({ status: 200 });
    expect(fields.length).toBeGreaterThan(40);
  });

  it.each(fields)('takes no half characters as $path', async ({ path }) => {
    for (const text of ['\ud800', 'a\udc00b', 'a\0b', '\0']) {
      const { status, body } = await send(withField(GOOD, path, text));
      expect(status, JSON.stringify(body)).toBe(400);
      const paths = body.faults.map((fault: { path: string }) => fault.path);
      expect(paths).toContain(`body.${path}`);
    }
  });

  const names = fields.filter(({ path }) => /([nN]ame|country|network|tag|category)$/.test(path));

  it.each(names)('names nothing by blanks as $path', async ({ path }) => {
    for (const text of [' ', '\u00a0', '\u200b\u2003']) {
      const { status, body } = await send(withField(GOOD, path, text));
      expect(status, JSON.stringify(body)).toBe(400);
      const paths = body.faults.map((fault: { path: string }) => fault.path);
      expect(paths).toContain(`body.${path}`);
    }
  });
});
