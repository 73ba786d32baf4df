/** What checking a file counts and tells; the words between the thread that does it and the API. */

import type { ImportRowKind } from '../decisions/schema.js';

/** Rows of the file: total = headers + ignored + rejected + rated. */
export interface RowCounts {
  readonly total: number;
  readonly headers: number;
  readonly ignored: number;
  readonly rejected: number;
  readonly rated: number;
}

/** Rates that the rated rows name, by what becomes of them; the kinds add up to the total. */
export type RateCounts = Readonly<Record<ImportRowKind | 'total', number>>;

export interface Stop {
  readonly code: 'questions_open' | 'rows_rejected' | 'duplicates' | 'no_rates' | 'currency';
  readonly message: string;
}

export interface CheckResult {
  readonly rows: RowCounts;
  readonly rates: RateCounts;
  /** What follows for rates that no row names. */
  readonly following: {
    readonly closed: number;
    readonly stashed: number;
    readonly deleted: number;
  };
  readonly specialsLeft: number;
  readonly pending: number;
  readonly writes: { readonly added: number; readonly updated: number; readonly deleted: number };
  readonly stops: readonly Stop[];
  readonly closesAt: string | null;
}
