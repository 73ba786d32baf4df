/**
 * What commands may ask of decks as files: the options that say how one is read, one opened with its
 * doubts, and one that calls may be priced with.
 *
 * In the last nothing is left to a guess. Doubts, faulty rows and contradicting rates refuse it with
 * all of them listed, unless the user said `--yes`; what `--yes` passed over is in the notes.
 */

import { checkDeck, type RatePair } from '@ratedeck/decks';
import type { Rate, TimeProfile } from '@ratedeck/engine';
import { badInput, type Fault } from '../../platform/cli/command-failure.js';
import type { DeckReading } from './deck-options.js';
import { ratesOfDeck } from './deck-rates.js';
import {
  asSentence,
  type DeckFile,
  openDeckFile,
  placeOfRow,
  questionFault,
  rejectionFault,
} from './open-deck-file.js';

export {
  addDeckOptions,
  type DeckCommandOptions,
  type DeckReading,
  givenDeckOptions,
  parseInstantOption,
  parsePositiveDecimal,
  toDeckReading,
} from './deck-options.js';
export { ratesOfDeck } from './deck-rates.js';
export { asSentence, type DeckFile, openDeckFile, questionFault } from './open-deck-file.js';
export { settleText } from './settle-text.js';

export interface UsableDeck {
  readonly rates: readonly Rate[];
  /** Where the rate at this position stands: `vendor.xlsx sheet "Rates" row 17`. */
  placeOfRate(index: number): string;
  readonly timeProfiles: readonly TimeProfile[];
  readonly currency: string | null;
  /** What was left out or guessed, in words. */
  readonly notes: readonly string[];
}

const counted = (count: number, noun: string): string =>
  `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;

function conflictFault(deckFile: DeckFile, { first, second, fields }: RatePair): Fault {
  const { code } = second.rate;
  const other = placeOfRow(deckFile, first.sheet, first.row);
  const message =
    `the code is in ${other} too, for the same date, with another ${fields.join(', ')}; ` +
    'remove one of them (--yes keeps the later row)';
  const place = placeOfRow(deckFile, second.sheet, second.row);
  return { place, value: code === '' ? 'every number' : code, code: 'conflict', message };
}

/** What stands between the deck and being used. */
function doubtsOf(deckFile: DeckFile, conflicts: readonly RatePair[]): readonly Fault[] {
  const { questions, deck } = deckFile;
  return [
    ...questions.map((question) => questionFault(deckFile, question)),
    ...deck.rejections.map((rejection) => rejectionFault(deckFile, rejection)),
    ...conflicts.map((conflict) => conflictFault(deckFile, conflict)),
  ];
}

function notesOf(deckFile: DeckFile, conflicts: readonly RatePair[]): string[] {
  const { recognition, deck, name } = deckFile;
  const rejectedRows = new Set(deck.rejections.map(({ sheet, row }) => `${row} ${sheet}`)).size;
  const notes = recognition.questions.map(
    ({ text, guess }) => `${asSentence(text)} Taken: ${guess}`,
  );
  if (rejectedRows > 0) notes.push(`left out: ${counted(rejectedRows, 'faulty row')}`);
  if (conflicts.length > 0) {
    notes.push(`${counted(conflicts.length, 'contradicting rate')}: the later row was kept`);
  }
  if (deck.unresolvedNames.length > 0) {
    notes.push(
      `left out, because no code is known: ${counted(deck.unresolvedNames.length, 'name')}`,
    );
  }
  return notes.map((note) => `${name}: ${note}`);
}

/** `advice` tells how to settle what is in doubt. */
export async function readUsableDeck(
  path: string,
  reading: DeckReading,
  advice: string,
): Promise<UsableDeck> {
  const deckFile = await openDeckFile(path, reading);
  const { deck, names } = deckFile;
  const { conflicts } = checkDeck(deck);
  if (deck.rates.length === 0) {
    const faults = doubtsOf(deckFile, []);
    throw badInput(`${path} has no rates; see what ratedeck check says of it`, faults);
  }
  const isSettled = reading.deck.yes === true;
  const faults = isSettled ? [] : doubtsOf(deckFile, conflicts);
  if (faults.length > 0) {
    throw badInput(`${path} leaves ${counted(faults.length, 'thing')} open; ${advice}`, faults);
  }
  const placed = ratesOfDeck(deck.rates, deck.isNamedByCode ? names : null);
  return {
    rates: placed.map(({ rate }) => rate),
    placeOfRate: (index) => {
      const found = placed[index];
      return found === undefined ? deckFile.name : placeOfRow(deckFile, found.sheet, found.row);
    },
    timeProfiles: deck.timeProfiles,
    currency: deck.currency,
    notes: notesOf(deckFile, conflicts),
  };
}
