/**
 * How many rates the rows of a file may stand for by ranges and lists, by names and by callers.
 * Counted while they are written out one by one, rejected rows too, so that no small file asks for
 * more memory or time than a large one may.
 */

import { DeckReadError } from '../deck/deck.js';

/** Rates of rows that stand for several; rows of one code each are not counted. */
const GROWN_RATES_MAX = 1_000_000;

export class Growth {
  #rows = 0;
  #rates = 0;

  /** A row stands for so many rates; `column` says where that is written. */
  add(rates: number, row: number, column: string): void {
    if (rates <= 1) return;
    this.#rows += 1;
    this.#rates += rates;
    if (this.#rates <= GROWN_RATES_MAX) return;
    throw new DeckReadError(
      'growth',
      `up to row ${row}, ${this.#rows} rows stand for more than ${GROWN_RATES_MAX} rates by the ` +
        `ranges, lists or names in "${column}": write the digits that a range has in common (93 for ` +
        '930000-939999), split the file, or say which column holds the codes',
    );
  }
}
