/**
 * The code deck that comes with the product: names, countries and kinds of the world's codes, made
 * by `scripts/make-code-deck.ts`. It is read when it is asked for the first time, in some 0.1 s,
 * and kept: it never changes while the program runs.
 */

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { CodeName, CodeNames } from '../deck/deck.js';
import { parseCodeDeck } from './code-deck-file.js';
import { DestinationCodes } from './destination-codes.js';
import { DigitTree } from './digit-tree.js';
import { CodeDeckSearch } from './search-code-deck.js';

/** Beside `src` and `dist` alike. */
const DATA = new URL('../../data/code-deck.gz', import.meta.url);

export interface DefaultCodeDeck extends CodeNames {
  readonly codeCount: number;
  /** All codes, sorted as text. */
  entries(): Iterable<CodeName>;
  search(query: string, limit: number): readonly CodeName[];
}

let deck: DefaultCodeDeck | null = null;

function readDefaultCodeDeck(): DefaultCodeDeck {
  const table = parseCodeDeck(gunzipSync(readFileSync(DATA)).toString('utf8'));
  const tree = new DigitTree(table.codes);
  const made = new Array<CodeName | undefined>(table.codes.length);
  const entry = (at: number): CodeName => {
    made[at] ??= Object.freeze({
      code: table.codes[at]!,
      ...table.names[table.nameIndexes[at]!]!,
    });
    return made[at];
  };
  const search = new CodeDeckSearch(table, tree, entry);
  let destinations: DestinationCodes | null = null;
  return {
    codeCount: table.codes.length,
    *entries() {
      for (let at = 0; at < table.codes.length; at += 1) yield entry(at);
    },
    find: (digits) => {
      const at = tree.longest(digits);
      return at < 0 ? null : entry(at);
    },
    codesOf: (name) => {
      destinations ??= new DestinationCodes(table, tree);
      return destinations.codesOf(name);
    },
    search: (query, limit) => search.search(query, limit),
  };
}

function defaultCodeDeck(): DefaultCodeDeck {
  deck ??= readDefaultCodeDeck();
  return deck;
}

/** Names of the default deck: the longest code of a number, and codes of a destination's name. */
export function defaultCodeNames(): CodeNames {
  return defaultCodeDeck();
}

/** Every entry of the default deck, sorted by code. */
export function defaultCodeDeckEntries(): Iterable<CodeName> {
  return defaultCodeDeck().entries();
}

/** Finds entries of the default deck by the beginning of a code or by words of a name. */
export function searchCodeDeck(query: string, limit: number): readonly CodeName[] {
  return defaultCodeDeck().search(query, limit);
}
