/**
 * One reading of a deck, timed, by Ratedeck or by a plain parser that only takes the cells apart.
 * The answers are compared with the rows as they were made, after the clock has stopped.
 */

import { createReadStream, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { checkDeck, openDeck } from '@ratedeck/decks';
import exceljs from 'exceljs';
import Papa from 'papaparse';
import { peakRssMiB } from '../../engine/dist-bench/measure.js';
import { deckRow, priceUnitsOf } from './deck-rows.js';

export type Reader = 'ratedeck' | 'papaparse' | 'exceljs';
export const readers: readonly Reader[] = ['ratedeck', 'papaparse', 'exceljs'];

export interface ReadMeasurement {
  readonly seconds: number;
  /** Of these, for duplicates, conflicts and warnings; 0 for a plain parser. */
  readonly checkSeconds: number;
  readonly peakRssMiB: number;
  readonly answersChecked: number;
}

interface Answer {
  readonly code: string;
  readonly price: string;
}

export async function measureRead(
  reader: Reader,
  path: string,
  rowCount: number,
  seed: number,
): Promise<ReadMeasurement> {
  switch (reader) {
    case 'ratedeck':
      return await measureDeck(path, rowCount, seed);
    case 'papaparse':
      return measurePapaparse(path, rowCount, seed);
    case 'exceljs':
      return await measureExceljs(path, rowCount, seed);
  }
}

async function measureDeck(path: string, rowCount: number, seed: number): Promise<ReadMeasurement> {
  const start = performance.now();
  const bytes = new Uint8Array(readFileSync(path));
  const { recognition, deck } = await openDeck(
    bytes,
    path.slice(path.lastIndexOf('/') + 1),
    {},
    null,
  );
  const opened = performance.now();
  const check = checkDeck(deck, {});
  const end = performance.now();
  const peak = peakRssMiB();
  if (recognition.questions.length + deck.rejections.length > 0) {
    throw new Error('the deck left questions or rejected rows');
  }
  if (check.duplicates.length + check.conflicts.length > 0) {
    throw new Error('the deck was said to have duplicates or conflicts');
  }
  const answers = deck.rates.map(({ rate }) => ({ code: rate.code, price: rate.price ?? '' }));
  return {
    seconds: (end - start) / 1000,
    checkSeconds: (end - opened) / 1000,
    peakRssMiB: peak,
    answersChecked: compareWithRows(answers, rowCount, seed),
  };
}

/** As a script would do it: the text, then all its cells. */
function measurePapaparse(path: string, rowCount: number, seed: number): ReadMeasurement {
  const start = performance.now();
  const { data } = Papa.parse<string[]>(readFileSync(path, 'utf8'), { skipEmptyLines: true });
  const seconds = (performance.now() - start) / 1000;
  const peak = peakRssMiB();
  const answers = data.slice(1).map((cells) => ({ code: cells[0]!, price: cells[2]! }));
  const answersChecked = compareWithRows(answers, rowCount, seed);
  return { seconds, checkSeconds: 0, peakRssMiB: peak, answersChecked };
}

async function measureExceljs(
  path: string,
  rowCount: number,
  seed: number,
): Promise<ReadMeasurement> {
  const start = performance.now();
  const answers: Answer[] = [];
  const workbook = new exceljs.stream.xlsx.WorkbookReader(createReadStream(path), {});
  for await (const sheet of workbook) {
    for await (const row of sheet) {
      if (row.number === 1) continue;
      answers.push({ code: String(row.getCell(1).value), price: String(row.getCell(3).value) });
    }
  }
  const seconds = (performance.now() - start) / 1000;
  const peak = peakRssMiB();
  const answersChecked = compareWithRows(answers, rowCount, seed);
  return { seconds, checkSeconds: 0, peakRssMiB: peak, answersChecked };
}

function compareWithRows(answers: readonly Answer[], rowCount: number, seed: number): number {
  if (answers.length !== rowCount) throw new Error(`${answers.length} rates from ${rowCount} rows`);
  for (const [at, { code, price }] of answers.entries()) {
    const row = deckRow(at, seed);
    if (code !== row.code || priceUnitsOf(price) !== row.priceUnits) {
      throw new Error(
        `row ${at}: ${code} at ${price}, right is ${row.code} at ${row.priceUnits}e-4`,
      );
    }
  }
  return answers.length;
}
