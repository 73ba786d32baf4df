/**
 * Rows that are no rates: repeated headers, notes, totals, footers. Asked only of rows that did not
 * read as a rate at once, so that a row with a code and a price is never taken for prose.
 */

import type { Cell, RawRow } from '../deck/deck.js';
import { parseBlocked } from '../values/words.js';
import { isBlank, type SheetLayout } from './sheet-layout.js';

export type RowKind = 'header' | 'note' | 'total' | 'rate';

const TOTAL =
  /^(?:average|mean|sum|avg|(?:number|count) of\s.*|(?:grand\s+|sub[- ]?)?totals?)(?:\s*[:(=].*|\s+(?:of|rows?|records?|count|rates?|prefixes)\b.*)?$/i;
const NOTE_LABEL = /\b(?:notes?|remarks?|legend|disclaimer)\b/i;
const PROSE_LETTERS_MIN = 3;

/** Words instead of a code; the `x` of a pattern and the `E` of a cut-down number are no words. */
function readsAsProse(text: string): boolean {
  const letters = text.match(/[^\P{L}xX]/gu);
  return letters === null ? !/\d/.test(text) : letters.length >= PROSE_LETTERS_MIN;
}

const RULE = /^[\s:=_*+|-]{2,}$/;

/** A line of dashes, or one cell of words in an otherwise empty row. */
function isRuleOrTitle({ cells }: RawRow): boolean {
  const filled = cells.filter((cell) => !isBlank(cell));
  if (filled.length === 0 || !filled.every((cell) => typeof cell === 'string')) return false;
  if (filled.length > 1 && filled.every((cell) => RULE.test(cell))) return true;
  return filled.length === 1 && /\p{L}{3}.*\s.*\p{L}{3}/su.test(filled[0]!);
}

function isBlocked(cell: Cell): boolean {
  const parsed = parseBlocked(cell);
  return parsed.ok && parsed.value;
}

export class RowKinds {
  readonly #layout: SheetLayout;
  readonly #mapped: readonly { readonly index: number; readonly header: string }[];
  /** Texts in front of notes seen so far: `RATE METHOD NOTE`. */
  readonly #labels = new Map<string, number>();

  constructor(layout: SheetLayout) {
    this.#layout = layout;
    this.#mapped = layout.recognition.columns
      .filter(({ field, header }) => field !== null && header.trim() !== '')
      .map(({ index, header }) => ({ index, header: header.trim().toLowerCase() }));
  }

  /** A row whose code is missing or no code. */
  of(row: RawRow): RowKind {
    if (this.isHeader(row)) return 'header';
    if (this.isTotal(row)) return 'total';
    if (isRuleOrTitle(row)) return 'note';
    const { code } = this.#layout;
    const codeCell = code === null ? null : (row.cells[code.index] ?? null);
    const isProse = typeof codeCell === 'string' && readsAsProse(codeCell);
    if (this.hasPrice(row)) return isProse && this.#isLabelled(row) ? 'note' : 'rate';
    if (!isBlank(codeCell) && !isProse) return 'rate';
    if (this.#commands(row)) return 'rate';
    this.#learn(row);
    return 'note';
  }

  isHeader(row: RawRow): boolean {
    let matches = 0;
    for (const { index, header } of this.#mapped) {
      const cell = row.cells[index];
      if (typeof cell !== 'string') continue;
      if (cell.trim().toLowerCase() === header) matches += 1;
    }
    return matches >= 2 || (matches === 1 && this.#mapped.length === 1);
  }

  /** The same words in other places: the rows below it are another table. */
  isMovedHeader({ cells }: RawRow): boolean {
    const texts = cells.map((cell) => (typeof cell === 'string' ? cell.trim().toLowerCase() : ''));
    let moved = 0;
    const { code, prices } = this.#layout;
    if (code === null || prices.length === 0) return false;
    for (const { index, header: written } of [code, ...prices]) {
      const header = written.trim().toLowerCase();
      if (texts[index] === header) continue;
      if (header === '' || !texts.includes(header)) return false;
      moved += 1;
    }
    return moved > 0;
  }

  isTotal(row: RawRow): boolean {
    return row.cells.some((cell) => typeof cell === 'string' && TOTAL.test(cell.trim()));
  }

  hasPrice(row: RawRow): boolean {
    return this.#layout.prices.some(({ index }) => !isBlank(row.cells[index]));
  }

  /** An action, an id, a change or a block says that the row is meant as a rate. */
  #commands(row: RawRow): boolean {
    const { byField } = this.#layout;
    const blocked = byField.get('blocked');
    if (blocked !== undefined && isBlocked(row.cells[blocked.index] ?? null)) return true;
    return (['action', 'change', 'id'] as const).some((field) => {
      const column = byField.get(field);
      if (column === undefined || isBlank(row.cells[column.index])) return false;
      return row.cells.filter((cell) => !isBlank(cell)).length > 1;
    });
  }

  #learn(row: RawRow): void {
    const label = this.#labelOf(row);
    if (label !== null) this.#labels.set(label, (this.#labels.get(label) ?? 0) + 1);
  }

  #isLabelled(row: RawRow): boolean {
    const label = this.#labelOf(row);
    if (label === null) return false;
    return (this.#labels.get(label) ?? 0) >= 2 || NOTE_LABEL.test(label);
  }

  #labelOf(row: RawRow): string | null {
    const first = row.cells.find((cell) => !isBlank(cell));
    const { code } = this.#layout;
    if (typeof first !== 'string' || first === row.cells[code?.index ?? -1]) return null;
    return first.trim().toLowerCase().slice(0, 100);
  }
}
