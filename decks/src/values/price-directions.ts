/**
 * Whether a price went up or down, or is new, as words of a sender say it: in a column of changes, or
 * in the line of a notice that says from when such prices hold.
 */

import type { PriceDirection } from '../deck/deck.js';
import { wordsOf } from './folded-text.js';

/** Beginnings of words, folded. */
const BEGINNINGS: readonly (readonly [PriceDirection, RegExp])[] = [
  [
    'increase',
    /^(?:incr|rais|up$|erhoh|augment|hauss|aument|subid|alza|повыш|увелич|verhog|podwyz|art)/,
  ],
  [
    'decrease',
    /^(?:decr|reduc|lower|down$|senk|gesenkt|baiss|dimin|baj|disminu|сниж|пониж|verlag|obniz|azal)/,
  ],
  ['new', /^(?:new|neue?[rsnm]?$|nouv|nuev|nov[oa]s?$|нов|nieuw|added|addition)/],
];

/** Null where no word says one, or words say several. */
export function priceDirectionOf(text: string): PriceDirection | null {
  const words = wordsOf(text);
  const said = BEGINNINGS.filter(([, pattern]) => words.some((word) => pattern.test(word)));
  return said.length === 1 ? said[0]![0] : null;
}
