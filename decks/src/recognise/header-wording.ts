/**
 * The words of headers and what they mean, in all languages: the table `data/header-wording.csv`,
 * read once. A row of it says what a wording means, how sure that is before cells are looked at (per
 * cent), and whose words they are. Wordings are written as people write them and compared folded.
 */

import { readFileSync } from 'node:fs';
import { DECK_FIELDS, type DeckField } from '../deck/deck.js';
import { wordsOf } from '../values/folded-text.js';

/** `ignored`: a column that is of no use for rates, such as the previous price. */
export type Meaning = DeckField | 'ignored';

/** Words that are no field, but say something of the others in a header. */
export const WORD_KINDS = [
  /** Which of two prices by hours a column holds. */
  'peakWord',
  'offPeakWord',
  /** Says nothing. */
  'fillerWord',
  /** Adds nothing to what the others mean. */
  'neutralWord',
  /** When a row was made, sent or changed: a date of the record, not of the rate. */
  'recordWord',
  'callerWord',
  'calledWord',
  /** Beside words of callers: it is their code. */
  'codeWord',
  /** An amount that is not the price: that of before, a margin, a tax. */
  'otherAmountWord',
] as const;
export type WordKind = (typeof WORD_KINDS)[number];

export interface WordingRow {
  readonly means: string;
  readonly sure: string;
  readonly language: string;
  readonly wording: string;
}

/** Beside `src` and `dist` alike. */
const TABLE = new URL('../../data/header-wording.csv', import.meta.url);

export function readWordingRows(): readonly WordingRow[] {
  const [, ...lines] = readFileSync(TABLE, 'utf8').trim().split(/\r?\n/);
  return lines.map((line) => {
    const [means = '', sure = '', language = '', wording = ''] = line.split(',');
    return { means, sure, language, wording };
  });
}

export type Fields = ReadonlyMap<Meaning, number>;

const inOrder = (words: readonly string[]): string => [...words].sort().join(' ');
const JOINED_MIN = 7;

class HeaderWording {
  readonly #phrases = new Map<string, Map<Meaning, number>>();
  /** The same by their words in the order of the alphabet: `Interval First` is a first interval. */
  readonly #sorted = new Map<string, Map<Meaning, number>>();
  /** Written as one word: `stopdate`. */
  readonly #joined = new Map<string, Map<Meaning, number>>();
  readonly #words = new Map<WordKind, Set<string>>();
  phraseWordsMax = 1;

  constructor(rows: readonly WordingRow[]) {
    const kinds: ReadonlySet<string> = new Set(WORD_KINDS);
    const fields: ReadonlySet<string> = new Set([...DECK_FIELDS, 'ignored']);
    for (const { means, sure, wording } of rows) {
      const words = wordsOf(wording);
      if (kinds.has(means)) this.#addWord(means as WordKind, words.join(' '));
      else if (fields.has(means)) this.#addPhrase(means as Meaning, Number(sure) / 100, words);
      else throw new Error(`header-wording.csv: "${means}" is no field and no kind of word`);
    }
  }

  #addWord(kind: WordKind, word: string): void {
    const known = this.#words.get(kind) ?? new Set();
    known.add(word);
    this.#words.set(kind, known);
  }

  #addPhrase(field: Meaning, weight: number, words: readonly string[]): void {
    put(this.#phrases, words.join(' '), field, weight);
    put(this.#sorted, inOrder(words), field, weight);
    const joined = words.join('');
    if (joined.length >= JOINED_MIN) put(this.#joined, joined, field, weight);
    this.phraseWordsMax = Math.max(this.phraseWordsMax, words.length);
  }

  /** What exactly these words mean. */
  phrase(words: readonly string[]): Fields | undefined {
    return this.#phrases.get(words.join(' '));
  }

  /** What they mean in another order, or written as one word. */
  reordered(words: readonly string[]): Fields | undefined {
    return this.#sorted.get(inOrder(words)) ?? this.#joined.get(words.join(''));
  }

  words(kind: WordKind): ReadonlySet<string> {
    return this.#words.get(kind) ?? new Set();
  }

  /** Finds any word or phrase of a kind in words parted by blanks. */
  pattern(kind: WordKind): RegExp {
    const longestFirst = [...this.words(kind)].sort((a, b) => b.length - a.length);
    return new RegExp(`(?:^|\\s)(?:${longestFirst.join('|')})(?=\\s|$)`, 'u');
  }
}

function put(
  map: Map<string, Map<Meaning, number>>,
  key: string,
  field: Meaning,
  weight: number,
): void {
  const fields = map.get(key) ?? new Map<Meaning, number>();
  fields.set(field, Math.max(weight, fields.get(field) ?? 0));
  map.set(key, fields);
}

export const WORDING = new HeaderWording(readWordingRows());

export const OFF_PEAK_WORDS = WORDING.pattern('offPeakWord');
export const PEAK_WORDS = WORDING.pattern('peakWord');
