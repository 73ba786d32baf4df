/**
 * Search as one types: digits find the code that a number belongs to and the codes that begin with
 * them; words find names in which every word, or the beginning of one, occurs.
 */

import type { CodeName } from '../deck/deck.js';
import type { CodeTable } from './code-deck-file.js';
import { destinationWords } from './destination-words.js';
import type { DigitTree } from './digit-tree.js';

export class CodeDeckSearch {
  readonly #table: CodeTable;
  readonly #tree: DigitTree;
  readonly #entry: (at: number) => CodeName;
  #words: readonly (readonly string[])[] | null = null;

  constructor(table: CodeTable, tree: DigitTree, entry: (at: number) => CodeName) {
    this.#table = table;
    this.#tree = tree;
    this.#entry = entry;
  }

  search(query: string, limit: number): readonly CodeName[] {
    const digits = query.replace(/[\s()+./-]/g, '');
    if (digits !== '' && /^\d+$/.test(digits)) return this.#byCode(digits, limit);
    return this.#byName(destinationWords(query), limit);
  }

  #byCode(digits: string, limit: number): readonly CodeName[] {
    const { codes } = this.#table;
    const found: number[] = [];
    const owner = this.#tree.longest(digits);
    if (owner >= 0) found.push(owner);
    let low = 0;
    for (let high = codes.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (codes[middle]! < digits) low = middle + 1;
      else high = middle;
    }
    for (let at = low; at < codes.length && codes[at]!.startsWith(digits); at += 1) {
      if (found.length >= limit) break;
      if (at !== owner) found.push(at);
    }
    return found.slice(0, limit).map(this.#entry);
  }

  /** Names with fewer words first: the country before its towns. */
  #byName(asked: readonly string[], limit: number): readonly CodeName[] {
    if (asked.length === 0) return [];
    this.#words ??= this.#table.names.map(({ name }) => destinationWords(name));
    const wordCounts = new Map<number, number>();
    this.#words.forEach((words, name) => {
      const fits = asked.every((start) => words.some((word) => word.startsWith(start)));
      if (fits) wordCounts.set(name, words.length);
    });
    const found: { readonly at: number; readonly wordCount: number }[] = [];
    this.#table.nameIndexes.forEach((name, at) => {
      const wordCount = wordCounts.get(name);
      if (wordCount !== undefined) found.push({ at, wordCount });
    });
    found.sort((a, b) => a.wordCount - b.wordCount || a.at - b.at);
    return found.slice(0, limit).map(({ at }) => this.#entry(at));
  }
}
