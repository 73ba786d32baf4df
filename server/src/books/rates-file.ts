/**
 * The rates of one `ratesFile`: CSV in the canonical columns, which is read as it stands, or any
 * deck that the importer recognises. A deck must leave nothing open, since a book has no place for
 * the answers.
 */

import type { TimeProfile } from '@ratedeck/engine';
import { CommandFailure, exitCodes, type Fault } from '../cli/command-failure.js';
import { readUsableDeck } from '../decks/service.js';
import { hasCanonicalHeader, parseRatesCsv } from './rates-csv.js';
import { mebibyte, readTextFile } from './text-file.js';

const sizeMaxBytes = 400 * mebibyte;

export interface FileRates {
  readonly rates: readonly unknown[];
  /** Where a rate stands, for messages. */
  placeOfRate(index: number): string;
  readonly faults: readonly Fault[];
  readonly timeProfiles: readonly TimeProfile[];
  /** Null where the file says nothing of it. */
  readonly currency: string | null;
}

const advice =
  'a book can not hold the answers: write the rates with ratedeck check FILE --rates out.csv, ' +
  'and name out.csv here';

async function readDeckRates(path: string, name: string): Promise<FileRates> {
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
async function readCanonicalText(path: string): Promise<string | null> {
  try {
    const text = await readTextFile(path, sizeMaxBytes);
    return hasCanonicalHeader(text) ? text : null;
  } catch (error) {
    const isOther = error instanceof CommandFailure && error.exitCode === exitCodes.badInput;
    if (isOther) return null;
    throw error;
  }
}

/** Throws a failure that says why the file can't be had. */
export async function readRatesOfFile(path: string, name: string): Promise<FileRates> {
  const text = await readCanonicalText(path);
  if (text === null) return readDeckRates(path, name);
  const { rates, lines, faults } = parseRatesCsv(text, name);
  const placeOfRate = (index: number): string => `${name} line ${lines[index] ?? '?'}`;
  return { rates, placeOfRate, faults, timeProfiles: [], currency: null };
}
