/** Every reader of CSV in the product takes the same bytes for the same cells. */

import { describe, expect, test } from 'vitest';
import { ReadBudget } from '../decks/src/read/container/limits.js';
import { CsvParser } from '../decks/src/read/csv/csv-parser.js';
import { csvRecords, csvRecordsEnd } from '../engine/src/batch/csv-cells.js';
import { RecordReader } from '../engine/src/batch/record-reader.js';
import { CSV_CASES, type CsvCase } from '../engine/test/csv-cases.js';
import { readCsvRows } from '../server/src/platform/csv/csv-rows.js';

type Records = readonly (readonly string[])[];

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const delimiterOf = ({ delimiter = ',' }: CsvCase): string => delimiter;

/** The reader of files of calls, asked for every column. */
function readAsBatch(given: CsvCase): { records: Records; leftOpen: number[] } {
  const width = Math.max(...given.records.map((cells) => cells.length));
  const reader = new RecordReader(
    delimiterOf(given),
    Array.from({ length: width }, (_, i) => i),
  );
  const records: string[][] = [];
  const leftOpen: number[] = [];
  reader.start(bytesOf(given.text), 1);
  while (reader.next()) {
    if (reader.isLeftOpen) leftOpen.push(records.length);
    records.push(Array.from({ length: reader.cellCount }, (_, slot) => reader.text(slot)));
  }
  return { records, leftOpen };
}

/** The reader of the first records of such a file. */
function readAsHead(given: CsvCase): { records: Records; leftOpen: number[] } {
  const found = [...csvRecords(bytesOf(given.text), delimiterOf(given))];
  return {
    records: found.map(({ cells }) => cells),
    leftOpen: found.flatMap(({ isLeftOpen }, i) => (isLeftOpen ? [i] : [])),
  };
}

function readAsDeck(given: CsvCase): Records | 'fault' {
  const parser = new CsvParser(given.text, delimiterOf(given), new ReadBudget());
  try {
    parser.parse();
  } catch {
    return 'fault';
  }
  return parser.rows.map(({ cells }) => cells.map((cell) => String(cell ?? '')));
}

function readStrictly(given: CsvCase): Records | 'fault' {
  const records: string[][] = [];
  let isFaulty = false;
  readCsvRows(
    given.text,
    delimiterOf(given),
    { position: 0, line: 1 },
    (cells) => records.push(cells),
    () => {
      isFaulty = true;
    },
  );
  return isFaulty ? 'fault' : records;
}

describe.each(CSV_CASES)('$name', (given) => {
  test('the batch reads what the file says', () => {
    const { records, leftOpen = [] } = given;
    expect(readAsBatch(given)).toEqual({ records, leftOpen });
  });

  test('the head of a file is read as the rest of it', () => {
    const { records, leftOpen = [] } = given;
    expect(readAsHead(given)).toEqual({ records, leftOpen });
  });

  test('records end where the batch ends them, wherever a block is cut', () => {
    const bytes = bytesOf(given.text);
    const whole = readAsBatch(given).records;
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      const end = csvRecordsEnd(bytes.subarray(0, cut), delimiterOf(given));
      const parts = [bytes.subarray(0, end), bytes.subarray(end)].map((part) =>
        readAsBatch({ ...given, text: new TextDecoder().decode(part) }),
      );
      expect(
        parts.flatMap(({ records }) => records),
        `cut at ${cut}, whole records end at ${end}`,
      ).toEqual(whole);
    }
  });

  test('a deck is read so', () => {
    expect(readAsDeck(given)).toEqual(given.deck ?? given.records);
  });

  test('a strict reader takes it or says what is wrong', () => {
    expect(readStrictly(given)).toEqual(given.strict ?? given.records);
  });
});
