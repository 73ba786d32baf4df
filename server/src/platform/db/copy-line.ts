/** One row in the text format of COPY: tabs between values, `\N` for null, marks escaped. */

export type CopyValue = string | number | bigint | boolean | null | undefined;

const MARKS = /[\\\b\f\n\r\t\v]/;
const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

function copyText(value: CopyValue): string {
  if (value === null || value === undefined) return '\\N';
  if (typeof value === 'boolean') return value ? 't' : 'f';
  const text = String(value);
  if (!MARKS.test(text)) return text;
  return text.replace(/[\\\b\f\n\r\t\v]/g, (mark) => escapes[mark]!);
}

/** Text with NUL is refused by PostgreSQL itself. */
export function copyLine(values: readonly CopyValue[]): string {
  let line = '';
  for (const value of values) line += line === '' ? copyText(value) : `\t${copyText(value)}`;
  return `${line}\n`;
}
