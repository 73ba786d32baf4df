/** Codes in a dress: marks of thousands, names beside them, dashes inside. Here it is taken off. */

import type { SheetRecognition } from '../deck/deck.js';

export type CodeForm = NonNullable<SheetRecognition['codeForm']>;

/**
 * The text of the codes alone; what has not that dress stays as it is.
 *
 * @example bareCode('93 Afghanistan', 'named') is '93', bareCode('35,567', 'thousands') is '35567'
 */
export function bareCode(text: string, form: CodeForm): string {
  if (form === 'thousands') return /^[\d,.']+$/.test(text) ? text.replace(/[,.']/g, '') : text;
  if (form === 'dashed') return /^[\d\s.-]+$/.test(text) ? text.replace(/[\s.-]/g, '') : text;
  const leading = /^\+?\d[\d\s,;|/–-]*(?=[\s:–(-]*\p{L})/u.exec(text)?.[0];
  const trailing = leading ?? /[\s(:–-](\+?\d[\d\s,;|/–-]*)\)?$/u.exec(text)?.[1];
  return trailing === undefined ? text : trailing.replace(/[\s,;|/–-]+$/, '');
}
