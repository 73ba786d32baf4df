/**
 * The reading of one column: cell in, value into the row's draft, faults too.
 *
 * Decks repeat themselves, so what a text was read as is remembered; dates of spreadsheets are
 * objects and are read each time. A cell of nothing leaves the field out.
 */

import { columnLabel } from '../deck/column-label.js';
import type { Cell, Column, SheetRecognition } from '../deck/deck.js';
import type { ValueFault } from '../values/fault.js';
import type { PeakProfiles } from './peak-profiles.js';
import type { RowDraft } from './row-draft.js';

export interface FieldReader {
  /** Of the column. */
  readonly index: number;
  read(cell: Cell, draft: RowDraft): void;
}

export interface ReaderContext {
  readonly recognition: SheetRecognition;
  readonly profiles: PeakProfiles;
  readonly now: string | null;
  /** See `SheetLayout`. */
  readonly isOwn: boolean;
}

type Good = { readonly ok: true };
type Parse<T extends Good> = (cell: Cell) => T | ValueFault;
type Apply<T extends Good> = (draft: RowDraft, value: T, cell: Cell) => void;

const REMEMBERED_MAX = 50_000;

export function reader<T extends Good>(
  column: Column,
  parse: Parse<T>,
  apply: Apply<T>,
): FieldReader {
  const label = columnLabel(column);
  const remembered = new Map<Cell, T | ValueFault>();
  // Row after row has the same date and the same intervals.
  let last: Cell = null;
  let lastValue: T | ValueFault | undefined;
  const parsed = (cell: Cell): T | ValueFault => {
    if (cell === last && lastValue !== undefined) return lastValue;
    if (cell instanceof Date) return parse(cell);
    let value = remembered.get(cell);
    if (value === undefined) {
      value = parse(cell);
      if (remembered.size < REMEMBERED_MAX) remembered.set(cell, value);
    }
    last = cell;
    lastValue = value;
    return value;
  };
  return {
    index: column.index,
    read(cell, draft) {
      if (cell === null || cell === '') return;
      const value = parsed(cell);
      if (value.ok) apply(draft, value, cell);
      else draft.addFault(label, cell, value.code, value.message);
    },
  };
}

export type Make = (column: Column, context: ReaderContext) => FieldReader;

export const choices = <T extends string>(
  words: Readonly<Record<string, T>>,
): ReadonlyMap<string, T> => new Map(Object.entries(words));
