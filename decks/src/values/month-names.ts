/**
 * Months by name, in the languages that decks come in. Names are compared folded and by their
 * beginnings, the longest first, since abbreviations differ (`sep`, `sept`, `Sept.`).
 */

import { foldText } from './folded-text.js';

/** Beginnings of the names of each month, folded, in any of the languages. */
const BEGINNINGS: readonly (readonly string[])[] = [
  ['jan', 'ene', 'gen', 'янв', 'sty', 'oca', 'janv'],
  ['feb', 'fev', 'febr', 'фев', 'lut', 'sub', 'fevr'],
  ['mar', 'maer', 'mrt', 'maa', 'мар', 'mrz', 'mars'],
  ['apr', 'abr', 'avr', 'апр', 'kwi', 'nis'],
  ['may', 'mai', 'mag', 'mei', 'мая', 'маи', 'maj'],
  ['jun', 'giu', 'juin', 'июн', 'cze', 'haz'],
  ['jul', 'lug', 'juil', 'июл', 'lip', 'tem'],
  ['aug', 'ago', 'aou', 'авг', 'sie', 'agu'],
  ['sep', 'set', 'сен', 'wrz', 'eyl', 'sept'],
  ['oct', 'okt', 'out', 'ott', 'окт', 'paz', 'eki'],
  ['nov', 'noi', 'ноя', 'lis', 'kas'],
  ['dec', 'dez', 'dic', 'дек', 'gru', 'ara'],
];

const BY_BEGINNING: ReadonlyMap<string, number> = new Map(
  BEGINNINGS.flatMap((names, index) => names.map((name) => [name, index + 1] as const)),
);

const NAME_CHARACTERS_MAX = 12;

/** 1 to 12, or null when the word is no month. */
export function monthOf(word: string): number | null {
  const folded = foldText(word);
  if (folded.length < 3 || folded.length > NAME_CHARACTERS_MAX) return null;
  if (!/^\p{L}+$/u.test(folded)) return null;
  return BY_BEGINNING.get(folded.slice(0, 4)) ?? BY_BEGINNING.get(folded.slice(0, 3)) ?? null;
}
