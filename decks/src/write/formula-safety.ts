/**
 * Texts that a spreadsheet would take for a formula ("=HYPERLINK(...)", "+44 (mobile)") get an
 * apostrophe in front, which is how a spreadsheet itself marks text. Reading takes it away again:
 * `restore(neutralise(text))` is the text, always. Codes, amounts and dates are never touched.
 */

import { looksLikeFormula } from '@ratedeck/engine';

/** What is marked, and so what was marked before and gets a second apostrophe. */
const needsMark = (text: string): boolean => text.startsWith("'") || looksLikeFormula(text);

/** @example neutralise('=1+1') is "'=1+1", and "'quoted'" becomes "''quoted'". */
export function neutralise(text: string): string {
  return needsMark(text) ? `'${text}` : text;
}

/** @example restore("'=1+1") is "=1+1"; "'t Gooi" stays. */
export function restore(text: string): string {
  return text.startsWith("'") && needsMark(text.slice(1)) ? text.slice(1) : text;
}

/** A sign, then digits with what stands between them in codes, amounts, dates and lists. */
const SIGNED_FIGURE = /^[+-]\s?(?:[A-Z]{3}\s?|[$€£¥])?[\d\s.,;:/|{}!+-]*(?:\s?[A-Z]{3}|[$€£¥%])?$/;

/**
 * For cells of somebody else's file, of which it is not known whether they are text: what can be
 * a code or an amount stays, and so does a text that is marked already: it comes back as it is.
 */
export function neutraliseUnlessFigure(cell: string): string {
  return looksLikeFormula(cell) && !SIGNED_FIGURE.test(cell) ? `'${cell}` : cell;
}
