/** Files between who makes them and who reads them. */

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { spool } from './spool.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rd-spool-'));
  vi.stubEnv('TMPDIR', folder);
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const PIECE = Buffer.alloc(100_000, 'x');

function* pieces(count: number): Generator<Buffer> {
  for (let i = 0; i < count; i += 1) yield PIECE;
}

async function sizeOf(stream: Readable): Promise<number> {
  let size = 0;
  for await (const chunk of stream) size += (chunk as Buffer).length;
  return size;
}

it('hands over everything, in order', async () => {
  const lines = Array.from({ length: 50_000 }, (_, i) => `line ${i}\n`);
  const stream = spool((sink) => pipeline(Readable.from(lines), sink));
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  expect(text).toBe(lines.join(''));
  expect(await sizeOf(spool((sink) => pipeline(Readable.from([]), sink)))).toBe(0);
});

it('is made to its end though nobody reads', async () => {
  let made: () => void = () => undefined;
  const isMade = new Promise<void>((resolve) => {
    made = resolve;
  });
  const stream = spool(async (sink) => {
    await pipeline(Readable.from(pieces(100)), sink);
    made();
  });
  stream.read(0);
  await isMade;
  expect(await sizeOf(stream)).toBe(100 * PIECE.length);
});

it('fails its reader when it cannot be made', async () => {
  const failing = async function* () {
    yield PIECE;
    throw new Error('no more');
  };
  const cut = spool((sink) => pipeline(Readable.from(failing()), sink));
  await expect(sizeOf(cut)).rejects.toThrow('no more');
  const unfinished = spool(async (sink) => void sink.write('half'));
  await expect(sizeOf(unfinished)).rejects.toThrow('not made to its end');
});

it('ends the work when the reader goes away, and leaves no file', async () => {
  let isOver = false;
  const endless = function* () {
    for (;;) yield PIECE;
  };
  const stream = spool(async (sink, signal) => {
    try {
      await pipeline(Readable.from(endless()), sink, { signal });
    } finally {
      isOver = true;
    }
  });
  for await (const _ of stream) break;
  await new Promise((resolve) => (stream.closed ? resolve(null) : stream.once('close', resolve)));
  expect(isOver).toBe(true);
  expect(readdirSync(folder)).toEqual([]);
});
