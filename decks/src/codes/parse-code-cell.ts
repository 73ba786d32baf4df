/**
 * A cell of codes to the codes it stands for. Nothing is merged or shortened, leading zeros stay,
 * and what can be read in two ways is a fault with its mend, never a choice.
 *
 * Hot path: a cell of plain digits, which a deck has by the million.
 */

import type { Cell } from '../deck/deck.js';
import type { CodeCell, CodeContext, CodeFault, CodeNote } from './code-cell.js';
import { bareText, isLoneMark, readItems, saysEveryNumber } from './code-items.js';
import { codesOfPattern } from './code-patterns.js';
import { CODE_DIGITS_MAX, expandItems } from './expand-items.js';

const NO_NOTES: readonly CodeNote[] = [];

/**
 * Whether a text is nothing but a code: digits, not too many, and no `00` in front.
 *
 * @example isPlainCode('0800') === true; isPlainCode('0044') === false
 */
export function isPlainCode(text: string): boolean {
  const { length } = text;
  if (length === 0 || length > CODE_DIGITS_MAX) return false;
  for (let position = 0; position < length; position += 1) {
    const character = text.charCodeAt(position);
    if (character < 48 || character > 57) return false;
  }
  return length < 2 || text.charCodeAt(0) !== 48 || text.charCodeAt(1) !== 48;
}

/** @example parseCodeCell('49152, 49172-49174', { prefix: '' }) has four codes */
export function parseCodeCell(cell: Cell, context: CodeContext): CodeCell | CodeFault {
  const { prefix } = context;
  if (typeof cell === 'string') {
    if (isPlainCode(cell) && cell.length + prefix.length <= CODE_DIGITS_MAX) {
      return { ok: true, codes: [prefix + cell], notes: NO_NOTES };
    }
    return parseText(cell, context);
  }
  if (cell === null) return emptyCell(context);
  if (typeof cell === 'number') return parseNumber(cell, prefix);
  const kind = typeof cell === 'boolean' ? 'true or false' : 'a date';
  const advice = 'format the column as text in the spreadsheet and write the code again';
  return { ok: false, code: 'code_unreadable', message: `holds ${kind}, not a code; ${advice}` };
}

function emptyCell({ prefix, everyNumber }: CodeContext): CodeCell | CodeFault {
  if (prefix !== '') return { ok: true, codes: [prefix], notes: NO_NOTES };
  if (everyNumber === true) return { ok: true, codes: [''], notes: ['empty_code'] };
  const message = 'the code is missing: write it, or any for every number that no other code fits';
  return { ok: false, code: 'code_missing', message };
}

/** `*` alone beside a country is that country; without one it would price every call there is. */
function loneMark(text: string, { prefix, everyNumber }: CodeContext): CodeCell | CodeFault {
  if (prefix !== '') return { ok: true, codes: [prefix], notes: NO_NOTES };
  if (everyNumber === true) return { ok: true, codes: [''], notes: ['catch_all'] };
  const shown = JSON.stringify(text.slice(0, 60));
  const message = `${shown} alone has no digits: write a code, or any for every number`;
  return { ok: false, code: 'every_number', message };
}

function parseNumber(value: number, prefix: string): CodeCell | CodeFault {
  if (!Number.isInteger(value) || value < 0) {
    return { ok: false, code: 'code_unreadable', message: `${value} is no code; write digits` };
  }
  // A spreadsheet keeps 15 digits; those after them are zeros that nobody wrote.
  if (value >= 1e15) {
    const advice = 'format the column as text and write the code again';
    const message = `${value} may have lost digits in the spreadsheet; ${advice}`;
    return { ok: false, code: 'code_scientific', message };
  }
  return { ok: true, codes: [prefix + String(value)], notes: ['number_cell'] };
}

function parseText(cell: string, context: CodeContext): CodeCell | CodeFault {
  const { prefix } = context;
  const text = bareText(cell);
  if (text === '') return emptyCell(context);
  if (isLoneMark(text)) return loneMark(text, context);
  if (saysEveryNumber(text)) {
    return { ok: true, codes: [prefix], notes: prefix === '' ? ['catch_all'] : NO_NOTES };
  }
  const patterned = codesOfPattern(text);
  if (patterned !== null) {
    const all = new Set(patterned.map((code) => prefix + code));
    return { ok: true, codes: [...all], notes: ['wildcard'] };
  }
  const notes = new Set<CodeNote>();
  const items = readItems(text, context, notes);
  if (!Array.isArray(items)) return items;
  if (items.length === 0) {
    const message = `${JSON.stringify(text.slice(0, 60))} has no digits: write the code`;
    return { ok: false, code: 'code_unreadable', message };
  }
  const codes = expandItems(items, prefix, notes);
  if (!Array.isArray(codes)) return codes;
  if (codes.length === 1) return { ok: true, codes, notes: [...notes] };
  const distinct = new Set(codes);
  if (distinct.size < codes.length) notes.add('repeated');
  return { ok: true, codes: [...distinct], notes: [...notes] };
}
