import { expect, test } from 'vitest';
import type { EventHead } from './event-head.js';
import { withoutParties } from './without-parties.js';

const head = (headerCells: string[], mapping: Record<string, string> = {}): EventHead => ({
  format: { kind: 'csv', delimiter: ',', headerCells, mapping },
  rest: new Uint8Array(),
  firstLine: 2,
});

test('columns of parties and price lists are not read; their number stays', () => {
  const partyless = withoutParties(head(['id', 'to', 'Account', 'trunk', 'at', 'volume', 'table']));
  expect(partyless.unread).toEqual(['Account', 'trunk', 'table']);
  expect(partyless.head.format).toMatchObject({
    headerCells: ['id', 'to', '', '', 'at', 'volume', ''],
  });
});

test('a column of such a name that holds something else is read', () => {
  const partyless = withoutParties(
    head(['account', 'who', 'at', 'volume'], { to: 'Account', trunk: 'who' }),
  );
  expect(partyless.unread).toEqual([]);
  expect(partyless.head.format).toMatchObject({
    headerCells: ['account', 'who', 'at', 'volume'],
    mapping: { to: 'Account' },
  });
});

test('lines of JSON stay as they are', () => {
  const json: EventHead = { format: { kind: 'json' }, rest: new Uint8Array(), firstLine: 1 };
  expect(withoutParties(json)).toEqual({ head: json, unread: [] });
});
