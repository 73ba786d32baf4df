/**
 * The memory of a run does not grow with the file. Normally a million calls; with RATEDECK_SOAK=1
 * ten million against a million rates, which is the stated budget.
 */

import { createWriteStream } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { smallBook, writeBook, writeCalls } from './call-files.js';
import { makeFolder, removeFolder, runRatedeck } from './run-ratedeck.js';

const isSoak = process.env['RATEDECK_SOAK'] === '1';
const size = isSoak
  ? { calls: 10_000_000, rates: 1_000_000, memoryMaxMiB: 1024 }
  : { calls: 1_000_000, rates: 1000, memoryMaxMiB: 320 };

let folder = '';

beforeEach(async () => {
  folder = await makeFolder();
});

afterEach(() => removeFolder(folder));

function* rateRows(): Generator<string> {
  yield 'code,price\n44,0.06\n';
  for (let index = 0; index < size.rates - 1; index += 1) {
    yield `3${String(index).padStart(7, '0')},0.${1 + (index % 9999)}\n`;
  }
}

async function writeLargeBook(): Promise<string> {
  await pipeline(Readable.from(rateRows()), createWriteStream(join(folder, 'deck.csv')));
  const table = { name: 'Retail', currency: 'EUR', ratesFile: 'deck.csv' };
  return writeBook(folder, { ...smallBook, rateTables: [table] });
}

/** Makes the process say its peak memory on stderr when it ends. */
async function writeMemoryReporter(): Promise<string> {
  const path = join(folder, 'report-memory.mjs');
  const code = [
    "import { isMainThread } from 'node:worker_threads';",
    "import { writeSync } from 'node:fs';",
    'const peak = () => process.resourceUsage().maxRSS;',
    "const report = () => writeSync(2, 'peak ' + peak() + ' KiB');",
    "if (isMainThread) process.on('exit', report);",
  ];
  await writeFile(path, code.join('\n'));
  return path;
}

test(`${size.calls} calls are rated in bounded memory`, {
  timeout: isSoak ? 600_000 : 120_000,
}, async () => {
  const book = await writeLargeBook();
  const calls = await writeCalls(folder, size.calls);
  const reporter = await writeMemoryReporter();
  const args = ['rate', '--book', book, '--calls', calls, '--out', '/dev/null', '--quiet'];
  const { code, stderr } = await runRatedeck([...args, '--plan', 'Retail plan'], {
    env: { NODE_OPTIONS: `--import=${reporter}` },
  });
  await rm(calls);
  // Two fifths of the calls go elsewhere than to the code 44.
  expect(code).toBe(1);
  const peakKiB = Number(/^peak (\d+) KiB$/.exec(stderr)?.[1]);
  expect(Math.round(peakKiB / 1024)).toBeLessThan(size.memoryMaxMiB);
});
