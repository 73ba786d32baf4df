/** Sheets as short texts, and what they are recognised as, for tests of recognition. */

import type { Cell, DeckOptions, RawFile, RawSheet, Recognition } from '../src/deck/deck.js';
import { recognise } from '../src/recognise/recognise.js';

/** Lines of cells parted by `|`; an empty cell is null, an empty line is a missing row. */
export function sheetOf(text: string, name = 'Rates', hidden = false): RawSheet {
  const lines = text.split('\n').map((line) => line.trim());
  const rows = lines.flatMap((line, index) => {
    if (line === '') return [];
    const cells: Cell[] = line.split('|').map((cell) => (cell.trim() === '' ? null : cell.trim()));
    return [{ number: index + 1, cells }];
  });
  return { name, hidden, rows, rowCount: lines.length };
}

export function fileOf(...sheets: readonly RawSheet[]): RawFile {
  return {
    name: 'deck.csv',
    format: 'csv',
    container: null,
    encoding: 'utf-8',
    delimiter: ',',
    sheets,
    warnings: [],
  };
}

export function recogniseText(text: string, options: DeckOptions = {}): Recognition {
  return recognise(fileOf(sheetOf(text)), options, null);
}

/** The field of each column of the first sheet, `-` for none. */
export function fieldsOf(recognition: Recognition): string {
  return recognition.sheets[0]!.columns.map(({ field }) => field ?? '-').join(' ');
}

export function questionsOf(recognition: Recognition): string[] {
  return recognition.questions.map(({ code, guess }) => `${code}: ${guess}`);
}
