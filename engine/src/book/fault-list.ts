/**
 * The faults of one book, in the order in which they are found.
 *
 * All are counted, the first thousand are listed. Path, value and message are made only for faults
 * that are listed, so a document of a million faults costs no more than reading it.
 */

import type { BookFaultCode } from './fault-codes.js';
import { createNameSuggester, type NameSuggester } from './nearest-name.js';
import { showPath, showText, showValue } from './shown-value.js';

export interface BookFault {
  /** Where, for example `rateTables[0].rates[17].price`; `$` is the whole document. */
  readonly path: string;
  /** What stands there, shortened and printable as it is; `nothing` when it is left out. */
  readonly value: string;
  readonly code: BookFaultCode;
  /** What would be right. */
  readonly message: string;
}

export type Path = readonly (string | number)[];

/** What has the names that would have been right. */
type Names = ReadonlyMap<string, unknown>;

const LISTED_COUNT_MAX = 1000;

export class FaultList {
  readonly #listed: BookFault[] = [];
  readonly #suggest: NameSuggester = createNameSuggester();
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(path: Path, value: unknown, code: BookFaultCode, message: string | (() => string)): void {
    this.#count += 1;
    if (this.#listed.length >= LISTED_COUNT_MAX) return;
    const text = typeof message === 'string' ? message : message();
    this.#listed.push({ path: showPath(path), value: showValue(value), code, message: text });
  }

  addUnknownField(path: Path, value: unknown, name: string, known: Names): void {
    this.add(path, value, 'unknown_field', () => {
      const nearest = this.#suggest(name, known.keys());
      if (nearest !== null) return `there is no such field here; did you mean ${nearest}?`;
      return `there is no such field here; the fields are ${[...known.keys()].join(', ')}`;
    });
  }

  /** `noun` is what the name should be of: "rate table". */
  addUnknownReference(path: Path, name: string, noun: string, known: Names): void {
    this.add(path, name, 'unknown_reference', () => {
      const nearest = this.#suggest(name, known.keys());
      const meant = nearest === null ? '' : `; did you mean ${showText(nearest)}?`;
      return `the book has no ${noun} of this name${meant}`;
    });
  }

  /** All that are listed, and the number of the others as the last one. */
  list(): BookFault[] {
    const moreCount = this.#count - this.#listed.length;
    if (moreCount === 0) return [...this.#listed];
    const more = { path: '$', value: '', code: 'more_faults', message: `and ${moreCount} more` };
    return [...this.#listed, more as BookFault];
  }
}
