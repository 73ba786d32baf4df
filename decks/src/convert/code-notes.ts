/**
 * How codes of a sheet were read where more than one person would write them so: counted over the
 * rows and told once, with the first row as the example.
 */

import type { CodeNote } from '../codes/code-cell.js';
import type { WarningList } from '../deck/warning-list.js';

const MESSAGES: Readonly<Record<CodeNote, string>> = {
  number_cell: 'codes that are numbers, not text: leading zeros, if there were any, are lost',
  catch_all: 'codes that stand for every number that no other code fits',
  empty_code: 'rows without a code: they price every number that no other code fits',
  wildcard: 'codes with a wildcard at the end, which every code has anyway',
  spaced_code: 'codes with spaces inside, read as one code (336 07 is 33607)',
  spaced_list: 'lists of codes that only spaces part, read as several codes',
  trunk_zero: 'codes with the zero of national calls in brackets, which is left out',
  country_area: 'codes written as country and area, read as one code (93-70 is 9370)',
  tail_range: 'ranges with a short end (49172-74), read as 49172 to 49174',
  tails: 'lists with short codes after a full one (9370,71), read as 9370 and 9371',
  repeated: 'lists that name a code more than once; it counts once',
};

export class CodeNotes {
  readonly #found = new Map<CodeNote, { count: number; readonly firstRow: number }>();

  add(notes: readonly CodeNote[], row: number): void {
    for (const note of notes) {
      const found = this.#found.get(note);
      if (found === undefined) this.#found.set(note, { count: 1, firstRow: row });
      else found.count += 1;
    }
  }

  forget(note: CodeNote): void {
    this.#found.delete(note);
  }

  report(sheet: string, warnings: WarningList): void {
    for (const [note, { count, firstRow }] of this.#found) {
      const rows = count === 1 ? '1 row' : `${count} rows, this one first`;
      warnings.add(`code_${note}`, sheet, firstRow, `${rows}: ${MESSAGES[note]}`);
    }
  }
}
