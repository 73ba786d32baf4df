/**
 * What calls can be priced with: a book, or a carrier's deck alone, which becomes a book of one rate
 * table. Its table bears the name of the deck's file.
 */

import { basename } from 'node:path';
import type { BookFault } from '@ratedeck/engine';
import { badInput, type Fault } from '../../platform/cli/command-failure.js';
import type { DeckReading } from '../deck-files/service.js';
import { columnOfField } from './rates-csv.js';
import { type ReadBook, readBookFile } from './read-book-file.js';
import { joinTimeProfiles, missingTimeProfiles, readTimeProfiles } from './time-profiles.js';

/** Plain data: it is sent to a thread as it is. */
export type PriceSource = { readonly kind: 'book'; readonly path: string } | DeckSource;

export interface DeckSource {
  readonly kind: 'deck';
  readonly path: string;
  readonly reading: DeckReading;
  /** A book that says when the deck's time profiles hold. */
  readonly profilesPath?: string;
}

const tableNameLengthMax = 200;
const advice = 'settle it with the options below, or take the guesses with --yes';

/** `vendor.xlsx.gz` is `vendor`. */
function tableNameOf(path: string): string {
  const name = basename(path).replace(/\.(?:gz|zip)$/i, '');
  const bare = name.replace(/\.[A-Za-z0-9]{1,5}$/, '').slice(0, tableNameLengthMax);
  return bare === '' ? 'deck' : bare;
}

async function readDeckBook({ path, reading, profilesPath }: DeckSource): Promise<ReadBook> {
  const own = profilesPath === undefined ? [] : await readTimeProfiles(profilesPath);
  // Loaded late: pricing by a book does without.
  const { readUsableDeck } = await import('../deck-files/service.js');
  const deck = await readUsableDeck(path, reading, advice);
  const timeProfiles = joinTimeProfiles(own, deck.timeProfiles);
  const missing = missingTimeProfiles(basename(path), deck.rates, timeProfiles);
  if (missing.length > 0) throw badInput(`${path} can not price calls yet`, missing);
  const table = {
    name: tableNameOf(path),
    ...(deck.currency === null ? {} : { currency: deck.currency }),
    rates: deck.rates,
  };
  const place = ({ path: within, value, code, message }: BookFault): Fault => {
    const match = /^rateTables\[0\]\.rates\[(\d+)\](?:\.(.+))?$/.exec(within);
    if (match === null) return { place: within, value, code, message };
    const row = deck.placeOfRate(Number(match[1]));
    const field = match[2] === undefined ? '' : ` field ${columnOfField(match[2])}`;
    return { place: row + field, value, code, message };
  };
  const book = { book: 1, timeProfiles, rateTables: [table] };
  return { book, packed: new Map(), faults: [], notes: deck.notes, place };
}

export function readPriceSource(source: PriceSource): Promise<ReadBook> {
  if (source.kind === 'book') return readBookFile(source.path, 'packed');
  return readDeckBook(source);
}
