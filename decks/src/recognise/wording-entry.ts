/** Words of headers that mean a field, and how sure they are. */

import type { DeckField } from '../deck/deck.js';

export interface Wording {
  /** `ignored`: words of a column that is of no use, such as the previous price. */
  readonly field: DeckField | 'ignored';
  readonly weight: number;
  /** Folded, separated by `|`. */
  readonly phrases: string;
}
