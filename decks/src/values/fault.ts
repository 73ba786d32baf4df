/**
 * A cell that is not what its column holds. A fault is a value: it is listed with its row, never
 * thrown. Its message says what stands there and what would be right.
 */

import type { Cell } from '../deck/deck.js';

export interface ValueFault {
  readonly ok: false;
  readonly code: string;
  readonly message: string;
}

export function fault(code: string, message: string): ValueFault {
  return { ok: false, code, message };
}

const SHOWN_CHARACTERS_MAX = 40;

/** A cell as a message quotes it: one line, short, without control characters. */
export function shownCell(cell: Cell): string {
  if (cell === null) return 'an empty cell';
  if (cell instanceof Date) {
    return Number.isNaN(cell.getTime()) ? 'an invalid date' : `the date ${cell.toISOString()}`;
  }
  const text = String(cell)
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
  const short =
    text.length > SHOWN_CHARACTERS_MAX ? `${text.slice(0, SHOWN_CHARACTERS_MAX)}…` : text;
  return `"${short}"`;
}
