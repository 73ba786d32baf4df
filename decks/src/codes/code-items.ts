/**
 * A text of codes taken apart: the items between separators, each with its digits, and what was
 * learnt on the way. What the digits of an item mean next to each other is for `expand-items.ts`.
 */

import type { CodeContext, CodeFault, CodeNote } from './code-cell.js';
import { isCountryCallingCode } from './country-calling-codes.js';

export interface CodeItem {
  /** As it is written, for messages. */
  readonly text: string;
  /** Digits between hyphens: one part is a code, two are a range or country and area. */
  readonly parts: readonly string[];
  /** Written with `+` or `00`: complete, nothing is put before it. */
  readonly international: boolean;
  /** `61` of `61 38`: a country's code with a blank after it. */
  readonly country?: string;
}

const SEPARATORS = /[,;|/&\r\n\t]+|\s+and\s+/i;
const ZERO_WIDTH = /[\u200b-\u200d\u2060\ufeff]/g;
const DASHES = /\s*[-\u2010-\u2015\u2212]\s*|\s+(?:to|thru|through|bis)\s+/gi;
/** Zero or more digits may follow: what every code means anyway. */
const WILDCARD = /(?:\{!\}|[xX*#%.]+)$/;
const SCIENTIFIC = /^\d+(?:[.,]\d+)?e\+?\d+$/i;
/** Said in words: no slip of the hand writes these. */
const EVERY_NUMBER =
  /^(?:any|all|default|catch[- ]?all|every(?: number)?|all (?:numbers|other)|any other)$/i;
/** Codes in brackets or quotes, as programs print lists: `['44', '4420']`, `(+44)`, `{44}`. */
const BRACKETED = /^(?:\[[\d\s,;'"+]*\]|\{[\d\s,;'"+]*\}|\([\d\s,;'"+]*\))$/;
/** Every number only where that was asked for: a lone `x` may be a mark, a lone `*` a leftover. */
const LONE_MARK = /^(?:[*#%.]+|\{!\}|x+)$/i;

/** The text of a cell without what spreadsheets put around a code to keep it a text. */
export function bareText(cell: string): string {
  const text = cell.replace(ZERO_WIDTH, '').trim();
  const formula = /^="([^"]*)"$/.exec(text);
  if (formula !== null) return formula[1]!.trim();
  if (BRACKETED.test(text)) return text.replace(/[[\]{}()'"]/g, '').trim();
  return text.startsWith("'") ? text.slice(1).trim() : text;
}

export const saysEveryNumber = (text: string): boolean => EVERY_NUMBER.test(text);

export const isLoneMark = (text: string): boolean => LONE_MARK.test(text);

export function readItems(
  text: string,
  context: CodeContext,
  notes: Set<CodeNote>,
): CodeItem[] | CodeFault {
  const items: CodeItem[] = [];
  for (const piece of text.split(SEPARATORS)) {
    const written = piece.trim();
    if (written === '') continue;
    const fault = readItem(written, context, notes, items);
    if (fault !== null) return fault;
  }
  return items;
}

function unreadable(text: string, message: string, code = 'code_unreadable'): CodeFault {
  return { ok: false, code, message: `${JSON.stringify(text.slice(0, 60))} ${message}` };
}

function readItem(
  written: string,
  context: CodeContext,
  notes: Set<CodeNote>,
  into: CodeItem[],
): CodeFault | null {
  if (SCIENTIFIC.test(written)) {
    const advice = 'export the file again with the column formatted as text';
    return unreadable(written, `is a code that a spreadsheet cut down; ${advice}`, CUT_DOWN);
  }
  const bare = withoutMarks(written, notes);
  const pieces = bare.split(DASHES);
  if (pieces.length > 1) return readHyphenated(written, pieces, context, into);
  const groups = bare.split(/\s+/);
  const international = startsInternational(groups[0]!, context);
  if (groups.length === 1 || international || !isSpacedList(groups, context.prefix !== '')) {
    const digits = bareDigits(groups.join(''), context);
    if (digits === null) return unreadable(written, adviceFor(written));
    if (groups.length > 1) notes.add('spaced_code');
    const country = groups.length > 1 && isCountryCallingCode(groups[0]!) ? groups[0] : undefined;
    const item = { text: written, parts: [digits], international };
    into.push(country === undefined ? item : { ...item, country });
    return null;
  }
  notes.add('spaced_list');
  for (const group of groups) into.push({ text: group, parts: [group], international: false });
  return null;
}

const CUT_DOWN = 'code_scientific';

function readHyphenated(
  written: string,
  pieces: readonly string[],
  context: CodeContext,
  into: CodeItem[],
): CodeFault | null {
  const parts: string[] = [];
  for (const piece of pieces) {
    const digits = bareDigits(piece.replace(/\s+/g, ''), context);
    if (digits === null) return unreadable(written, adviceFor(written));
    parts.push(digits);
  }
  into.push({ text: written, parts, international: startsInternational(pieces[0]!, context) });
  return null;
}

/** Takes away brackets, the zero of `+44 (0)20`, `.0` of a number kept as text, and a wildcard. */
function withoutMarks(written: string, notes: Set<CodeNote>): string {
  let text = written;
  if (text.includes('(')) {
    const trunkZero = text.replace(/(\d\s*)\(0\)/, '$1');
    if (trunkZero !== text) notes.add('trunk_zero');
    text = trunkZero.replace(/\((\+?\d[\d\s]*)\)/g, ' $1 ').trim();
  }
  if (/^\d+\.0$/.test(text)) {
    notes.add('number_cell');
    return text.slice(0, -2);
  }
  const bare = text.replace(WILDCARD, '').trim();
  if (bare !== text && bare !== '') {
    notes.add('wildcard');
    return bare;
  }
  return text;
}

function startsInternational(text: string, { keepsZeros }: CodeContext): boolean {
  return keepsZeros === true ? /^\s*\+/.test(text) : /^\s*(?:\+|00[1-9])/.test(text);
}

/** Digits without `+` or `00`; a single zero in front counts, and so does `00` before a zero. */
function bareDigits(text: string, { keepsZeros }: CodeContext): string | null {
  const strips = keepsZeros !== true && !text.startsWith('+');
  const digits = strips ? text.replace(/^00(?=[1-9])/, '') : text.replace(/^\+/, '');
  return /^\d+$/.test(digits) ? digits : null;
}

/**
 * `336 07` is one code with a space in it, `49152 49162` are two. Groups are codes of their own
 * when each could be one and they are alike; all else is one code, as people space numbers.
 */
function isSpacedList(groups: readonly string[], hasPrefix: boolean): boolean {
  const first = groups[0]!;
  if (!groups.every((group) => /^\d+$/.test(group))) return false;
  const ascending = groups.every((group, i) => i === 0 || isAfter(group, groups[i - 1]!));
  if (hasPrefix) return ascending;
  if (!groups.every((group) => group[0] === first[0] && group[0] !== '0')) return false;
  return groups.every((group) => group.length >= 4) || (ascending && first.length === 3);
}

const isAfter = (a: string, b: string): boolean => a.length === b.length && a > b;

const EXCEPTED =
  /\d[^\p{L}]*(?:except|excl|without|not|but|ohne|ausser|außer|sauf|hors|salvo|excepto|eccetto|кроме)/iu;

function adviceFor(written: string): string {
  if (EXCEPTED.test(written)) {
    return 'names codes that it does not mean: write the code alone, and each other one with its own price';
  }
  if (/[[\]{}]/.test(written)) return 'is a pattern; write its codes one by one';
  if (/\d[xX*#%.]+\d/.test(written)) return 'has a wildcard inside; it may only stand at the end';
  if (/\d/.test(written)) return 'is no code: write digits, such as 4420, or a range 4420-4425';
  return 'has no digits: write the code that numbers begin with, such as 4420';
}
