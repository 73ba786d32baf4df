import { expect, test } from 'vitest';
import type { ByteSource } from './byte-source.js';
import { readEventHead } from './event-head.js';

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

const head = (source: ByteSource, delimiter?: string) =>
  readEventHead(source, { mapping: {}, ...(delimiter === undefined ? {} : { delimiter }) });

test('CSV: the header is taken off, the rest handed on', async () => {
  const read = await head(sourceOf('\uFEFFid;"to;x";at\r\n1;2;3\n', 'calls.csv', 9));
  expect(read.format).toMatchObject({
    kind: 'csv',
    delimiter: ';',
    headerCells: ['id', 'to;x', 'at'],
  });
  expect(read.firstLine).toBe(2);
  expect('1;2;3\n'.startsWith(Buffer.from(read.rest).toString())).toBe(true);
});

test('a header without a line end is one without events', async () => {
  const read = await head(sourceOf('to,at'));
  expect(read.format).toMatchObject({ headerCells: ['to', 'at'] });
  expect(read.rest).toHaveLength(0);
});

test.each([
  ['{"to":"1"}\n', 'stdin'],
  ['\n  {"to":"1"}\n', 'stdin'],
  ['\uFEFF{"to":"1"}\n', 'calls'],
  ['', 'calls.jsonl'],
  ['whatever\n', 'calls.ndjson.gz'],
])('%j of %s is JSON lines', async (text, name) => {
  const read = await head(sourceOf(text, name, 100));
  expect(read.format).toEqual({ kind: 'json' });
  expect(read.firstLine).toBe(1);
  expect(Buffer.from(read.rest).toString()).toBe(text.replace('\uFEFF', ''));
});

test('a delimiter that is given is not guessed at', async () => {
  const read = await head(sourceOf('a,b,c|to\n'), '|');
  expect(read.format).toMatchObject({ delimiter: '|', headerCells: ['a,b,c', 'to'] });
});

test.each([
  ['', /empty/],
  ['to,"at\n', /line 1: a quote is opened/],
  [Buffer.from('to,at\n', 'utf16le'), /zero bytes/],
])('%j is refused', async (content, message) => {
  await expect(head(sourceOf(content))).rejects.toMatchObject({
    exitCode: 2,
    message: expect.stringMatching(message),
  });
});

test('JSON lines take no columns and no delimiter', async () => {
  await expect(head(sourceOf('{}\n', 'calls.jsonl'), ';')).rejects.toThrow('for CSV');
});
