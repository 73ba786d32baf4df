import { columnLetters } from './column-letters.js';

const LABEL_CHARACTERS_MAX = 60;

/** What a person calls a column: its header on one line, cut where it is long, else its letter. */
export function columnLabel({
  header,
  index,
}: {
  readonly header: string;
  readonly index: number;
}): string {
  const text = header.replace(/[\p{Cc}\s]+/gu, ' ').trim();
  if (text === '') return columnLetters(index);
  return text.length > LABEL_CHARACTERS_MAX ? `${text.slice(0, LABEL_CHARACTERS_MAX)}…` : text;
}
