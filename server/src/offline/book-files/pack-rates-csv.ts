/**
 * The rates of a `ratesFile` in packed form, straight from its bytes. Only for files in which nothing
 * is odd: whatever has to be told, or might, is for `parseRatesCsv`, which reads the same rates.
 */

import { type PackedRates, type RateContent, RatePacker } from '@ratedeck/engine';
import { CsvSyntaxError, readCsvRows } from '../../platform/csv/csv-rows.js';
import { type RatesHeader, type RestoreText, rateOfRow, readRatesHeader } from './rates-csv.js';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const byteOrderMark = Buffer.from('\uFEFF');

/** The bytes of the first line, without a byte order mark. */
export function firstLine(bytes: Buffer): Buffer {
  const start = bytes.subarray(0, 3).equals(byteOrderMark) ? 3 : 0;
  const end = bytes.indexOf(lineFeed);
  return bytes.subarray(start, end === -1 ? bytes.length : end);
}

function readHeader(line: Buffer, restore: RestoreText): RatesHeader | null {
  try {
    const header = readRatesHeader(line.toString('utf8'), '', restore);
    return header.faults.length === 0 ? header : null;
  } catch (error) {
    if (error instanceof CsvSyntaxError) return null;
    throw error;
  }
}

/** Null where the row is not one rate with an empty code. */
function readContent(text: string, header: RatesHeader): RateContent | null {
  let isPlain = true;
  const rates: RateContent[] = [];
  const odd = (): void => {
    isPlain = false;
  };
  const start = { position: 0, line: 1 };
  const onRow = (row: string[]): void => {
    if (row.length !== header.columns.length) odd();
    else rates.push(rateOfRow(row, header, odd));
  };
  readCsvRows(text, header.delimiter, start, onRow, odd);
  const [rate] = rates;
  const isOne = rate !== undefined && rates.length === 1;
  return isPlain && isOne && rate['code'] === '' ? rate : null;
}

/** `bytes` are UTF-8. Null where something is odd. */
export function packRatesCsv(bytes: Buffer, restore: RestoreText): PackedRates | null {
  const line = firstLine(bytes);
  const lineEnd = line.indexOf(carriageReturn);
  // Lines that end with carriage returns alone are for the other reader.
  if (lineEnd !== -1 && lineEnd !== line.length - 1) return null;
  const header = readHeader(line, restore);
  if (header === null) return null;
  const packer = new RatePacker({
    delimiter: header.delimiter,
    codeColumn: header.columns.indexOf('code'),
    readContent: (row) => {
      const text = Buffer.from(row.buffer, row.byteOffset, row.length).toString('utf8');
      // With its line end, so that a carriage return is not taken for a cell.
      return readContent(`${text}\n`, header);
    },
  });
  const headerEnd = bytes.indexOf(lineFeed);
  const rows = headerEnd === -1 ? bytes.subarray(bytes.length) : bytes.subarray(headerEnd + 1);
  return packer.add(rows, true) === null ? null : packer.finish();
}
