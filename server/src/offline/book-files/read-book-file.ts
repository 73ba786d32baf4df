/**
 * Reads a book from its JSON file and puts the rates of every `ratesFile` beside it into the
 * table's `rates`. Says of each part where it came from, so that a fault which the engine finds
 * later is told by file, line and column. Does not judge the book: the engine does.
 */

import { basename, dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import type { BookFault, PackedRates, PackedTables } from '@ratedeck/engine';
import { badInput, CommandFailure, type Fault } from '../../platform/cli/command-failure.js';
import { printableValue } from '../../platform/cli/printable.js';
import { JsonSyntaxError, parseJson } from './json-syntax.js';
import { columnOfField } from './rates-csv.js';
import { type FileRates, type RatesForm, readRatesOfFile } from './rates-file.js';
import { mebibyte, readTextFile } from './text-file.js';

const bookSizeMaxBytes = 256 * mebibyte;
const currencyDefault = 'USD';

export interface ReadBook {
  readonly book: unknown;
  /** Rates that do not stand in the book, because they are packed. */
  readonly packed: PackedTables;
  /** Faults met while reading; the rest of the book is there all the same. */
  readonly faults: readonly Fault[];
  /** What a user should know of the way the book was read. */
  readonly notes: readonly string[];
  /** Turns a path within the book into the place where the user finds it. */
  place(fault: BookFault): Fault;
}

type Plain = Record<string, unknown>;

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Any JSON, as it stands. */
export async function readBookJson(path: string): Promise<unknown> {
  const text = await readTextFile(path, bookSizeMaxBytes);
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    const { line, column, message } = error;
    const place = `${basename(path)} line ${line} column ${column}`;
    throw badInput(`${path} is not well-formed JSON`, [{ place, code: 'bad_json', message }]);
  }
}

/** The rates file's full path, or null when it would leave the folder of the book. */
export function pathBesideBook(bookPath: string, ratesFile: string): string | null {
  const folder = resolve(dirname(bookPath));
  const path = resolve(folder, ratesFile);
  const within = relative(folder, path);
  const leaves = within === '' || within === '..' || within.startsWith(`..${sep}`);
  return leaves || isAbsolute(within) || ratesFile.includes('\0') ? null : path;
}

/** A deck that says another currency than its table would be priced at the wrong one. */
function currencyFault(table: Plain, tablePath: string, read: FileRates): Fault | null {
  const currency = table['currency'] ?? currencyDefault;
  if (read.currency === null || read.currency === currency) return null;
  const message =
    `the rates of ${String(table['ratesFile'])} are in ${read.currency}; ` +
    `write "currency": "${read.currency}", or name another file`;
  return {
    place: `${tablePath}.currency`,
    value: printableValue(currency),
    code: 'currency',
    message,
  };
}

/** Reads the rates of one table; answers with the fault when the file cannot be had. */
async function readRatesFile(
  bookPath: string,
  table: Plain,
  tablePath: string,
  form: RatesForm,
): Promise<FileRates> {
  const name = table['ratesFile'];
  const none = (code: string, message: string): FileRates => ({
    rates: [],
    placeOfRate: () => String(name),
    faults: [{ place: `${tablePath}.ratesFile`, value: printableValue(name), code, message }],
    timeProfiles: [],
    currency: null,
  });
  if (typeof name !== 'string') return none('bad_rates_file', 'give the name of a file');
  if (table['rates'] !== undefined) {
    return none('rates_twice', 'the table has rates of its own too; keep one of the two');
  }
  const path = pathBesideBook(bookPath, name);
  if (path === null) {
    return none('bad_rates_file', 'the file must lie in the folder of the book or below');
  }
  try {
    const read = await readRatesOfFile(path, name, form);
    const fault = currencyFault(table, tablePath, read);
    return fault === null ? read : { ...read, faults: [...read.faults, fault] };
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    return none('bad_rates_file', error.message);
  }
}

/** Those that decks ask for, where the book has none of the same name. */
function withTimeProfiles(document: Plain, decks: Iterable<FileRates>): Plain {
  const own = document['timeProfiles'] ?? [];
  if (!Array.isArray(own)) return document;
  const profiles: unknown[] = [...own];
  const names = new Set(own.map((profile: unknown) => isPlain(profile) && profile['name']));
  for (const { timeProfiles } of decks) {
    for (const profile of timeProfiles) {
      if (names.has(profile.name)) continue;
      names.add(profile.name);
      profiles.push(profile);
    }
  }
  return profiles.length === own.length ? document : { ...document, timeProfiles: profiles };
}

function placeOf(fault: BookFault, sources: ReadonlyMap<number, FileRates>): string {
  const match = /^rateTables\[(\d+)\]\.rates\[(\d+)\](?:\.(.+))?$/.exec(fault.path);
  const source = match === null ? undefined : sources.get(Number(match[1]));
  if (match === null || source === undefined) return fault.path === '$' ? 'the book' : fault.path;
  const place = source.placeOfRate(Number(match[2]));
  return match[3] === undefined ? place : `${place} column ${columnOfField(match[3])}`;
}

/** Throws a failure when the book itself cannot be read or is no JSON. */
export async function readBookFile(path: string, form: RatesForm = 'written'): Promise<ReadBook> {
  const document = await readBookJson(path);
  const packed = new Map<number, PackedRates>();
  const faults: Fault[] = [];
  const sources = new Map<number, FileRates>();
  const place = (fault: BookFault): Fault => {
    const { value, code, message } = fault;
    return { place: placeOf(fault, sources), value, code, message };
  };
  if (!isPlain(document) || !Array.isArray(document['rateTables'])) {
    return { book: document, packed, faults, notes: [], place };
  }
  const tables: unknown[] = [];
  for (const [index, table] of document['rateTables'].entries()) {
    if (!isPlain(table) || table['ratesFile'] === undefined) {
      tables.push(table);
      continue;
    }
    const read = await readRatesFile(path, table, `rateTables[${index}]`, form);
    for (const fault of read.faults) faults.push(fault);
    sources.set(index, read);
    const { ratesFile: _, ...rest } = table;
    if (read.packed === undefined) {
      tables.push({ ...rest, rates: table['rates'] ?? read.rates });
    } else {
      packed.set(index, read.packed);
      tables.push(rest);
    }
  }
  const book = { ...withTimeProfiles(document, sources.values()), rateTables: tables };
  return { book, packed, faults, notes: [], place };
}
