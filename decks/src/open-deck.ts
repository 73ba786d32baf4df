/**
 * A deck from its bytes in one step: read, recognise, convert. What is in doubt stays a question:
 * the deck is built with the guesses, and who asked without `yes` has to refuse it while questions
 * are open.
 */

import { crossCheck } from './check/cross-checks.js';
import { convert } from './convert/convert.js';
import type {
  CodeNames,
  Deck,
  DeckOptions,
  Question,
  RawFile,
  ReadOptions,
  Recognition,
} from './deck/deck.js';
import { readDeckFile } from './read/read-deck-file.js';
import { recognise } from './recognise/recognise.js';
import { withTablesApart } from './recognise/sheet-tables.js';

export interface OpenedDeck {
  readonly file: RawFile;
  readonly recognition: Recognition;
  readonly deck: Deck;
  /** Still to be answered; none when `yes` takes the guesses. */
  readonly questions: readonly Question[];
}

/** Throws a DeckReadError when the file can not be read at all. */
export async function openDeck(
  bytes: Uint8Array,
  name: string,
  options: DeckOptions & ReadOptions = {},
  names: CodeNames | null = null,
): Promise<OpenedDeck> {
  const file = withTablesApart(await readDeckFile(bytes, name, options));
  const recognised = recognise(file, options, names);
  const deck = convert(file, recognised, options, names);
  const doubts = crossCheck(recognised, deck, options, names);
  const recognition = { ...recognised, questions: [...recognised.questions, ...doubts] };
  return { file, recognition, deck, questions: options.yes === true ? [] : recognition.questions };
}
