/** What comparing two decks answers with: a row for each code, counts, and destinations. */

import type { Rate } from '@ratedeck/engine';

/**
 * `changed`: the price is the same and other terms are not, some dearer and some cheaper.
 * `blocked`: calls were allowed or unknown before. `pending`: begins after the instant of
 * comparison.
 */
export const CHANGE_KINDS = [
  'new',
  'increased',
  'decreased',
  'changed',
  'unchanged',
  'closed',
  'blocked',
  'pending',
] as const;

export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** What a change means for the numbers that a code holds. */
export type CoverEffect = 'dearer' | 'cheaper' | 'same' | 'mixed' | 'blocked' | 'opened';

/**
 * Codes nest: a new code takes its numbers over from a shorter one of the old deck, a closed code
 * leaves them to a shorter one of the new deck. So their price changed, whatever the lists say.
 */
export interface CodeCover {
  readonly code: string;
  /** The code that priced these numbers before, or that prices them from now on. */
  readonly coveredBy: string;
  /** Null where calls are blocked. */
  readonly oldPrice: string | null;
  readonly newPrice: string | null;
  readonly effect: CoverEffect;
  /** Of the price, per cent with two decimals; null where there are not two prices above zero. */
  readonly percent: string | null;
}

export interface RateComparison {
  readonly kind: ChangeKind;
  readonly code: string;
  /** Of the destination. */
  readonly name: string;
  readonly old: Rate | null;
  /** Null, or the row that ends it, where the code is closed. */
  readonly next: Rate | null;
  /** Of the price, per cent with two decimals; null where there are not two prices above zero. */
  readonly percent: string | null;
  /** Other fields of the charge that differ. */
  readonly terms: readonly string[];
  /** What a pending rate will be once it begins. */
  readonly becomes: Exclude<ChangeKind, 'pending'> | null;
  readonly cover: CodeCover | null;
}

export type ChangeCounts = Readonly<Record<ChangeKind, number>>;
export type CoverCounts = Readonly<Record<CoverEffect, number>>;

export interface DestinationComparison {
  readonly name: string;
  readonly counts: ChangeCounts;
  /** Lowest and highest price of its codes; null where none has a price. */
  readonly oldPriceMin: string | null;
  readonly oldPriceMax: string | null;
  readonly newPriceMin: string | null;
  readonly newPriceMax: string | null;
}

/** rates = compared + pending + notCompared. */
export interface ComparisonAccount {
  readonly rates: number;
  /** In force at the instant, with a row of their own. */
  readonly compared: number;
  /** Of the new deck only: begin later, with a row of their own. */
  readonly pending: number;
  /** Ended, stashed and repeated rates; codes that a partial deck does not name. */
  readonly notCompared: number;
}

export interface DeckComparison {
  readonly at: string;
  readonly counts: ChangeCounts;
  /** New (or newly blocked) codes under codes of the old deck, by what they do to their numbers. */
  readonly newCovered: CoverCounts;
  /** Closed codes whose numbers a shorter code goes on pricing. */
  readonly closedCovered: CoverCounts;
  /** In the order of the new deck; then what it lacks, in the order of the old one. */
  readonly rows: readonly RateComparison[];
  /** By name. */
  readonly destinations: readonly DestinationComparison[];
  readonly old: ComparisonAccount;
  readonly next: ComparisonAccount;
}

export interface CompareOptions {
  /** ISO 8601: both decks are taken as they stand at this instant. */
  readonly at: string;
  /** The new deck is a whole one: codes it lacks are closed. Left out = true. */
  readonly full?: boolean;
  /** Name of a code's destination where neither deck has one. */
  readonly nameOf?: (code: string) => string | null;
}
