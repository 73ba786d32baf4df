/** What a deck says of rates, and what becomes of it: the words of all decisions here. */

import type { RateContent, StoredRate } from '../../tariffs/stored-rates/record.js';
import type { ImportMode, ImportRowKind, Policies } from './schema.js';

/** One rate that a row of the file names. */
export interface DeckEntry {
  readonly sheet: string;
  readonly row: number;
  readonly change: 'set' | 'close' | 'delete';
  /** Of the mode `actions`. */
  readonly action: 'A' | 'D' | 'U' | 'S' | 'SA' | null;
  readonly id: string | null;
  /** The file says no date; the content has the one that a policy gives. */
  readonly isUndated: boolean;
  /** As it would be stored. When it closes, `effectiveTo` says from when. */
  readonly content: RateContent;
}

export interface Deciding {
  readonly mode: ImportMode;
  readonly policies: Policies;
  readonly now: string;
  readonly callsRated: boolean;
  /** What the file has no column for. */
  readonly notSaid: readonly (keyof RateContent)[];
  /** What a rate costs that says no price. */
  readonly defaultPrice: string | null;
  /** Services of which the file has rates: in the mode `full` others are none of its business. */
  readonly services: ReadonlySet<string>;
  /** In the mode `full`: when what the file does not name ends. */
  readonly closesAt: string;
}

export type RowEffect = 'none' | 'add' | 'update' | 'stash' | 'delete';

/** Codes for programs; the words stand in `reasons.ts`. */
export type Reason =
  | 'says_the_same'
  | 'another_row_counts'
  | 'duplicate'
  | 'superseded'
  | 'past_date'
  | 'ends_before_start'
  | 'nothing_to_close'
  | 'nothing_to_delete'
  | 'action_missing'
  | 'code_exists'
  | 'unknown_code'
  | 'unknown_id'
  | 'id_twice'
  | 'version_exists'
  | 'special_rate'
  | 'already_rated';

export interface Decision {
  readonly kind: ImportRowKind;
  readonly effect: RowEffect;
  /** Null: no row of the file names it; it follows from others. */
  readonly entry: DeckEntry | null;
  /** What it is compared with; what is written anew, where the effect is that. */
  readonly before: StoredRate | null;
  /** As it will be; null: nothing is written. */
  readonly after: RateContent | null;
  readonly reason: Reason | null;
}
