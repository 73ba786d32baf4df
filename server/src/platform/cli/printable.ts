/**
 * Makes foreign text safe to print: names in books and files may hold line breaks, terminal
 * escapes or marks that turn the direction of writing. Does not shorten unless asked.
 */

import { escapeUnprintable } from '@ratedeck/engine';

/** As the engine's faults write such texts. */
export const printable = escapeUnprintable;

const shownLengthMax = 80;

/** A value out of a document, as JSON and short enough for one line. */
export function printableValue(value: unknown): string {
  const json = JSON.stringify(value) ?? 'nothing';
  const short = json.length > shownLengthMax ? `${json.slice(0, shownLengthMax - 1)}…` : json;
  return printable(short);
}
