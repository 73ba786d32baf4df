/**
 * Rates of a `ratesFile`: CSV whose header names the fields of a rate. Turns cells into the values
 * that the book's rules expect and keeps the line of every rate. Whether a value is right is for
 * the engine to say: a number that is none is handed on as text and told by the engine's fault.
 */

import type { Fault } from '../../platform/cli/command-failure.js';
import { nearestName } from '../../platform/cli/did-you-mean.js';
import { printableValue } from '../../platform/cli/printable.js';
import { CsvSyntaxError, lineEndFrom, nextLine, readCsvRows } from '../../platform/csv/csv-rows.js';
import { parseHeaderLine } from '../../platform/csv/header-line.js';

type Draft = Record<string, unknown>;
type Cell = (rate: Draft, cell: string) => void;

export interface CsvRates {
  readonly rates: readonly Draft[];
  /** Line of the file on which each of `rates` begins. */
  readonly lines: readonly number[];
  readonly faults: readonly Fault[];
}

// Cells repeat a lot; past this many different ones a column is taken not to.
const internedMax = 50_000;

function interned<T>(convert: (cell: string) => T): (cell: string) => T {
  const known = new Map<string, T>();
  let repeats = true;
  return (cell) => {
    if (!repeats) return convert(cell);
    const before = known.get(cell);
    if (before !== undefined) return before;
    const value = convert(cell);
    known.set(cell, value);
    if (known.size > internedMax) {
      repeats = false;
      known.clear();
    }
    return value;
  };
}

function fieldCell(field: string, convert: (cell: string) => unknown): Cell {
  return (rate, cell) => {
    rate[field] = convert(cell);
  };
}

const word = (field: string): Cell => fieldCell(field, interned(String));
/** Takes off the apostrophe of texts that look like formulas, as `restore` of decks does. */
export type RestoreText = (cell: string) => string;

const decimalForm = /^-?\d+(?:\.\d+)?$/;
const toNumber = (cell: string): number | string =>
  decimalForm.test(cell.trim()) ? Number(cell) : cell;
const number = (field: string): Cell => fieldCell(field, interned(toNumber));

const truths = new Map([
  ['true', true],
  ['yes', true],
  ['1', true],
  ['false', false],
  ['no', false],
  ['0', false],
]);
const toBoolean = (cell: string): boolean | string => truths.get(cell.trim().toLowerCase()) ?? cell;
const boolean = (field: string): Cell => fieldCell(field, interned(toBoolean));

function numberLength(end: 'min' | 'max'): Cell {
  const convert = interned(toNumber);
  return (rate, cell) => {
    rate['numberLength'] ??= {};
    (rate['numberLength'] as Draft)[end] = convert(cell);
  };
}

/** Made anew for each file, because cells remember what they have seen. */
function cellsByColumn(restore: RestoreText): Readonly<Record<string, Cell>> {
  const text = (field: string): Cell => fieldCell(field, interned(restore));
  return {
    code: (rate, cell) => {
      rate['code'] = cell;
    },
    service: word('service'),
    name: text('name'),
    description: text('description'),
    sourceCode: word('sourceCode'),
    numberLengthMin: numberLength('min'),
    numberLengthMax: numberLength('max'),
    timeProfile: text('timeProfile'),
    tag: text('tag'),
    category: text('category'),
    price: word('price'),
    firstPrice: word('firstPrice'),
    firstInterval: number('firstInterval'),
    nextInterval: number('nextInterval'),
    freeVolume: number('freeVolume'),
    setupFee: word('setupFee'),
    setupFeeMode: word('setupFeeMode'),
    graceVolume: number('graceVolume'),
    graceMode: word('graceMode'),
    surcharge: word('surcharge'),
    tiers: fieldCell(
      'tiers',
      interned((cell) => JSON.parse(cell) as unknown),
    ),
    maxCharge: word('maxCharge'),
    blocked: boolean('blocked'),
    stashed: boolean('stashed'),
    effectiveFrom: word('effectiveFrom'),
    effectiveTo: word('effectiveTo'),
    notes: text('notes'),
  };
}

const columnNames = Object.keys(cellsByColumn(String));

/** The column in which a field of a rate stands: `numberLength.min` stands in `numberLengthMin`. */
export function columnOfField(field: string): string {
  const range = /^numberLength\.(min|max)$/.exec(field);
  if (range !== null) return range[1] === 'min' ? 'numberLengthMin' : 'numberLengthMax';
  return /^[A-Za-z]*/.exec(field)![0];
}

export interface RatesHeader {
  readonly delimiter: string;
  readonly columns: readonly string[];
  readonly cells: readonly (Cell | null)[];
  readonly faults: readonly Fault[];
  readonly position: number;
  readonly line: number;
}

