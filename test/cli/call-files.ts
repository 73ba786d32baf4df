/** A small book, and files of calls against it as large as a test wants them. */

import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export const smallBook = {
  book: 1,
  rateTables: [
    {
      name: 'Retail',
      currency: 'EUR',
      rates: [
        { code: '44', name: 'UK', price: '0.60' },
        { code: '4420', name: 'UK, "London"', price: '0.06', firstInterval: 60, nextInterval: 6 },
        { code: '4470', name: 'UK personal', blocked: true },
      ],
    },
  ],
  ratingPlans: [{ name: 'Retail plan', currency: 'EUR', entries: [{ rateTable: 'Retail' }] }],
};

export async function writeBook(folder: string, book: object = smallBook): Promise<string> {
  const path = join(folder, 'book.json');
  await writeFile(path, JSON.stringify(book));
  return path;
}

export const callsHeader = 'id,to,from,at,volume\n';

/** The same calls for the same numbers: a plain congruential generator. */
export function callLine(index: number): string {
  const random = (Math.imul(index + 1, 2_654_435_761) >>> 0) % 1_000_000;
  const code = ['4420', '4470', '441', '49', '4420'][index % 5]!;
  const second = String(index % 60).padStart(2, '0');
  const from = index % 11 === 0 ? '"anonymous,\nno ""number"""' : '+43155501';
  return `c${index},+${code}${random},${from},2026-03-01T10:00:${second}Z,${random % 900}\n`;
}

function* callBlocks(count: number): Generator<string> {
  const blockLines = 10_000;
  yield callsHeader;
  for (let first = 0; first < count; first += blockLines) {
    const lines = Math.min(blockLines, count - first);
    yield Array.from({ length: lines }, (_, line) => callLine(first + line)).join('');
  }
}

export async function writeCalls(folder: string, count: number): Promise<string> {
  const path = join(folder, 'calls.csv');
  await pipeline(Readable.from(callBlocks(count)), createWriteStream(path));
  return path;
}
