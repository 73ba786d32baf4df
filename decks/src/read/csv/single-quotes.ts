/** Cells in single quotes, as some programs write them: `'Congo, Rep.','242','0.21'`. */

const SAMPLE_LINES = 200;
const LINES_MIN = 2;
const SHARE_MIN = 0.9;

/** Whether lines begin and end in single quotes, with a delimiter between two of them. */
export function hasSingleQuotes(text: string, delimiters: readonly string[]): boolean {
  if (!text.trimStart().startsWith("'")) return false;
  const lines = text
    .split(/\r\n|\r|\n/, SAMPLE_LINES)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const isQuoted = (line: string): boolean =>
    line.startsWith("'") &&
    line.endsWith("'") &&
    delimiters.some((delimiter) => line.includes(`'${delimiter}'`));
  return lines.length >= LINES_MIN && lines.filter(isQuoted).length >= lines.length * SHARE_MIN;
}

/**
 * The same cells in double quotes. A quote ends its cell where a delimiter or the end of the line
 * follows; others belong to the text, doubled or not.
 */
export function withDoubleQuotes(text: string, delimiters: readonly string[]): string {
  const marks = delimiters.map((one) => one.replace(/[|^\\]/g, '\\$&')).join('');
  const cell = new RegExp(
    `(^|[${marks}\\r\\n])[ \\t]*'((?:''|[^'\\r\\n]|'(?![ \\t]*(?:[${marks}\\r\\n]|$)))*)'(?=[ \\t]*(?:[${marks}\\r\\n]|$))`,
    'g',
  );
  return text.replace(
    cell,
    (_, before: string, inner: string) =>
      `${before}"${inner.replaceAll("''", "'").replaceAll('"', '""')}"`,
  );
}
