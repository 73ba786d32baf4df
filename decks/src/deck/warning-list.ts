/**
 * Warnings as they are found: each with its place, so many of one kind and then their number, so that
 * a deck of a million doubtful rows can still be read about.
 */

import type { Warning } from './deck.js';

/** Warnings of one code that are listed one by one. */
export const LISTED_COUNT_MAX = 1000;

export class WarningList {
  readonly #listed: Warning[] = [];
  readonly #counts = new Map<string, number>();

  add(code: string, sheet: string | null, row: number | null, message: string): void {
    const count = (this.#counts.get(code) ?? 0) + 1;
    this.#counts.set(code, count);
    if (count <= LISTED_COUNT_MAX) this.#listed.push({ code, sheet, row, message });
  }

  /** What was listed, and for each code how many more there are. */
  finish(): Warning[] {
    const warnings = [...this.#listed];
    for (const [code, count] of this.#counts) {
      if (count <= LISTED_COUNT_MAX) continue;
      const message = `and ${count - LISTED_COUNT_MAX} more like this`;
      warnings.push({ code, sheet: null, row: null, message });
    }
    return warnings;
  }
}
