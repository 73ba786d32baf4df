/**
 * Reads the text of a code deck file into flat arrays: sorted codes and, for each, which of the
 * names it has. Tens of thousands of objects would take longer to make than all the rest.
 */

import type { CodeName } from '../deck/deck.js';

export const CODE_DECK_HEADER = 'ratedeck code deck 1';

export type NamedDestination = Omit<CodeName, 'code'>;

export interface CodeTable {
  /** Sorted as text, each once. */
  readonly codes: readonly string[];
  /** Of each code, the index of its name. */
  readonly nameIndexes: Uint32Array;
  readonly names: readonly NamedDestination[];
}

export function parseCodeDeck(text: string): CodeTable {
  const lines = text.split('\n');
  if (lines[0] !== CODE_DECK_HEADER) {
    throw new Error(`the code deck must begin with the line "${CODE_DECK_HEADER}"`);
  }
  const blank = lines.indexOf('', 1);
  const names = lines.slice(1, blank).map((line) => {
    const [country, type, name] = line.split('\t') as [string, CodeName['type'], string];
    return { name, country, type };
  });
  const count = lines.length - blank - 2;
  const codes = new Array<string>(count);
  const nameIndexes = new Uint32Array(count);
  let before = '';
  for (let index = 0; index < count; index += 1) {
    const line = lines[blank + 1 + index]!;
    const first = line.indexOf('\t');
    const second = line.indexOf('\t', first + 1);
    before = before.slice(0, Number(line.slice(0, first))) + line.slice(first + 1, second);
    codes[index] = before;
    nameIndexes[index] = Number(line.slice(second + 1));
  }
  return { codes, nameIndexes, names };
}
