import { expect, test } from 'vitest';
import type { EventHead } from './event-head.js';
import { withoutParties } from './without-parties.js';

const form = { timeZone: null, dateOrder: null, volumeUnit: 'seconds' } as const;

const head = (headerCells: string[], mapping: Record<string, string | null> = {}): EventHead => ({
  format: { kind: 'csv', delimiter: ',', headerCells, mapping, isUniform: true, form },
  rest: new Uint8Array(),
  firstLine: 2,
  notes: [],
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

test('a column of such a name is read by its position, too', () => {
  const partyless = withoutParties(head(['account', 'at', 'volume'], { to: '1', device: null }));
  expect(partyless.unread).toEqual([]);
});

test('lines of JSON stay as they are', () => {
  const format = { kind: 'json', form } as const;
  const json: EventHead = { format, rest: new Uint8Array(), firstLine: 1, notes: [] };
  expect(withoutParties(json)).toEqual({ head: json, unread: [] });
});
