/**
 * The text of the shipped code deck: a first line with the version, the different names, a blank
 * line, then the codes in order. A code is written as the number of digits that it shares with
 * the code before, the digits that follow, and the number of its name:
 *
 *     ratedeck code deck 1
 *     AF<tab>mixed<tab>Afghanistan
 *
 *     0<tab>93<tab>0
 *
 * `decks/src/code-deck/code-deck-file.ts` reads it.
 */

import { CODE_DECK_HEADER } from '../../decks/src/code-deck/code-deck-file.js';
import type { CodeName } from '../../decks/src/deck/deck.js';

function sharedDigits(a: string, b: string): number {
  let count = 0;
  while (count < a.length && a[count] === b[count]) count += 1;
  return count;
}

export function formatCodeDeck(codes: readonly CodeName[]): string {
  const names = new Map<string, number>();
  const lines: string[] = [];
  let before = '';
  for (const { code, name, country, type } of codes) {
    const line = `${country}\t${type}\t${name}`;
    if (!names.has(line)) names.set(line, names.size);
    const shared = sharedDigits(before, code);
    lines.push(`${shared}\t${code.slice(shared)}\t${names.get(line)!}`);
    before = code;
  }
  return [CODE_DECK_HEADER, ...names.keys(), '', ...lines, ''].join('\n');
}
