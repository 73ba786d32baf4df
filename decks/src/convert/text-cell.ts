/**
 * Cells of plain text and of whole numbers. Texts stay as they are written, damaged letters
 * included; only line breaks and control characters become spaces where a name is one line. The
 * apostrophe that keeps a spreadsheet from taking a text for a formula is taken away.
 */

import type { Cell } from '../deck/deck.js';
import { decimalText } from '../values/decimal-text.js';
import { fault, shownCell, type ValueFault } from '../values/fault.js';
import { restore } from '../write/formula-safety.js';

export interface Value<T> {
  readonly ok: true;
  readonly value: T;
}

const CONTROL = /\p{Cc}/u;
const CONTROLS = /[\p{Cc}]+/gu;

/** Null: nothing stands there. */
export function textOf(cell: Cell): string | null {
  if (cell === null) return null;
  if (typeof cell === 'number') return Number.isFinite(cell) ? decimalText(cell) : null;
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? null : cell.toISOString();
  const text = restore(String(cell).trim());
  return text === '' ? null : text;
}

/** The text of a cell that this product wrote: blanks and line breaks are part of it. */
function exactTextOf(cell: Cell): string | null {
  if (typeof cell !== 'string') return textOf(cell);
  const text = restore(cell);
  return text === '' ? null : text;
}

/** A text of one line and so many characters. */
export function parseLine(cell: Cell, lengthMax: number): Value<string | null> | ValueFault {
  const text = textOf(cell);
  if (text === null) return { ok: true, value: null };
  const line = CONTROL.test(text) ? text.replace(CONTROLS, ' ').trim() : text;
  if (line.length > lengthMax) return tooLong(cell, line.length, lengthMax);
  return { ok: true, value: line === '' ? null : line };
}

export function parseText(cell: Cell, lengthMax: number): Value<string | null> | ValueFault {
  return withinLength(cell, textOf(cell), lengthMax);
}

/** A text to the letter. */
export function parseExactText(cell: Cell, lengthMax: number): Value<string | null> | ValueFault {
  return withinLength(cell, exactTextOf(cell), lengthMax);
}

function withinLength(
  cell: Cell,
  text: string | null,
  lengthMax: number,
): Value<string | null> | ValueFault {
  if (text !== null && text.length > lengthMax) return tooLong(cell, text.length, lengthMax);
  return { ok: true, value: text };
}

function tooLong(cell: Cell, length: number, lengthMax: number): ValueFault {
  const message = `${shownCell(cell)} has ${length} characters; at most ${lengthMax} fit`;
  return fault('text_too_long', message);
}

export function parseNumberLength(cell: Cell): Value<number | null> | ValueFault {
  const text = textOf(cell);
  if (text === null) return { ok: true, value: null };
  if (/^0+$/.test(text)) return { ok: true, value: null };
  const value = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  if (value >= 1 && value <= 32) return { ok: true, value };
  return fault('not_a_length', `${shownCell(cell)} is no number of digits: write 1 to 32`);
}

/** One of the words of a fixed set; the words of the book and what people write for them. */
export function parseChoice<T extends string>(
  cell: Cell,
  words: ReadonlyMap<string, T>,
  advice: string,
): Value<T | null> | ValueFault {
  const text = textOf(cell);
  if (text === null) return { ok: true, value: null };
  const value = words.get(text.toLowerCase());
  if (value !== undefined) return { ok: true, value };
  return fault('not_a_choice', `${shownCell(cell)} is not known here: write ${advice}`);
}
