/** Reading a backup does not depend on how its bytes come. */

import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type BackupSink, readUnpacked } from './read-backup.js';

/** Rows that look like marks, an empty table, a row of several bytes a character. */
const rows = ['1\t\\\\.', '\\\\.\t2', '3\t🌍ü', '.\\\\', '\\N\t\\N', ''];
const body = [
  '{"ratedeckBackup":1,"ratedeck":"0.1.0","createdAt":"now","migrations":[]}',
  '{"table":"empty","columns":["a"]}',
  '\\.',
  '{"rows":0}',
  '{"table":"full","columns":["a","b"]}',
  ...rows,
  '\\.',
  `{"rows":${rows.length}}`,
  '{"sequences":[{"name":"s","lastValue":null}]}',
  '',
].join('\n');
const sha256 = createHash('sha256').update(body).digest('hex');
const whole = Buffer.from(`${body}{"end":true,"sha256":"${sha256}"}\n`);

async function* chunksOf(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

function collectingSink() {
  const texts: Record<string, string> = {};
  const sink: BackupSink = {
    header: async () => undefined,
    table: async ({ table }, parts) => {
      let text = '';
      for await (const part of parts) text += part;
      texts[table] = text;
      return text.split('\n').length - 1;
    },
    sequences: async () => undefined,
  };
  return { sink, texts };
}

describe('the bytes of a backup', () => {
  it('give the same rows in chunks of any size', async () => {
    for (let size = 1; size <= whole.length; size += 1) {
      const { sink, texts } = collectingSink();
      const summary = await readUnpacked(chunksOf(whole, size), sink);
      expect(texts).toEqual({ empty: '', full: `${rows.join('\n')}\n` });
      expect(summary.tables).toEqual([
        { table: 'empty', rows: 0 },
        { table: 'full', rows: rows.length },
      ]);
    }
  });

  it('are refused at each length but the whole', async () => {
    for (let length = 0; length < whole.length; length += 1) {
      const { sink } = collectingSink();
      const cut = whole.subarray(0, length);
      await expect(readUnpacked(chunksOf(cut, 7), sink)).rejects.toThrow(/it is cut/);
    }
  });

  it('are refused with any bit flipped', async () => {
    for (let at = 0; at < whole.length; at += 1) {
      const flipped = Buffer.from(whole);
      flipped[at] = flipped[at]! ^ 1;
      const { sink } = collectingSink();
      await expect(readUnpacked(chunksOf(flipped, 16), sink), `byte ${at}`).rejects.toThrow();
    }
  });

  it('are refused when the one who takes the rows counts others', async () => {
    const { sink } = collectingSink();
    const losing: BackupSink = {
      ...sink,
      table: async (table, parts) => (await sink.table(table, parts)) - 1,
    };
    await expect(readUnpacked(chunksOf(whole, 64), losing)).rejects.toThrow(/rows and says/);
  });
});
