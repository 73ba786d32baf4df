/** What a cell of codes is read with, and what comes out of it. */

/** What a reader of the deck should know of how a cell was read. */
export type CodeNote =
  | 'number_cell'
  | 'catch_all'
  | 'empty_code'
  | 'wildcard'
  | 'spaced_code'
  | 'spaced_list'
  | 'trunk_zero'
  | 'country_area'
  | 'tail_range'
  | 'tails'
  | 'repeated';

export interface CodeContext {
  /** Country code that is put before each code without `+` or `00`; empty = none. */
  readonly prefix: string;
  /** A leading `00` is part of the code, not the way to dial abroad. */
  readonly keepsZeros?: boolean;
  /** An empty cell, `*` or `x` alone is every number. Else only a word such as `any` says so. */
  readonly everyNumber?: boolean;
}

export interface CodeCell {
  readonly ok: true;
  readonly codes: readonly string[];
  readonly notes: readonly CodeNote[];
}

export interface CodeFault {
  readonly ok: false;
  readonly code: string;
  readonly message: string;
}
