/**
 * Rates of a file, packed straight from its bytes, against the same file read row by row and against
 * the same rates in the book: equal results, and equal faults once the file is damaged.
 *
 * `RATEDECK_SEED` is the seed of the first book (each next book has the next seed), `RATEDECK_BOOKS`
 * the count. A failure names the seed of its book: `RATEDECK_SEED=123 RATEDECK_BOOKS=1` runs it again.
 */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonicalSheet } from '@ratedeck/decks';
import { type Book, BookError, compile, type Rater } from '@ratedeck/engine';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { generateCall } from '../../../../engine/test/generate-event.js';
import { generateBook } from '../../../../engine/test/generators.js';
import { Random } from '../../../../engine/test/random.js';
import type { Fault } from '../../platform/cli/command-failure.js';
import type { RatesForm } from './rates-file.js';
import { readBookFile } from './read-book-file.js';

const firstSeed = Number(process.env['RATEDECK_SEED'] ?? 20_261_121);
const bookCount = Number(process.env['RATEDECK_BOOKS'] ?? 60);
const callCount = 12;
const damageCount = 6;

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ratedeck-packed-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

interface Table {
  readonly rows: readonly (readonly string[])[];
  readonly delimiter: string;
  readonly lineEnd: string;
}

/** Columns in any order, now and then quotes that need not be. */
function tableOf(rates: Book['rateTables'], index: number, random: Random): Table {
  const sheet = canonicalSheet(rates![index]!.rates!);
  const order = random.chance(50) ? [] : random.shuffle(sheet.columns.map((_, at) => at));
  const arrange = (cells: readonly string[]): readonly string[] =>
    order.length === 0 ? cells : order.map((at) => cells[at]!);
  const rows = [sheet.columns.map(({ header }) => header), ...sheet.rows].map(arrange);
  return { rows, delimiter: random.pick([',', ';', '|']), lineEnd: random.pick(['\n', '\r\n']) };
}

function csvOf({ rows, delimiter, lineEnd }: Table, random: Random): string {
  const quotedShare = random.pick([0, 0, 10]);
  const cell = (text: string): string =>
    /["\r\n,;|]/.test(text) || random.chance(quotedShare)
      ? `"${text.replaceAll('"', '""')}"`
      : text;
  const lines = rows.map((row) => row.map(cell).join(delimiter));
  const blank = random.chance(20) ? lineEnd : '';
  const end = random.chance(80) ? lineEnd : '';
  const mark = random.chance(20) ? '\uFEFF' : '';
  return `${mark}${lines.join(lineEnd + (random.chance(50) ? blank : ''))}${end}`;
}

/** What people and programs do to a cell. */
const oddCells = [
  '',
  'x',
  '-1',
  '0,5',
  '1e3',
  ' 44',
  '+44',
  '44x',
  '"44"',
  '"44" ',
  'a"b',
  '"open',
  '\r',
  '1.0005',
  '2026-13-01',
  '[oops',
  'voice',
  'sms',
  "'=1",
  "'t Gooi",
  'é',
  '1'.repeat(33),
];

function damaged(text: string, random: Random): Buffer {
  const lines = text.split('\n');
  const at = random.between(random.chance(10) ? 0 : 1, lines.length - 1);
  const cells = lines[at]!.split(/[,;|]/);
  const column = random.between(0, cells.length - 1);
  const delimiter = /[,;|]/.exec(lines[0]!)?.[0] ?? ',';
  const line = lines[at]!;
  const ways: readonly (() => Buffer | readonly string[])[] = [
    () => lines.with(at, cells.with(column, random.pick(oddCells)).join(delimiter)),
    () => lines.with(at, cells.with(column, random.pick(oddCells)).join(delimiter)),
    () => lines.with(at, cells.with(column, random.pick(oddCells)).join(delimiter)),
    () => lines.toSpliced(at, 0, line),
    () => lines.toSpliced(at, 0, ''),
    () => lines.with(at, line + delimiter),
    () => lines.with(at, line.slice(0, random.between(0, line.length))),
    () => {
      const bytes = Buffer.from(text);
      if (bytes.length > 0) bytes[random.between(0, bytes.length - 1)] = random.between(0, 255);
      return bytes;
    },
  ];
  const done = random.pick(ways)();
  return Buffer.isBuffer(done) ? done : Buffer.from(done.join('\n'));
}

interface Compiled {
  readonly rater: Rater | null;
  readonly faults: readonly Fault[];
  readonly packedCount: number;
}

/** As `compileSource` does it. */
async function compiled(form: RatesForm): Promise<Compiled> {
  const { book, packed, faults, place } = await readBookFile(join(folder, 'book.json'), form);
  const packedCount = packed.size;
  try {
    const rater = compile(book, packed);
    return { rater: faults.length === 0 ? rater : null, faults, packedCount };
  } catch (error) {
    if (!(error instanceof BookError)) throw error;
    return { rater: null, faults: [...faults, ...error.faults.map(place)], packedCount };
  }
}

async function writeBook(book: Book, files: readonly (string | Buffer)[]): Promise<void> {
  const rateTables = book.rateTables!.map(({ rates: _, ...table }, index) => {
    return { ...table, ratesFile: `${index}.csv` };
  });
  await writeFile(join(folder, 'book.json'), JSON.stringify({ ...book, rateTables }));
  await Promise.all(files.map((text, index) => writeFile(join(folder, `${index}.csv`), text)));
}

function expectEqualResults(seed: number, raters: readonly Rater[]): void {
  const generated = generateBook(seed);
  for (let count = 0; count < callCount; count += 1) {
    const { event, options } = generateCall(generated);
    const [first, ...others] = raters.map((rater) => rater.explain(event, options));
    for (const other of others) expect(other, `RATEDECK_SEED=${seed}`).toEqual(first);
  }
}

test(`packed rates price and fail like written ones (seed ${firstSeed})`, async () => {
  let packedTables = 0;
  let faultyFiles = 0;
  for (let seed = firstSeed; seed < firstSeed + bookCount; seed += 1) {
    const random = new Random(seed);
    const { book } = generateBook(seed);
    const tables = book.rateTables!.map((_, index) => tableOf(book.rateTables, index, random));
    const texts: (string | Buffer)[] = tables.map((table) => csvOf(table, random));
    await writeBook(book, texts);
    const packed = await compiled('packed');
    expect(packed.faults, `RATEDECK_SEED=${seed}`).toEqual([]);
    const written = await compiled('written');
    expectEqualResults(seed, [compile(book), written.rater!, packed.rater!]);
    packedTables += packed.packedCount;
    for (let count = 0; count < damageCount; count += 1) {
      const index = random.between(0, texts.length - 1);
      await writeBook(book, texts.with(index, damaged(String(texts[index]), random)));
      const faster = await compiled('packed');
      const slower = await compiled('written');
      expect(faster.faults, `RATEDECK_SEED=${seed}`).toEqual(slower.faults);
      expect(faster.rater === null, `RATEDECK_SEED=${seed}`).toBe(slower.rater === null);
      if (slower.faults.length > 0) faultyFiles += 1;
      if (slower.rater !== null) expectEqualResults(seed, [slower.rater, faster.rater!]);
    }
  }
  // Otherwise nothing was compared.
  expect(packedTables).toBeGreaterThan(bookCount);
  expect(faultyFiles).toBeGreaterThan(bookCount / 2);
});
