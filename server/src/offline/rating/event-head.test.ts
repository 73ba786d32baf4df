import { CALL_LAYOUTS } from '@ratedeck/decks/calls';
import { expect, test } from 'vitest';
import type { ByteSource } from './byte-source.js';
import { readEventHead } from './event-head.js';
import type { HeadOptions } from './head-options.js';

function sourceOf(content: string | Buffer, name = 'stdin', pieceBytes = 5): ByteSource {
  const bytes = Buffer.from(content);
  let at = 0;
  return {
    name,
    fraction: () => null,
    read: (target) => {
      const count = Math.min(pieceBytes, target.length, bytes.length - at);
      target.set(bytes.subarray(at, at + count));
      at += count;
      return Promise.resolve(count);
    },
    close: () => Promise.resolve(),
  };
}

const head = (source: ByteSource, options: Partial<HeadOptions> = {}) =>
  readEventHead(source, { mapping: {}, ...options });

test('CSV: the header is taken off, the rest handed on', async () => {
  const text = '\uFEFFid;"to;x";at;to;volume\r\n1;2;3;4;5\n';
  const read = await head(sourceOf(text, 'calls.csv', 9));
  expect(read.format).toMatchObject({
    kind: 'csv',
    delimiter: ';',
    headerCells: ['id', 'to;x', 'at', 'to', 'volume'],
    isUniform: true,
  });
  expect(read.firstLine).toBe(2);
  expect('1;2;3;4;5\n'.startsWith(Buffer.from(read.rest).toString())).toBe(true);
});

test('a header without a line end is one without events', async () => {
  const read = await head(sourceOf('to,at,volume'));
  expect(read.format).toMatchObject({ headerCells: ['to', 'at', 'volume'] });
  expect(read.rest).toHaveLength(0);
  expect(read.notes).toEqual([]);
});

const bare = '1,"Ann, A",43660,x,2026-11-01 10:00:00,60\n2,b,43661,x,2026-11-01 10:00:00,61\n';
const byPosition = { to: '3', at: '5', volume: '6' };

test('columns by position: a first line that is a call is priced', async () => {
  const read = await head(sourceOf(bare, 'calls.csv', 500), { mapping: byPosition });
  expect(read.format).toMatchObject({ headerCells: ['1', '2', '3', '4', '5', '6'] });
  expect(read.firstLine).toBe(1);
  expect(Buffer.from(read.rest).toString()).toBe(bare);
  expect(read.notes).toEqual([
    expect.stringContaining('taken as UTC'),
    expect.stringContaining('the first line holds a call'),
  ]);
});

test('columns by position beside a header', async () => {
  const read = await head(sourceOf(`i,n,t,x,a,v\n${bare}`, 'calls.csv', 500), {
    mapping: byPosition,
    timeZone: 'Europe/Vienna',
  });
  expect(read.firstLine).toBe(2);
  expect(read.notes).toEqual([]);
  expect(read.format).toMatchObject({ form: { timeZone: 'Europe/Vienna' } });
});

test('a position that no line has is refused', async () => {
  await expect(
    head(sourceOf(bare), { mapping: { ...byPosition, volume: '9' }, hasHeader: false }),
  ).rejects.toThrow('cannot be read');
});

test('days and months in doubt are asked for', async () => {
  const file = (date: string) => sourceOf(`to,at,volume\n1,${date} 10:00,5\n`, 'calls.csv', 500);
  await expect(head(file('01/11/2026'))).rejects.toThrow('--calls-date-order dmy');
  const given = await head(file('01/11/2026'), { dateOrder: 'mdy' });
  expect(given.format).toMatchObject({ form: { dateOrder: 'mdy' } });
  const clear = await head(file('13/11/2026'));
  expect(clear.format).toMatchObject({ form: { dateOrder: 'dmy' } });
});

const master =
  '"acme","100","43660","from","""Ann"" <100>","a","b","Dial","c,60","2026-11-01 10:00:00",' +
  '"2026-11-01 10:00:05","2026-11-01 10:01:05","65","60","ANSWERED","DOC","17.1",""\n';

test('a file of a known switch is proposed by name, and taken when it is named', async () => {
  await expect(head(sourceOf(master))).rejects.toThrow('--layout asterisk-master');
  const layout = CALL_LAYOUTS.find(({ name }) => name === 'asterisk-master')!;
  const read = await head(sourceOf(master), { layout, mapping: { account: null } });
  expect(read.format).toMatchObject({
    isUniform: false,
    mapping: { to: '3', at: '10', volume: '14', account: null },
  });
  await expect(head(sourceOf(bare), { layout })).rejects.toThrow('does not look like');
});

test.each([
  ['{"to":"1"}\n', 'stdin'],
  ['\n  {"to":"1"}\n', 'stdin'],
  ['\uFEFF{"to":"1"}\n', 'calls'],
  ['', 'calls.jsonl'],
  ['whatever\n', 'calls.ndjson.gz'],
])('%j of %s is JSON lines', async (text, name) => {
  const read = await head(sourceOf(text, name, 100));
  expect(read.format).toEqual({
    kind: 'json',
    form: { timeZone: null, dateOrder: null, volumeUnit: 'seconds' },
  });
  expect(read.firstLine).toBe(1);
  expect(Buffer.from(read.rest).toString()).toBe(text.replace('\uFEFF', ''));
});

test('a delimiter that is given is not guessed at', async () => {
  const read = await head(sourceOf('a,b,c|to|at|volume\n'), { delimiter: '|' });
  expect(read.format).toMatchObject({
    delimiter: '|',
    headerCells: ['a,b,c', 'to', 'at', 'volume'],
  });
});

test.each([
  ['', /empty/],
  ['to,"at\n', /line 1: a quote is not closed/],
  [Buffer.from('to,at\n', 'utf16le'), /zero bytes/],
])('%j is refused', async (content, message) => {
  await expect(head(sourceOf(content))).rejects.toMatchObject({
    exitCode: 2,
    message: expect.stringMatching(message),
  });
});

test('JSON lines take no columns and no delimiter', async () => {
  await expect(head(sourceOf('{}\n', 'calls.jsonl'), { delimiter: ';' })).rejects.toThrow(
    'for CSV',
  );
});