/** Of a text without byte order mark. Throws {@link CsvSyntaxError}. */
export function readRatesHeader(fileText: string, file: string, restore: RestoreText): RatesHeader {
  const end = lineEndFrom(fileText, 0);
  const { delimiter, cells: columns } = parseHeaderLine(fileText.slice(0, end));
  const known = cellsByColumn(restore);
  const faults: Fault[] = [];
  const fault = (column: string, code: string, message: string): void => {
    faults.push({ place: `${file} line 1`, value: printableValue(column), code, message });
  };
  const cells = columns.map((column, index) => {
    if (columns.indexOf(column) !== index) {
      fault(column, 'repeated_column', 'this column is there twice; remove one of them');
      return null;
    }
    if (Object.hasOwn(known, column)) return known[column]!;
    const nearest = nearestName(column, columnNames);
    const meant =
      nearest === null ? `known are ${columnNames.join(', ')}` : `did you mean ${nearest}?`;
    fault(column, 'unknown_column', `this is not a column of rates; ${meant}`);
    return null;
  });
  if (!columns.includes('code')) {
    fault(columns.join(delimiter), 'missing_column', 'the header must have a column code');
  }
  return { delimiter, columns, cells, faults, position: nextLine(fileText, end), line: 2 };
}

/**
 * Whether the columns are those of rates, misspelt ones included: a deck whose columns are called
 * otherwise is for the importer, but `prise` beside `code` must be told and not be passed over.
 */
export function hasCanonicalHeader(encoded: string): boolean {
  const text = encoded.startsWith('\uFEFF') ? encoded.slice(1) : encoded;
  const isMeant = (column: string): boolean => {
    if (columnNames.includes(column)) return true;
    const nearest = nearestName(column, columnNames);
    return nearest !== null && nearest.toLowerCase() !== column.toLowerCase();
  };
  try {
    const { cells } = parseHeaderLine(text.slice(0, lineEndFrom(text, 0)));
    return cells.includes('code') && cells.every(isMeant);
  } catch (error) {
    if (error instanceof CsvSyntaxError) return false;
    throw error;
  }
}

/** The rate of a row that has as many cells as the header. */
export function rateOfRow(
  row: readonly string[],
  { columns, cells: setters }: RatesHeader,
  onBadTiers: (cell: string, column: string) => void,
): Draft {
  const rate: Draft = { code: '' };
  for (let index = 0; index < row.length; index += 1) {
    const cell = row[index]!;
    if (cell === '') continue;
    try {
      setters[index]?.(rate, cell);
    } catch {
      onBadTiers(cell, columns[index]!);
    }
  }
  return rate;
}

/** Reads all rows; a faulty one is left out of the rates and listed. */
export function parseRatesCsv(encoded: string, file: string, restore: RestoreText): CsvRates {
  const fileText = encoded.startsWith('\uFEFF') ? encoded.slice(1) : encoded;
  const rates: Draft[] = [];
  const lines: number[] = [];
  let header: RatesHeader;
  try {
    header = readRatesHeader(fileText, file, restore);
  } catch (error) {
    if (!(error instanceof CsvSyntaxError)) throw error;
    const fault = { place: `${file} line 1`, code: 'bad_quotes', message: error.message };
    return { rates, lines, faults: [fault] };
  }
  const faults: Fault[] = [...header.faults];
  if (!header.columns.includes('code')) return { rates, lines, faults };
  const { columns } = header;
  const onRow = (row: string[], line: number): void => {
    if (row.length !== columns.length) {
      faults.push(raggedFault(row.length, columns.length, file, line));
      return;
    }
    const badTiers = (cell: string, column: string): void => {
      faults.push(tiersFault(cell, file, line, column));
    };
    rates.push(rateOfRow(row, header, badTiers));
    lines.push(line);
  };
  readCsvRows(fileText, header.delimiter, header, onRow, (fault) => {
    const place = `${file} line ${fault.line}`;
    faults.push({ place, code: 'bad_quotes', message: fault.message });
  });
  return { rates, lines, faults };
}

function raggedFault(count: number, wanted: number, file: string, line: number): Fault {
  return {
    place: `${file} line ${line}`,
    code: 'ragged_row',
    message: `the row has ${count} cells where the header has ${wanted}; give it ${wanted}`,
  };
}

function tiersFault(value: string, file: string, line: number, column: string): Fault {
  return {
    place: `${file} line ${line} column ${column}`,
    value: printableValue(value),
    code: 'bad_tiers',
    message: 'tiers are written as JSON, for example [{"from":60,"price":"0.01"}]',
  };
}
