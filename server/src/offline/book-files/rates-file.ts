/**
 * The rates of one `ratesFile`: CSV in the canonical columns, which is read as it stands, or any
 * deck that the importer recognises. A deck must leave nothing open, since a book has no place for
 * the answers.
 */

import type { PackedRates, TimeProfile } from '@ratedeck/engine';
import { CommandFailure, exitCodes, type Fault } from '../../platform/cli/command-failure.js';
import { firstLine, packRatesCsv } from './pack-rates-csv.js';
import { hasCanonicalHeader, parseRatesCsv, type RestoreText } from './rates-csv.js';
import { mebibyte, readTextBytes } from './text-file.js';

const sizeMaxBytes = 400 * mebibyte;

export interface FileRates {
  readonly rates: readonly unknown[];
  /** The rates, where they are packed; then `rates` is empty. */
  readonly packed?: PackedRates;
  /** Where a rate stands, for messages. */
  placeOfRate(index: number): string;
  readonly faults: readonly Fault[];
  readonly timeProfiles: readonly TimeProfile[];
  /** Null where the file says nothing of it. */
  readonly currency: string | null;
}

const advice =
  'a book cannot hold the answers: write the rates with ratedeck check FILE --rates out.csv, ' +
  'and name out.csv here';

async function readDeckRates(path: string, name: string): Promise<FileRates> {
  // Loaded late: it takes as long as reading the rates of a canonical file.
  const { readUsableDeck } = await import('../deck-files/service.js');
  try {
    const reading = { deck: { now: new Date().toISOString() }, file: {} };
    const deck = await readUsableDeck(path, reading, advice);
    const { rates, placeOfRate, timeProfiles, currency } = deck;
    return { rates, placeOfRate, faults: [], timeProfiles, currency };
  } catch (error) {
    if (!(error instanceof CommandFailure) || error.faults.length === 0) throw error;
    const whole = { place: name, code: 'unsettled_deck', message: error.message };
    const faults = [whole, ...error.faults];
    return { rates: [], placeOfRate: () => name, faults, timeProfiles: [], currency: null };
  }
}

/** Null where it is no text in the canonical columns. */
async function readCanonicalBytes(path: string): Promise<Buffer | null> {
  try {
    const bytes = await readTextBytes(path, sizeMaxBytes);
    return hasCanonicalHeader(firstLine(bytes).toString('utf8')) ? bytes : null;
  } catch (error) {
    const isOther = error instanceof CommandFailure && error.exitCode === exitCodes.badInput;
    if (isOther) return null;
    throw error;
  }
}

/** Without an apostrophe no text is marked, and the library of decks need not be loaded. */
async function restoreFor(bytes: Buffer): Promise<RestoreText> {
  return bytes.includes("'") ? (await import('@ratedeck/decks')).restore : String;
}

function readCanonical(bytes: Buffer, name: string, restore: RestoreText): FileRates {
  const { rates, lines, faults } = parseRatesCsv(bytes.toString('utf8'), name, restore);
  const placeOfRate = (index: number): string => `${name} line ${lines[index] ?? '?'}`;
  return { rates, placeOfRate, faults, timeProfiles: [], currency: null };
}

/** How rates are wanted; packed ones are so only where nothing in the file is odd. */
export type RatesForm = 'written' | 'packed';

/** Throws a failure that says why the file cannot be had. */
export async function readRatesOfFile(
  path: string,
  name: string,
  form: RatesForm,
): Promise<FileRates> {
  const bytes = await readCanonicalBytes(path);
  if (bytes === null) return readDeckRates(path, name);
  const restore = await restoreFor(bytes);
  const packed = form === 'packed' ? packRatesCsv(bytes, restore) : null;
  if (packed === null) return readCanonical(bytes, name, restore);
  let written: FileRates | null = null;
  const placeOfRate = (index: number): string => {
    written ??= readCanonical(bytes, name, restore);
    return written.placeOfRate(index);
  };
  return { rates: [], packed, placeOfRate, faults: [], timeProfiles: [], currency: null };
}
