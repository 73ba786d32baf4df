/**
 * Writes JSON so that people can read and compare it: what fits on a line stands on one, so that a
 * list of rates or codes reads as a table.
 */

const WIDTH_MAX = 160;

function spaced(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spaced).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(
    ([key, item]) => `${JSON.stringify(key)}: ${spaced(item)}`,
  );
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}

function format(value: unknown, indent: string): string {
  const oneLine = spaced(value);
  if (indent.length + oneLine.length <= WIDTH_MAX) return oneLine;
  if (typeof value !== 'object' || value === null) return oneLine;
  const deeper = `${indent}  `;
  const items = Array.isArray(value)
    ? value.map((item) => deeper + format(item, deeper))
    : Object.entries(value).map(
        ([key, item]) => `${deeper}${JSON.stringify(key)}: ${format(item, deeper)}`,
      );
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  return `${open}\n${items.join(',\n')}\n${indent}${close}`;
}

export function formatJson(value: unknown): string {
  return `${format(value, '')}\n`;
}
