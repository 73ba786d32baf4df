/** Opens a deck by its path. Failures carry an exit code and say how to go on. */

import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import {
  type CodeNames,
  DeckReadError,
  defaultCodeNames,
  type OpenedDeck,
  openDeck,
  type Question,
  type Rejection,
} from '@ratedeck/decks';
import { badInput, type Fault, inputOutputFailure } from '../../platform/cli/command-failure.js';
import { printableValue } from '../../platform/cli/printable.js';
import type { DeckReading } from './deck-options.js';
import { readErrorText, settleText, withOption } from './settle-text.js';

export interface DeckFile extends OpenedDeck {
  /** Without its folder. */
  readonly name: string;
  readonly names: CodeNames;
}

const fileSizeMaxBytes = 1024 * 1024 * 1024;

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    const file = await open(path);
    try {
      const { size } = await file.stat();
      if (size > fileSizeMaxBytes) {
        throw badInput(`${path} is larger than ${fileSizeMaxBytes} bytes; split it`);
      }
      return await file.readFile();
    } finally {
      await file.close();
    }
  } catch (error) {
    throw inputOutputFailure('read', path, error);
  }
}

/** What an option settles is told with that option. */
function worded(opened: OpenedDeck): OpenedDeck {
  const { deck, recognition } = opened;
  const rejections = deck.rejections.map(withOption);
  const warnings = recognition.warnings.map(withOption);
  return {
    ...opened,
    recognition: { ...recognition, warnings },
    deck: { ...deck, rejections },
  };
}

export async function openDeckFile(path: string, reading: DeckReading): Promise<DeckFile> {
  const bytes = await readBytes(path);
  const names = defaultCodeNames();
  const name = basename(path);
  try {
    const opened = await openDeck(bytes, name, { ...reading.file, ...reading.deck }, names);
    return { ...worded(opened), name, names };
  } catch (error) {
    if (!(error instanceof DeckReadError)) throw error;
    throw badInput(`${path} cannot be read as a rate deck`, [
      { place: name, code: error.code, message: readErrorText(error) },
    ]);
  }
}

function placeIn(file: string, sheet: string | null, rest: string): string {
  const parts = [file, sheet === null ? '' : `sheet ${JSON.stringify(sheet)}`, rest];
  return parts.filter((part) => part !== '').join(' ');
}

/** A deck of one sheet needs no name of it; texts have none that a user knows. */
export function placeOfRow(deckFile: DeckFile, sheet: string, row: number): string {
  const isOnly = deckFile.file.sheets.length < 2;
  return placeIn(deckFile.name, isOnly ? null : sheet, `row ${row}`);
}

export const asSentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

export function questionFault(deckFile: DeckFile, question: Question): Fault {
  const { sheet, column, code, text, guess } = question;
  const isOnly = deckFile.file.sheets.length < 2;
  const place = placeIn(
    deckFile.name,
    isOnly ? null : sheet,
    column === null ? '' : `column ${JSON.stringify(column)}`,
  );
  const message =
    `${asSentence(text)} Best guess, which --yes takes: ${guess}. Settle it: ` +
    settleText(question);
  return { place, code, message };
}

export function rejectionFault(deckFile: DeckFile, rejection: Rejection): Fault {
  const { sheet, row, column, value, code, message } = rejection;
  const place = `${placeOfRow(deckFile, sheet, row)} column ${JSON.stringify(column)}`;
  return { place, value: printableValue(value), code, message };
}
