/**
 * Damaged files: cut off, with bytes changed, with pieces moved. None may crash or hang the reader,
 * and what has checksums (`.xlsx`, `.ods`, `.zip`, `.gz`) is read as it was or not at all. The seed is
 * printed with a failure; RATEDECK_SEED sets it.
 */

import { gzipSync } from 'node:zlib';
import XLSX from '@e965/xlsx';
import { expect, it } from 'vitest';
import { DeckReadError, type RawFile } from '../deck/deck.js';
import { readDeckFile } from './read-deck-file.js';

const SEED = Number(process.env['RATEDECK_SEED'] ?? 20_261_121);

const ROWS = Array.from({ length: 60 }, (_, index) => [
  ...[`44${index}`, index / 16, index % 9 === 0 ? '"Congo", Dem.\nRep.' : `Москва ${index}`],
]);
const SHEET = XLSX.utils.aoa_to_sheet([['Code', 'Price', 'Name'], ...ROWS]);

function workbook(bookType: 'xlsx' | 'ods' | 'biff8' | 'csv'): Buffer {
  const book = XLSX.utils.book_new(SHEET, 'S');
  const bytes = XLSX.write(book, { type: 'buffer', bookType, compression: true });
  return Buffer.from(bytes as Uint8Array);
}

const CSV = workbook('csv');

/** Small numbers from a seed, the same on each machine (mulberry32). */
function dice(seed: number): (sides: number) => number {
  let state = seed >>> 0;
  return (sides) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  };
}

function damagedCopy(bytes: Buffer, roll: (sides: number) => number): Buffer {
  const from = roll(bytes.length);
  const length = 1 + roll(Math.min(64, bytes.length));
  switch (roll(5)) {
    case 0:
      return bytes.subarray(0, from);
    case 1:
      return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + length)]);
    case 2:
      return Buffer.concat([bytes.subarray(0, from + length), bytes.subarray(from)]);
    case 3: {
      const copy = Buffer.from(bytes);
      for (let at = from; at < from + length && at < copy.length; at += 1) copy[at] = roll(256);
      return copy;
    }
    default: {
      const copy = Buffer.from(bytes);
      copy[from] = copy[from]! ^ (1 << roll(8));
      return copy;
    }
  }
}

async function readOrRefused(bytes: Buffer): Promise<RawFile | DeckReadError> {
  try {
    return await readDeckFile(bytes, 'a', { limits: { secondsMax: 20 } });
  } catch (error) {
    if (error instanceof DeckReadError && error.code !== 'too_slow') return error;
    throw error;
  }
}

it.each([
  ['xlsx', workbook('xlsx'), true, 300],
  ['ods', workbook('ods'), true, 300],
  ['gz', gzipSync(CSV), true, 300],
  ['xls', workbook('biff8'), false, 60],
  ['csv', CSV, false, 300],
] as const)('damaged %s', async (_, bytes, hasChecksums, runs) => {
  const whole = await readOrRefused(bytes);
  expect(whole).not.toBeInstanceOf(DeckReadError);
  for (let run = 0; run < runs; run += 1) {
    const seed = SEED + run;
    const damaged = damagedCopy(bytes, dice(seed));
    const hint = `RATEDECK_SEED=${seed}`;
    const result = await readOrRefused(damaged).catch((error: unknown) => {
      throw new Error(hint, { cause: error });
    });
    const isRefused = result instanceof DeckReadError;
    if (isRefused) expect(result.message, hint).toMatch(/^[A-Z].*\.$/s);
    // A gzip file may lose its name and its dates, which nothing checks, and be the same text.
    else if (hasChecksums) expect(result, hint).toEqual(whole);
  }
});

it('noise', async () => {
  const heads = ['', 'PK\x03\x04', '\x1f\x8b\x08', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', '\xff\xfe'];
  for (let run = 0; run < 200; run += 1) {
    const roll = dice(SEED + run);
    const noise = Buffer.from(Array.from({ length: roll(3000) }, () => roll(256)));
    const head = Buffer.from(heads[run % heads.length]!, 'latin1');
    await readOrRefused(Buffer.concat([head, noise]));
  }
});
