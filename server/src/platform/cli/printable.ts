/**
 * Makes foreign text safe to print: names in books and files may hold line breaks, terminal
 * escapes or marks that turn the direction of writing. Does not shorten unless asked.
 */

const unsafe = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

function escaped(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

export function printable(text: string): string {
  return text.replace(unsafe, escaped);
}

const shownLengthMax = 80;

/** A value out of a document, as JSON and short enough for one line. */
export function printableValue(value: unknown): string {
  const json = JSON.stringify(value) ?? 'nothing';
  const short = json.length > shownLengthMax ? `${json.slice(0, shownLengthMax - 1)}…` : json;
  return printable(short);
}
